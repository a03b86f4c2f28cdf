"""Addresses of the files that the browser fetches, below the app's own address; nothing is registered here."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Final

from xstatic.pkg import leaflet

from panels.web.styles import frame_styles

CONDUCTOR_FOLDER: Final = Path(__file__).parents[1] / "conductor" / "browser"
BASE_MAP_FOLDER: Final = Path(__file__).parents[2] / "data" / "basemap"
LEAFLET_FOLDER: Final = Path(leaflet.BASE_DIR)
MAP_SCRIPTS: Final = ("voyage.js", "cartography.js")
"""Our scripts in the map's frame, in the order in which they build on each other."""
MAP_SCRIPT: Final = "map.js"
MAP_STYLE: Final = "map.css"


def _bundle() -> Path:
    """Write what the map's frame needs as one script and one style sheet: a frame fetches one file after the other."""
    folder = Path(tempfile.mkdtemp(prefix="caravanserai-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    scripts = (LEAFLET_FOLDER / "leaflet.js", *(CONDUCTOR_FOLDER / name for name in MAP_SCRIPTS))
    styles = (LEAFLET_FOLDER / "leaflet.css").read_text(encoding="utf-8"), frame_styles()
    for name, texts in ((MAP_SCRIPT, (part.read_text(encoding="utf-8") for part in scripts)), (MAP_STYLE, styles)):
        (folder / name).write_text("\n".join(texts), encoding="utf-8")
    return folder


FOLDERS: Final = {"map": _bundle(), "conductor": CONDUCTOR_FOLDER, "basemap": BASE_MAP_FOLDER}
REGISTRAR: Final = "panels.web.components"
"""The module that registers the folders: Streamlit puts its name into their addresses."""


def page_url(folder: str, file: str) -> str:
    """Address of a file as seen from a page of the app, with a stamp of its content (so that it can be cached)."""
    return f"component/{REGISTRAR}.{folder}/{file}?v={_stamp(folder, file)}"


def frame_url(folder: str, file: str) -> str:
    """Address of a file as seen from inside a component's frame."""
    return f"../{REGISTRAR}.{folder}/{file}?v={_stamp(folder, file)}"


@lru_cache(maxsize=64)
def _stamp(folder: str, file: str) -> str:
    return hashlib.sha256((FOLDERS[folder] / file).read_bytes()).hexdigest()[:12]
