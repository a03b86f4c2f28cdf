"""What is there for programs is answered before what only pages need, so that it costs no more than it must."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response

from panels.open_data.answers import FOR_ALL, SMALLEST_PACKED_B, refuse
from panels.server.headers import SecurityHeaders, data_policy
from panels.server.kept_answers import KeptAnswers, give, read_question
from panels.server.rate_limit import LIMITED, RateLimit
from panels.ui.address import base_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Receive, Scope, Send

PACKING: Final = 5
TALK: Final = "mcp"
"""No page of others speaks to a language model's door: a browser is not permitted to."""
PERMISSION: Final = {
    **FOR_ALL,
    "allow": "GET, HEAD, OPTIONS",
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "if-none-match, accept, accept-language",
    "access-control-max-age": "86400",
}
"""A page of others may ask again with what it has (`If-None-Match`): its browser asks for permission first."""


class Programs:
    """ASGI middleware: the addresses for programs have their own routes, with headers, limit and packing.

    Parameters
    ----------
    app
        Answers everything else.
    routes
        Of the addresses for programs.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._below = f"{base_path()}/"
        self._kept = KeptAnswers()
        packing = Middleware(GZipMiddleware, minimum_size=SMALLEST_PACKED_B, compresslevel=PACKING)
        answers = Starlette(routes=routes, middleware=[packing], exception_handlers={404: _not_here, 405: _not_so})
        self._limit = RateLimit(answers)
        self._programs = SecurityHeaders(self._limit, policy=data_policy())
        self._permission = SecurityHeaders(Response(status_code=204, headers=PERMISSION), policy=data_policy())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not self._is_ours(scope["path"]):
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and self._first_part(scope["path"]) != TALK:
            await self._permission(scope, receive, send)
            return
        question = read_question(scope)
        if question is not None:
            kept = self._kept.find(question)
            if kept is not None and not self._limit.wait_for(scope):
                await give(kept, send)
                return
            send = self._kept.listen(question, send)
        await self._programs(scope, receive, send)

    def _is_ours(self, path: str) -> bool:
        return self._first_part(path) in LIMITED

    def _first_part(self, path: str) -> str:
        return path.removeprefix(self._below).lstrip("/").partition("/")[0]


async def _not_here(_request: Request, _error: Exception) -> Response:
    return refuse(404, "Nothing stands here", "docs/open_data.md names the addresses for programs.")


async def _not_so(_request: Request, error: Exception) -> Response:
    """Say by what methods an address is asked."""
    told = getattr(error, "headers", None) or {}
    methods = ", ".join(sorted(told.get("Allow", "GET, HEAD").split(", ")))
    refused = refuse(405, "Only read here", f"What is answered: {methods}.")
    refused.headers["allow"] = methods
    return refused


def program_middleware(routes: Sequence[BaseRoute]) -> list[Middleware]:
    """List the middleware that answers programs; it stands before all other."""
    return [Middleware(Programs, routes=routes)]
