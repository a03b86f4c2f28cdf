"""Files that a page is going to need are named in the header of its answer, so that the browser fetches them early.

Otherwise it learns of them late and one after the other: Streamlit's parts for what stands on a page once the first
words have come from the server, the map's scripts once the map's frame stands, each after the one before.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit

from geo.basemap import OVERVIEW_FILE
from panels.addresses import REGISTRAR, page_url

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

STREAMLIT_FOLDER: Final = Path(streamlit.__file__).parent / "static"
STREAMLIT_PARTS: Final = (
    "Html", "purify.es", "PageLink", "BidiComponent", "serialization", "recordbatch", "_arrayReduce",
    "ComponentInstance", "IFrameUtil", "urls", "withCalculatedWidth",
)  # fmt: skip
"""Streamlit's parts that every page of this app needs, without the stamp in their names."""
MAP_FILES: Final = (
    ("leaflet", "leaflet.js"),
    ("conductor", "voyage.js"),
    ("conductor", "cartography.js"),
    ("conductor", "conductor.js"),
    ("leaflet", "leaflet.css"),
    ("conductor", "cartography.css"),
    ("basemap", OVERVIEW_FILE),
)
_KINDS: Final = {".js": "script", ".css": "style", ".json": "fetch"}


@lru_cache(maxsize=1)
def list_parts() -> tuple[str, ...]:
    """List the addresses of Streamlit's parts, as seen from a page."""
    found = (STREAMLIT_FOLDER.glob(f"static/js/{part}.*.js") for part in STREAMLIT_PARTS)
    return tuple(str(path.relative_to(STREAMLIT_FOLDER).as_posix()) for paths in found for path in sorted(paths))


@lru_cache(maxsize=1)
def list_map_files() -> tuple[str, ...]:
    """List the addresses of the files that the map's frame fetches, as seen from a page."""
    spec = find_spec("streamlit_folium")  # found, not imported: components may be declared only while a page is run
    folder = Path(spec.origin).parent / "frontend" / "build" if spec and spec.origin else Path()
    own = sorted(path.relative_to(folder).as_posix() for path in folder.glob("static/js/main.*.js"))
    return (
        *(f"component/streamlit_folium.st_folium/{path}" for path in own),
        *(page_url(folder, file) for folder, file in MAP_FILES),
    )


@lru_cache(maxsize=2)
def write_links(*, registered: bool) -> bytes:
    """Write the header: what is needed at once; then, where the map's folders are registered, what is needed soon."""
    parts = [f"<./{path}>; rel=modulepreload" for path in list_parts()]
    if not registered:
        return ", ".join(parts).encode()
    files = [f"<./{path}>; rel=prefetch; as={_KINDS[Path(path.partition('?')[0]).suffix]}" for path in list_map_files()]
    return ", ".join(parts + files).encode()


class EarlyFiles:
    """ASGI middleware: a document of the app names what its page will need."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or "/component/" in scope["path"]:
            await self._app(scope, receive, send)
            return

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start" and any(
                name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"]
            ):
                message["headers"] = [*message["headers"], (b"link", write_links(registered=REGISTRAR in sys.modules))]
            await send(message)

        await self._app(scope, receive, send_with_links)
