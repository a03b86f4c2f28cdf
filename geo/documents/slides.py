"""Slides: one for each site of a selection, or for each stop of a story, with text that can be edited."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import segno
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Pt

from geo.documents.handout import draw_overview
from geo.documents.references import References
from geo.documents.setting import list_disclaimer, list_reading, quiet, write_edition
from geo.documents.sheets import SheetWriter
from geo.documents.stops import draw_scene, scenes_of
from geo.errors import shorten
from geo.geodesy import Bounds, widen
from geo.layers import write_credit_text
from geo.picture.draw import Picture, draw_map
from geo.picture.svg import clean
from geo.style import read_style
from geo.typeset import draw_png

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.documents.handout import Selection
    from geo.documents.setting import Materials, Progress
    from geo.scenes import ShownScene
    from geo.stories import Story

WIDTH_IN: Final = 13.333
HEIGHT_IN: Final = 7.5
EDGE_IN: Final = 0.5
MAP_PX: Final = (960.0, 660.0)
MAP_IN: Final = (7.4, 5.09)
SIDE_IN: Final = 4.65
MAP_DPI: Final = 144
TITLE_LAYOUT: Final = 5
SOURCES_ON_A_SLIDE: Final = 26
AROUND_KM: Final = 14.0
MOST_BARS: Final = 10
FONT: Final = "Calibri"
LONGEST_SOURCE: Final = 210
"""Letters that two lines hold at the foot; all sources stand in the notes and at the end."""
LONGEST_SUBTITLE: Final = 100


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
        (category, hours) of a chart; empty for none.
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
    bars: tuple[tuple[str, float], ...]
    sources: str
    notes: str
    picture: bytes | None


def write_slides(materials: Materials, selection: Selection, story: Story | None, progress: Progress = quiet) -> bytes:
    """Write the slides.

    Parameters
    ----------
    materials
        Tables, sites, address and language.
    selection
        What they are about, when there is no story.
    story
        Gives a slide for each of its scenes.
    progress
        Hears how far it is.

    Returns
    -------
    content
        Of the file (PPTX): texts are texts, charts are charts, and what the speaker needs is in the notes.
    """
    references = References(materials.catalogue.sources)
    deck = Deck(materials)
    if story is None:
        count = len(selection.sites)
        deck.add_cover(selection.title, selection.subtitle or materials.language.text("All sites"))
        deck.add(_overview(materials, selection))
        for number, slide in enumerate(_site_slides(materials, selection, references), 1):
            deck.add(slide)
            progress(number / (count + 1))
        deck.add_sources([f"{row['number']}  {row['text']}" for row in references.listed()])
    else:
        scenes = scenes_of(materials, story)
        deck.add_cover(materials.language.cell(story.title), materials.language.cell(story.summary))
        for number, scene in enumerate(scenes, 1):
            deck.add(_scene_slide(materials, story, scene))
            progress(number / (len(scenes) + 1))
        deck.add_sources(list(dict.fromkeys(source for scene in scenes for source in scene.sources)))
    content = deck.save()
    progress(1.0)
    return content


def _overview(materials: Materials, selection: Selection) -> Slide:
    svg = draw_overview(materials, selection)
    language = materials.language
    lines = tuple(f"{n}  {language.cell(entry.name)}" for n, entry in enumerate(selection.sites, 1))
    picture = draw_png(svg, 1000, 640, MAP_DPI)
    credit = write_credit_text(language)
    return Slide(language.text("Overview map"), selection.subtitle, "", "", lines, (), credit, "", picture)


def _site_slides(materials: Materials, selection: Selection, references: References) -> Iterator[Slide]:
    writer = SheetWriter(materials.catalogue, references, materials.language)
    for number, entry in enumerate(selection.sites, 1):
        sheet = writer.write_site(entry, number)
        figure = sheet["figures"][0] if sheet["figures"] else None
        picture = None
        if entry.position:
            around = widen(Bounds(*entry.position, *entry.position), AROUND_KM)
            picture = _draw(materials, Picture(*MAP_PX, bounds=around, site=entry.id, legend=False, closest=10.5))
        caption = f"{figure['what']}: {figure['where']} {figure['cite']}. {figure['remark']}" if figure else ""
        yield Slide(
            f"{number}  {sheet['name']}",
            shorten(" · ".join(p for p in (sheet["countries"], sheet["kind"], sheet["names"]) if p), LONGEST_SUBTITLE),
            figure["value"] if figure else "",
            caption.strip(),
            tuple(_lines_of(sheet)),
            tuple(_bars_of(sheet))[:MOST_BARS],
            _source_line(materials),
            _notes_of(sheet, materials),
            picture,
        )


def _lines_of(sheet: dict[str, Any]) -> list[str]:
    """Choose the lines beside the map: e-TIR transport, visit, opening hours, newest finding."""
    lines = [f"{route['title']} {route['cite']}" for route in sheet["etir"][:1]]
    lines += [f"{visit['title']} {visit['cite']}" for visit in sheet["visits"][:1]]
    lines += [f"{fact['term']}: {fact['rows'][0]['text']} {fact['rows'][0]['cite']}" for fact in sheet["facts"][:1]]
    lines += [f"{finding['title']}: {finding['text']} {finding['cite']}" for finding in sheet["findings"][:1]]
    return [line.strip() for line in lines]


def _bars_of(sheet: dict[str, Any]) -> list[tuple[str, float]]:
    """List the newest year of every series, for the chart."""
    newest = [(chart, chart["rows"][-1]) for chart in sheet["bars"]]
    return [(f"{chart['post']}, {chart['direction']}, {row['year']}", row["hours"]) for chart, row in newest]


def _notes_of(sheet: dict[str, Any], materials: Materials) -> str:
    _ = materials.language.text
    parts: list[str] = []
    for title, rows in ((_("Field visits"), sheet["visits"]), (_("Findings and recommendations"), sheet["findings"])):
        parts += [f"{title}:", *(f"– {row['title']}: {row['text']} {row['cite']}" for row in rows)] if rows else []
    for chart in sheet["bars"]:
        parts += [f"{chart['post']}, {chart['direction']} {chart['cite']}:"]
        parts += [f"– {row['year']}: {row['text']}{' *' if row['doubtful'] else ''}" for row in chart["rows"]]
    parts += [f"{note['mark']}: {note['text']}" for note in sheet["notes"]]
    parts += [f"{_('What is doubtful')}:", *(f"– {row['text']} {row['cite']}" for row in sheet["doubts"])]
    return "\n".join([*parts, materials.live.url])


def _source_line(materials: Materials) -> str:
    return (
        materials.language.text("Numbers in brackets: the sources at the end.")
        + " "
        + write_edition(materials.live.edition, materials.language)
    )


def _scene_slide(materials: Materials, story: Story, scene: ShownScene) -> Slide:
    words = scene.figure.words if scene.figure else None
    subtitle = " · ".join(part for part in (scene.place, *(name for _, name in scene.names)) if part)
    source = shorten("; ".join(scene.sources), LONGEST_SOURCE)
    caption = ". ".join(part for part in (", ".join(words.caption), " · ".join(words.marks)) if part) if words else ""
    said = materials.language.text("Source: {source}", source=source) if source else ""
    entry = next((one for one in materials.entries if one.id == scene.site), None)
    bars: tuple[tuple[str, float], ...] = ()
    if entry is not None:
        writer = SheetWriter(materials.catalogue, References(materials.catalogue.sources), materials.language)
        bars = tuple(_bars_of(writer.write_site(entry, 1)))[:MOST_BARS]
    svg = draw_scene(materials, story, scene, MAP_PX) if scene.bounds else ""
    return Slide(
        scene.title,
        subtitle,
        words.value if words else "",
        caption,
        tuple(text for text, _ in scene.lines),
        bars,
        said,
        "\n".join([scene.note, "; ".join(scene.sources), materials.live.url]),
        draw_png(svg, *MAP_PX, MAP_DPI) if svg else None,
    )


def _draw(materials: Materials, picture: Picture) -> bytes:
    svg = draw_map(materials.catalogue, materials.entries, picture, materials.language)
    return draw_png(svg, picture.width, picture.height, MAP_DPI)


def _colour(name: str) -> RGBColor:
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

    def _begin(self, title: str) -> Any:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[TITLE_LAYOUT])
        box = slide.shapes.title
        box.left, box.top, box.width, box.height = (Inches(x) for x in (EDGE_IN, 0.28, WIDTH_IN - 2 * EDGE_IN, 0.7))
        _fill(box.text_frame, [title], Writing(28, bold=True))
        return slide

    def _text(self, slide: Any, box: tuple[float, float, float, float], lines: Sequence[str], writing: Writing) -> None:
        shape = slide.shapes.add_textbox(*(Inches(x) for x in box))
        _fill(shape.text_frame, lines, writing)

    def _foot(self, slide: Any, text: str) -> None:
        number = len(self._deck.slides)
        credit = write_credit_text(self._materials.language)
        self._text(slide, (EDGE_IN, 6.55, WIDTH_IN - 2 * EDGE_IN - 0.8, 0.45), [text], Writing(10, colour="muted"))
        self._text(slide, (EDGE_IN, 6.98, WIDTH_IN - 2 * EDGE_IN - 0.8, 0.3), [credit], Writing(9, colour="muted"))
        self._text(slide, (WIDTH_IN - EDGE_IN - 0.8, 6.98, 0.8, 0.3), [str(number)], Writing(10, colour="muted"))

    def add_cover(self, title: str, subtitle: str) -> None:
        """Add the first slide: what it is, of which date, and the way to the live page."""
        materials, language = self._materials, self._materials.language
        slide = self._begin(title)
        title_box = slide.shapes.title
        title_box.top, title_box.height, title_box.width = Inches(1.5), Inches(1.5), Inches(9.0)
        title_box.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        _fill(title_box.text_frame, [title], Writing(40, bold=True))
        self._text(slide, (EDGE_IN, 3.1, 8.5, 1.0), [subtitle], Writing(20, colour="muted"))
        self._text(slide, (EDGE_IN, 4.2, 8.5, 0.4), [write_edition(materials.live.edition, language)], Writing(14))
        self._text(slide, (EDGE_IN, 5.3, 8.5, 1.1), list_disclaimer(language), Writing(11, colour="muted"))
        held = io.BytesIO()
        segno.make(materials.live.url, error="m", micro=False).save(held, kind="png", scale=8, border=2)
        code = slide.shapes.add_picture(held, Inches(10.2), Inches(2.2), Inches(2.5), Inches(2.5))
        _describe(code, language.text("QR code of the live page"))
        self._text(slide, (10.0, 4.75, 2.9, 0.6), [materials.live.shown], Writing(10, colour="muted"))
        slide.notes_slide.notes_text_frame.text = clean(materials.live.url)

    def add(self, content: Slide) -> None:
        """Add a slide with a map, a figure, lines, a chart, a source line and speaker notes."""
        slide = self._begin(content.title)
        self._text(slide, (EDGE_IN, 0.9, WIDTH_IN - 2 * EDGE_IN, 0.4), [content.subtitle], Writing(14, colour="muted"))
        left = EDGE_IN + MAP_IN[0] + 0.3
        if content.picture:
            held = io.BytesIO(content.picture)
            drawn = slide.shapes.add_picture(held, Inches(EDGE_IN), Inches(1.38), Inches(MAP_IN[0]))
            _describe(drawn, self._materials.language.text("Map of the surroundings of {name}", name=content.title))
        top = 1.3
        if content.value:
            self._text(slide, (left, top, SIDE_IN, 0.75), [content.value], Writing(36, bold=True, colour="brand"))
            self._text(slide, (left, top + 0.72, SIDE_IN, 0.75), [content.caption], Writing(12, colour="muted"))
            top += 1.5
        size = 16 if len(content.lines) <= 3 and not content.bars else 13  # noqa: PLR2004 - what fits beside the map
        height = 1.75 if content.bars else 4.9 - top
        self._text(slide, (left, top, SIDE_IN, height), content.lines, Writing(size, bullets=True))
        if content.bars:
            self._chart(slide, content.bars, (left, top + height, SIDE_IN, 6.5 - top - height))
        self._foot(slide, content.sources)
        slide.notes_slide.notes_text_frame.text = clean(content.notes)

    def _chart(self, slide: Any, bars: Sequence[tuple[str, float]], box: tuple[float, float, float, float]) -> None:
        data = CategoryChartData()
        data.categories = [clean(category) for category, _ in reversed(bars)]
        title = self._materials.language.text("Hours at the post") + " (CAREC TFI1)"
        data.add_series(title, [hours for _, hours in reversed(bars)])
        frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *(Inches(x) for x in box), data)
        chart = frame.chart
        chart.has_legend = False
        chart.has_title = True
        chart.chart_title.include_in_layout = False
        _fill(chart.chart_title.text_frame, [title], Writing(11, bold=True))
        plot = chart.plots[0]
        plot.gap_width = 60
        plot.has_data_labels = True
        plot.data_labels.font.size = Pt(10)
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
        plot.series[0].format.fill.solid()
        plot.series[0].format.fill.fore_color.rgb = _colour("brand")
        chart.category_axis.tick_labels.font.size = Pt(9)
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        chart.value_axis.minimum_scale = 0

    def add_sources(self, sources: Sequence[str]) -> None:
        """Add the sources, as many slides as they need, and how the figures are to be read."""
        _ = self._materials.language.text
        half = SOURCES_ON_A_SLIDE // 2
        for begin in range(0, max(1, len(sources)), SOURCES_ON_A_SLIDE):
            part = sources[begin : begin + SOURCES_ON_A_SLIDE]
            slide = self._begin(_("Sources"))
            wide = (WIDTH_IN - 2 * EDGE_IN - 0.4) / 2
            self._text(slide, (EDGE_IN, 1.1, wide, 5.3), part[:half], Writing(10.5))
            self._text(slide, (EDGE_IN + wide + 0.4, 1.1, wide, 5.3), part[half:], Writing(10.5))
            self._foot(slide, list_reading(self._materials.language)[0])


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


def _fill(frame: Any, lines: Sequence[str], writing: Writing) -> None:
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
        run.font.size = Pt(writing.size)
        run.font.bold = writing.bold
        run.font.name = FONT
        run.font.color.rgb = _colour(writing.colour)
