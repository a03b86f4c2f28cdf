"""Hours at the posts of a crossing, side by side, as small bars on one scale."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo.crossing import list_series, longest_hours
from panels.render import cell, render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.crossing import Series
    from geo.language import Language
    from geo.records import Dwell
    from panels.citations import Citations

LATEST_YEARS: Final = 3
LONG_H: Final = 24.0
DOUBTFUL_WORDS: Final = ("doubtful", "oddly")


class Writer:
    """Writes the rows of one card: common scale, and each note once, under a letter."""

    def __init__(self, catalogue: Catalogue, citations: Citations, language: Language, longest: float) -> None:
        self._catalogue = catalogue
        self._citations = citations
        self._language = language
        self._longest = longest
        self._marks: dict[Markup, str] = {}

    @property
    def notes(self) -> list[tuple[str, Markup]]:
        """Letters and notes, in the order of the rows."""
        return [(mark, note) for note, mark in self._marks.items()]

    def term(self, vocabulary: str, term: str) -> str:
        """Name a term in the reader's language."""
        return self._language.cell(self._catalogue.vocabularies[vocabulary][term].label)

    def write_direction(self, series: Series) -> str:
        """Name a direction both ways: seen from the post, and from country to country."""
        said = self.term("direction", series.direction)
        if series.from_country and series.to_country:
            names = [self._language.country(c) for c in (series.from_country, series.to_country)]
            return f"{names[0]} → {names[1]} ({said})"
        return said

    def write_latest(self, series: Series) -> dict[str, Any]:
        """Write the newest measured years of a series."""
        rows = [row for row in series.rows if row.hours is not None and row.kind == "measured"][-LATEST_YEARS:]
        sources = dict.fromkeys(s for row in rows for s in row.source_id)
        return {
            "direction": self.write_direction(series),
            "mode": self.term("mode", series.mode),
            "cite": self._citations.cite(sources),
            "latest": [self._latest_row(row) for row in rows],
        }

    def _latest_row(self, row: Dwell) -> dict[str, Any]:
        hours = row.hours or 0.0
        mark = self._mark(row.note)
        return {
            "id": row.dwell_id,
            "year": row.year,
            "share": max(1, round(100 * hours / self._longest)) if self._longest else None,
            "hours": self._language.text("{h} h", h=self._language.number(hours)),
            "mark": mark,
            "long": hours >= LONG_H,
            "doubtful": any(word in row.note for word in DOUBTFUL_WORDS),
        }

    def _mark(self, note: str) -> str:
        """Put the first sentence of a note under a letter; the whole of it stands in the full table."""
        if not note:
            return ""
        short = cell(note, self._language, sentences=1)
        return self._marks.setdefault(short, ascii_lowercase[len(self._marks) % len(ascii_lowercase)])

    def write_all(self, series: Iterable[Series]) -> Iterable[dict[str, Any]]:
        """Write every row of every series for the full table: what is not measured says so."""
        number = self._language.number
        for one in series:
            for row in one.rows:
                yield {
                    "post": self._language.cell(self._catalogue.places[one.place_id].name),
                    "direction": self.write_direction(one),
                    "mode": self.term("mode", one.mode),
                    "year": row.year,
                    "hours": "–" if row.hours is None else number(row.hours),
                    "cost": "–" if row.cost_usd is None else number(row.cost_usd),
                    "kind": self.term("value-kind", row.kind),
                    "cite": self._citations.cite(row.source_id),
                    "note": cell(row.note, self._language),
                }


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
    longest = longest_hours(series)
    writer = Writer(catalogue, citations, language, longest)
    boxes: dict[str, dict[str, Any]] = {}
    for one in series:
        written = writer.write_latest(one)
        if not written["latest"]:
            continue
        name = catalogue.sites[one.place_id].short_name if one.place_id in catalogue.sites else ""
        name = name or catalogue.places[one.place_id].name
        empty = {"name": language.cell(name), "country": language.country(one.country), "series": []}
        boxes.setdefault(one.place_id, empty)["series"].append(written)
    html = render(
        "dwell.html",
        language,
        boxes=list(boxes.values()),
        all=list(writer.write_all(series)),
        notes=writer.notes,
        longest=language.number(longest) if longest else "",
    )
    return Markup(html)  # noqa: S704 - our own template, every field escaped in it
