"""How wrong the hours of a whole journey would have been: the sum of those parts of which a later year is known.

A part of which no later year was published cannot be judged and is not guessed: each sum says how many parts it is of,
and a total is called whole only when all are there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.alignment import vertices_by_line
from geo.corridor.backtest import try_item
from geo.corridor.itinerary import list_choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.corridor.backtest import Trial
    from geo.corridor.itinerary import Itinerary

COLUMNS: Final = (
    "journey_id", "back", "way", "year", "later_year", "parts", "judged_parts", "whole", "said_h", "came_h", "error_h",
    "error_percent", "rows", "later_rows",
)  # fmt: skip
"""Headings of the exported table, as `list_rows` fills them."""


@dataclass(frozen=True, slots=True)
class JourneyTrial:
    """What would have been said of a way after one year, and what the next published year said.

    Attributes
    ----------
    back
        Whether the journey is travelled from its end.
    parts
        Legs and stops of the way, whether their hours are known or not.
    trials
        Of the parts that can be judged from this year to that one.
    """

    journey_id: str
    back: bool
    way: str
    year: int
    later_year: int
    parts: int
    trials: tuple[Trial, ...]

    @property
    def whole(self) -> bool:
        """Whether every part is judged."""
        return len(self.trials) == self.parts

    @property
    def said(self) -> float:
        """Hours that would have been shown for the parts that are judged."""
        return sum(one.said for one in self.trials)

    @property
    def came(self) -> float:
        """Hours of the same parts in the later year."""
        return sum(one.came for one in self.trials)

    @property
    def error_h(self) -> float:
        """Hours by which we would have said too much; errors of parts may cancel out."""
        return self.said - self.came

    @property
    def error_percent(self) -> float | None:
        """The error in per cent of what came; None where that was zero."""
        return 100 * self.error_h / self.came if self.came else None


def try_way(catalogue: Catalogue, itinerary: Itinerary) -> tuple[JourneyTrial, ...]:
    """Hold a way against the years that came.

    Returns
    -------
    trials
        The oldest first; nothing where no part can be judged. A part counts as often as it is passed.
    """
    by_years: dict[tuple[int, int], list[Trial]] = defaultdict(list)
    for item in itinerary.items:
        for trial in try_item(catalogue, item):
            by_years[trial.year, trial.later_year].append(trial)
    name, way, parts = itinerary.journey.journey_id, itinerary.way.code, len(itinerary.items)
    return tuple(
        JourneyTrial(name, itinerary.way.back, way, *years, parts, tuple(found))
        for years, found in sorted(by_years.items())
    )


@lru_cache(maxsize=4)
def list_journey_trials(catalogue: Catalogue) -> tuple[JourneyTrial, ...]:
    """Hold the usual way of every journey, there and back, against the years that came, once for each catalogue."""
    lines = vertices_by_line(catalogue)
    found: list[JourneyTrial] = []
    for journey in catalogue.journeys:
        for back in (False, True) if journey.both_ways else (False,):
            choices = list_choices(catalogue, lines, journey, None, back=back)
            found += try_way(catalogue, choices[0].itinerary) if choices else ()
    return tuple(found)


def list_rows(trials: Iterable[JourneyTrial]) -> list[list[object]]:
    """Write trials as a table with the headings `COLUMNS`."""
    return [
        [
            one.journey_id, one.back, one.way, one.year, one.later_year, one.parts, len(one.trials), one.whole,
            round(one.said, 6), round(one.came, 6), round(one.error_h, 2),
            None if one.error_percent is None else round(one.error_percent, 1),
            tuple(trial.row_id for trial in one.trials), tuple(trial.later_row_id for trial in one.trials),
        ]
        for one in trials
    ]  # fmt: skip
