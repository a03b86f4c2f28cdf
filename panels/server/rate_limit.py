"""How often one address may ask what is there for programs, and what costs to answer."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Final

from panels.open_data.answers import refuse
from panels.settings import questions_per_minute
from panels.ui.address import base_path
from panels.ui.buckets import Buckets

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

LIMITED: Final = frozenset({"data", "ogc", "cite", "feed", "mcp"})
"""First parts of the paths for programs; pages and their files are not counted."""
COSTLY: Final = frozenset({"share", "oembed", "preview"})
"""Of those for pages: each answer is written or drawn for itself."""
SIGNING: Final = frozenset({"sign-in", "auth", "oauth2callback"})
SIGNING_IN_A_MINUTE: Final = 60
"""A hall shares an address; each sign-in asks the provider twice."""


class RateLimit:
    """ASGI middleware: whoever asks more than allowed is answered with 429 and when to come back.

    Parameters
    ----------
    app
        What answers.
    counted
        First parts of the paths that are counted.
    clock
        Seconds that only grow.
    rate
        How often an address may ask in a minute; what the environment says by default.
    """

    def __init__(
        self,
        app: ASGIApp,
        counted: frozenset[str] = LIMITED,
        clock: Callable[[], float] = time.monotonic,
        rate: int | None = None,
    ) -> None:
        self._app = app
        self._counted = counted
        self._rate = questions_per_minute() if rate is None else rate
        self._buckets = Buckets(self._rate, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        wait = self.wait_for(scope) if scope["type"] == "http" else 0.0
        if wait:
            await self._refuse(wait)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def wait_for(self, scope: Scope) -> float:
        """Count a request; gives the seconds until its sender may ask again, 0 where it may ask now."""
        if not self._rate or _first_part(scope["path"]) not in self._counted:
            return 0.0
        return self._buckets.take(str(scope["client"][0]) if scope.get("client") else "")

    def _refuse(self, wait: float) -> Response:
        told = f"One address may ask {self._rate} times a minute. Ask for whole tables instead of rows, or later."
        response = refuse(429, "Too many questions", told)
        response.headers["retry-after"] = str(math.ceil(wait))
        return response


def _first_part(path: str) -> str:
    return path.removeprefix(base_path()).strip("/").partition("/")[0]
