"""The record of cooperation in order of time: which events, when, of what kind, and how many in a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.dates import parse_edtf
from geo.geodesy import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.catalogue import Catalogue
    from geo.records.cooperation import Event, Member

KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "meeting": ("meeting", "conference", "forum"),
        "working-group": ("working-group",),
        "agreement": (
            "mou", "text-adopted", "planned-signing", "agreement", "entry-into-force", "decision", "declaration",
        ),
        "training": ("training", "workshops"),
        "visit": ("field-visit",),
        "launch": ("launch", "extension"),
        "operation": ("pilot", "operation"),
    }
)  # fmt: skip
"""Kinds that the chart tells apart, and the types of the tables that each gathers."""
OTHER_KIND: Final = "other"
MEMBER_STATES: Final = "OTS Member"
OBSERVER_STATES: Final = "Observer"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for; an empty part leaves everything in.

    Attributes
    ----------
    since, until
        First and last year, both included; None leaves that side open. An event stands in the year it begins in, and
        an undated one in none: no date is guessed for it.
    """

    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None

    @property
    def empty(self) -> bool:
        """True when nothing is filtered."""
        return self == EventFilter()


def list_events(catalogue: Catalogue, wanted: EventFilter) -> tuple[Event, ...]:
    """List the events that answer to a filter.

    Parameters
    ----------
    catalogue
        The checked tables.
    wanted
        Within one part any value will do; between parts all must hold.

    Returns
    -------
    events
        The newest first; of two that begin on one day the longer or vaguer one comes later. Undated ones last, in the
        order of the table: no date is guessed for them.
    """
    found = [event for event in catalogue.events if _answers(catalogue, event, wanted)]
    dated = sorted((event for event in found if event.date), key=lambda event: event.event_id)
    dated.sort(key=_vagueness)
    dated.sort(key=_first_day, reverse=True)
    return (*dated, *(event for event in found if not event.date))


def _answers(catalogue: Catalogue, event: Event, wanted: EventFilter) -> bool:
    return (
        (not wanted.types or event.type in wanted.types)
        and (not wanted.origins or event.origin in wanted.origins)
        and (not wanted.places or event.place_id in wanted.places)
        and (not wanted.partners or not set(wanted.partners).isdisjoint(event.partners))
        and (not wanted.instruments or not set(wanted.instruments).isdisjoint(event.instruments))
        and (not wanted.countries or not involved(catalogue, event).isdisjoint(wanted.countries))
        and _in_years(event, wanted.since, wanted.until)
    )


def _in_years(event: Event, since: int | None, until: int | None) -> bool:
    if since is None and until is None:
        return True
    year = year_of(event.date)
    return year is not None and (since is None or since <= year) and (until is None or year <= until)


def list_partners(catalogue: Catalogue) -> tuple[str, ...]:
    """List the organisations that any event names, those of the most events first."""
    counted = Counter(name for event in catalogue.events for name in event.partners)
    return tuple(name for name, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def count_places(catalogue: Catalogue, events: Iterable[Event]) -> Mapping[str, int]:
    """Count the events at each place whose position is known, by place id.

    Parameters
    ----------
    catalogue
        For the positions.
    events
        Those to be counted; superseded plans and repeated events count as well, because they are listed.
    """
    located = {key for key, place in catalogue.places.items() if place.lat is not None and place.lon is not None}
    return MappingProxyType(Counter(event.place_id for event in events if event.place_id in located))


def find_positions(catalogue: Catalogue, place_ids: Iterable[str]) -> dict[str, Point]:
    """Find where places are; those without a known position are left out."""
    found = {}
    for place_id in place_ids:
        place = catalogue.places[place_id]
        if place.lat is not None and place.lon is not None:
            found[place_id] = Point(place.lat, place.lon)
    return found


def _first_day(event: Event) -> date:
    period = parse_edtf(event.date)
    return period.earliest or period.latest or date.min


def _vagueness(event: Event) -> int:
    period = parse_edtf(event.date)
    return (period.latest - period.earliest).days if period.earliest and period.latest else 0


def year_of(edtf: str) -> int | None:
    """Give the year a date begins in; None for a blank one."""
    if not edtf:
        return None
    period = parse_edtf(edtf)
    first = period.earliest or period.latest
    return first.year if first else None


def named(event: Event) -> frozenset[str]:
    """Gather the countries that the event's row names: of the place, across its border, and of those taking part."""
    return frozenset(code for code in (event.country, *event.adjoining_countries, *event.countries) if code)


def involved(catalogue: Catalogue, event: Event) -> frozenset[str]:
    """Gather the countries that the event concerns.

    Parameters
    ----------
    catalogue
        For the memberships of the OTS.
    event
        Its row names countries, or only "OTS Member States".

    Returns
    -------
    countries
        Where a record names only "the member states": those that were members on every day the event can have been.
        An undated event has only the founding members.
    """
    if MEMBER_STATES not in event.participants:
        return named(event)
    standings = ("member", "observer") if OBSERVER_STATES in event.participants else ("member",)
    return named(event) | {m.country for m in catalogue.members if m.country and _stood(m, event.date, standings)}


def _stood(member: Member, day: str, standings: tuple[str, ...]) -> bool:
    """Say whether a country surely had one of the standings at a date."""
    if not member.ots_status.startswith(standings):
        return False
    if not day or not member.ots_date:
        return member.ots_status == "member-founding"
    since, then = parse_edtf(member.ots_date).latest, parse_edtf(day)
    first = then.earliest or then.latest
    return since is not None and first is not None and since <= first


def kind_of(event: Event) -> str:
    """Sort an event into one of the kinds of the chart."""
    return next((kind for kind, types in KINDS.items() if event.type in types), OTHER_KIND)


def is_counted(event: Event) -> bool:
    """Return whether an event counts: not when it repeats another one, nor when it is a plan that another replaced."""
    return not (event.same_as or event.superseded_by)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events of each kind there were in one year; `year` is None for the undated ones."""

    year: int | None
    kinds: Mapping[str, int]

    @property
    def total(self) -> int:
        """All events of the year."""
        return sum(self.kinds.values())


def count_events(events: Iterable[Event], years: Iterable[int] = ()) -> tuple[Tally, ...]:
    """Count events by year and kind.

    Parameters
    ----------
    events
        Those that do not count are left out.
    years
        Years that are listed even where nothing is left of them.

    Returns
    -------
    tallies
        By year; the undated ones last, where there are any. In each, kinds in the order of `KINDS`.
    """
    found: dict[int | None, Counter[str]] = {year: Counter() for year in years}
    for event in events:
        if is_counted(event):
            found.setdefault(year_of(event.date), Counter())[kind_of(event)] += 1
    order = (*KINDS, OTHER_KIND)
    return tuple(
        Tally(year, MappingProxyType({kind: found[year][kind] for kind in order if found[year][kind]}))
        for year in sorted(found, key=lambda year: (year is None, year or 0))
    )


def span_of(events: Iterable[Event]) -> range:
    """List every year from the first event to the last; empty when no event has a date."""
    years = [year for event in events if (year := year_of(event.date)) is not None]
    return range(min(years), max(years) + 1) if years else range(0)
