"""What has changed at a post and may have changed its hours: it opened, has other hours, or something began there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geo.sites.selection import facing_posts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.catalogue import Catalogue

OPENED: Final = "opened"
AROUND_THE_CLOCK: Final = "around-the-clock"
OTHER_HOURS: Final = "other-hours"
LAUNCHED: Final = "launched"
_LAUNCHES: Final = frozenset({"launch", "operation"})
_WEEK: Final = 7
_DAY: Final = ("00:00", "24:00")


class TurningPoint(NamedTuple):
    """Something that has changed at a post, with the row that says so.

    Attributes
    ----------
    place_id
        The post, which may face the site.
    date
        As the table writes it (EDTF).
    text
        Its words in the table; blank where `kind` says all.
    """

    year: int
    date: str
    kind: str
    site_id: str
    place_id: str
    record_id: str
    text: str
    source_id: tuple[str, ...]


def list_turning_points(catalogue: Catalogue, site_ids: Iterable[str]) -> tuple[TurningPoint, ...]:
    """List what has changed at some sites and at the posts that face them, oldest first.

    Returns
    -------
    points
        Only what has a date with a year.
    """
    sites: dict[str, str] = {}
    for site_id in site_ids:
        for post in facing_posts(catalogue, site_id):
            sites.setdefault(post, site_id)
    found = [*_openings(catalogue, sites), *_hours(catalogue, sites), *_launches(catalogue, sites)]
    return tuple(sorted(found, key=lambda one: (one.year, one.date, one.record_id)))


def _openings(catalogue: Catalogue, sites: dict[str, str]) -> Iterator[TurningPoint]:
    for row in catalogue.site_facts:
        if row.topic == "opened" and row.place_id in sites and (year := _year_of(row.as_of)):
            site = sites[row.place_id]
            yield TurningPoint(year, row.as_of, OPENED, site, row.place_id, row.fact_id, row.statement, row.source_id)


def _hours(catalogue: Catalogue, sites: dict[str, str]) -> Iterator[TurningPoint]:
    for row in catalogue.opening_hours:
        begin = row.valid.partition("/")[0]
        if row.place_id in sites and (year := _year_of(begin)):
            whole = (row.opens, row.closes) == _DAY and len(row.days) == _WEEK
            kind = AROUND_THE_CLOCK if whole else OTHER_HOURS
            site = sites[row.place_id]
            yield TurningPoint(year, begin, kind, site, row.place_id, row.hours_id, row.note, row.source_id)


def _launches(catalogue: Catalogue, sites: dict[str, str]) -> Iterator[TurningPoint]:
    for row in catalogue.events:
        if row.type in _LAUNCHES and row.place_id in sites and (year := _year_of(row.date)):
            site = sites[row.place_id]
            yield TurningPoint(year, row.date, LAUNCHED, site, row.place_id, row.event_id, row.title, row.source_id)


def _year_of(edtf: str) -> int | None:
    """Give the year of a date that has one."""
    return int(edtf[:4]) if edtf[:4].isdigit() else None
