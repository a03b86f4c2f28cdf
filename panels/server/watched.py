"""Every request gets a name, is counted, and is logged where that is wanted: without who asked, and for what."""

from __future__ import annotations

import logging
import re
import time
from typing import TYPE_CHECKING, Final

from starlette.middleware import Middleware

from geo.language import SOURCE_LANGUAGE, load_language
from panels.counts import counts
from panels.server.own_pages import OwnPages
from panels.server.rate_limit import LIMITED, SIGNING
from panels.server.small_requests import SmallRequests
from panels.server.uploads import Uploads
from panels.shell.titles import DESKS, list_titles
from panels.timing import REQUEST, name_by_chance
from panels.ui.address import SERVICE_WORKER, base_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID: Final = b"x-request-id"
SESSIONS: Final = "_stcore"
OTHER: Final = "other"
_ID: Final = re.compile(rb"[A-Za-z0-9-]{8,64}")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ROUTES: Final = (
    LIMITED
    | SIGNING
    | {
        *("_stcore", "app", "component", "media", "static"),
        *("embed", "oembed", "share", "rooms", "preview", "sight", "live", "ready", "edition", "photographs"),
        *(
            "manifest.webmanifest",
            "favicon.ico",
            "opensearch.xml",
            "sitemap.xml",
            "robots.txt",
            "llms.txt",
            SERVICE_WORKER,
        ),
    }
)
_log = logging.getLogger(__name__)


class Watched:
    """ASGI middleware: outermost, so that it sees how every request ends.

    A request keeps the name that the proxy before the server gave it (`X-Request-ID`), and is answered with its name.
    Of its path only the first part is kept, where it is one of ours: what follows may say what a reader looks at.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._counts = counts()
        self._routes = _ROUTES | {*list_titles(load_language(SOURCE_LANGUAGE)), *DESKS}
        self._base = base_path()
        self._observe: dict[tuple[str, int], Callable[[float], None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hold a line."""
        if scope["type"] == "http":
            name = _read_id(scope) or name_by_chance()
            before = REQUEST.set(name)
            try:
                await self._answer(name, scope, receive, send)
            finally:
                REQUEST.reset(before)
        elif scope["type"] == "websocket":
            kind = "session" if self.name_route(scope["path"]) == SESSIONS else "follower"
            with self._counts.lines.labels(kind).track_inprogress():
                await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = time.perf_counter(), 500

        async def send_with_name(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [one for one in message["headers"] if one[0].lower() != REQUEST_ID]
                headers.append((REQUEST_ID, name.encode()))
                message["headers"] = headers
            await send(message)

        try:
            await self._app(scope, receive, send_with_name)
        finally:
            took, route = time.perf_counter() - started, self.name_route(scope["path"])
            self._count(route, status, took)
            if _log.isEnabledFor(logging.INFO):
                method = scope["method"] if scope["method"] in _METHODS else OTHER
                told = {"method": method, "route": route, "status": status, "ms": round(took * 1000, 3)}
                _log.info("A request was answered", extra={"told": told})

    def _count(self, route: str, status: int, took_s: float) -> None:
        """Count an answer; of which route and status it is, is looked up in the counter once."""
        observe = self._observe.get((route, status))
        if observe is None:
            observe = self._observe[route, status] = self._counts.answers.labels(route, str(status)).observe
        observe(took_s)

    def name_route(self, path: str) -> str:
        """Name the first part of a path below the app's; the map's is `map`, and any that is not ours `other`."""
        first = path.removeprefix(self._base).strip("/").partition("/")[0]
        return (first or "map") if first in self._routes else OTHER


def _read_id(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == REQUEST_ID:
            return value.decode() if _ID.fullmatch(value) else ""
    return ""


def watching_middleware() -> list[Middleware]:
    """List the middleware that comes first: it sees every request, and refuses those of others and large ones."""
    return [Middleware(Watched), Middleware(OwnPages), Middleware(Uploads), Middleware(SmallRequests)]
