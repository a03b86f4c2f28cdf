"""Files that never change are read and compressed once, and answered from memory afterwards.

Streamlit reads its own scripts from the disk at every request, in a thread, and sends them as they are (2.4 MB for
the first page); what lies below `component/` it compresses again each time. Both cost the same processor that runs the
page, just while a new reader waits for it.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Final

import anyio.to_thread

from panels.optional import optional

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    Headers = list[tuple[bytes, bytes]]

LARGEST_KEPT_B: Final = 4_000_000
SMALLEST_PACKED_B: Final = 1_000
PACKED_TYPES: Final = ("javascript", "css", "json", "svg", "text/plain")
GZIP_LEVEL: Final = 6
_OK: Final = 200
_CONDITIONS: Final = {b"range", b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since"}
_NOT_KEPT: Final = {b"content-length", b"content-encoding", b"vary", b"date", b"server", b"connection"}


class KeptFiles:
    """ASGI middleware: a file said to be immutable is asked for once.

    What is kept is what the app itself answered, by path, and only where the path was asked for as the app writes it:
    without a query or with a stamp of its content (`?v=`). So there are never more than there are files.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, tuple[Headers, bytes, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not _may_be_kept(scope):
            await self._app(scope, receive, send)
            return
        kept = self._kept.get(scope["path"])
        if kept is None:
            await self._ask_and_keep(scope, receive, send)
            return
        headers, plain, packed = kept
        body = packed if packed and _takes_gzip(scope) else plain
        own = [(b"content-length", str(len(body)).encode()), (b"vary", b"Accept-Encoding")]
        if body is packed:
            own.append((b"content-encoding", b"gzip"))
        await send({"type": "http.response.start", "status": _OK, "headers": [*headers, *own]})
        await send({"type": "http.response.body", "body": body})

    async def _ask_and_keep(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the first request on as it is, and keep what was answered, if it was answered to its end.

        A reader who leaves in the middle ends the answer without an error: what came until then is not the file.
        """
        started: list[Message] = []
        parts: list[bytes] = []
        ended = False

        async def listen(message: Message) -> None:
            nonlocal ended
            if message["type"] == "http.response.start":
                started.append(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                ended = not message.get("more_body", False)
            await send(message)

        await self._app(scope, receive, listen)
        if ended and started:
            with optional(__name__, "Keeping a file that never changes in memory"):
                await self._keep(scope["path"], started[0], b"".join(parts))

    async def _keep(self, path: str, start: Message, body: bytes) -> None:
        """Keep a whole file that is said to be immutable, plain and packed.

        Parameters
        ----------
        path
            Where it was asked for.
        start
            How the answer began: status and headers.
        body
            All that was answered.
        """
        headers = start["headers"] if start["status"] == _OK else []
        named = {name.lower(): value for name, value in headers}
        whole = len(body) == int(named.get(b"content-length", len(body)))
        if not whole or b"immutable" not in named.get(b"cache-control", b"") or len(body) > LARGEST_KEPT_B:
            return
        plain = gzip.decompress(body) if named.get(b"content-encoding") == b"gzip" else body
        packed = b""
        if len(plain) > SMALLEST_PACKED_B and any(kind in named[b"content-type"].decode() for kind in PACKED_TYPES):
            packed = await anyio.to_thread.run_sync(gzip.compress, plain, GZIP_LEVEL)
        self._kept[path] = [h for h in headers if h[0].lower() not in _NOT_KEPT], plain, packed


def _may_be_kept(scope: Scope) -> bool:
    query = scope.get("query_string", b"")
    asked_whole = not any(name in _CONDITIONS for name, _ in scope["headers"])
    return scope["method"] == "GET" and (not query or query.startswith(b"v=")) and asked_whole


def _takes_gzip(scope: Scope) -> bool:
    return any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
