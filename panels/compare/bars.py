"""Hours as bars on one scale, with year, remark and source; what is not measured says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo.comparison.hours import MEASURED, is_second_hand, longest
from panels.compare.table import Row
from panels.site_card.dwell import LONG_H, is_doubtful, mark_value
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.hours import Band, Track
    from geo.language import Language
    from geo.records.measurements import Dwell
    from panels.ui.citations import Citations, Remarks

LEAST: Final = 0.005
"""Part of the scale below which no bar could be seen."""


class BarWriter:
    """Writes the bands of one comparison."""

    def __init__(self, catalogue: Catalogue, citations: Citations, remarks: Remarks, language: Language) -> None:
        self._catalogue = catalogue
        self._citations = citations
        self._remarks = remarks
        self._language = language

    def write_legend(self) -> tuple[tuple[str, str], ...]:
        """Say what the looks of a bar mean."""
        _ = self._language.text
        looks = {"second": _("second-hand"), "doubtful": _("doubtful"), "long": _("{h} h or more", h=round(LONG_H))}
        return tuple(looks.items())

    def write_rows(self, bands: Sequence[Band]) -> tuple[Row, ...]:
        """Write a row for each band, all bars on one scale."""
        scale = longest(bands)
        return tuple(
            Row(self._title(band), tuple(self._cell(band, one, scale) for one in band.tracks)) for band in bands
        )

    def _title(self, band: Band) -> str:
        _ = self._language.text
        land = self._language.country(band.country) if band.country else ""
        if not band.act:
            return _("Direction not stated") if band.own else _("Across the border, direction not stated")
        if band.own:
            titles = {"enter": (_("Entering {country}", country=land), _("Entering the country")),
                      "leave": (_("Leaving {country}", country=land), _("Leaving the country"))}  # fmt: skip
        else:
            titles = {
                "enter": (_("Across the border, entering {country}", country=land), _("Across the border, entering")),
                "leave": (_("Across the border, leaving {country}", country=land), _("Across the border, leaving")),
            }
        return titles[band.act][0 if land else 1]

    def _cell(self, band: Band, tracks: Iterable[Track], scale: float) -> Markup:
        blocks = [self._block(band, track, scale) for track in tracks]
        return Markup(render("compare/hours.html", self._language, blocks=blocks))  # noqa: S704 - our own template

    def _block(self, band: Band, track: Track, scale: float) -> dict[str, Any]:
        language = self._language
        ends = [language.country(code) for code in (track.from_country, track.to_country) if code]
        parts = [language.cell(self._catalogue.short_name(track.post_id)), " → ".join(ends)]
        parts.append(language.cell(self._catalogue.label("mode", track.mode)))
        lines = [line for year in band.years for line in self._list_lines(track, year, scale)]
        return {"post": track.post_id, "act": track.act, "what": " · ".join(filter(None, parts)), "lines": lines}

    def _list_lines(self, track: Track, year: int, scale: float) -> Iterable[dict[str, Any]]:
        rows = track.of_year(year)
        if not rows:
            yield self.write_gap(year)
        yield from (self.write_line(row, scale) for row in rows)

    def write_gap(self, year: int | None) -> dict[str, Any]:
        """Write a year of which nothing is known: not measured is no zero."""
        none = self._language.text("not measured")
        return {"id": "", "year": year or "", "value": "", "none": none, "mark": "", "cite": ""}

    def write_line(self, row: Dwell, scale: float) -> dict[str, Any]:
        """Write one value as a bar, with its year, remark and source."""
        language = self._language
        kind = language.cell(self._catalogue.label("value-kind", row.kind))
        value = ""
        if row.hours is not None:
            value = language.text("{h} h", h=language.number(row.hours))
            value += f" ({kind})" if row.kind != MEASURED else ""
        return {
            "id": row.dwell_id,
            "year": row.year,
            "hours": "" if row.hours is None else row.hours,
            "value": value,
            "none": kind,
            "share": max(LEAST, round(row.hours / scale, 3)) if row.hours and scale else None,
            "long": (row.hours or 0.0) >= LONG_H,
            "doubtful": is_doubtful(row, "hours") or row.kind != MEASURED,
            "second": is_second_hand(row),
            "mark": mark_value(self._remarks, row, "hours", language),
            "cite": self._citations.cite(row.source_id),
        }
