"""Everything that the tables say of one country, gathered for its brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.cooperation.readiness import list_countries as readiness_countries
from geo.cooperation.readiness import list_extras
from geo.cooperation.timeline import EventFilter, is_counted, list_events, year_of
from geo.dates import parse_edtf
from geo.language import fold
from geo.sites.findings import group_by_status, shown_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.records.cooperation import EtirRoute, Event, Finding, Member, Readiness, Visit
    from geo.records.measurements import Dwell
    from geo.records.places import Place, Site

POST_SCOPE: Final = "bcp"
MEASURED: Final = "measured"


@dataclass(frozen=True, slots=True)
class Post:
    """A site on the country's territory."""

    site: Site
    place: Place


@dataclass(frozen=True, slots=True)
class Changes:
    """What is dated after a year or a day. What is undated, or dated too roughly to tell, is in none of these.

    Attributes
    ----------
    since
        A date in EDTF: a year, a month or a day.
    times
        Measurements at the country's posts, of any year after it.
    """

    since: str
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    times: tuple[Dwell, ...]
    readiness: tuple[Readiness, ...]

    @property
    def total(self) -> int:
        """How many records."""
        return len(self.events) + len(self.findings) + len(self.times) + len(self.readiness)


@dataclass(frozen=True, slots=True)
class Brief:
    """One country.

    Attributes
    ----------
    times
        The newest measured year of each of its posts, by mode and direction; several rows where sources differ.
    visits
        To its sites, or known only to have been in the country.
    delegated
        Visits elsewhere in which a delegation of the country took part.
    findings
        About places in the country, or about no place but about the country; what is open first, then the newest.
    readiness, extras
        What stands in the matrix of countries and instruments, and what is known besides.
    events
        The newest first, the undated last; events recorded twice and superseded plans are left out.
    member
        None where the tables say nothing of its memberships.
    """

    country: str
    posts: tuple[Post, ...]
    times: tuple[Dwell, ...]
    visits: tuple[Visit, ...]
    delegated: tuple[Visit, ...]
    findings: tuple[Finding, ...]
    readiness: tuple[Readiness, ...]
    extras: tuple[Readiness, ...]
    routes: tuple[EtirRoute, ...]
    events: tuple[Event, ...]
    member: Member | None
    changes: Changes


def list_countries(catalogue: Catalogue) -> tuple[str, ...]:
    """List the countries that have a brief, by code: with a site, a visit, a membership or a row of the matrix."""
    codes = {catalogue.places[site].country for site in catalogue.sites}
    codes |= {visit.country for visit in catalogue.visits} | set(readiness_countries(catalogue))
    codes |= {member.country for member in catalogue.members}
    return tuple(sorted(code for code in codes if code))


def list_years(catalogue: Catalogue) -> tuple[int, ...]:
    """List the years that events, findings or measurements are of, the newest first."""
    years = {year_of(event.date) for event in catalogue.events}
    years |= {year_of(row.year) for row in shown_findings(catalogue)}
    years |= {row.year for row in catalogue.dwell}
    return tuple(sorted((year for year in years if year is not None), reverse=True))


def gather_brief(catalogue: Catalogue, country: str, since: str) -> Brief:
    """Gather what the tables say of a country.

    Parameters
    ----------
    catalogue
        The checked tables.
    country
        Alpha-3.
    since
        Changes are what is dated after this year, month or day (EDTF).

    Returns
    -------
    brief
        Empty parts where the tables say nothing.
    """
    measured = _measured(catalogue, country)
    findings = _findings(catalogue, country)
    events = tuple(e for e in list_events(catalogue, EventFilter(countries=(country,))) if is_counted(e))
    extras = tuple(state.row for state in list_extras(catalogue) if state.country == country and state.row)
    readiness = tuple(row for row in catalogue.readiness if row.country == country and row not in extras)
    changes = Changes(
        since,
        tuple(event for event in events if is_after(event.date, since)),
        tuple(finding for finding in findings if is_after(finding.year, since)),
        tuple(row for row in measured if is_after(str(row.year), since)),
        tuple(row for row in (*readiness, *extras) if is_after(row.event_date, since)),
    )
    return Brief(
        country,
        _posts(catalogue, country),
        _newest(measured),
        tuple(visit for visit in catalogue.visits if visit.country == country),
        tuple(v for v in catalogue.visits if v.country != country and country in v.delegations),
        findings,
        readiness,
        extras,
        tuple(route for route in catalogue.etir_routes if country in (route.from_country, route.to_country)),
        events,
        next((member for member in catalogue.members if member.country == country), None),
        changes,
    )


def is_after(edtf: str, since: str) -> bool:
    """Say whether all that a date can mean is later than another; a blank date is not."""
    if not edtf:
        return False
    first, last = parse_edtf(edtf).earliest, parse_edtf(since).latest
    return first is not None and last is not None and first > last


def _posts(catalogue: Catalogue, country: str) -> tuple[Post, ...]:
    posts = [Post(site, catalogue.places[site.site_id]) for site in catalogue.sites.values()]
    own = [post for post in posts if post.place.country == country]
    return tuple(sorted(own, key=lambda post: fold(post.site.short_name or post.place.name)))


def _measured(catalogue: Catalogue, country: str) -> tuple[Dwell, ...]:
    """Find the measured hours at the country's posts, ordered by post, mode, movement and year."""
    rows = [
        row
        for row in catalogue.dwell
        if row.country == country
        and row.place_id
        and row.scope == POST_SCOPE
        and row.kind == MEASURED
        and row.hours is not None
    ]
    return tuple(sorted(rows, key=lambda row: (fold(catalogue.places[row.place_id].name), *_series(row), row.year)))


def _series(row: Dwell) -> tuple[str, ...]:
    return (row.place_id, row.mode, row.direction, row.from_country, row.to_country)


def _newest(rows: Iterable[Dwell]) -> tuple[Dwell, ...]:
    rows = tuple(rows)
    last: dict[tuple[str, ...], int] = {}
    for row in rows:
        last[_series(row)] = max(row.year, last.get(_series(row), row.year))
    return tuple(row for row in rows if row.year == last[_series(row)])


def _findings(catalogue: Catalogue, country: str) -> tuple[Finding, ...]:
    def concerns(finding: Finding) -> bool:
        if finding.place_id:
            return any(catalogue.places[place].country == country for place in finding.place_id)
        return country in finding.countries

    found = [finding for finding in shown_findings(catalogue) if concerns(finding)]
    found.sort(key=lambda finding: not finding.place_id)  # of one year, those about a place come first
    found.sort(key=lambda finding: year_of(finding.year) or 0, reverse=True)
    return tuple(row for rows in group_by_status(found).values() for row in rows)
