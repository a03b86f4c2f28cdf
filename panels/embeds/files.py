"""The files that embeds fetch: scripts, styles, fonts, the sheets of the map. Each may be kept for good.

They have addresses of their own, because those of Streamlit's components are there only after a page was run, and
they may be read by a page of any origin: an embed in a frame with `sandbox` has none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from geo.map.packed_sheet import write_packed_overview
from panels.open_data.answers import has_already, make_body, refuse
from panels.settings import ROOT
from panels.web.join import SCRIPT_FOLDER, join_classic
from panels.web.styles import EMBED_PARTS, embed_styles
from panels.web.urls import FOLDERS, LEAFLET_FOLDER, MAP_ENTRY, keep_file, stamp_file

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

MAX_AGE_S: Final = 31_536_000
FOR_GOOD: Final = {
    "cache-control": f"public, max-age={MAX_AGE_S}, immutable",
    "access-control-allow-origin": "*",
    "vary": "Accept-Encoding",
}
KEPT: Final = "map"
FONTS: Final = "fonts"
_TYPES: Final = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}
_NAME: Final = re.compile(r"[\w-]+\.(?:js|css|json|svg|woff2)", re.ASCII)
_OURS: Final = ("embed-", "lines-", "stop-")
"""How the names of files begin that were written for embeds, or for the map of anybody."""


def file_address(folder: str, file: str) -> str:
    """Write the address of a file, as seen from the folder of embeds."""
    stamp = "" if folder == KEPT else f"?v={stamp_file(folder, file)}"
    return f"files/{folder}/{file}{stamp}"


@lru_cache(maxsize=16)
def keep_script(kind: str) -> str:
    """Write the script of an embed into a file; gives its address, as seen from the folder of embeds."""
    script = join_classic(SCRIPT_FOLDER / "embed" / f"{kind}.js")
    if kind == "map":
        leaflet = (LEAFLET_FOLDER / "leaflet.js").read_text(encoding="utf-8")
        script = "\n".join([leaflet, join_classic(MAP_ENTRY), script])
    return file_address(KEPT, keep_file(f"embed-{kind}", script, "js"))


@lru_cache(maxsize=len(EMBED_PARTS))
def keep_styles(kind: str) -> str:
    """Write the style sheet of an embed into a file; gives its address, as seen from the folder of embeds."""
    styles = embed_styles(kind, f"../{FONTS}")
    if kind == "map":
        theirs = (LEAFLET_FOLDER / "leaflet.css").read_text(encoding="utf-8")
        styles = re.sub(r"url\(images/[^)]*\)", "none", theirs) + styles  # pictures of controls that we do not use
    return file_address(KEPT, keep_file(f"embed-{kind}", styles, "css"))


@lru_cache(maxsize=1)
def keep_overview() -> str:
    """Write the overview of the base map, packed, into a file; gives its address, as seen from the folder of embeds."""
    return file_address(KEPT, keep_file("embed-overview", write_packed_overview()))


def find_file(folder: str, file: str) -> Path | None:
    """Find a file that may be fetched; None for any other, whatever its name says."""
    folders = {KEPT: FOLDERS[KEPT], "basemap": FOLDERS["basemap"], FONTS: ROOT / "static" / "fonts"}
    if folder not in folders or not _NAME.fullmatch(file) or (folder == KEPT and not file.startswith(_OURS)):
        return None
    path = folders[folder] / file
    return path if path.is_file() else None


def read_file(request: Request) -> Response:
    """Answer with a file."""
    path = find_file(request.path_params["folder"], request.path_params["file"])
    if path is None:
        return refuse(404, "No such file", "The page of an embed names its files.")
    return answer_for_good(request, path.read_bytes(), _TYPES[path.suffix.removeprefix(".")])


def answer_for_good(request: Request, content: bytes, media_type: str) -> Response:
    """Answer with what may be kept for good; a browser that loads a page again by force still has it."""
    tag = make_body(content).tag
    headers = {**FOR_GOOD, "etag": tag}
    if has_already(request.headers, tag):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=media_type)
