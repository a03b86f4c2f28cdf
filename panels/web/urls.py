"""Addresses of the files that the browser fetches, below the app's own address; nothing is registered here."""

from __future__ import annotations

import atexit
import hashlib
import re
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Final

from xstatic.pkg import leaflet

from panels.web.join import SCRIPT_FOLDER, join_classic, join_module
from panels.web.made_files import find_made, hand_over
from panels.web.streamlit_paths import component_address, from_frame
from panels.web.styles import frame_styles

BASE_MAP_FOLDER: Final = Path(__file__).parents[2] / "data" / "basemap"
LEAFLET_FOLDER: Final = Path(leaflet.BASE_DIR)
_KEPT: Final = re.compile(r"[a-z][\w-]{0,80}-([0-9a-f]{12})\.(?:json|js|css|svg)", re.ASCII)
MAP_SCRIPT: Final = "map.js"
MAP_STYLE: Final = "map.css"
STAGE_SCRIPT: Final = "stage.js"
OWN_SCRIPT: Final = "own_files.js"
VENDOR_FOLDER: Final = Path(__file__).parent / "vendor"
SEARCH_LIBRARY: Final = "minisearch/index.js"
"""MiniSearch as npm has it; `panels/web/vendor/README.md` names version and licence."""
MAP_ENTRY: Final = SCRIPT_FOLDER / "map" / "main.js"
STAGE_ENTRY: Final = SCRIPT_FOLDER / "map" / "stage.js"
OWN_ENTRY: Final = SCRIPT_FOLDER / "map" / "own_files.js"
PAGE_ENTRIES: Final = (
    "page/map_bridge.js",
    "page/links.js",
    "page/kept_report.js",
    "page/position_map.js",
    "corridor/profile_chart.js",
    "walkthrough/stage.js",
    "walkthrough/speaker.js",
    "palette/main.js",
    "share/share.js",
)
"""Entries that a page fetches, each joined with all that it imports."""


def _write_files() -> Path:
    """Write the files that are fetched into a new folder: what a browser needs at once is one file."""
    folder = Path(tempfile.mkdtemp(prefix="caravanserai-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    script, style = ((LEAFLET_FOLDER / f"leaflet.{end}").read_text(encoding="utf-8") for end in ("js", "css"))
    files = {
        f"map/{MAP_SCRIPT}": f"{script}\n{join_classic(MAP_ENTRY)}",
        f"map/{MAP_STYLE}": f"{style}\n{frame_styles()}",
        f"map/{STAGE_SCRIPT}": join_classic(STAGE_ENTRY),
        f"map/{OWN_SCRIPT}": join_classic(OWN_ENTRY),
        **{f"page/{Path(entry).name}": join_module(SCRIPT_FOLDER / entry) for entry in PAGE_ENTRIES},
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


_WRITTEN: Final = _write_files()
FOLDERS: Final = {
    "map": _WRITTEN / "map",
    "page": _WRITTEN / "page",
    "basemap": BASE_MAP_FOLDER,
    "vendor": VENDOR_FOLDER,
}


def keep_file(name: str, text: str, ending: str = "json") -> str:
    """Write a file for the browser, made from the tables; gives its name, which changes with what it says."""
    file = f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.{ending}"
    path = FOLDERS["map"] / file
    if not path.exists():
        path.write_text(text, encoding="utf-8")
        hand_over(f"kept:{file}", text.encode())
    return file


def fetch_kept(file: str) -> None:
    """Write a file that another process has made, if this one lacks it; the stamp in its name has to be that of it."""
    asked = _KEPT.fullmatch(file)
    if asked is None or (FOLDERS["map"] / file).exists():
        return
    found = find_made(f"kept:{file}")
    if found is not None and hashlib.sha256(found[0]).hexdigest().startswith(asked[1]):
        (FOLDERS["map"] / file).write_bytes(found[0])


def page_url(folder: str, file: str) -> str:
    """Address of a file as seen from a page of the app, with a stamp of its content (so that it can be cached)."""
    return component_address(folder, f"{file}?v={stamp_file(folder, file)}")


def frame_url(folder: str, file: str) -> str:
    """Address of a file as seen from inside a component's frame."""
    return from_frame(page_url(folder, file))


@lru_cache(maxsize=64)
def stamp_file(folder: str, file: str) -> str:
    """Stamp a file with its content: some digits that change with it."""
    return hashlib.sha256((FOLDERS[folder] / file).read_bytes()).hexdigest()[:12]
