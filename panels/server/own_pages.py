"""A session, a room and a file belong to pages of this very server: no neighbour on another port or scheme has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.websockets import WebSocket

from panels.open_data.answers import refuse
from panels.rooms.stream import is_own_page
from panels.server.headers import SecurityHeaders
from panels.server.uploads import SAFE
from panels.web.streamlit_paths import INSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

FORBIDDEN: Final = 403
SECURE: Final = frozenset({"https", "wss"})
_PLAIN: Final = "http://"


class OwnPages:
    """ASGI middleware: a line, or a file that is sent, of a page of another origin is answered with 403.

    Notes
    -----
    Streamlit compares the name of the host alone, so a page of another server on the same machine would be let in.
    Whoever sends no `Origin` is no page in a browser. What programs ask is not looked at.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        told = "Only a page of this server may begin a session here. Open the app itself."
        self._refusal = refuse(FORBIDDEN, "Another page's request", told)
        self._headed = SecurityHeaders(self._refusal)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        line = scope["type"] == "websocket"
        sends = scope["type"] == "http" and scope["method"] not in SAFE and INSIDE in scope["path"]
        if not (line or sends) or is_from_own_page(Headers(scope=scope), str(scope.get("scheme", ""))):
            await self._app(scope, receive, send)
        elif line:
            await WebSocket(scope, receive, send).send_denial_response(self._refusal)
        else:
            await self._headed(scope, receive, send)


def is_from_own_page(headers: Mapping[str, str], scheme: str) -> bool:
    """Tell whether a request comes from a page of this server, or from a program that is no page.

    Parameters
    ----------
    headers
        Of the request, in lower case.
    scheme
        By which it came; a proxy before the server says in `X-Forwarded-Proto` by which it came there.
    """
    origin = headers.get("origin")
    if not is_own_page(origin, headers.get("host")):
        return False
    secure = headers.get("x-forwarded-proto", scheme).partition(",")[0].strip() in SECURE
    return not (secure and (origin or "").startswith(_PLAIN))
