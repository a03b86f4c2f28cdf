"""Opening hours and clocks of the posts of a crossing, and when both are open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from zoneinfo import ZoneInfo

from geo.dates import parse_edtf, years_between
from geo.sites.selection import facing_posts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.records.places import OpeningHours, TimeZone

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WHOLE_DAY: Final = dt.timedelta(days=1)
OLD_YEARS: Final = 2
"""A statement that is so many years old no longer counts as opening hours; it is still shown as a statement."""

Span: TypeAlias = tuple[dt.datetime, dt.datetime]
"""From and to, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class PostHours:
    """One post: the clock it goes by, and what is stated of its hours.

    Attributes
    ----------
    zone
        None when the tables do not name the time zone of its country.
    rows
        Every statement, those that have run out too.
    """

    place_id: str
    country: str
    zone: TimeZone | None
    rows: tuple[OpeningHours, ...]

    def valid_rows(self, day: dt.date) -> tuple[OpeningHours, ...]:
        """Pick the statements that apply to a day and are not too old for it."""
        return tuple(row for row in self.rows if find_standing(row, day) == "valid")

    def clock(self, moment: dt.datetime) -> dt.datetime | None:
        """Turn a moment into the time of the post; None when its zone is not known."""
        return moment.astimezone(ZoneInfo(self.zone.zone)) if self.zone else None


def find_standing(row: OpeningHours, day: dt.date) -> str:
    """Find how a statement stands on a day.

    Parameters
    ----------
    row
        What is stated of the hours of a post.
    day
        A day of the post's own calendar.

    Returns
    -------
    standing
        `valid`, `ran-out` when the notice ended before, `not-yet` when it begins later, `old` when it is `OLD_YEARS` or
        more years old.
    """
    if row.valid:
        period = parse_edtf(row.valid)
        if period.latest is not None and period.latest < day:
            return "ran-out"
        if period.earliest is not None and period.earliest > day:
            return "not-yet"
    years = years_between(row.as_of, day)
    return "old" if years is not None and years >= OLD_YEARS else "valid"


def list_posts(catalogue: Catalogue, place_id: str) -> tuple[PostHours, ...]:
    """List a post and those facing it, itself first, with clocks and stated hours."""
    zones = {row.country: row for row in catalogue.time_zones}
    return tuple(
        PostHours(
            post,
            catalogue.places[post].country,
            zones.get(catalogue.places[post].country),
            tuple(row for row in catalogue.opening_hours if row.place_id == post),
        )
        for post in facing_posts(catalogue, place_id)
    )


def open_spans(post: PostHours, day: dt.date) -> tuple[Span, ...] | None:
    """Find when a post is open within a day of UTC.

    Parameters
    ----------
    post
        The post.
    day
        A day of UTC: parts of two, or three, days of the post's own calendar fall into it.

    Returns
    -------
    spans
        In order, apart from each other; empty when it is closed all day. None when it is not known.
    """
    if post.zone is None:
        return None
    zone = ZoneInfo(post.zone.zone)
    start = dt.datetime.combine(day, dt.time(), dt.UTC)
    found: list[Span] = []
    for local in (day + dt.timedelta(days=shift) for shift in (-1, 0, 1)):
        midnight, end = (dt.datetime.combine(d, dt.time(), zone) for d in (local, local + WHOLE_DAY))
        spans = _stated(post, local, zone)
        if spans is None and max(midnight, start) < min(end, start + WHOLE_DAY):
            return None
        found += spans or ()
    clipped = ((max(a, start), min(b, start + WHOLE_DAY)) for a, b in found)
    return _join((a, b) for a, b in clipped if a < b)


def _stated(post: PostHours, local: dt.date, zone: ZoneInfo) -> list[Span] | None:
    """Give the spans that begin on a day of the post's calendar; None when nothing certain is stated."""
    rows = post.valid_rows(local)
    if not rows or not all(row.days for row in rows):
        return None
    today = [row for row in rows if WEEKDAYS[local.weekday()] in row.days]
    if not all(row.opens for row in today):
        return None
    return [_span(row, local, zone) for row in today]


def _span(row: OpeningHours, local: dt.date, zone: ZoneInfo) -> Span:
    until = local if row.opens < row.closes != "24:00" else local + WHOLE_DAY
    closes = "00:00" if row.closes == "24:00" else row.closes
    ends = ((local, row.opens), (until, closes))
    opens, shuts = (dt.datetime.combine(d, dt.time.fromisoformat(clock), zone).astimezone(dt.UTC) for d, clock in ends)
    return opens, shuts


def _join(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Put spans in order and join those that touch."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def find_overlap(one: Sequence[Span] | None, other: Sequence[Span] | None) -> tuple[Span, ...] | None:
    """Find when both of two posts are open.

    Parameters
    ----------
    one, other
        Spans of one day, None for a post whose hours are not known.

    Returns
    -------
    spans
        Empty when they are never open together, which is certain as soon as one is closed all day. None when it is
        not known.
    """
    if one == () or other == ():
        return ()
    if one is None or other is None:
        return None
    shared = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return _join((start, end) for start, end in shared if start < end)


def is_all_day(spans: Sequence[Span] | None) -> bool:
    """Say whether one span fills the day."""
    return spans is not None and len(spans) == 1 and spans[0][1] - spans[0][0] == WHOLE_DAY
