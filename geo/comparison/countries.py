"""What the tables say of countries, newest or of one year: two countries, or two years of one, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.comparison.hours import HOURS, read_amount
from geo.cooperation.brief import gather_brief
from geo.cooperation.readiness import State, list_instruments
from geo.cooperation.timeline import year_of
from geo.dates import parse_edtf
from geo.sites.visits import find_visits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.hours import Measure
    from geo.records.cooperation import Event, Finding, Readiness, Visit
    from geo.records.measurements import Dwell

LONG_AGO: Final = "0001"
"""A year before everything: all that has a date has changed since."""
NOT_SETTLED: Final = ("open", "in-hand")

Movement = tuple[str, str, str, str, str]
"""Post, mode, direction, and from which country to which."""


@dataclass(frozen=True, slots=True)
class CountryView:
    """One country, as of now or in one year.

    Attributes
    ----------
    year
        None for what is newest.
    times
        Measured hours at its posts: of that year, or the newest year of each movement.
    events, visits
        Of that year, or all.
    findings
        Of that year, or those that are open or in hand.
    states
        How far it is with each instrument of the matrix; by the end of that year, as far as the step has a date.
    """

    country: str
    year: int | None
    times: tuple[Dwell, ...]
    events: tuple[Event, ...]
    visits: tuple[Visit, ...]
    findings: tuple[Finding, ...]
    states: tuple[State, ...]


def view_country(catalogue: Catalogue, country: str, year: int | None) -> CountryView:
    """Gather what the tables say of a country.

    Parameters
    ----------
    catalogue
        The checked tables.
    country
        Alpha-3.
    year
        Of which year; None for what is newest.

    Returns
    -------
    view
        What has no date belongs to no year.
    """
    brief = gather_brief(catalogue, country, LONG_AGO)
    rows = {row.instrument: row for row in catalogue.readiness if row.country == country}
    states = tuple(State(country, term, _by_year(rows.get(term), year)) for term in list_instruments(catalogue))
    visits = find_visits(catalogue, (country,))
    if year is None:
        findings = tuple(row for row in brief.findings if row.status_term in NOT_SETTLED)
        return CountryView(country, None, brief.times, brief.events, visits, findings, states)
    return CountryView(
        country,
        year,
        tuple(row for row in brief.changes.times if row.year == year),
        tuple(event for event in brief.events if year_of(event.date) == year),
        tuple(visit for visit in visits if year_of(visit.date) == year),
        tuple(row for row in brief.findings if year_of(row.year) == year),
        states,
    )


def _by_year(row: Readiness | None, year: int | None) -> Readiness | None:
    """Keep a state whose step was surely made by the end of a year."""
    if row is None or year is None:
        return row
    if not row.event_date:
        return None
    latest = parse_edtf(row.event_date).latest
    return row if latest is not None and latest.year <= year else None


def movement_of(row: Dwell) -> Movement:
    """Give what must be the same for two values to be compared."""
    return (row.place_id, row.mode, row.direction, row.from_country, row.to_country)


def list_movements(views: Iterable[CountryView]) -> tuple[Movement, ...]:
    """List every movement of which a view has a value, in the order in which they come."""
    return tuple(dict.fromkeys(movement_of(row) for view in views for row in view.times))


@dataclass(frozen=True, slots=True)
class Change:
    """A movement that was measured in two years; of several values of a year the largest counts."""

    movement: Movement
    before: Dwell
    after: Dwell
    measure: Measure

    @property
    def more(self) -> float:
        """How many hours or dollars more it took, or less."""
        return _value(self.after, self.measure) - _value(self.before, self.measure)


def list_changes(first: CountryView, last: CountryView, measure: Measure = HOURS) -> tuple[Change, ...]:
    """List the movements that were measured in both of two views, the largest change first."""
    before, after = _largest(first.times, measure), _largest(last.times, measure)
    changes = [Change(key, before[key], after[key], measure) for key in before if key in after]
    return tuple(sorted(changes, key=lambda change: -abs(change.more)))


def find_largest(view: CountryView, measure: Measure = HOURS) -> Dwell | None:
    """Find the row of a view with the longest time or the largest payment; None where nothing is known."""
    return max(_largest(view.times, measure).values(), key=lambda row: _value(row, measure), default=None)


def _largest(rows: Sequence[Dwell], measure: Measure) -> dict[Movement, Dwell]:
    known = [row for row in rows if read_amount(row, measure) is not None]
    return {movement_of(row): row for row in sorted(known, key=lambda row: _value(row, measure))}


def _value(row: Dwell, measure: Measure) -> float:
    return read_amount(row, measure) or 0.0
