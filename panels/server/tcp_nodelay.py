"""Small answers leave at once, instead of waiting 40 ms for the browser to confirm what came before.

Streamlit binds its socket without naming a protocol; asyncio turns Nagle's algorithm off only where it reads "TCP"
there (https://github.com/Kludex/uvicorn/issues/3149). A file of one kilobyte, or a message to an open page, is then
held back until the browser has acknowledged the packet before it, which it puts off on purpose.
"""

from __future__ import annotations

import asyncio
import socket
from functools import wraps
from typing import TYPE_CHECKING, Any

from panels.optional import optional

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Server


def hurry(loop: AbstractEventLoop) -> None:
    """Turn Nagle's algorithm off for every connection to a socket this loop will listen on.

    Parameters
    ----------
    loop
        The server's loop, before it listens. Connections take the setting from the socket they came by. Loops that
        are not asyncio's own (uvloop) turn it off themselves and are left alone.
    """
    if not isinstance(loop, asyncio.BaseEventLoop):
        return
    create_server = loop.create_server

    @wraps(create_server)
    async def create_hurried(*args: Any, **options: Any) -> Server:  # noqa: ANN401 - handed on to asyncio
        bound = options.get("sock")
        if bound is not None and bound.family in {socket.AF_INET, socket.AF_INET6}:
            with optional(__name__, "Sending small answers at once"):
                bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return await create_server(*args, **options)

    loop.create_server = create_hurried  # type: ignore[method-assign]
