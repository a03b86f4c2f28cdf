"""A story as the browser gets it: every scene, and every word that is said around it, in the reader's language."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geo.language import list_languages, load_language
from geo.map.layers import write_credit_lines
from geo.stories.scenes import show_story
from geo.style import read_style
from panels.map.leaflet import write_names_file
from panels.walkthrough.legend import list_legend
from panels.web.components import frame_url
from panels.web.urls import STAGE_SCRIPT, keep_file, page_url

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.stories import Story
    from geo.sites.selection import SiteEntry
    from geo.stories.scenes import ShownScene
    from geo.stories.years import ShownYears
    from panels.reader import Reader


def write_story(reader: Reader, story: Story) -> dict[str, Any]:
    """Write a story for the browser.

    Returns
    -------
    message
        The same for the same story, language and data, so that it is sent once.
    """
    return {
        "id": story.story_id,
        "sites": list(story.sites),
        **_tell(reader.catalogue, reader.entries, story, reader.language.code),
        "languages": {code: load_language(code).own_name() for code in list_languages()},
        "dark": dict(read_style().dark),
        "map": frame_url("map", STAGE_SCRIPT),
        "credit": " · ".join(write_credit_lines()),
    }


def write_other_languages(reader: Reader, story: Story, *, notes: bool) -> dict[str, dict[str, str]]:
    """Write story and map in every other language into files of their own, which the browser fetches later.

    Parameters
    ----------
    reader
        Data and language.
    story
        One of the catalogue.
    notes
        Whether the speaker notes stand in it.

    Returns
    -------
    addresses
        By code of the language: that of the `story`, and of what the `map` says.
    """
    others = [code for code in list_languages() if code != reader.language.code]
    return {
        code: {
            "story": page_url("map", _keep_language(reader.catalogue, reader.entries, story, code, notes=notes)),
            "map": write_names_file(reader.catalogue, reader.entries, load_language(code)),
        }
        for code in others
    }


@lru_cache(maxsize=64)
def _keep_language(
    catalogue: Catalogue, entries: tuple[SiteEntry, ...], story: Story, code: str, *, notes: bool
) -> str:
    told = _tell(catalogue, entries, story, code)
    if not notes:
        told = told | {"scenes": hide_notes(told["scenes"])}
    return keep_file(f"story-{story.story_id}-{code}", json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def hide_notes(scenes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what only the speaker sees."""
    return [scene | {"note": ""} for scene in scenes]


@lru_cache(maxsize=32)
def _tell(catalogue: Catalogue, entries: tuple[SiteEntry, ...], story: Story, code: str) -> dict[str, Any]:
    """Tell all that depends on the language, once for each version of the tables."""
    language = load_language(code)
    scenes = show_story(catalogue, entries, story, language)
    symbols = {entry.id: entry.site.symbol for entry in entries}
    return {
        "title": language.cell(story.title),
        "scenes": [_scene(scene, symbols.get(scene.site, ""), language) for scene in scenes],
        "stories": [
            {"id": other.story_id, "title": language.cell(other.title), "summary": language.cell(other.summary)}
            for other in catalogue.stories.values()
        ],
        "lang": language.code,
        "words": list_words(language) | list_room_words(language),
    }


def _scene(scene: ShownScene, symbol: str, language: Language) -> dict[str, Any]:
    figure = scene.figure
    bounds, countries = scene.bounds, scene.countries
    return {
        "kind": scene.kind,
        "title": scene.title,
        "site": scene.site,
        "symbol": str(read_style().symbols[symbol].svg(40)) if symbol else "",
        "names": [{"lang": code, "name": name} for code, name in scene.names],
        "place": scene.place,
        "box": [[bounds.south, bounds.west], [bounds.north, bounds.east]] if bounds else None,
        "layers": list(scene.layers),
        "countries": {"codes": list(countries.codes), "open": countries.open} if countries else None,
        "legend": list_legend(scene, language),
        "figure": {
            "id": figure.record_id,
            "value": figure.words.value,
            "caption": "\u00a0· ".join(part for part in figure.words.caption if part != scene.title),
            "source": figure.words.source,
            "marks": list(figure.words.marks),
        }
        if figure
        else None,
        "lines": [{"text": text, "of": list(of)} for text, of in scene.lines],
        "sources": list(scene.sources),
        "note": scene.note,
        "years": _years(scene.years) if scene.years else None,
    }


def _years(years: ShownYears) -> dict[str, Any]:
    """Write the years that the map plays, and in words what has changed from the first to the last."""
    return {"of": list(years.years), "going": years.going, "told": list(years.write_lines())}


def list_words(language: Language) -> dict[str, str]:
    """List every text that the stage shows besides the story."""
    _ = language.text
    return {
        "stage": _("Walkthrough"),
        "next": _("Next stop"),
        "back": _("Previous stop"),
        "first": _("First stop"),
        "last": _("Last stop"),
        "list": _("All stops"),
        "stories": _("Other walkthroughs"),
        "more": _("All buttons and keys"),
        "play": _("Go on by itself"),
        "every": _("every {n} s", n="{n}"),
        "loop": _("Begin again after the last stop"),
        "notes": _("Speaker notes"),
        "noNotes": _("No notes for this stop."),
        "blank": _("Blank screen"),
        "timer": _("Timer"),
        "language": _("Language"),
        "theme": _("Light or dark"),
        "fullscreen": _("Full screen"),
        "leave": _("Leave to the map"),
        "return": _("Back to stop"),
        "legend": _("Legend"),
        "disclaimer": _("Boundaries do not imply endorsement"),
        "counter": _("Stop {n} of {total}", n="{n}", total="{total}"),
        "offline": _("Connection lost. The tour goes on with what is loaded."),
        "share": _("Audience and second screen"),
        "cite": _("Cite"),
        "digits": _("Number and Enter"),
        "elapsed": _("Time so far and at this stop"),
    }


def list_room_words(language: Language) -> dict[str, str]:
    """List every text that is shown to those who follow, and around the way in for them."""
    _ = language.text
    return {
        "speaker": _("Speaker's window"),
        "coming": _("Next: {title}", title="{title}"),
        "lastStop": _("This is the last stop."),
        "sources": _("Sources: {titles}", titles="{titles}"),
        "ended": _("This room is not open, or no longer."),
        "offlineFollower": _("Connection lost. This is the last picture."),
        "audienceHint": _("Scan to follow on a phone, each in their own language."),
        "speakerLink": _("Open the speaker's window"),
        "speakerHint": _("Only for you: whoever has this link can move the stage."),
        "local": _("Phones cannot reach this address. Open the app by the name of this computer in the network."),
        "opening": _("The room is being opened …"),
    }
