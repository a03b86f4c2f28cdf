"""Files that the browser fetches: registered once, reachable below the app's own address.

A v1 component's folder is served by Streamlit at `component/<name>/…`, whichever way the app was started, and lies
beside the map's frame; no request leaves the app's origin. (Streamlit sends `.js` from `static/` as plain text.)
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from streamlit.components.v1 import declare_component
from xstatic.pkg import leaflet

CONDUCTOR_FOLDER: Final = Path(__file__).parent / "conductor" / "browser"
BASE_MAP_FOLDER: Final = Path(__file__).parent.parent / "data" / "basemap"

_FOLDERS: Final = {"leaflet": Path(leaflet.BASE_DIR), "conductor": CONDUCTOR_FOLDER, "basemap": BASE_MAP_FOLDER}
_NAMES: Final = {key: declare_component(key, path=folder).name for key, folder in _FOLDERS.items()}


def page_url(folder: str, file: str) -> str:
    """Address of a file as seen from a page of the app, with a stamp of its content (so that it can be cached)."""
    return f"component/{_NAMES[folder]}/{file}?v={_stamp(folder, file)}"


def frame_url(folder: str, file: str) -> str:
    """Address of a file as seen from inside a component's frame."""
    return f"../{_NAMES[folder]}/{file}?v={_stamp(folder, file)}"


@lru_cache(maxsize=64)
def _stamp(folder: str, file: str) -> str:
    return hashlib.sha256((_FOLDERS[folder] / file).read_bytes()).hexdigest()[:12]
