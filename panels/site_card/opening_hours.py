"""Clocks and opening hours of the posts of a crossing, side by side, and when both are open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo.sites.opening import WEEKDAYS, WHOLE_DAY, find_overlap, find_standing, is_all_day, list_posts, open_spans
from panels.ui.render import cell, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.places import OpeningHours
    from geo.sites.opening import PostHours, Span
    from panels.ui.citations import Citations

MOST_POSTS: Final = 3  # more than these, as at a port, share no daily rhythm


class Writer:
    """Writes the posts of one card at one moment."""

    def __init__(self, catalogue: Catalogue, citations: Citations, language: Language, now: dt.datetime) -> None:
        self._catalogue = catalogue
        self._citations = citations
        self._language = language
        self._now = now

    def name(self, post: PostHours) -> str:
        """Name a post shortly."""
        return self._language.cell(self._catalogue.short_name(post.place_id))

    def write_post(self, post: PostHours) -> dict[str, Any]:
        """Write its clock and every statement about its hours: its date and age, and whether it still holds."""
        local = post.clock(self._now)
        return {
            "id": post.place_id,
            "name": self.name(post),
            "country": self._language.country(post.country),
            "zone": post.zone,
            "clock": f"{local:%H:%M}" if local else "",
            "offset": write_offset(local) if local else "",
            "rows": [
                {
                    "row": row,
                    "words": self.write_hours(row),
                    "standing": find_standing(row, self._now.date()),
                    "age": self._language.age(row.as_of, self._now.date()),
                    "end": row.valid.partition("/")[2] or row.valid,
                    "cite": self._citations.cite(row.source_id),
                }
                for row in post.rows
            ],
            "spans": self._bars(open_spans(post, self._now.date())),
        }

    def write_hours(self, row: OpeningHours) -> str:
        """Write days and hours as far as they are stated: `Monday to Friday, hours not stated`."""
        _ = self._language.text
        if not row.opens:
            hours = _("hours not stated")
        elif (row.opens, row.closes) == ("00:00", "24:00"):
            hours = _("around the clock")
        else:
            hours = f"{row.opens}–{row.closes}"
        return _("{days}, {hours}", days=self._write_days(row), hours=hours)

    def _write_days(self, row: OpeningHours) -> str:
        _ = self._language.text
        days = [day for day in WEEKDAYS if day in row.days]
        if len(days) in (0, len(WEEKDAYS)):
            return _("every day") if days else _("days not stated")
        names = [self._language.cell(self._catalogue.label("weekday", day)) for day in days]
        first = WEEKDAYS.index(days[0])
        if len(days) > 2 and tuple(days) == WEEKDAYS[first : first + len(days)]:  # noqa: PLR2004 - a run of days
            return _("{first} to {last}", first=names[0], last=names[-1])
        return self._language.listing(names)

    def _bars(self, spans: Sequence[Span] | None) -> list[tuple[float, float]] | None:
        """Measure spans as (start, length) in percent of the day of UTC; None for what is not known."""
        if spans is None:
            return None
        day = dt.datetime.combine(self._now.date(), dt.time(), dt.UTC)
        return [(round(100 * (a - day) / WHOLE_DAY, 2), round(100 * (b - a) / WHOLE_DAY, 2)) for a, b in spans]

    def write_overlap(self, one: PostHours, other: PostHours) -> dict[str, Any]:
        """Return when two posts are open together today, in UTC and by both clocks."""
        _ = self._language.text
        spans = [open_spans(post, self._now.date()) for post in (one, other)]
        shared = find_overlap(*spans)
        values = {"one": self.name(one), "other": self.name(other)}
        if shared is None:
            missing = [self.name(p) for p, s in zip((one, other), spans, strict=True) if s is None]
            told = _(
                "When both are open today is not known: nothing that holds today is stated for {posts}.",
                posts=self._language.listing(missing),
            )
        elif not shared:
            told = _("{one} and {other} are not open together today.", **values)
        elif is_all_day(shared):
            told = _("{one} and {other} are both open around the clock.", **values)
        else:
            told = _("Both are open today: {spans}.", spans="; ".join(self._write_span(s, one, other) for s in shared))
        return {"text": told, "bars": self._bars(shared) or []}

    def _write_span(self, span: Span, one: PostHours, other: PostHours) -> str:
        locals_ = []
        for post in (one, other):
            ends = [post.clock(moment) for moment in span]
            clocks = "–".join(f"{end:%H:%M}" for end in ends if end)
            locals_.append(f"{clocks} {self._language.country(post.country)}")
        return f"{span[0]:%H:%M}–{span[1]:%H:%M} UTC ({', '.join(locals_)})"


def write_offset(local: dt.datetime) -> str:
    """Write how far a clock is from UTC: `UTC+5`, `UTC+5:30`."""
    minutes = round((local.utcoffset() or dt.timedelta()) / dt.timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def render_hours(
    catalogue: Catalogue, place_id: str, citations: Citations, language: Language, now: dt.datetime
) -> Markup:
    """Write clocks and hours of a post and of those facing it.

    Parameters
    ----------
    catalogue
        The checked tables.
    place_id
        The post the card is about.
    citations
        Numbers the sources of the card.
    language
        The reader's language.
    now
        An aware moment; the day is that of UTC.

    Returns
    -------
    html
        Escaped; blank for a place that faces no post and whose hours nothing is stated of.
    """
    posts = list_posts(catalogue, place_id)
    if len(posts) == 1 and not posts[0].rows:
        return Markup()
    writer = Writer(catalogue, citations, language, now.astimezone(dt.UTC))
    written = [writer.write_post(post) for post in posts]
    overlaps = [writer.write_overlap(posts[0], other) for other in posts[1:]] if len(posts) <= MOST_POSTS else []
    html = render(
        "site_card/opening_hours.html",
        language,
        posts=written,
        overlaps=overlaps,
        drawn=len(posts) > 1 and any(post["spans"] is not None for post in written),
        day=language.date(now.astimezone(dt.UTC).date().isoformat()),
        note_of=lambda text: cell(text, language),
        cite=citations.cite,
    )
    return Markup(html)  # noqa: S704 - our own template, every field escaped in it
