"""The corridor profile on a slide: a native chart that can be edited, its answer, remarks, sources and notes."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.util import Inches, Pt

from geo.corridor.itinerary import LegItem
from geo.corridor.words import label_part
from geo.documents.deck import EDGE_IN, LEAST_PT, WIDTH_IN, Writing, colour_of, fill_text
from geo.documents.references import name_source
from geo.picture.profile_chart import HEADROOM, MIN_LABEL_SHARE, nice_step
from geo.picture.svg import clean
from geo.picture.text_width import text_width
from geo.style import read_style
from geo.tables.fault import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.corridor.itinerary import Item
    from geo.corridor.profile import Drawn
    from geo.documents.corridor import ProfileWriter, Shown
    from geo.documents.deck import Deck
    from geo.documents.materials import Materials

CHART_IN: Final = (EDGE_IN, 1.62, WIDTH_IN - 2 * EDGE_IN, 4.46)
NOTES_IN: Final = (EDGE_IN, 6.1, WIDTH_IN - 2 * EDGE_IN, 0.45)
PLOT_IN: Final = 11.0
LABEL_PX: Final = 11 * 96 / 72
LONGEST_NOTES: Final = 260
LONGEST_SOURCE: Final = 210
DASHES: Final = {"sea": MSO_LINE_DASH_STYLE.ROUND_DOT, "road": MSO_LINE_DASH_STYLE.DASH}
"""Of a mode in the chart; without one it is a solid line, as in `data/style.toml`."""

Point = tuple[float, float]


def add_profile(deck: Deck, materials: Materials, writer: ProfileWriter, shown: Shown) -> list[str]:
    """Add a slide with the profile of a journey.

    Parameters
    ----------
    deck
        Receives it.
    materials
        Tables and language.
    writer
        Writes what is said of it.
    shown
        The journey.

    Returns
    -------
    sources
        Names of what it cites.
    """
    language = materials.language
    sheet = writer.write(shown, "")
    slide = deck.begin(sheet["title"])
    deck.text(
        slide,
        (EDGE_IN, 0.95, CHART_IN[2], 0.6),
        [f"{language.text('Corridor profile')}: {' · '.join(sheet['answer'])}"],
        Writing(12, colour="muted"),
    )
    chart = _add_chart(slide, materials, shown)
    chart._element.nvGraphicFramePr.cNvPr.set("descr", clean(sheet["alt"]))  # noqa: SLF001 - no other way
    remarks = "   ".join(f"{note['mark']}: {note['text']}" for note in sheet["notes"])
    deck.text(slide, NOTES_IN, [shorten(remarks, LONGEST_NOTES)] if remarks else [], Writing(LEAST_PT, colour="muted"))
    sources = _sources(materials, shown)
    deck.foot(slide, language.text("Source: {source}", source=shorten("; ".join(sources), LONGEST_SOURCE)))
    slide.notes_slide.notes_text_frame.text = clean("\n".join(_notes(sheet, sources, materials)))
    return sources


def _sources(materials: Materials, shown: Shown) -> list[str]:
    """Name the sources of all values, each once."""
    ids = dict.fromkeys(
        source
        for item in shown.itinerary.items
        for source in (*item.hours.source_id, *(item.length.source_id if isinstance(item, LegItem) else ()))
    )
    known = materials.catalogue.sources
    return [name_source(known[source]) for source in ids if source in known]


def _notes(sheet: dict[str, Any], sources: Sequence[str], materials: Materials) -> Iterator[str]:
    no_data = materials.language.text("no data")
    for row in sheet["rows"]:
        value = f"{row['hours']}{' ' + row['mark'] if row['mark'] else ''}" if row["hours"] else no_data
        told = (row["name"], row["more"], row["km"], value, row["year"], row["basis"] if row["hours"] else "")
        yield "– " + " · ".join(part for part in told if part)
    yield from (f"{note['mark']}: {note['text']}" for note in sheet["notes"])
    if sheet["note"]:
        yield sheet["note"]
    yield from sources
    if materials.live.url:
        yield materials.live.url


@dataclass
class _Lines:
    """The series of one chart, one for each look. All share their points: a value stands in the row of one series."""

    rows: list[tuple[str, Point | None]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    labels: list[tuple[str, int, str, Any]] = field(default_factory=list)

    def add(self, kind: str, name: str, points: Sequence[Point], label: str = "", side: Any = None) -> None:
        """Add a piece of a line, with a label beside its middle; where the one before ends, it goes on."""
        self.names.setdefault(kind, name)
        if [kind, points[0]] in [list(row) for row in self.rows[-2:-1]]:
            del self.rows[-2:]
        if label:
            self.labels.append((kind, len(self.rows) + len(points) // 2, label, side))
        self.rows += [(kind, point) for point in points]
        self.rows.append((kind, None))

    def chart_data(self) -> XyChartData:
        """Write the data behind the chart."""
        data = XyChartData()
        for kind, name in self.names.items():
            series, last = data.add_series(clean(name)), 0.0
            for of, point in self.rows:
                last = point[0] if point else last
                series.add_data_point(round(last, 1), round(point[1], 2) if point and of == kind else None)
        return data


def _gather(materials: Materials, shown: Shown) -> _Lines:
    _, profile, lines = materials.language.text, shown.profile, _Lines()
    rows: list[tuple[Item, Drawn]] = list(zip(shown.itinerary.items, profile.drawn, strict=True))
    for item, drawn in rows:
        if isinstance(item, LegItem):
            kind = "leg-gap" if drawn.gap else item.stretch.mode
            name = _("no data") if drawn.gap else _(read_style().strokes[kind].label)
            lines.add(kind, name, [drawn.start, drawn.end])
        elif not drawn.gap:
            middle = (drawn.start[0], (drawn.start[1] + drawn.end[1]) / 2)
            high = (drawn.end[1] - drawn.start[1]) / (profile.total or 1.0) >= MIN_LABEL_SHARE
            text = label_part(materials.catalogue, item, drawn, "hours", materials.language) if high else ""
            far = drawn.start[0] > profile.km / 2
            side = XL_LABEL_POSITION.LEFT if far else XL_LABEL_POSITION.RIGHT
            lines.add("riser", _("standing"), [drawn.start, middle, drawn.end], text, side)
    gaps = Counter(drawn.start for item, drawn in rows if not isinstance(item, LegItem) and drawn.gap)
    for point, count in gaps.items():
        lines.add("gap", _("no data"), [point], f"{count} ×" if count > 1 else "", XL_LABEL_POSITION.ABOVE)
    return lines


def _add_chart(slide: Any, materials: Materials, shown: Shown) -> Any:
    lines, _ = _gather(materials, shown), materials.language.text
    box = [Inches(x) for x in CHART_IN]
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, *box, lines.chart_data())
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(11)
    drawn_km = [point[0] if point else 0.0 for _kind, point in lines.rows]
    drawn = dict(zip(lines.names, chart.plots[0].series, strict=True))
    for kind, series in drawn.items():
        _dress(series, kind)
    for kind, point, text, position in lines.labels:
        label = drawn[kind].points[point].data_label
        fill_text(label.text_frame, _break(text, drawn_km[point] / (shown.profile.km or 1.0)), Writing(11))
        label.text_frame.word_wrap = False
        label.position = position
    axes = (chart.category_axis, chart.value_axis)
    for axis, title in zip(axes, (_("kilometres from the start"), _("hours since the start")), strict=True):
        axis.has_title = True
        fill_text(axis.axis_title.text_frame, [title], Writing(11, colour="muted"))
        axis.minimum_scale = 0
        axis.tick_labels.number_format = "#,##0"
        axis.tick_labels.number_format_is_linked = False
    axes[0].has_major_gridlines = False
    axes[0].maximum_scale = round(shown.profile.km) or 1
    step = nice_step((shown.profile.total or 1.0) * HEADROOM)
    axes[1].major_unit = step
    axes[1].maximum_scale = step * math.ceil((shown.profile.total or 1.0) * HEADROOM / step)
    axes[1].major_gridlines.format.line.color.rgb = colour_of("hairline")
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    return frame


def _break(text: str, share: float) -> list[str]:
    """Break a label after the name where there is no room for it on one line, so far along the chart."""
    room_px = max(share, 1 - share) * PLOT_IN * 96 - 20
    return [text] if text_width(text, LABEL_PX) <= room_px else text.split(" · ", 1)


def _dress(series: Any, kind: str) -> None:
    """Give a series its look: the colour of its mode, and what tells it in black and white."""
    series.smooth = False
    line, strokes = series.format.line, read_style().strokes
    if kind == "gap":
        series.marker.style, series.marker.size = XL_MARKER_STYLE.X, 9
        series.marker.format.line.color.rgb = colour_of("ink")
        line.fill.background()
        return
    line.width = Pt(7 if kind == "riser" else 3)
    colour = read_style().symbols["road"].colour if kind == "riser" else strokes.get(kind, strokes["planned"]).colour
    line.color.rgb = type(colour_of("ink")).from_string(colour.lstrip("#").upper())
    dash = MSO_LINE_DASH_STYLE.SQUARE_DOT if kind == "leg-gap" else DASHES.get(kind)
    if dash is not None:
        line.dash_style = dash
