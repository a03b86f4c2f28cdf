"""What is sent to the server is small: only who may change the tables brings files, so larger requests are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect

from geo.importing.limits import MAX_BYTES
from panels.open_data.answers import refuse
from panels.server.headers import SecurityHeaders
from panels.settings import editing_on
from panels.web.streamlit_paths import UPLOADS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_B: Final = 256_000
"""Of a body; the largest that anybody needs is a question of a language model at `/mcp`."""

MOST_OF_FILE_B: Final = MAX_BYTES + MOST_B
"""Of a body with a file, where files are taken."""
_WITHOUT_BODY: Final = frozenset({"GET", "HEAD"})
_OF_BODY: Final = frozenset({b"content-length", b"transfer-encoding"})


class SmallRequests:
    """ASGI middleware: a request with a larger body is answered with 413 and read no further.

    Where the tables can be changed through the app, a file of a session may be larger.

    A body whose length is not said beforehand is counted while it comes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        told = f"A request may bring {MOST_B} bytes."
        self._refusal = SecurityHeaders(refuse(413, "Too large", told))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or _brings_nothing(scope):
            await self._app(scope, receive, send)
            return
        most = MOST_OF_FILE_B if UPLOADS in scope["path"] and editing_on() else MOST_B
        if _said_length(scope) > most:
            await self._refusal(scope, receive, send)
            return
        came, begun = 0, False

        async def receive_counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            return {"type": "http.disconnect"} if came > most else message

        async def send_unless_refused(message: Message) -> None:
            nonlocal begun
            if came <= most or begun:
                begun = True
                await send(message)

        try:
            await self._app(scope, receive_counted, send_unless_refused)
        except ClientDisconnect:
            if came <= most:
                raise
        if came > most and not begun:
            await self._refusal(scope, receive, send)


def _brings_nothing(scope: Scope) -> bool:
    """Tell whether a request has no body, as most have none: then nothing is counted."""
    return scope["method"] in _WITHOUT_BODY and not any(name in _OF_BODY for name, _ in scope["headers"])


def _said_length(scope: Scope) -> int:
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else 0
