"""Who may enter: with `SIGN_IN=required` nothing is answered before a person has signed in, whatever it is.

All requests and lines pass here first, so a route that is added is closed until it is named as open.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote, unquote

import anyio
from markupsafe import Markup
from starlette.datastructures import URL, Headers
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route
from starlette.websockets import WebSocket

from panels.open_data.answers import choose_for, refuse
from panels.server.headers import SecurityHeaders
from panels.server.security_contact import SECURITY_PATH
from panels.settings import REQUIRED, SettingError, provider_settings, sign_in_hours, sign_in_mode
from panels.shell.sign_in import SIGN_IN_PATH, read_person, sign_in_link
from panels.ui.address import SERVICE_WORKER, base_path
from panels.ui.render import render
from panels.web.streamlit_sign_in import (
    CALLBACK,
    LOGIN,
    LOGOUT,
    find_faults,
    is_new_person,
    login_address,
    sign_out,
    use_provider,
)
from panels.web.styles import plain_styles

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPEN: Final = frozenset({"/live", "/ready", f"/{SERVICE_WORKER}", SECURITY_PATH, SIGN_IN_PATH, LOGIN, LOGOUT, CALLBACK})
"""What is answered to everybody. `/ready` then says nothing but whether; the script clears up what it once kept.

Whoever has found a weakness of the way in cannot sign in to learn whom to write to.
"""
WAY: Final = "caravan_way"
"""Cookie with the address that was asked for before signing in."""
WAY_LASTS_S: Final = 600
UNAUTHORIZED: Final = 401
OVER: Final = 1008
"""Code of RFC 6455 with which a line ends when its person has to sign in again."""
_LOCAL: Final = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,2000}")


class SignIn:
    """ASGI middleware: lets those in who have signed in, and leads back whoever comes from the provider.

    Parameters
    ----------
    app
        What answers.
    clock
        Seconds since 1970.
    """

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.time) -> None:
        self._app = app
        self._clock = clock
        self._closed = sign_in_mode() == REQUIRED
        told = "Only those who have signed in are answered here. Open the app in a browser and sign in."
        self._refusal = SecurityHeaders(refuse(UNAUTHORIZED, "Sign in first", told))
        self._page = SecurityHeaders(_show_page)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hold a line."""
        path = str(scope.get("path", "")).removeprefix(base_path())
        if path == LOGOUT and scope["type"] == "http":
            sign_out(HTTPConnection(scope).cookies, sign_in_hours())
        if path == CALLBACK:
            await self._app(scope, receive, _leading_back(scope, send))
        elif not self._closed or scope["type"] not in {"http", "websocket"} or path in OPEN:
            await self._app(scope, receive, send)
        elif (person := read_person(HTTPConnection(scope).cookies)) is None:
            await self._refuse(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._hold(person.until - self._clock(), scope, receive, send)
        else:
            await self._app(scope, receive, _for_one_reader(send))

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            told = "Only those who have signed in are answered here."
            await WebSocket(scope, receive, send).send_denial_response(refuse(UNAUTHORIZED, "Sign in first", told))
            return
        shown = scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
        await (self._page if shown else self._refusal)(scope, receive, send)

    async def _hold(self, seconds: float, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold a line until its person has to sign in again."""
        with anyio.move_on_after(max(seconds, 0)) as time_left:
            await self._app(scope, receive, send)
        if time_left.cancelled_caught:
            await send({"type": "websocket.close", "code": OVER})


async def _show_page(scope: Scope, receive: Receive, send: Send) -> None:
    asked = URL(scope=scope)
    way = asked.path + (f"?{asked.query}" if asked.query else "")
    link = f"{sign_in_link()}?to={quote(way)}"
    styles = Markup(plain_styles())  # noqa: S704 - ours
    page = render("server/sign_in.html", choose_for(scope), link=link, styles=styles)
    await HTMLResponse(page, UNAUTHORIZED, {"cache-control": "no-store"})(scope, receive, send)


def _for_one_reader(send: Send) -> Send:
    """Keep what was answered to one person out of caches that others share."""

    async def send_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                (name, value.replace(b"public", b"private") if name.lower() == b"cache-control" else value)
                for name, value in message["headers"]
            ]
        await send(message)

    return send_private


def _leading_back(scope: Scope, send: Send) -> Send:
    """Lead whoever was signed in to the address that was asked for first."""
    way = unquote(HTTPConnection(scope).cookies.get(WAY, ""))

    async def send_back(message: Message) -> None:
        if message["type"] == "http.response.start" and is_local(way):
            headers = message["headers"]
            if any(name.lower() == b"set-cookie" and is_new_person(value) for name, value in headers):
                kept = [one for one in headers if one[0].lower() != b"location"]
                message["headers"] = [*kept, (b"location", quote(way, safe="/?&=%+,;:@!$'()*~").encode())]
        await send(message)

    return send_back


def is_local(way: str) -> bool:
    """Tell whether an address is one of this app's: anything else would lead a person who trusts us astray."""
    return way.startswith(f"{base_path()}/") and _LOCAL.fullmatch(way) is not None


async def begin_sign_in(request: Request) -> Response:
    """Send a person to the provider, and remember where to lead back to."""
    response = RedirectResponse(base_path() + login_address(), 302, {"cache-control": "no-store"})
    way = parse_qs(request.url.query).get("to", [""])[-1]
    if is_local(way):
        response.set_cookie(WAY, quote(way), WAY_LASTS_S, path=base_path() or "/", httponly=True, samesite="lax")
    return response


def sign_in_routes() -> list[Route]:
    """Write the route that leads to the provider; without sign-in there is no such route."""
    return [Route(sign_in_link(), begin_sign_in)] if sign_in_mode() else []


def sign_in_middleware() -> list[Middleware]:
    """List the middleware that asks who a reader is; without sign-in there is no such layer.

    Raises
    ------
    SettingError
        When something is missing without which sign-in cannot work.
    """
    if not sign_in_mode():
        return []
    if named := provider_settings():
        use_provider(named)
    faults = find_faults()
    if faults:
        msg = f"sign-in cannot work: {'; '.join(faults)} (docs/operations.md#sign-in)"
        raise SettingError(msg)
    return [Middleware(SignIn)]
