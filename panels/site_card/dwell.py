"""Hours at the posts of a crossing, side by side, as small bars on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from geo.language import fold
from geo.sites.crossing import disagreements_at, largest_cost, list_series, longest_hours
from geo.sites.selection import facing_posts
from panels.ui.address import write_link
from panels.ui.citations import Remarks
from panels.ui.render import cell, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.measurements import Dwell
    from geo.sites.crossing import Series
    from panels.ui.citations import Citations

LATEST_YEARS: Final = 3
MOST_ROWS: Final = 36
"""Of the full table of a card, all series together."""
NEWEST_ROWS: Final = 18
"""Where there are more than that: these, and a link to the whole table."""
LONG_H: Final = 24.0
CROSSING_POSTS: Final = 2
ODD: Final = "oddly"
DOUBT: Final = "doubtful: "
COST: Final = "cost"
"""How remarks on measurements begin to say what is doubtful about them."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the two indicators of a post.

    Attributes
    ----------
    name
        Column of the table.
    indicator
        What CAREC calls it.
    form
        How a value is written with its unit.
    largest
        The value that the longest bar stands for.
    """

    name: str
    title: str
    indicator: str
    form: str
    largest: float

    def read(self, row: Dwell) -> float | None:
        """Take its value from a row."""
        return row.hours if self.name == "hours" else row.cost_usd


class Writer:
    """Writes the rows of one card: one scale for each measure, and each note once, under a sign."""

    def __init__(self, catalogue: Catalogue, citations: Citations, language: Language) -> None:
        self._catalogue = catalogue
        self._citations = citations
        self._language = language
        self.remarks = Remarks(language)

    def term(self, vocabulary: str, term: str) -> str:
        """Name a term in the reader's language."""
        return self._language.cell(self._catalogue.label(vocabulary, term))

    def name_post(self, place_id: str) -> dict[str, str]:
        """Name a post and its country."""
        place = self._catalogue.places[place_id]
        country = self._language.country(place.country)
        return {"id": place_id, "name": self._name(place_id), "country": country, "printed": ""}

    def _name(self, place_id: str) -> str:
        return self._language.cell(self._catalogue.short_name(place_id))

    def name_printed(self, series: Series) -> str:
        """Give the name that CPMM prints, where it is another one."""
        name, printed = self._name(series.place_id), series.rows[-1].post_as_printed.partition(" (")[0]
        return "" if fold(printed) in fold(name) or fold(name) in fold(printed) else printed

    def write_direction(self, series: Series) -> str:
        """Name a direction both ways: seen from the post, and from country to country."""
        said = self.term("direction", series.direction)
        if series.from_country and series.to_country:
            names = [self._language.country(c) for c in (series.from_country, series.to_country)]
            return f"{names[0]} → {names[1]} ({said})"
        return said

    def write_latest(self, series: Series, measure: Measure) -> dict[str, Any]:
        """Write the newest measured years of a series."""
        rows = [row for row in series.rows if measure.read(row) is not None and row.kind == "measured"][-LATEST_YEARS:]
        sources = dict.fromkeys(s for row in rows for s in row.source_id)
        return {
            "direction": self.write_direction(series),
            "mode": self.term("mode", series.mode),
            "cite": self._citations.cite(sources),
            "latest": [self._latest_row(row, measure) for row in rows],
        }

    def _latest_row(self, row: Dwell, measure: Measure) -> dict[str, Any]:
        value = measure.read(row) or 0.0
        return {
            "id": row.dwell_id,
            "year": row.year,
            "share": max(1, round(100 * value / measure.largest)) if value else None,
            "value": measure.form.format(n=self._language.number(value)),
            "mark": mark_value(self.remarks, row, measure.name, self._language),
            "long": measure.name == "hours" and value >= LONG_H,
            "doubtful": is_doubtful(row, measure.name),
        }

    def write_all(self, series: Sequence[Series]) -> Iterable[dict[str, Any]]:
        """Write every series for the full table, one group of rows each: what is not measured says so.

        Where there are too many rows for a card, the newest of each series.
        """
        every = sum(len(one.rows) for one in series)
        most = every if every <= MOST_ROWS else max(1, NEWEST_ROWS // len(series))
        for one in series:
            yield {
                "post": self._language.cell(self._catalogue.places[one.place_id].name),
                "direction": self.write_direction(one),
                "mode": self.term("mode", one.mode),
                "rows": [self._full_row(row) for row in one.rows[-most:]],
                "older": max(0, len(one.rows) - most),
            }

    def _full_row(self, row: Dwell) -> dict[str, Any]:
        number = self._language.number
        return {
            "year": row.year,
            "hours": "–" if row.hours is None else number(row.hours),
            "cost": "–" if row.cost_usd is None else number(row.cost_usd),
            "kind": self.term("value-kind", row.kind),
            "cite": self._citations.cite(row.source_id),
            "note": cell(row.note, self._language),
        }


def mark_value(remarks: Remarks, row: Dwell, measure: str, language: Language) -> str:
    """Give the sign of what has to be said of a value: its remark, or that a payment printed as 0 may be none."""
    if measure == "cost_usd" and row.cost_usd == 0 and is_doubtful(row, measure):
        told = language.text("Printed as 0: perhaps nothing was recorded. Not to be read as free of charge.")
        return remarks.put(escape(told))
    return remarks.mark(row.note)


def is_doubtful(row: Dwell, measure: str) -> bool:
    """Say whether the remark calls this value doubtful, and not only the other one of the row."""
    doubt = row.note.partition(DOUBT)[2]
    return ODD in row.note or (bool(doubt) and (COST in doubt.partition(",")[0]) == (measure == "cost_usd"))


def render_dwell(catalogue: Catalogue, place_id: str, citations: Citations, language: Language) -> Markup:
    """Write the boxes of a post and of those facing it; nothing when nothing was published.

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

    Returns
    -------
    html
        Escaped.
    """
    series = list_series(catalogue, place_id)
    writer = Writer(catalogue, citations, language)
    groups = [
        {"measure": measure, "boxes": boxes, "largest": language.number(measure.largest)}
        for measure in _list_measures(series, language)
        if (boxes := _write_boxes(facing_posts(catalogue, place_id), series, writer, measure))
    ]
    html = render(
        "site_card/dwell.html",
        language,
        groups=groups,
        all=(written := list(writer.write_all(series))),
        older=sum(group["older"] for group in written),
        table=write_link({"table": ["dwell"], "lang": [language.code]}, "sources"),
        notes=writer.remarks.listed(),
        disagreements=disagreements_at(catalogue, place_id),
        cite=citations.cite,
    )
    return Markup(html)  # noqa: S704 - our own template, every field escaped in it


def _list_measures(series: Sequence[Series], language: Language) -> tuple[Measure, Measure]:
    _ = language.text
    return (
        Measure("hours", _("Hours at the post"), "CAREC TFI1", _("{h} h", h="{n}"), longest_hours(series)),
        Measure("cost_usd", _("US$ paid at the post"), "CAREC TFI2", "{n}", largest_cost(series)),
    )


def _write_boxes(
    posts: Sequence[str], series: Iterable[Series], writer: Writer, measure: Measure
) -> list[dict[str, Any]]:
    """Write one box per post with the movements of which something was measured; none when nothing was."""
    boxes: dict[str, dict[str, Any]] = {post: {**writer.name_post(post), "series": []} for post in posts}
    for one in series:
        box = boxes[one.place_id]
        box["printed"] = box["printed"] or writer.name_printed(one)
        written = writer.write_latest(one, measure)
        if written["latest"]:
            box["series"].append(written)
    if len(posts) > CROSSING_POSTS:  # at a port, the many that face it would be boxes of nothing
        return [box for box in boxes.values() if box["series"]]
    return list(boxes.values()) if any(box["series"] for box in boxes.values()) else []
