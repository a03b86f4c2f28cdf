"""Putting slides into a presentation: one layout, texts that are texts, charts that are charts."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import segno
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from geo.documents.materials import list_disclaimer, list_reading, write_edition
from geo.map.layers import write_credit_text
from geo.picture.svg import clean
from geo.picture.text_width import text_width
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.documents.materials import Materials

WIDTH_IN: Final = 13.333
HEIGHT_IN: Final = 7.5
EDGE_IN: Final = 0.5
MAP_IN: Final = (7.4, 5.09)
SIDE_IN: Final = 4.65
TITLE_LAYOUT: Final = 5
TITLE_PT: Final = 28.0
LEAST_TITLE_PT: Final = 18.0
SOURCES_IN: Final = 5.3
SOURCES_PT: Final = 10
FONT: Final = "Calibri"
CAPTION_IN: Final = 0.8
LINES_IN: Final = 1.85
INSET_IN: Final = 0.2
PX_PER_IN: Final = 96
PT_PER_IN: Final = 72
LEADING: Final = 1.2
LEAST_PT: Final = 9
WIDER: Final = 1.12
WIDER_BOLD: Final = 1.27
"""Where Calibri is missing, office programs take fonts that are wider than what we measure in."""
DOUBT_SIGN: Final = "?"
DOUBT_LINE_IN: Final = 0.28

Frame = tuple[float, float, float, float]
"""Left, top, width and height in inches."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart of hours; a doubtful one is only an outline, and its category carries a sign."""

    category: str
    hours: float
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Slide:
    """What one slide says.

    Attributes
    ----------
    value, caption
        The figure, and all that belongs to it; blank for none.
    lines
        Short lines beside the map.
    bars
        Of a chart; empty for none.
    sources
        Source line at the foot.
    notes
        What the speaker alone sees.
    picture
        PNG of the map.
    """

    title: str
    subtitle: str
    value: str
    caption: str
    lines: tuple[str, ...]
    bars: tuple[Bar, ...]
    sources: str
    notes: str
    picture: bytes | None


def colour_of(name: str) -> RGBColor:
    """Look up a colour of the style table."""
    found: RGBColor = RGBColor.from_string(read_style().colours[name].lstrip("#").upper())
    return found


class Deck:
    """Puts slides into a presentation, one layout for all of them."""

    def __init__(self, materials: Materials) -> None:
        self._materials = materials
        self._deck = Presentation()
        self._deck.slide_width = Inches(WIDTH_IN)
        self._deck.slide_height = Inches(HEIGHT_IN)
        self._deck.core_properties.title = materials.language.text("Caravanserai map")
        self._deck.core_properties.author = "Caravanserai map"
        self._deck.core_properties.language = materials.language.code
        self._deck.core_properties.comments = write_edition(materials.live.edition, materials.language)

    def save(self) -> bytes:
        """Write the file."""
        held = io.BytesIO()
        self._deck.save(held)
        return held.getvalue()

    def begin(self, title: str) -> Any:
        """Begin a slide with its title."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[TITLE_LAYOUT])
        box = slide.shapes.title
        box.left, box.top, box.width, box.height = (Inches(x) for x in (EDGE_IN, 0.28, WIDTH_IN - 2 * EDGE_IN, 0.7))
        size = fit_line(title, WIDTH_IN - 2 * EDGE_IN, TITLE_PT)
        fill_text(box.text_frame, [title], Writing(max(size, LEAST_TITLE_PT), bold=True))
        return slide

    def text(self, slide: Any, box: Frame, lines: Sequence[str], writing: Writing) -> None:
        """Write lines into a box of their own, smaller where they are too long for it."""
        if height_of(lines, box[2], writing.size) > box[3]:
            writing = replace(writing, size=fit_size(lines, box[2], box[3], int(writing.size)))
        shape = slide.shapes.add_textbox(*(Inches(x) for x in box))
        fill_text(shape.text_frame, lines, writing)

    def foot(self, slide: Any, text: str) -> None:
        """Write the source line, the attribution and the number of the slide."""
        number = len(self._deck.slides)
        credit = write_credit_text(self._materials.language)
        self.text(slide, (EDGE_IN, 6.55, WIDTH_IN - 2 * EDGE_IN - 0.8, 0.45), [text], Writing(10, colour="muted"))
        self.text(slide, (EDGE_IN, 6.98, WIDTH_IN - 2 * EDGE_IN - 0.8, 0.3), [credit], Writing(9, colour="muted"))
        self.text(slide, (WIDTH_IN - EDGE_IN - 0.8, 6.98, 0.8, 0.3), [str(number)], Writing(10, colour="muted"))

    def add_cover(self, title: str, subtitle: str) -> None:
        """Add the first slide: what it is, of which date, and the way to the live page."""
        materials, language = self._materials, self._materials.language
        slide = self.begin(title)
        title_box = slide.shapes.title
        title_box.top, title_box.height, title_box.width = Inches(1.5), Inches(1.5), Inches(9.0)
        title_box.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        fill_text(title_box.text_frame, [title], Writing(min(40, 1.6 * fit_line(title, 9.0, 40)), bold=True))
        self.text(slide, (EDGE_IN, 3.1, 8.5, 1.0), [subtitle], Writing(20, colour="muted"))
        self.text(slide, (EDGE_IN, 4.2, 8.5, 0.4), [write_edition(materials.live.edition, language)], Writing(14))
        self.text(slide, (EDGE_IN, 5.3, 8.5, 1.1), list_disclaimer(language), Writing(11, colour="muted"))
        if not materials.live.url:
            return
        held = io.BytesIO()
        segno.make(materials.live.url, error="m", micro=False).save(held, kind="png", scale=8, border=2)
        code = slide.shapes.add_picture(held, Inches(10.2), Inches(2.2), Inches(2.5), Inches(2.5))
        _describe(code, language.text("QR code of the live page"))
        self.text(slide, (10.0, 4.75, 2.9, 0.6), [materials.live.shown], Writing(10, colour="muted"))
        slide.notes_slide.notes_text_frame.text = clean(materials.live.url)

    def add(self, content: Slide) -> None:
        """Add a slide with a map, a figure, lines, a chart, a source line and speaker notes."""
        slide = self.begin(content.title)
        self.text(slide, (EDGE_IN, 0.9, WIDTH_IN - 2 * EDGE_IN, 0.4), [content.subtitle], Writing(14, colour="muted"))
        left = EDGE_IN + MAP_IN[0] + 0.3
        if content.picture:
            held = io.BytesIO(content.picture)
            drawn = slide.shapes.add_picture(held, Inches(EDGE_IN), Inches(1.38), Inches(MAP_IN[0]))
            _describe(drawn, self._materials.language.text("Map of the surroundings of {name}", name=content.title))
        else:
            left = EDGE_IN
        top = 1.3
        if content.value:
            size = fit_size([content.caption], SIDE_IN, CAPTION_IN, 12)
            self.text(
                slide,
                (left, top, SIDE_IN, 0.75),
                [content.value],
                Writing(fit_line(content.value, SIDE_IN, 36), bold=True, colour="brand"),
            )
            self.text(slide, (left, top + 0.72, SIDE_IN, CAPTION_IN), [content.caption], Writing(size, colour="muted"))
            top += 0.75 + CAPTION_IN
        height = LINES_IN if content.bars else 6.4 - top
        wide = SIDE_IN if content.picture else WIDTH_IN - 2 * EDGE_IN
        size = fit_size(content.lines, wide, height, 16)
        self.text(slide, (left, top, wide, height), content.lines, Writing(size, bullets=True))
        if content.bars:
            doubtful = any(bar.doubtful for bar in content.bars)
            room = 6.5 - top - height - (DOUBT_LINE_IN if doubtful else 0.0)
            self._chart(slide, content.bars, (left, top + height, SIDE_IN, room))
            if doubtful:
                key = f"{DOUBT_SIGN}  {self._materials.language.text('doubtful')}"
                self.text(slide, (left, 6.5 - DOUBT_LINE_IN, SIDE_IN, DOUBT_LINE_IN), [key], Writing(10))
        self.foot(slide, content.sources)
        slide.notes_slide.notes_text_frame.text = clean(content.notes)

    def _chart(self, slide: Any, bars: Sequence[Bar], box: Frame) -> None:
        data = CategoryChartData()
        data.categories = [_name_bar(bar) for bar in reversed(bars)]
        title = self._materials.language.text("Hours at the post") + " (CAREC TFI1)"
        data.add_series(title, [bar.hours for bar in reversed(bars)])
        frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *(Inches(x) for x in box), data)
        chart = frame.chart
        chart.has_legend = False
        chart.has_title = True
        chart.chart_title.include_in_layout = False
        fill_text(chart.chart_title.text_frame, [title], Writing(11, bold=True))
        plot = chart.plots[0]
        plot.gap_width = 60
        plot.has_data_labels = True
        plot.data_labels.font.size = Pt(10)
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
        plot.series[0].format.fill.solid()
        plot.series[0].format.fill.fore_color.rgb = colour_of("brand")
        for number, bar in enumerate(reversed(bars)):
            if bar.doubtful:
                _outline(plot.series[0].points[number].format)
        chart.category_axis.tick_labels.font.size = Pt(LEAST_PT)
        skip = chart.category_axis._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})  # noqa: SLF001 - no other way
        chart.category_axis._element.find(qn("c:lblOffset")).addnext(skip)  # noqa: SLF001
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        chart.value_axis.minimum_scale = 0

    def add_sources(self, sources: Sequence[str]) -> None:
        """Add the sources, as many slides as they need, and how the figures are to be read."""
        _ = self._materials.language.text
        reading = [_("How to read this"), *list_reading(self._materials.language)]
        wide = (WIDTH_IN - 2 * EDGE_IN - 0.4) / 2
        pages = split_sources(sources, wide)
        for number, (left, right) in enumerate(pages, 1):
            slide = self.begin(_("Sources"))
            size = fit_size(left, wide, SOURCES_IN, 14)
            self.text(slide, (EDGE_IN, 1.1, wide, SOURCES_IN), left, Writing(size))
            if right:
                size = min(size, fit_size(right, wide, SOURCES_IN, 14))
                self.text(slide, (EDGE_IN + wide + 0.4, 1.1, wide, SOURCES_IN), right, Writing(size))
            elif number == len(pages):
                size = fit_size(reading, wide, SOURCES_IN, 14)
                self.text(slide, (EDGE_IN + wide + 0.4, 1.1, wide, SOURCES_IN), reading, Writing(size))
            self.foot(slide, list_reading(self._materials.language)[0])


def _describe(picture: Any, text: str) -> None:
    """Give a picture its text for those who cannot see it."""
    picture._element.nvPicPr.cNvPr.set("descr", clean(text))  # noqa: SLF001 - python-pptx has no other way


@dataclass(frozen=True, slots=True)
class Writing:
    """How a text is written: size in points, weight, colour, and whether its lines are points of a list."""

    size: float
    bold: bool = False
    colour: str = "ink"
    bullets: bool = False


def fill_text(frame: Any, lines: Sequence[str], writing: Writing) -> None:
    """Write lines into a text frame, one paragraph each."""
    frame.clear()
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(writing.size / 3)
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = clean(f"•  {line}" if writing.bullets else line)
        run.font.size = Pt(round(writing.size, 1))
        run.font.bold = writing.bold
        run.font.name = FONT
        run.font.color.rgb = colour_of(writing.colour)


def split_sources(sources: Sequence[str], width_in: float) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Split sources into the columns of as few slides as hold them, so that all columns are about as full.

    Returns
    -------
    slides
        Left and right column of each; the right one of the last slide may be empty.
    """
    columns = 1
    while True:
        size = math.ceil(len(sources) / columns) or 1
        parts = [sources[begin : begin + size] for begin in range(0, len(sources), size)] or [[]]
        if all(height_of(part, width_in, SOURCES_PT) <= SOURCES_IN for part in parts):
            break
        columns += 1
    return [(parts[n], parts[n + 1] if n + 1 < len(parts) else []) for n in range(0, len(parts), 2)]


def height_of(lines: Sequence[str], width_in: float, size: float) -> float:
    """Measure how high lines stand in a box, in inches: in our own font, with room for a wider one."""
    room_px = (width_in - INSET_IN) * PX_PER_IN
    rows = [math.ceil(WIDER * text_width(f"•  {line}", size * PX_PER_IN / PT_PER_IN) / room_px) for line in lines]
    return (sum(rows) * size * LEADING + max(0, len(lines) - 1) * size / 3) / PT_PER_IN + INSET_IN / 2


def fit_line(text: str, width_in: float, usual: float) -> float:
    """Find the size, in points, in which bold text fits on one line; no larger than the usual one."""
    wide = WIDER_BOLD * text_width(text, usual * PX_PER_IN / PT_PER_IN, "noto-sans-bold")
    return usual * min(1.0, (width_in - INSET_IN) * PX_PER_IN / wide) if wide else usual


def fit_size(lines: Sequence[str], width_in: float, height_in: float, usual: int) -> int:
    """Find the largest size in which lines fit into a box; measured in our own font, with room for a wider one.

    Parameters
    ----------
    lines
        One paragraph each.
    width_in, height_in
        Of the box, in inches.
    usual
        In points: no larger than this.
    """
    for size in range(usual, LEAST_PT, -1):
        if height_of(lines, width_in, size) <= height_in:
            return size
    return LEAST_PT


def _name_bar(bar: Bar) -> str:
    return clean(f"{bar.category} {DOUBT_SIGN}" if bar.doubtful else bar.category)


def _outline(look: Any) -> None:
    """Draw a point of a chart as a dashed outline: doubtful, in black and white too."""
    look.fill.background()
    look.line.color.rgb = colour_of("ink")
    look.line.width = Pt(1)
    look.line.dash_style = MSO_LINE_DASH_STYLE.DASH
