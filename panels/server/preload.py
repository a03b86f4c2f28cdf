"""What a page will need is named in the header of every page, so that the browser fetches it while Streamlit starts.

Otherwise it learns of the map's files late, once the map's frame stands, and of the parts of Streamlit that show text,
links and components one by one, each when the first such thing is to be shown; React puts a page on hold meanwhile.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from itertools import accumulate
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from geo.map.basemap import OVERVIEW_FILE
from panels.optional import optional
from panels.ui.address import EMBED
from panels.web.streamlit_paths import (
    REGISTRAR,
    chunk_address,
    find_chunk,
    frame_scripts,
    imported_chunks,
    is_component,
    read_document,
)
from panels.web.urls import MAP_SCRIPT, MAP_STYLE, STAGE_SCRIPT, page_url

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAP_COMPONENT: Final = "streamlit_folium"
MAP_FILES: Final = (("map", MAP_SCRIPT), ("map", MAP_STYLE), ("basemap", OVERVIEW_FILE))
PARTS: Final = ("Html", "PageLink", "BidiComponent", "ComponentInstance")
"""Parts of Streamlit, by the beginnings of their file names, that every page with a map shows and none starts with."""
PAGE_PARTS: Final = {"corridor": ("Selectbox", "DownloadButton", "Checkbox", "Button")}
"""Further parts of Streamlit that a page shows at once, by the end of its path."""
PAGE_SCRIPTS: Final = {"corridor": ("profile_chart.js",), "walkthrough": ("stage.js",)}
"""Our scripts without which a page shows nothing."""
PAGE_MAP_FILES: Final = {"walkthrough": (("map", STAGE_SCRIPT),)}
"""Further files that the map's frame fetches on a page."""
BAD_REQUEST: Final = 400
MOST_B: Final = 1_800
"""Of this header: a proxy takes 4 KB of headers as it is delivered, and refuses the whole answer beyond."""
_KINDS: Final = {".js": "script", ".css": "style", ".json": "fetch"}


def list_map_files(page: str = "") -> list[str]:
    """List the addresses of the files that the map's frame fetches, as seen from a page."""
    files = (*MAP_FILES, *PAGE_MAP_FILES.get(page, ()))
    return [*frame_scripts(), *(page_url(folder, file) for folder, file in files)]


def list_parts(page: str = "") -> list[str]:
    """List the scripts of Streamlit's later parts, and what these import, without those its document names itself."""
    named = read_document()
    waiting = [find_chunk(part) for part in (*PARTS, *PAGE_PARTS.get(page, ()))]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name not in found and name not in named:
            found[name] = None
            waiting += imported_chunks(name)
    return [chunk_address(name) for name in found]


def find_page(path: str) -> str:
    """Tell which page a path leads to, if we know more of it than of every page; else blank."""
    last = path.rstrip("/").rpartition("/")[2]
    return last if last in PAGE_SCRIPTS else ""


@lru_cache(maxsize=1 + len(PAGE_SCRIPTS))
def write_links(page: str = "") -> bytes:
    """Write the header for a page, the most needed first, as many as there is room for.

    What cannot be found is left out, and logged, and the page is answered without.
    """
    links: list[str] = []
    with optional(__name__, "Naming the files of the map in the header of a page"):
        kinds = [(path, _KINDS[PurePosixPath(path.partition("?")[0]).suffix]) for path in list_map_files(page)]
        links += [f"<./{path}>; rel=prefetch; as={kind}" for path, kind in kinds]
    with optional(__name__, "Naming the parts of Streamlit in the header of a page"):
        ours = [page_url("page", script) for script in PAGE_SCRIPTS.get(page, ())]
        links += [f"<./{path}>; rel=modulepreload; fetchpriority=low" for path in (*ours, *list_parts(page))]
    room = accumulate(len(link.encode()) + len(", ") for link in links)
    return ", ".join(link for link, end in zip(links, room, strict=True) if end <= MOST_B).encode()


class EarlyFiles:
    """ASGI middleware: a document of the app names what its page will need."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        # By the first page with a map that was run: before, the files cannot be had.
        registered = all(map(_is_imported, (REGISTRAR, MAP_COMPONENT)))
        other = scope["type"] != "http" or is_component(scope["path"]) or EMBED in scope["path"]
        if other or not registered:
            await self._app(scope, receive, send)
            return

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_document(message):
                links = write_links(find_page(scope["path"]))
                message["headers"] = [*message["headers"], *([(b"link", links)] if links else [])]
            await send(message)

        await self._app(scope, receive, send_with_links)


def _is_imported(name: str) -> bool:
    """Tell whether a module has been imported to its end: while it is, what it registers cannot be had yet."""
    module = sys.modules.get(name)
    return module is not None and not getattr(module.__spec__, "_initializing", False)


def _is_document(message: Message) -> bool:
    """Tell whether an answer is a page; that of an unknown address needs nothing."""
    return message["status"] < BAD_REQUEST and any(
        n.lower() == b"content-type" and value.startswith(b"text/html") for n, value in message["headers"]
    )
