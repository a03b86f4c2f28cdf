"""Field visits: which the reader asked for, what follows what, and where they stand in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.dates import parse_edtf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.cooperation import Visit

MOST_TICKS: Final = 8
UNDATED: Final = "undated"


@dataclass(frozen=True, slots=True)
class Mark:
    """A dated visit on the time line: where it begins, how long it can have been, and its row.

    Attributes
    ----------
    start, length
        Percent of the line that its label takes. A visit known by its year fills the year at least.
    since, span
        Percent of the line that its date can mean; its label may have to stand aside of it.
    row
        From 0; marks that would cover each other stand in different rows.
    """

    visit: Visit
    start: float
    length: float
    since: float
    span: float
    row: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dated visits on a line of whole years, and the undated ones beside it.

    Attributes
    ----------
    ticks
        (year, percent of the line) of the years that are written below it.
    """

    undated: tuple[Visit, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[int, float], ...]
    rows: int


def find_visits(
    catalogue: Catalogue,
    countries: Iterable[str] = (),
    site: str = "",
    undertakings: Collection[str] = (),
    years: Collection[str] = (),
) -> tuple[Visit, ...]:
    """Find the visits that answer, in the order of the table.

    Parameters
    ----------
    catalogue
        The checked tables.
    countries
        Countries of the place, either side of a crossing, alpha-3; none lets every visit through. Delegations do not
        count: nearly all took part in nearly all visits.
    site
        A site id; blank lets every visit through. A visit that is known only by its country belongs to no site.
    undertakings
        Ids as of `list_undertakings`; none lets every visit through.
    years
        Years, or `UNDATED`; a visit belongs to every year that its date can mean. None lets every visit through.

    Returns
    -------
    visits
    """
    wanted = set(countries)
    found = [visit for visit in catalogue.visits if not wanted or not wanted.isdisjoint(countries_of(catalogue, visit))]
    if undertakings:
        groups = list_undertakings(catalogue)
        taken = {visit.visit_id for first in undertakings for visit in groups.get(first, ())}
        found = [visit for visit in found if visit.visit_id in taken]
    if years:
        found = [visit for visit in found if not set(years).isdisjoint(years_of(visit))]
    return tuple(visit for visit in found if site in ("", visit.site_id))


def list_undertakings(catalogue: Catalogue) -> dict[str, tuple[Visit, ...]]:
    """List the undertakings of all visits, each by the id of its first visit."""
    return {rows[0].visit_id: rows for rows in group_visits(catalogue.visits)}


def years_of(visit: Visit) -> tuple[str, ...]:
    """List the years that the date of a visit can mean; `UNDATED` for none."""
    if not visit.date:
        return (UNDATED,)
    first, last = _days(visit)
    return tuple(str(year) for year in range(first.year, last.year + 1))


def group_by_site(visits: Iterable[Visit]) -> dict[str, tuple[Visit, ...]]:
    """Gather visits by the site they went to, in the given order; what names no site is left out."""
    found: dict[str, list[Visit]] = {}
    for visit in visits:
        if visit.site_id:
            found.setdefault(visit.site_id, []).append(visit)
    return {site: tuple(rows) for site, rows in found.items()}


def tell_visits(name: str, visits: Sequence[Visit], language: Language) -> str:
    """Say how many visits a site had, and of each when it was and whose delegations took part."""
    parts = [language.text("Field visits to {place}: {n}", place=name, n=language.number(len(visits)))]
    for visit in visits:
        who = language.countries(visit.delegations, ", ") or language.text("delegations not stated")
        parts.append(language.text("{date}: {who}", date=language.date(visit.date), who=who))
    return " · ".join(parts)


def countries_of(catalogue: Catalogue, visit: Visit) -> tuple[str, ...]:
    """List the countries of the place that was visited: its own, then those across the border."""
    site = catalogue.sites.get(visit.site_id)
    return tuple(dict.fromkeys([visit.country, *(site.adjoining_countries if site else ())]))


def followers(catalogue: Catalogue, visit_id: str) -> tuple[Visit, ...]:
    """Find the visits that followed a visit up."""
    return tuple(visit for visit in catalogue.visits if visit_id in visit.follows)


def group_visits(visits: Iterable[Visit]) -> tuple[tuple[Visit, ...], ...]:
    """Gather the visits that were one undertaking: of one programme, organiser and aim, by the same delegations.

    Parameters
    ----------
    visits
        In the order shown.

    Returns
    -------
    groups
        In the order of their first visits, within each in the given order; none when no visit is given.
    """
    groups: dict[tuple[object, ...], list[Visit]] = {}
    for visit in visits:
        told = (visit.initiative, visit.organiser, visit.aim, visit.delegations, visit.participants)
        groups.setdefault(told, []).append(visit)
    return tuple(tuple(rows) for rows in groups.values())


def write_followed(catalogue: Catalogue, visit: Visit, language: Language) -> str:
    """Name the visits that a visit followed up, with their dates: `Port of Baku, undated`."""
    earlier = (row for row in catalogue.visits if row.visit_id in visit.follows)
    return "; ".join(f"{_write_name(catalogue, row, language)}, {language.date(row.date)}" for row in earlier)


def _write_name(catalogue: Catalogue, visit: Visit, language: Language) -> str:
    return language.cell(catalogue.short_name(visit.site_id) if visit.site_id else visit.place_as_written)


def draw_timeline(visits: Sequence[Visit], shortest: float = 12.0) -> Timeline:
    """Place visits on a line of whole years.

    Parameters
    ----------
    visits
        In any order.
    shortest
        Percent of the line that a mark needs at least, so that its name can be read.

    Returns
    -------
    timeline
        Without ticks when no visit has a date.
    """
    spans = sorted((_days(visit), visit.visit_id, visit) for visit in visits if visit.date)
    undated = tuple(visit for visit in visits if not visit.date)
    if not spans:
        return Timeline(undated, (), (), 0)
    first, last = spans[0][0][0].year, max(span[1].year for span, _, _ in spans)
    begin = dt.date(first, 1, 1).toordinal()
    whole = dt.date(last, 12, 31).toordinal() + 1 - begin
    marks: list[Mark] = []
    ends: list[float] = []
    for (start, end), _, visit in spans:
        since = 100 * (start.toordinal() - begin) / whole
        span = 100 * (end.toordinal() + 1 - start.toordinal()) / whole
        at, length = min(since, 100 - shortest), max(span, shortest)
        row = next((row for row, free in enumerate(ends) if free <= at), len(ends))
        ends[row : row + 1] = [at + length]
        marks.append(Mark(visit, round(at, 2), round(length, 2), round(since, 2), round(span, 2), row))
    step = -(-(last + 1 - first) // MOST_TICKS)
    years = range(first, last + 1, step)
    ticks = tuple((year, round(100 * (dt.date(year, 1, 1).toordinal() - begin) / whole, 2)) for year in years)
    return Timeline(undated, tuple(marks), ticks, len(ends))


def _days(visit: Visit) -> tuple[dt.date, dt.date]:
    """Give the first and last day that a dated visit can mean; an open end is as long as the known one."""
    period = parse_edtf(visit.date)
    known = period.earliest or period.latest or dt.date.min
    return period.earliest or known, period.latest or known
