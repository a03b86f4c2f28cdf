"""Addresses of the files that the browser fetches, below the app's own address; nothing is registered here."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from xstatic.pkg import leaflet

CONDUCTOR_FOLDER: Final = Path(__file__).parent / "conductor" / "browser"
BASE_MAP_FOLDER: Final = Path(__file__).parent.parent / "data" / "basemap"
FOLDERS: Final = {"leaflet": Path(leaflet.BASE_DIR), "conductor": CONDUCTOR_FOLDER, "basemap": BASE_MAP_FOLDER}
REGISTRAR: Final = "panels.assets"
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
