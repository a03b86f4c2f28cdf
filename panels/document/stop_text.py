"""A stop of a walkthrough in the first document: as text with the ways on, and as the card of the stage over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from geo.map.layers import write_credit_lines
from geo.style import read_style
from panels.embeds.story import name_folder, show_scenes
from panels.shell.titles import BETWEEN, STAGE
from panels.ui.address import read_last, read_values, write_link
from panels.ui.render import render
from panels.walkthrough.legend import list_legend
from panels.walkthrough.picture import SIZE_PX
from panels.walkthrough.place import read_address

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from geo.stories.scenes import ShownScene
    from panels.document.fields import Fields
    from panels.reader import Reader

BUTTONS: Final = 5
"""On the stage, at its upper edge."""
LONG_TITLE: Final = 22
LONG_VALUE: Final = 13
"""Letters beyond which they are written smaller, as in `panels/web/js/walkthrough/card.js`."""


def write_stop(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    """Write the stop that the address names; of a story without it, the first.

    Who follows a room sees the stop where its presenter is, which no address names: there nothing covers the stage.
    """
    del today
    catalogue, language = reader.catalogue, reader.language
    place = read_address(catalogue)
    fields.covers = place.story in catalogue.stories and not read_last("room")
    if place.story not in catalogue.stories:
        return ""
    scenes = show_scenes(catalogue, reader.entries, place.story, language.code)
    stories = {name: language.cell(story.title) for name, story in catalogue.stories.items()}
    fields.ask("story", language.text("Walkthrough"), stories, place.story)
    kept = {"lang": read_values("lang")[:1]} if read_values("lang") else {}

    def link(stop: int) -> str:
        return write_link({"story": [place.story], "stop": [str(stop)], **kept}, STAGE)

    scene, titles = scenes[place.stop - 1], [scene.title for scene in scenes]
    if fields.covers:
        fields.scene, fields.sites = scene, catalogue.stories[place.story].sites
        fields.stage = _write_stage(reader, scene, titles, stories[place.story], place.stop)
    return render(
        "document/stop.html",
        language,
        scene=scene,
        titles=titles,
        number=place.stop,
        link=link,
        base="embed/",
        folder=name_folder(catalogue, place.story),
        code=language.code,
        size=SIZE_PX,
    )


def _write_stage(reader: Reader, scene: ShownScene, titles: Sequence[str], story: str, number: int) -> str:
    symbols = {entry.id: entry.site.symbol for entry in reader.entries}
    caption = scene.figure.words.caption if scene.figure else ()
    return render(
        "document/stage.html",
        reader.language,
        scene=scene,
        titles=titles,
        story=story,
        number=number,
        symbol=read_style().symbols[symbols[scene.site]].svg(40) if scene.site in symbols else "",
        caption="\u00a0· ".join(part for part in caption if part != scene.title),
        credit=BETWEEN.join(write_credit_lines()),
        long_title=LONG_TITLE,
        long_value=LONG_VALUE,
        legend=[row | {"svg": Markup(row["svg"])} for row in list_legend(scene, reader.language)],  # noqa: S704 - from our own style table
        buttons=BUTTONS,
    )
