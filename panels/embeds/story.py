"""`/embed/story/<id>`: the stops of a walkthrough, each with its figure and a drawing of the place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup
from starlette.responses import Response

from geo.language import list_languages, load_language
from geo.stories.scenes import show_story
from panels.data import read_data, read_named
from panels.embeds.asked import Embed
from panels.embeds.files import answer_for_good, keep_script
from panels.reader import Reader
from panels.ui.render import render
from panels.view import list_codes
from panels.walkthrough.picture import SIZE_PX, keep_picture
from panels.web.urls import FOLDERS

if TYPE_CHECKING:
    from starlette.requests import Request

    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry
    from geo.stories.scenes import ShownScene
    from panels.embeds.asked import Asked

VERSION_LENGTH: Final = 12


def name_story(asked: Asked) -> str:
    """Name the story; blank when there is no such story."""
    story = asked.reader.catalogue.stories.get(asked.ident)
    return asked.reader.language.cell(story.title) if story else ""


def write_story(asked: Asked) -> Embed:
    """Write the stops in their order; a script shows one at a time."""
    catalogue, language = asked.reader.catalogue, asked.reader.language
    story = catalogue.stories[asked.ident]
    scenes = show_scenes(catalogue, asked.reader.entries, asked.ident, language.code)
    body = render(
        "embed/story.html",
        language,
        scenes=scenes,
        folder=name_folder(catalogue, story.story_id),
        code=language.code,
        size=SIZE_PX,
    )
    return Embed(
        title=name_story(asked),
        note="",
        body=Markup(body),  # noqa: S704 - our own template, every field escaped in it
        sources=asked.tell_sources(source for scene in story.scenes for source in _list_sources(asked, scene.site)),
        full=asked.link("walkthrough", {"story": [story.story_id]}),
        scripts=(keep_script("page"),),
    )


def name_folder(catalogue: Catalogue, story_id: str) -> str:
    """Name the folder of the drawings of a story, below that of the embeds."""
    return f"pictures/{catalogue.version[:VERSION_LENGTH]}/{story_id}"


@lru_cache(maxsize=32)
def show_scenes(
    catalogue: Catalogue, entries: tuple[SiteEntry, ...], story_id: str, code: str
) -> tuple[ShownScene, ...]:
    """Put the scenes together once for each version of the tables and language."""
    return show_story(catalogue, entries, catalogue.stories[story_id], load_language(code))


def _list_sources(asked: Asked, site: str) -> tuple[str, ...]:
    found = asked.reader.catalogue.sites.get(site)
    return found.source_id if found else ()


def read_picture(request: Request) -> Response:
    """Answer with the drawing of a stop, which may be kept for good: its address names the version of the tables."""
    asked = request.path_params
    code, version = asked["code"], asked["version"]
    today = read_data()
    named = today if today[0].version[:VERSION_LENGTH] == version else read_named(version)
    if code not in list_languages() or named is None or named[0].version[:VERSION_LENGTH] != version:
        return Response(status_code=404, headers={"cache-control": "no-cache"})
    catalogue, entries = named
    reader = Reader(catalogue, entries, list_codes(catalogue, entries), load_language(code))
    file = keep_picture(reader, f"{asked['story']}/{asked['number']}")
    if not file:
        return Response(status_code=404, headers={"cache-control": "no-cache"})
    return answer_for_good(request, (FOLDERS["map"] / file).read_bytes(), "image/svg+xml")
