"""Hours and payments as bars, each on one scale, with year, remark and source; what is not measured says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo.comparison.hours import MEASURED, PAYMENT, find_scale, is_second_hand, list_band_rows, read_amount
from panels.compare.table import Row
from panels.site_card.dwell import LONG_H, is_doubtful, mark_value
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.hours import Band, Scale, Track
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

    def write_legend(self, scale: Scale) -> tuple[tuple[str, str], ...]:
        """Say what the looks of a bar mean."""
        _ = self._language.text
        looks = {"second": _("second-hand"), "doubtful": _("doubtful"), "long": _("{h} h or more", h=round(LONG_H))}
        if scale.payment is not None:
            looks["cost_usd"] = _("US$ paid")
        return tuple(looks.items())

    def write_note(self, scale: Scale) -> str:
        """Say what is shown, and what the longest bars stand for."""
        _, number = self._language.text, self._language.number
        hours = _("CAREC TFI1. All bars share one scale; the longest is {h} h.", h=number(scale.hours))
        if scale.payment is None:
            none = _("No payment at these posts is published.")
            return f"{hours} {none}"
        paid = _(
            "US$: CAREC TFI2, paid at the post, including unofficial payments; the longest bar is US$ {n}. "
            "–: not published.",
            n=number(scale.payment),
        )
        return f"{hours} {paid}"

    def write_rows(self, bands: Sequence[Band]) -> tuple[Row, ...]:
        """Write a row for each band, all bars of a measure on one scale."""
        scale = find_scale(list_band_rows(bands))
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

    def _cell(self, band: Band, tracks: Iterable[Track], scale: Scale) -> Markup:
        blocks = [self._block(band, track, scale) for track in tracks]
        return Markup(render("compare/hours.html", self._language, blocks=blocks))  # noqa: S704 - our own template

    def _block(self, band: Band, track: Track, scale: Scale) -> dict[str, Any]:
        language = self._language
        ends = [language.country(code) for code in (track.from_country, track.to_country) if code]
        parts = [language.cell(self._catalogue.short_name(track.post_id)), " → ".join(ends)]
        parts.append(language.cell(self._catalogue.label("mode", track.mode)))
        lines = [line for year in band.years for line in self._list_lines(track, year, scale)]
        return {"post": track.post_id, "act": track.act, "what": " · ".join(filter(None, parts)), "lines": lines}

    def _list_lines(self, track: Track, year: int, scale: Scale) -> Iterable[dict[str, Any]]:
        rows = track.of_year(year)
        if not rows:
            yield self.write_gap(year)
        yield from (self.write_line(row, scale) for row in rows)

    def write_gap(self, year: int | None) -> dict[str, Any]:
        """Write a year of which nothing is known: not measured is no zero."""
        none = self._language.text("not measured")
        return {"id": "", "year": year or "", "value": "", "none": none, "mark": "", "paid": None, "cite": ""}

    def write_line(self, row: Dwell, scale: Scale) -> dict[str, Any]:
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
            "none": kind if row.kind != MEASURED else language.text("not measured"),
            "share": _share(row.hours, scale.hours),
            "long": (row.hours or 0.0) >= LONG_H,
            "doubtful": is_doubtful(row, "hours") or row.kind != MEASURED,
            "second": is_second_hand(row),
            "mark": mark_value(self._remarks, row, "hours", language),
            "paid": self._write_payment(row, scale) if scale.payment is not None else None,
            "cite": self._citations.cite(row.source_id),
        }

    def _write_payment(self, row: Dwell, scale: Scale) -> dict[str, Any]:
        """Write what was paid as a bar; a dash where nothing was published."""
        payment, language = read_amount(row, PAYMENT), self._language
        if payment is None:
            return {"usd": "", "value": "", "share": None, "doubtful": False, "mark": ""}
        mark = mark_value(self._remarks, row, "cost_usd", language)
        return {
            "usd": payment,
            "value": language.text("US$ {n}", n=language.number(payment)),
            "share": _share(payment, scale.payment or 0.0),
            "doubtful": is_doubtful(row, "cost_usd") or row.kind != MEASURED,
            "mark": "" if mark == mark_value(self._remarks, row, "hours", language) else mark,
        }


def _share(value: float | None, largest: float) -> float | None:
    """Give the length of a bar; None for zero and for what is not known."""
    return max(LEAST, round(value / largest, 3)) if value and largest else None
