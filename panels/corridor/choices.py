"""What the reader of the corridor page chooses: journey, direction, way, year, unit; all of it in the address."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.alignment import vertices_by_line
from geo.corridor.evidence import years_of
from geo.corridor.itinerary import ROAD, Choice, Itinerary, list_choices, pick
from geo.corridor.words import place_name
from panels.ui.address import read_last
from panels.ui.choices import Ask, choose_one

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.journeys import Journey
    from panels.reader import Reader

WISHES: Final = ("fastest", "shortest", "fewest-borders")
BACK: Final = "back"
MODES: Final = (ROAD, "rail")
MAX_CACHED: Final = 128
ASKED: Final = ("journey", "direction", "way", "year", "unit", "versus", "mode")
"""Parameters of the address that say what the whole page shows."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A journey as the reader wants to see it.

    Attributes
    ----------
    unit
        `hours`, `days` or `usd`.
    choices
        Every way in that direction and year; the chosen one is among them.
    versus
        What the chosen way is compared with; None for nothing.
    lang
        Language of the page.
    """

    journey: Journey
    itinerary: Itinerary
    choices: tuple[Choice, ...]
    unit: str
    versus: Itinerary | None
    lang: str = ""

    @property
    def question(self) -> str:
        """Write what is asked as one word: what the browser draws for one question is never taken for another one."""
        ways = [self.itinerary, *([self.versus] if self.versus else [])]
        listed = [f"{way.year or ''}/{'/'.join(item.id for item in way.items)}" for way in ways]
        words = "|".join([self.journey.journey_id, self.unit, self.lang, *listed])
        return hashlib.sha256(words.encode()).hexdigest()[:12]


@lru_cache(maxsize=MAX_CACHED)
def ways_of(catalogue: Catalogue, journey_id: str, year: int | None, back: bool) -> tuple[Choice, ...]:  # noqa: FBT001 - part of a key
    """List the ways of a journey, once for each version of the tables."""
    journey = next(j for j in catalogue.journeys if j.journey_id == journey_id)
    return list_choices(catalogue, vertices_by_line(catalogue), journey, year, back=back)


def list_journeys(catalogue: Catalogue, mode: str = ROAD) -> dict[str, Journey]:
    """List the journeys that have a way, those whose usual way is by a mode first: most who ask have trucks."""
    ways = {j.journey_id: ways_of(catalogue, j.journey_id, None, False) for j in catalogue.journeys}  # noqa: FBT003

    def rank(journey: Journey) -> int:
        by = [choice.itinerary.way.is_by(mode) for choice in ways[journey.journey_id]]
        return 0 if by[0] else 1 if any(by) else 2

    return {j.journey_id: j for j in sorted((j for j in catalogue.journeys if ways[j.journey_id]), key=rank)}


def put_first(choices: tuple[Choice, ...], mode: str) -> tuple[Choice, ...]:
    """Put the ways that are by one mode on land before the others: the first is shown where the address names none."""
    return tuple(sorted(choices, key=lambda choice: not choice.itinerary.way.is_by(mode)))


def choose(reader: Reader, ask: Ask = choose_one) -> Chosen | None:
    """Ask for journey, direction, way, year, unit and what to compare with, in this order.

    Parameters
    ----------
    reader
        Data and language.
    ask
        Asks for one of them (see `choose_one`).

    Returns
    -------
    chosen
        None when there is no journey in the tables.
    """
    catalogue, language = reader.catalogue, reader.language
    _ = language.text
    asked = read_last("mode")
    mode = asked if asked in MODES else ROAD
    journeys = list_journeys(catalogue, mode)
    if not journeys:
        return None
    names = {name: language.cell(journey.name) for name, journey in journeys.items()}
    journey = journeys[ask("journey", _("Journey"), names, next(iter(names)))]
    directions = {"": towards(catalogue, journey.to_place, language)}
    if journey.both_ways:
        directions[BACK] = towards(catalogue, journey.from_place, language)
    back = ask("direction", _("Direction"), directions, "") == BACK
    newest = put_first(ways_of(catalogue, journey.journey_id, None, back), mode)
    wish = ask("way", _("Way"), _way_names(newest, language), "")
    year = _choose_year(catalogue, pick(newest, wish), language, ask)
    choices = put_first(ways_of(catalogue, journey.journey_id, year, back), mode)
    units = {"hours": _("hours"), "days": _("days"), "usd": _("US$")}
    unit = ask("unit", _("Unit"), units, "hours")
    versus = _choose_versus(catalogue, newest, pick(newest, wish), language, ask)
    found = pick(choices, wish)
    return Chosen(journey, found.itinerary, choices, unit, versus, language.code) if found else None


def towards(catalogue: Catalogue, place_id: str, language: Language) -> str:
    """Name a direction by where it leads."""
    return language.text("→ {place}", place=place_name(catalogue, place_id, language))


def describe_way(choice: Choice, choices: tuple[Choice, ...], language: Language) -> str:
    """Tell a way from the others by what is special of it."""
    _ = language.text
    every = [{s.choice for s in one.itinerary.way.stretches if s.choice} for one in choices]
    shared = set.intersection(*every) if every else set()
    stretches = choice.itinerary.way.stretches
    told = [language.cell(s.choice) for s in stretches if s.choice and s.choice not in shared]
    return " · ".join(told) or _("the only way")


def _way_names(choices: tuple[Choice, ...], language: Language) -> dict[str, str]:
    _ = language.text
    usual = describe_way(choices[0], choices, language)
    if len(choices) == 1:
        return {"": usual}
    wishes = dict(
        zip(WISHES, (_("the fastest that is known"), _("the shortest"), _("the fewest borders")), strict=True)
    )
    others = {choice.code: describe_way(choice, choices, language) for choice in choices[1:]}
    return {"": usual, **wishes, **others}


def _years(catalogue: Catalogue, choice: Choice | None) -> list[int]:
    stops = choice.itinerary.stops if choice else ()
    return sorted({year for s in stops for year in years_of(catalogue, s.passage, s.mode)}, reverse=True)


def _choose_year(catalogue: Catalogue, choice: Choice | None, language: Language, ask: Ask) -> int | None:
    _ = language.text
    options = {"": _("newest")} | {str(year): str(year) for year in _years(catalogue, choice)}
    wish = ask("year", _("Year"), options, "")
    return int(wish) if wish else None


def _choose_versus(
    catalogue: Catalogue, newest: tuple[Choice, ...], choice: Choice | None, language: Language, ask: Ask
) -> Itinerary | None:
    _ = language.text
    options = {"": _("nothing")}
    options |= {f"y{year}": _("the same way in {year}", year=year) for year in _years(catalogue, choice)}
    options |= {one.code: describe_way(one, newest, language) for one in newest} if len(newest) > 1 else {}
    wish = ask("versus", _("Compare with"), options, "")
    if not wish or choice is None:
        return None
    if wish[1:].isdigit():
        way = choice.itinerary.way
        dated = ways_of(catalogue, choice.itinerary.journey.journey_id, int(wish[1:]), way.back)
        found = pick(dated, choice.code)
    else:
        found = pick(newest, wish)
    return found.itinerary if found else None
