"""A file that Streamlit answers is not sent again to whoever has it: Streamlit writes its tag, and looks at none."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers

from panels.open_data.answers import has_already

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONDITIONS: Final = frozenset({b"if-none-match", b"if-modified-since"})
_OF_BODY: Final = frozenset({b"content-length", b"content-type", b"content-encoding", b"accept-ranges"})
_OK: Final = 200


class NotModified:
    """ASGI middleware: an answer whose tag, or day of its last change, the asker names is 304 without a body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        asks = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if not asks or not any(name in CONDITIONS for name, _ in scope["headers"]):
            await self._app(scope, receive, send)
            return
        asked, ended = Headers(scope=scope), False

        async def send_unless_known(message: Message) -> None:
            nonlocal ended
            if ended:
                return
            if message["type"] == "http.response.start" and _is_known(asked, message):
                ended = True
                headers = [one for one in message["headers"] if one[0].lower() not in _OF_BODY]
                await send({**message, "status": 304, "headers": headers})
                await send({"type": "http.response.body", "body": b""})
            else:
                await send(message)

        await self._app(scope, receive, send_unless_known)


def _is_known(asked: Headers, start: Message) -> bool:
    """Say whether the asker has an answer: a day counts only where no tag is named (RFC 9110, 13.2.2)."""
    given = Headers(raw=start["headers"])
    if start["status"] != _OK:
        return False
    if "if-none-match" in asked:
        return "etag" in given and has_already(asked, given["etag"])
    if "last-modified" not in given:
        return False
    try:
        return parsedate_to_datetime(given["last-modified"]) <= parsedate_to_datetime(asked["if-modified-since"])
    except (ValueError, TypeError):
        return False
