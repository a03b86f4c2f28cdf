"""The map's files are named in the header of every page, so that the browser fetches them while Streamlit starts.

Otherwise it learns of them late, once the map's frame stands, and fetches one after the other. Only they: Streamlit's
own parts, asked for ahead in the same way, held up its start by more than was won (`modulepreload`, on two cores).
"""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.basemap import OVERVIEW_FILE
from panels.addresses import MAP_SCRIPT, MAP_STYLE, REGISTRAR, page_url

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAP_FILES: Final = (("map", MAP_SCRIPT), ("map", MAP_STYLE), ("basemap", OVERVIEW_FILE))
_KINDS: Final = {".js": "script", ".css": "style", ".json": "fetch"}


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


@lru_cache(maxsize=1)
def write_links() -> bytes:
    """Write the header."""
    kinds = ((path, _KINDS[Path(path.partition("?")[0]).suffix]) for path in list_map_files())
    return ", ".join(f"<./{path}>; rel=prefetch; as={kind}" for path, kind in kinds).encode()


class EarlyFiles:
    """ASGI middleware: a document of the app names what its map will need."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        registered = REGISTRAR in sys.modules  # by the first page that was run: before, the files cannot be had
        if scope["type"] != "http" or "/component/" in scope["path"] or not registered:
            await self._app(scope, receive, send)
            return

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start" and any(
                name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"]
            ):
                message["headers"] = [*message["headers"], (b"link", write_links())]
            await send(message)

        await self._app(scope, receive, send_with_links)
