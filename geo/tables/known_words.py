"""Words that people write in cells in the languages of the app: months, units, countries, labels of terms."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from geo.countries import alpha_2_codes
from geo.language import LOCALE_FOLDER, fold, list_languages, load_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORDS_FILE: Final = "cell_words.toml"
UNITS_FILE: Final = Path("importing") / "units.toml"
HEADINGS_FILE: Final = Path("importing") / "headings.toml"
T = TypeVar("T")

# What spreadsheets and people write in the languages of the app, without regard to capitals.
YES_WORDS: Final = frozenset({
    "yes", "true", "evet", "doğru", "да", "истина", "иә", "ия", "ақиқат", "шын", "bəli", "hə", "ооба", "чын",
    "ha", "rost", "ҳа", "рост",
})  # fmt: skip
NO_WORDS: Final = frozenset({
    "no", "false", "hayır", "yanlış", "нет", "ложь", "жоқ", "жалған", "xeyr", "yox", "жок", "жалган", "yoʻq",
    "yo'q", "yo‘q", "yo’q", "yolgʻon", "yolg'on", "yo`q", "йўқ", "ёлғон",
})  # fmt: skip
FEWEST_LETTERS: Final = 3
"""Of the name of a month that is cut short."""


def bare(word: str) -> str:
    """Write a word so that capitals, marks, full stops and blanks make no difference."""
    return " ".join(fold(word).replace(".", " ").split())


@lru_cache(maxsize=1)
def _read_words() -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads((LOCALE_FOLDER / WORDS_FILE).read_text(encoding="utf-8")))


@lru_cache(maxsize=32)
def list_words(kind: str, part: str = "words") -> frozenset[str]:
    """List the words of one kind, such as `inexact`, as `bare` writes them."""
    return frozenset(map(bare, _read_words()[kind][part]))


@lru_cache(maxsize=2)
def list_answers(word: str) -> frozenset[str]:
    """List what people and programs write for ``yes`` or ``no``, also what a column of them is read as."""
    return list_words(word) | frozenset(map(bare, YES_WORDS if word == "yes" else NO_WORDS))


@lru_cache(maxsize=1)
def list_times() -> Mapping[str, int]:
    """List the words that multiply a number, such as `million`, with how much they are."""
    return _index({int(times): words for times, words in _read_words()["times"].items()})


@lru_cache(maxsize=1)
def list_months() -> Mapping[str, int]:
    """List the names of the months in all languages, also cut short, with their numbers."""
    found: dict[int, set[str]] = {}
    for code in list_languages():
        locale = load_language(code).locale
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[form][width].items():
                    found.setdefault(number, set()).update({name, name[:FEWEST_LETTERS]})
    return _index(found)


@lru_cache(maxsize=16)
def list_units(unit: str) -> Mapping[str, bool]:
    """List the words for what a column is counted in, and for other units: word → whether it is the same unit."""
    every = _read_units()
    ours = "hours" if unit == "h" else unit
    told: dict[str, bool] = {word: name == next(iter(every[ours])) for name in every.get(ours, {})
                             for word in map(bare, every[ours][name]["words"])}  # fmt: skip
    if unit == "m":
        told = {bare(word): True for word in every["km"]["m"]["words"]}
        told |= {bare(word): False for name in ("km", "mi") for word in every["km"][name]["words"]}
    if unit in {"year", "%", "degrees"}:
        told = dict.fromkeys(list_words(unit), True)
    return MappingProxyType({**told, bare(unit): True})


@lru_cache(maxsize=1)
def _read_units() -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads((LOCALE_FOLDER.parent / UNITS_FILE).read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def list_headings() -> Mapping[str, frozenset[str]]:
    """List what columns are called in all languages, with our columns that may be meant."""
    found: dict[str, set[str]] = {}
    told = tomllib.loads((LOCALE_FOLDER.parent / HEADINGS_FILE).read_text(encoding="utf-8"))["words"]
    for column, words in told.items():
        for word in words:
            found.setdefault(bare(word), set()).add(column)
    return MappingProxyType({word: frozenset(columns) for word, columns in found.items()})


@lru_cache(maxsize=1)
def list_countries() -> Mapping[str, str]:
    """List the names of all countries in all languages, with their alpha-3 codes."""
    found: dict[str, set[str]] = {code: set(names) for code, names in _read_words()["countries"].items()}
    for code in alpha_2_codes():
        found.setdefault(code, set()).update(load_language(one).country(code) for one in list_languages())
    return _index(found)


def list_labels(vocabulary: str, labels: Mapping[str, str]) -> Mapping[str, str]:
    """List what the terms of a vocabulary are called in all languages, with the terms.

    Parameters
    ----------
    vocabulary
        Its name.
    labels
        Term → its English label.
    """
    every = [load_language(code) for code in list_languages()]
    told = _read_words()["terms"].get(vocabulary, {})
    found = {
        term: {*told.get(term, ()), *(language.cell(label) for language in every)} for term, label in labels.items()
    }
    return _index(found)


def _index(found: Mapping[T, Iterable[str]]) -> Mapping[str, T]:
    """Turn what has names into names with what they mean; a name that means several things is left out."""
    meant: dict[str, set[T]] = {}
    for one, names in found.items():
        for name in names:
            meant.setdefault(bare(name), set()).add(one)
    return MappingProxyType({name: next(iter(ones)) for name, ones in meant.items() if len(ones) == 1})
