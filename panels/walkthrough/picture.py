"""A stop as a picture, for the speaker's window: drawn when it is asked for, once for each version of the tables."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.language import load_language
from geo.picture.draw import Picture, draw_map
from geo.stories.scenes import show_story
from panels.web.urls import keep_file, page_url

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry
    from panels.reader import Reader

SIZE_PX: Final = (480.0, 300.0)


def draw_stop(reader: Reader, wanted: str) -> dict[str, str] | None:
    """Draw a stop for the browser.

    Parameters
    ----------
    reader
        Data and language.
    wanted
        Story and number of the stop, joined by a stroke, as the browser asked for it.

    Returns
    -------
    picture
        What was asked for, and the address of its drawing; None when there is no such stop.
    """
    file = keep_picture(reader, wanted)
    return {"of": wanted, "address": page_url("map", file)} if file else None


def keep_picture(reader: Reader, wanted: str) -> str:
    """Draw a stop into a file, as `draw_stop`; gives its name, blank when there is no such stop."""
    story, _, number = wanted.partition("/")
    scenes = reader.catalogue.stories[story].scenes if story in reader.catalogue.stories else ()
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(scenes)):
        return ""
    return _keep_drawing(reader.catalogue, reader.entries, story, int(number), reader.language.code)


@lru_cache(maxsize=128)
def _keep_drawing(catalogue: Catalogue, entries: tuple[SiteEntry, ...], story_id: str, number: int, code: str) -> str:
    language, story = load_language(code), catalogue.stories[story_id]
    scene = show_story(catalogue, entries, story, language)[number - 1]
    shown = [entry for entry in entries if not story.sites or entry.id in story.sites]
    picture = Picture(*SIZE_PX, scene.bounds, layers=scene.layers, site=scene.site, legend=False, closest=12.0)
    return keep_file(f"stop-{story_id}-{number}-{code}", draw_map(catalogue, shown, picture, language), "svg")
