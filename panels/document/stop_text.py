"""A stop of a walkthrough as text for the first document: title, figure, lines, sources, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panels.embeds.story import name_folder, show_scenes
from panels.shell.titles import STAGE
from panels.ui.address import read_values, write_link
from panels.ui.render import render
from panels.walkthrough.picture import SIZE_PX
from panels.walkthrough.place import read_address

if TYPE_CHECKING:
    import datetime as dt

    from panels.document.fields import Fields
    from panels.reader import Reader


def write_stop(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    """Write the stop that the address names; of a story without it, the first."""
    del today
    catalogue, language = reader.catalogue, reader.language
    place = read_address(catalogue)
    if place.story not in catalogue.stories:
        return ""
    scenes = show_scenes(catalogue, reader.entries, place.story, language.code)
    stories = {name: language.cell(story.title) for name, story in catalogue.stories.items()}
    fields.ask("story", language.text("Walkthrough"), stories, place.story)
    kept = {"lang": read_values("lang")[:1]} if read_values("lang") else {}

    def link(stop: int) -> str:
        return write_link({"story": [place.story], "stop": [str(stop)], **kept}, STAGE)

    return render(
        "document/stop.html",
        language,
        scene=scenes[place.stop - 1],
        titles=[scene.title for scene in scenes],
        number=place.stop,
        link=link,
        base="embed/",
        folder=name_folder(catalogue, place.story),
        code=language.code,
        size=SIZE_PX,
    )
