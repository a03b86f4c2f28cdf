"""What the reader puts side by side: up to four sites, countries or journeys, in the address and in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from panels.ui.address import read_codes, read_values

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

Value = TypeVar("Value")

SUBJECTS: Final = ("site", "country", "journey")
"""Parameters of the address that name what is compared, in the order in which they count."""
TAB: Final = "tab"
YEAR: Final = "year"
WAY: Final = "way"
DIRECTION: Final = "direction"
THERE: Final = "there"
BACK: Final = "back"
NEWEST: Final = "newest"
USUAL: Final = "usual"
"""What a year or way is called that is not chosen, beside others that are."""
MOST: Final = 4
ENOUGH: Final = 2
"""With so many things side by side nothing more is offered."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to compare.

    Attributes
    ----------
    code
        Id of a site, code of a country, or id of a journey.
    year
        None for the newest values.
    way
        Code of a way of a journey; blank for the usual one.
    back
        True for the way back of a journey.
    """

    code: str
    year: int | None = None
    way: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: one of `SUBJECTS`, and the picks in the order shown."""

    subject: str
    picks: tuple[Pick, ...]

    def to_query(self) -> dict[str, list[str]]:
        """Write it as parameters of an address; a year or way that is the same everywhere is written once."""
        if not self.picks:
            return {} if self.subject == SUBJECTS[0] else {TAB: [self.subject]}
        years = [str(pick.year or NEWEST) for pick in self.picks]
        ways = [pick.way or USUAL for pick in self.picks]
        directions = [BACK if pick.back else THERE for pick in self.picks]
        return {
            name: values
            for name, values in (
                (self.subject, _shorten([pick.code for pick in self.picks], (years, ways, directions))),
                (YEAR, [] if set(years) == {NEWEST} else years),
                (WAY, [] if set(ways) == {USUAL} else ways),
                (DIRECTION, [] if set(directions) == {THERE} else directions),
            )
            if values
        }

    def without(self, place: int) -> Asked:
        """Take one out."""
        return Asked(self.subject, self.picks[:place] + self.picks[place + 1 :])

    def swapped(self, place: int) -> Asked:
        """Let one change places with the next."""
        picks = list(self.picks)
        picks[place : place + 2] = reversed(picks[place : place + 2])
        return Asked(self.subject, tuple(picks))

    def with_pick(self, pick: Pick) -> Asked:
        """Add one at the end; nothing changes when it is there or the page is full."""
        if pick in self.picks or len(self.picks) >= MOST:
            return self
        return Asked(self.subject, (*self.picks, pick))


def _shorten(codes: list[str], beside: Sequence[Sequence[str]]) -> list[str]:
    """Write a code once that is the same everywhere, where a year or way tells the picks apart."""
    apart = any(len(set(values)) > 1 for values in beside)
    return codes[:1] if apart and len(set(codes)) == 1 else codes


def read_asked(
    known: Mapping[str, Collection[str]],
    years: Collection[int],
    list_ways: Callable[[str], Collection[str]],
    both_ways: Collection[str] = (),
) -> Asked:
    """Read from the address what is compared; what it does not know, it ignores.

    Parameters
    ----------
    known
        Subject → the codes that there are.
    years
        Years that the tables say something of.
    list_ways
        Lists the codes of the ways of a journey; one without a way is not known.
    both_ways
        Journeys that can be travelled in both directions.

    Returns
    -------
    asked
        Each pick once, at most `MOST`. Of several subjects the first counts. Where the address names fewer codes than
        years, ways or directions, the last one stands for the rest: `country=KGZ&year=2022&year=2023` are two years of
        one country, `journey=alat-tbilisi&direction=there&direction=back` one journey there and back.
    """
    named = {subject: [code for code in read_values(subject) if code in known[subject]] for subject in SUBJECTS}
    tab = read_codes(TAB, SUBJECTS)
    subject = next((one for one in SUBJECTS if named[one]), tab[-1] if tab else SUBJECTS[0])
    codes = [code for code in named[subject] if subject != SUBJECTS[-1] or list_ways(code)]
    if not codes:
        return Asked(subject, ())
    told_years = [_read_year(text, years) for text in read_values(YEAR)] if subject != SUBJECTS[0] else []
    told_ways = read_values(WAY) if subject == SUBJECTS[-1] else []
    directions = read_values(DIRECTION) if subject == SUBJECTS[-1] else []
    longest = max(len(codes), len(told_years), len(told_ways), len(directions))
    picks = []
    for place in range(longest):
        code = _at(codes, place)
        way = _at(told_ways, place) if told_ways else ""
        year = _at(told_years, place) if told_years else None
        back = bool(directions) and _at(directions, place) == BACK and code in both_ways
        picks.append(Pick(code, year, way if way and way in list_ways(code) else "", back))
    return Asked(subject, tuple(dict.fromkeys(picks))[:MOST])


def _read_year(text: str, years: Collection[int]) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("2026") and int(text) in years else None


def _at(values: Sequence[Value], place: int) -> Value:
    return values[min(place, len(values) - 1)]
