"""The map, or a walkthrough, as one file of HTML: it opens from a disk, without a network and without a server."""

from __future__ import annotations

import base64
import json
import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo.documents.materials import write_edition
from geo.map.home import home_bounds
from geo.style import font_faces, read_style
from panels.bridge.map import Setting, list_words
from panels.map.filter_bar import list_chips
from panels.map.leaflet import compose_group_script, write_config
from panels.map.own_files import describe_own_files
from panels.map.sheets import describe_sheets, read_sheets
from panels.map.years import write_years
from panels.settings import ROOT
from panels.site_card.card import render_card, render_list
from panels.ui.render import render
from panels.view import View
from panels.walkthrough.message import write_story
from panels.web.join import SCRIPT_FOLDER, join_classic, join_module
from panels.web.styles import saved_styles, shorten
from panels.web.urls import LEAFLET_FOLDER, MAP_ENTRY, OWN_ENTRY, STAGE_ENTRY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.documents.materials import Progress
    from geo.language import Language
    from geo.records.stories import Story
    from panels.export.files import ExportRequest
    from panels.reader import Reader

FONT_FOLDER: Final = ROOT / "static" / "fonts"
_AS_GZIP: Final = 31
_STRATEGIES: Final = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED)
"""How gzip may look for what comes again: words pack better with the first, positions with the second."""
_FONT_URL: Final = re.compile(r'url\("fonts/([\w.-]+)"\)')


def write_one_file(request: ExportRequest, reader: Reader, view: View, progress: Progress) -> bytes:
    """Write the map as one file.

    Parameters
    ----------
    request
        Edition, address, title and language.
    reader
        Data and language, as the map page has them.
    view
        What the file shows when it is opened.
    progress
        Called with the part that is done, from 0 to 1.

    Returns
    -------
    html
        Everything is inside: scripts, styles, fonts, base map, cards. Its policy forbids every request.
    """
    language = request.language
    parts = _gather(request, reader, progress) | {
        "styles": _own(write_styles(saved_styles(tour=False))),
        "list": _own(render_list(reader.catalogue, reader.entries, View(), language)),
        "data": _own(write_data(reader, view, language)),
        "own_files": _own(join_classic(OWN_ENTRY)),
        "module": _own(join_module(SCRIPT_FOLDER / "saved_file" / "map.js")),
    }
    page = render("export/one_file_map.html", language, subtitle=request.selection.subtitle, **parts)
    progress(1.0)
    return page.encode()


def write_tour(request: ExportRequest, reader: Reader, story: Story, progress: Progress) -> bytes:
    """Write a walkthrough as one file: the stage, its map and its keys, without a server.

    Parameters
    ----------
    request, reader, progress
        As for the map.
    story
        The walkthrough.

    Returns
    -------
    html
        Everything is inside, as with the map.
    """
    parts = _gather(request, reader, progress) | {
        "styles": _own(write_styles(saved_styles(tour=True))),
        "data": _own(write_tour_data(request, reader, story)),
        "stage_map": _own(join_classic(STAGE_ENTRY)),
        "module": _own(join_module(SCRIPT_FOLDER / "saved_file" / "walkthrough.js")),
    }
    page = render("export/one_file_tour.html", request.language, **parts)
    progress(1.0)
    return page.encode()


def _gather(request: ExportRequest, reader: Reader, progress: Progress) -> dict[str, object]:
    """Gather what the map and the walkthrough have in common."""
    language = request.language
    cards = {}
    for number, entry in enumerate(reader.entries, 1):
        cards[entry.id] = render_card(reader.catalogue, reader.entries, entry, View(), language)
        progress(0.6 * number / len(reader.entries))
    return {
        "zooms": read_style().zooms,
        "title": request.selection.title,
        "edition": write_edition(request.live.edition, language),
        "url": request.live.url,
        "shown": request.live.shown,
        "cards": _pack(json.dumps(cards, ensure_ascii=False).encode()),
        "sheets": {_sheet_id(name): _pack(content) for name, content in read_sheets(reader.catalogue).items()},
        "leaflet": _script(LEAFLET_FOLDER / "leaflet.js"),
        "map_script": _own(join_classic(MAP_ENTRY)),
        "group": _own(compose_group_script(reader).replace("</", "<\\/")),
    }


def _own(text: str) -> Markup:
    """Take a text as it is: one of our own files, or HTML whose every field is escaped already."""
    return Markup(text)  # noqa: S704 - see above


def _script(path: Path) -> Markup:
    """Read a script; nothing in it may end the element that it stands in."""
    return _own(path.read_text(encoding="utf-8").replace("</script", "<\\/script"))


def _sheet_id(file: str) -> str:
    """Name the element of a page that a sheet is packed into."""
    return f"sheet-{file.removesuffix('.json')}"


@lru_cache(maxsize=32)  # the sheets of the map are the same for every file
def _pack(content: bytes) -> str:
    """Pack what a browser can unpack: gzip, then base64, to a quarter of its size."""
    return base64.b64encode(min((_zip(content, strategy) for strategy in _STRATEGIES), key=len)).decode()


def _zip(content: bytes, strategy: int) -> bytes:
    packing = zlib.compressobj(9, wbits=_AS_GZIP, strategy=strategy)
    return packing.compress(content) + packing.flush()


def write_styles(ours: str) -> str:
    """Write all styles, the fonts in them as data.

    Parameters
    ----------
    ours
        Our own styles; Leaflet's and the fonts come before them.
    """

    def inline(found: re.Match[str]) -> str:
        content = base64.b64encode((FONT_FOLDER / found[1]).read_bytes()).decode()
        return f'url("data:font/woff2;base64,{content}")'

    theirs = (LEAFLET_FOLDER / "leaflet.css").read_text(encoding="utf-8")
    theirs = re.sub(r"url\(images/[^)]*\)", "none", theirs)  # pictures of controls that we do not use
    return shorten(theirs) + _FONT_URL.sub(inline, font_faces("fonts")) + ours


def write_data(reader: Reader, view: View, language: Language) -> str:
    """Write what the scripts of the map need: view, switches, words, colours."""
    chips = [group for group in list_chips(reader) if group.name != "base"]
    data = {
        "view": view.to_message() | {"base": "own"},
        "setting": Setting(list_words(language), chips, write_years(reader.catalogue, language)).to_message(),
        "lang": language.code,
        "config": _configure(reader) | {"own": describe_own_files("")},
    }
    return _write_json(data)


def write_tour_data(request: ExportRequest, reader: Reader, story: Story) -> str:
    """Write what the scripts of the stage need: the story, in one language, without what needs a server."""
    language = request.language
    told = write_story(reader, story)
    alone = {
        "alone": True,
        "stories": [],
        "languages": {language.code: language.own_name()},
        "live": {"url": request.live.url, "shown": request.live.shown},
        "credit": f"{told['credit']} · {write_edition(request.live.edition, language)}",
    }
    return _write_json({"story": told | alone, "config": _configure(reader)})


def _configure(reader: Reader) -> dict[str, Any]:
    """Write the configuration of the map's script; a saved file has no online map."""
    config = write_config(reader.catalogue, home_bounds(reader.catalogue, reader.entries))
    base = describe_sheets(reader.catalogue, lambda _folder, file: _sheet_id(file))
    return config | {"base": base, "online": {}}


def _write_json(data: Mapping[str, Any]) -> str:
    """Write data into a page: nothing in it can end its element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
