"""Slides: one for each site of a selection, or for each stop of a story, with text that can be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.documents.corridor import ProfileWriter, choose_journeys
from geo.documents.corridor_slide import add_profile
from geo.documents.deck import Bar, Deck, Slide
from geo.documents.handout import draw_overview
from geo.documents.materials import quiet, write_edition
from geo.documents.references import References
from geo.documents.sheets import SheetWriter
from geo.documents.stops import draw_scene, scenes_of
from geo.geodesy import Bounds, widen
from geo.map.layers import write_credit_text
from geo.picture.draw import Picture, draw_map
from geo.picture.typeset import draw_png
from geo.tables.fault import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.documents.handout import Selection
    from geo.documents.materials import Materials, Progress
    from geo.records.stories import Story
    from geo.stories.scenes import ShownScene

MAP_PX: Final = (651.0, 448.0)
"""7.4 inches wide, 11 pixels, the smallest letters of a picture, are 9 points."""
MAP_DPI: Final = 216
AROUND_KM: Final = 14.0
MOST_BARS: Final = 6
LONGEST_SOURCE: Final = 210
"""Letters that two lines hold at the foot; all sources stand in the notes and at the end."""
LONGEST_SUBTITLE: Final = 100


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
        Called with the part that is done, from 0 to 1.

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
        ids = [entry.id for entry in selection.sites]
        for shown in choose_journeys(materials.catalogue, ids):
            add_profile(deck, materials, ProfileWriter(materials, references), shown)
        deck.add_sources([f"{row['number']}  {row['text']}" for row in references.listed()])
    else:
        scenes = scenes_of(materials, story)
        deck.add_cover(materials.language.cell(story.title), materials.language.cell(story.summary))
        for number, scene in enumerate(scenes, 1):
            deck.add(_scene_slide(materials, story, scene))
            progress(number / (len(scenes) + 1))
        told = [source for scene in scenes for source in scene.sources]
        ids = [entry.id for entry in selection.sites]
        for shown in choose_journeys(materials.catalogue, ids, story):
            told += add_profile(deck, materials, ProfileWriter(materials, references), shown)
        deck.add_sources(list(dict.fromkeys(told)))
    content = deck.save()
    progress(1.0)
    return content


def _overview(materials: Materials, selection: Selection) -> Slide:
    svg = draw_overview(materials, selection, MAP_PX, credit=False)
    language = materials.language
    lines = tuple(f"{n}  {language.cell(entry.name)}" for n, entry in enumerate(selection.sites, 1))
    picture = draw_png(svg, *MAP_PX, MAP_DPI)
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
            picture = _draw(materials, Picture(*MAP_PX, bounds=around, site=entry.id, key=True, closest=10.5))
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


def _bars_of(sheet: dict[str, Any]) -> list[Bar]:
    """List the newest year of every series, for the chart."""
    newest = [(chart, chart["rows"][-1]) for chart in sheet["bars"]]
    return [
        Bar(f"{chart['post']}, {chart['direction']}, {row['year']}", row["hours"], row["doubtful"])
        for chart, row in newest
    ]


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
    return "\n".join(filter(None, [*parts, materials.live.url]))


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
    bars: tuple[Bar, ...] = ()
    if entry is not None:
        writer = SheetWriter(materials.catalogue, References(materials.catalogue.sources), materials.language)
        bars = tuple(_bars_of(writer.write_site(entry, 1)))[:MOST_BARS]
    svg = draw_scene(materials, story, scene, MAP_PX) if scene.bounds else ""
    return Slide(
        scene.title,
        subtitle,
        words.value if words else "",
        caption,
        (*(scene.years.write_lines() if scene.years else ()), *(text for text, _ in scene.lines)),
        bars,
        said,
        "\n".join(filter(None, [scene.note, "; ".join(scene.sources), materials.live.url])),
        draw_png(svg, *MAP_PX, MAP_DPI) if svg else None,
    )


def _draw(materials: Materials, picture: Picture) -> bytes:
    svg = draw_map(materials.catalogue, materials.entries, picture, materials.language)
    return draw_png(svg, picture.width, picture.height, MAP_DPI)
