"""Files that another process has written for a page: they are fetched from it before they are asked for here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio.to_thread

from panels.ui.address import EMBED
from panels.web.streamlit_paths import is_component
from panels.web.urls import fetch_kept

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class OthersFiles:
    """ASGI middleware: a file that is made from the tables is there, whichever process has made it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and (is_component(scope["path"]) or EMBED in scope["path"]):
            await anyio.to_thread.run_sync(fetch_kept, scope["path"].rpartition("/")[2])
        await self._app(scope, receive, send)
