"""What a page will need is named in the header of every page, so that the browser fetches it while Streamlit starts.

Otherwise it learns of the map's files late, once the map's frame stands, and of the parts of Streamlit that show text,
links and components one by one, each when the first such thing is to be shown; React puts a page on hold meanwhile.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.map.basemap import OVERVIEW_FILE
from panels.web.urls import MAP_SCRIPT, MAP_STYLE, REGISTRAR, page_url

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAP_COMPONENT: Final = "streamlit_folium"
MAP_FILES: Final = (("map", MAP_SCRIPT), ("map", MAP_STYLE), ("basemap", OVERVIEW_FILE))
PARTS: Final = ("Html", "PageLink", "BidiComponent", "ComponentInstance")
"""Parts of Streamlit, by the beginnings of their file names, that every page with a map shows and none starts with."""
_IMPORTED: Final = re.compile(r'\b(?:from|import)\s*"\./([\w.-]+\.js)"')
_KINDS: Final = {".js": "script", ".css": "style", ".json": "fetch"}


@lru_cache(maxsize=1)
def list_map_files() -> tuple[str, ...]:
    """List the addresses of the files that the map's frame fetches, as seen from a page."""
    spec = find_spec(MAP_COMPONENT)  # found, not imported: components may be declared only while a page is run
    folder = Path(spec.origin).parent / "frontend" / "build" if spec and spec.origin else Path()
    own = sorted(path.relative_to(folder).as_posix() for path in folder.glob("static/js/main.*.js"))
    return (
        *(f"component/streamlit_folium.st_folium/{path}" for path in own),
        *(page_url(folder, file) for folder, file in MAP_FILES),
    )


@lru_cache(maxsize=1)
def list_parts() -> tuple[str, ...]:
    """List the scripts of Streamlit's later parts, and what these import, without those its document names itself."""
    spec = find_spec("streamlit")
    root = Path(spec.origin).parent / "static" if spec and spec.origin else Path()
    folder = root / "static" / "js"
    named = (root / "index.html").read_text(encoding="utf-8")
    waiting = [path.name for part in PARTS for path in sorted(folder.glob(f"{part}.*.js"))]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name not in found and name not in named:
            found[name] = None
            waiting += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return tuple(f"static/js/{name}" for name in found)


@lru_cache(maxsize=1)
def write_links() -> bytes:
    """Write the header."""
    kinds = ((path, _KINDS[Path(path.partition("?")[0]).suffix]) for path in list_map_files())
    links = [f"<./{path}>; rel=prefetch; as={kind}" for path, kind in kinds]
    links += [f"<./{path}>; rel=modulepreload" for path in list_parts()]
    return ", ".join(links).encode()


class EarlyFiles:
    """ASGI middleware: a document of the app names what its page will need."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        # By the first page with a map that was run: before, the files cannot be had.
        registered = sys.modules.keys() >= {REGISTRAR, MAP_COMPONENT}
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
