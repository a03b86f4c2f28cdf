"""Files are taken from those who may change the tables, and from no other page that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import anyio.to_thread

from panels.editions.uploaders import may_upload
from panels.open_data.answers import refuse
from panels.server.headers import SecurityHeaders
from panels.web.streamlit_paths import UPLOADS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Uploads:
    """ASGI middleware: a file of a session that may not send one is answered with 403, and not read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        told = "Only a page on which somebody who may change the tables has signed in takes files."
        self._refusal = SecurityHeaders(refuse(403, "No file is taken", told))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and UPLOADS in scope["path"] and scope["method"] not in SAFE:
            session = scope["path"].partition(UPLOADS)[2].partition("/")[0]
            if not await anyio.to_thread.run_sync(may_upload, session):
                await self._refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
