"""How often one address may ask what is there for programs: a bucket of questions that fills up again."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from panels.open_data.answers import refuse
from panels.settings import questions_per_minute
from panels.ui.address import base_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

LIMITED: Final = frozenset({"data", "ogc", "cite", "feed", "mcp"})
"""First parts of the paths that are counted; pages and their files are not."""
MOST_ADDRESSES: Final = 10_000
_MINUTE_S: Final = 60.0
_GRAIN: Final = 1e-6
"""What sums of fractions may be off by."""
_NETWORK_BITS: Final = 64
"""Of IPv6, where one reader has a whole network."""


class RateLimit:
    """ASGI middleware: whoever asks more than allowed is answered with 429 and when to come back.

    Each address has a bucket of as many questions as it may ask in a minute, which fills up evenly. Of at most
    `MOST_ADDRESSES` addresses, those that asked last, buckets are kept, in memory alone.

    Parameters
    ----------
    app
        What answers.
    clock
        Seconds that only grow.
    """

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._rate = questions_per_minute()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and self._rate and is_for_programs(scope["path"]):
            wait = self._take(_name_address(scope))
            if wait:
                await self._refuse(wait)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _take(self, address: str) -> float:
        """Take one question out of a bucket; returns the seconds until there is one again, 0 when there was one."""
        now = self._clock()
        left, since = self._buckets.pop(address, (float(self._rate), now))
        left = min(float(self._rate), left + (now - since) * self._rate / _MINUTE_S)
        allowed = left >= 1 - _GRAIN
        self._buckets[address] = (left - 1 if allowed else left, now)
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) * _MINUTE_S / self._rate

    def _refuse(self, wait: float) -> Response:
        told = f"One address may ask {self._rate} times a minute. Ask for whole tables instead of rows, or later."
        response = refuse(429, "Too many questions", told)
        response.headers["retry-after"] = str(math.ceil(wait - _GRAIN))
        return response


def is_for_programs(path: str) -> bool:
    """Say whether a path is one of those for programs."""
    return path.removeprefix(base_path()).strip("/").partition("/")[0] in LIMITED


def _name_address(scope: Scope) -> str:
    """Name who asks: the address, of IPv6 the network; blank where the server does not know it."""
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return str(host)
    if address.version == 4:  # noqa: PLR2004 - IPv4
        return str(address)
    return str(ipaddress.ip_network((address, _NETWORK_BITS), strict=False))
