"""The years of a stop: what a truck or train waited at its posts in the first one and in the last one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.sites.waiting import LEAVE, list_waiting, list_years, pick_waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.stories import StoryYears
    from geo.sites.waiting import Half, Value

DIGITS = 2
UNKNOWN = "–"
"""What stands for a change from or to a year without a value."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """One act at one post, in the first and the last year.

    Attributes
    ----------
    what
        The post, and whether its country is entered or left there.
    first, last
        Hours with their unit; a dash for what was not measured.
    change
        Signed, with its unit; a dash where one of the two was not measured, blank where there is one year only.
    sources
        Ids of the sources of the two values.
    """

    what: str
    first: str
    last: str
    change: str
    sources: tuple[str, ...]

    def write_ends(self, first: int, last: int) -> str:
        """Write first and last year, and the change where it is known: `2020: 5.1 h, 2023: 54.9 h (+49.8 h)`."""
        if first == last:
            return f"{last}: {self.last}"
        change = f" ({self.change})" if self.change != UNKNOWN else ""
        return f"{first}: {self.first}, {last}: {self.last}{change}"


@dataclass(frozen=True, slots=True)
class ShownYears:
    """The years of a stop.

    Attributes
    ----------
    years
        Those of the data from the first to the last.
    going
        Direction of travel: `west`, `east` or `both`.
    marks
        What has to be said of the values.
    """

    years: tuple[int, ...]
    going: str
    rows: tuple[YearRow, ...]
    marks: tuple[str, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """List the sources of all values, each once."""
        return tuple(dict.fromkeys(one for row in self.rows for one in row.sources))

    def write_lines(self) -> tuple[str, ...]:
        """Write a line for each act, for where there is no table: `Leaving Georgia: 2020 5.1 h, 2023 54.9 h`."""
        first, last = self.years[0], self.years[-1]
        return tuple(f"{row.what} – {row.write_ends(first, last)}" for row in self.rows)


def show_years(catalogue: Catalogue, site_id: str, asked: StoryYears, language: Language) -> ShownYears | None:
    """Put the years of a stop together.

    Parameters
    ----------
    catalogue
        The checked tables.
    site_id
        Where the stop is.
    asked
        First and last year, and the direction of travel.
    language
        Numbers and names are written in it.

    Returns
    -------
    years
        None where nothing was measured at the site in either year.
    """
    waiting = list_waiting(catalogue)
    found = pick_waiting(waiting, ()).get(site_id)
    if found is None:
        return None
    writer = _Writer(catalogue, language)
    pairs = list(zip(found.halves(asked.first, asked.going), found.halves(asked.last, asked.going), strict=True))
    known = [(one, other) for one, other in pairs if one.value.hours is not None or other.value.hours is not None]
    if not known:
        return None
    years = tuple(year for year in list_years(waiting) if asked.first <= year <= asked.last)
    rows = tuple(writer.write_row(one, other, alone=asked.first == asked.last) for one, other in known)
    marks = writer.list_marks(
        (year, half) for pair in known for year, half in zip((asked.first, asked.last), pair, strict=True)
    )
    return ShownYears(years, asked.going, rows, marks)


@dataclass(frozen=True, slots=True)
class _Writer:
    catalogue: Catalogue
    language: Language

    def write_row(self, first: Half, last: Half, *, alone: bool) -> YearRow:
        before, after = first.value.hours, last.value.hours
        known = before is not None and after is not None
        change = "" if alone else self._write_change((after or 0.0) - (before or 0.0)) if known else UNKNOWN
        sources = dict.fromkeys(one for half in (first, last) for row in half.value.rows for one in row.source_id)
        return YearRow(self._name(last), self._write(first.value), self._write(last.value), change, tuple(sources))

    def _name(self, half: Half) -> str:
        country = self.language.country(self.catalogue.places[half.post].country)
        if half.act == LEAVE:
            return self.language.text("Leaving {country}", country=country)
        return self.language.text("Entering {country}", country=country)

    def _write(self, value: Value) -> str:
        if value.hours is not None:
            return self.language.text("{h} h", h=self.language.number(value.hours))
        return self.language.text("closed") if value.state else "–"

    def _write_change(self, hours: float) -> str:
        hours = round(hours, DIGITS)
        said = self.language.text("{h} h", h=self.language.number(abs(hours)))
        return f"{'+' if hours > 0 else '−' if hours < 0 else '±'}{said}"

    def list_marks(self, halves: Iterable[tuple[int, Half]]) -> tuple[str, ...]:
        """List what has to be said of the values, each once with its year."""
        _ = self.language.text
        second_hand, disagree = _("second-hand"), _("sources disagree")
        marks = []
        for year, half in halves:
            if half.value.hours is None:
                continue
            marks += [f"{year}: {second_hand}"] if half.value.second_hand else []
            marks += [f"{year}: {disagree}"] if half.value.disputed else []
        return tuple(dict.fromkeys(marks))
