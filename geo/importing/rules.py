"""What is said about importing in data and not in code: words of headings, units, what makes rows the same, recipes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from geo.errors import ImportedFileError
from geo.language import fold
from geo.messages import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).parents[2] / "data" / "importing"
ASK: Final = "?"
"""In place of a unit that no one has named yet."""
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two rows of a table be about the same thing, and what they say of it."""

    same: tuple[str, ...]
    compared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in which others write a column of ours."""

    name: str
    factor: Fraction
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Making:
    """How one row of theirs becomes one row of ours.

    Attributes
    ----------
    table
        Ours.
    cells
        Our column → heading of theirs.
    constants
        Our column → what stands in each row.
    units
        Our column → unit in which theirs is written; as in ours where it is not named.
    needs, any_of, without
        Headings of which all, one or none must be filled for the row to be made.
    """

    table: str
    cells: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    units: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    needs: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the rows of a file become rows of our tables.

    Attributes
    ----------
    source
        Row of `sources.csv` that the figures are from; only its `source_id` where it is there already.
    """

    name: str
    makings: tuple[Making, ...]
    source: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @property
    def headings(self) -> tuple[str, ...]:
        """List the headings that it reads."""
        every = [[*one.cells.values(), *one.needs, *one.any_of, *one.without] for one in self.makings]
        return tuple(dict.fromkeys(heading for headings in every for heading in headings))


@lru_cache(maxsize=4096)
def plain_heading(heading: str) -> str:
    """Write a heading in the one form in which headings are compared."""
    return fold(heading.replace("_", " ")).rstrip(" :.")


@lru_cache(maxsize=1)
def read_words() -> Mapping[str, frozenset[str]]:
    """Read what columns of others are called, by our column."""
    words = _read("headings.toml")["words"]
    return MappingProxyType({name: frozenset(map(plain_heading, told)) for name, told in words.items()})


@lru_cache(maxsize=1)
def read_terms() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Read what others write for the terms of our closed lists, by vocabulary and term."""
    return MappingProxyType(
        {
            vocabulary: MappingProxyType({term: tuple(words) for term, words in terms.items()})
            for vocabulary, terms in _read("terms.toml").items()
        }
    )


@lru_cache(maxsize=1)
def read_units() -> Mapping[str, Mapping[str, Unit]]:
    """Read the units in which others write, by the unit of the dictionary."""
    return MappingProxyType(
        {
            ours: MappingProxyType(
                {
                    name: Unit(name, Fraction(told["factor"]), frozenset(map(plain_heading, told["words"])))
                    for name, told in units.items()
                }
            )
            for ours, units in _read("units.toml").items()
        }
    )


@lru_cache(maxsize=1)
def read_identities() -> Mapping[str, Identity]:
    """Read what makes rows the same, by table."""
    told = _read("tables.toml")
    return MappingProxyType({name: Identity(tuple(one["same"]), tuple(one["compared"])) for name, one in told.items()})


def list_recipes() -> tuple[str, ...]:
    """List the recipes that there are."""
    return tuple(sorted(path.stem for path in (FOLDER / "recipes").glob("*.toml")))


def read_recipe(name: str) -> Recipe:
    """Read a recipe.

    Raises
    ------
    ImportedFileError
        When there is no such recipe.
    """
    if name not in list_recipes():
        raise ImportedFileError(tell("There is no recipe {name}.", name=name))
    told = _read(f"recipes/{name}.toml")
    return Recipe(told["name"], tuple(map(_making, told["rows"])), MappingProxyType(told.get("source", {})))


def _making(told: Mapping[str, Any]) -> Making:
    return Making(
        told["table"],
        MappingProxyType(told["cells"]),
        MappingProxyType(told.get("constants", {})),
        MappingProxyType(told.get("units", {})),
        tuple(told.get("needs", ())),
        tuple(told.get("any", ())),
        tuple(told.get("without", ())),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
