"""One thing that can be found, whatever table it is from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo.geodesy import Point

KINDS: Final = (
    "site",
    "country",
    "journey",
    "route",
    "story",
    "figure",
    "visit",
    "event",
    "finding",
    "source",
)
"""Kinds of things in the tables; the app adds its pages and what it can do."""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that can be found, in the reader's language.

    Attributes
    ----------
    kind
        One of `KINDS`.
    id
        As in the tables; of a country its code.
    title
        What it is called.
    value
        Of a figure: number and unit.
    detail
        What tells it from others of its name: date, countries, who published it.
    names
        What else it is called, in any language and script.
    site
        The site that it is about, by whose names it is found as well; blank for others.
    country
        The country that it is about, alpha-3, where there is one.
    at
        Where it is; None where no position is established.
    main
        Whether it is offered before anything has been typed.
    """

    kind: str
    id: str
    title: str
    value: str = ""
    detail: str = ""
    names: tuple[str, ...] = ()
    site: str = ""
    country: str = ""
    at: Point | None = None
    main: bool = False
