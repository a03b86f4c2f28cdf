"""How followers hear of a room: one line per follower (a WebSocket), one look at the store per room.

A line only tells: what comes in is not even read. Moving the tour goes through a session that has the token. It is a
WebSocket because a server that is to stop hangs those up, and would wait for open answers of any other kind.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import anyio
import anyio.to_thread
import streamlit as st
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from geo.errors import RoomStoreError
from panels.rooms.store import MemoryRooms, RedisRooms

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from starlette.websockets import WebSocket

    from panels.rooms.store import Rooms, Stand

REDIS_VARIABLE: Final = "REDIS_URL"
LOOK_S: Final = 0.12
"""How often a room is looked at while somebody follows it."""
STREAM_PATH: Final = "rooms/{code}"


@dataclass(slots=True)
class _Watched:
    """A room with followers: their queues, and the task that looks at it for all of them."""

    lines: set[asyncio.Queue[Stand | None]] = field(default_factory=set)
    task: asyncio.Task[None] | None = None
    last: Stand | None = None


class Hub:
    """Tells all followers of a room when it has moved. Used from the server's event loop only, but for `rooms`."""

    def __init__(self, rooms: Rooms, clock: Callable[[], float] = time.time) -> None:
        self.rooms = rooms
        self._clock = clock
        self._watched: dict[str, _Watched] = {}

    async def follow(self, code: str) -> AsyncGenerator[str, None]:
        """Tell where a room is, now and whenever it moves.

        Parameters
        ----------
        code
            The room's code; may be anything.

        Yields
        ------
        message
            JSON. The last one says that the room has ended, or that there never was such a room.
        """
        watched = self._watched.setdefault(code, _Watched())
        line: asyncio.Queue[Stand | None] = asyncio.Queue()
        watched.lines.add(line)
        if watched.task is None:
            watched.task = asyncio.create_task(self._watch(code, watched))
        elif watched.last is not None:
            line.put_nowait(watched.last)
        try:
            while (stand := await line.get()) is not None:
                yield json.dumps(write_stand(stand, self._clock()))
            yield json.dumps({"ended": True})
        finally:
            watched.lines.discard(line)

    async def _watch(self, code: str, watched: _Watched) -> None:
        """Look at a room as long as it has followers."""
        try:
            while watched.lines:
                with suppress(RoomStoreError):  # the store may come back; the followers keep their picture
                    stand = await anyio.to_thread.run_sync(self.rooms.read, code)
                    if stand is None or watched.last is None or stand.version != watched.last.version:
                        watched.last = stand
                        for line in watched.lines:
                            line.put_nowait(stand)
                    if stand is None:
                        return
                await asyncio.sleep(LOOK_S)
        finally:
            self._watched.pop(code, None)


def write_stand(stand: Stand, now: float) -> dict[str, object]:
    """Write what a room knows for the browser: times as seconds ago, because clocks differ."""
    position = stand.position
    return {
        "story": position.story,
        "stop": position.stop,
        "blank": position.blank,
        "by": position.by,
        "version": stand.version,
        "elapsed": round(now - stand.began, 1),
        "here": round(now - stand.arrived, 1),
    }


@st.cache_resource(show_spinner=False)
def room_hub() -> Hub:
    """Give the rooms of this server: in Redis where the environment names one, in memory otherwise."""
    url = os.environ.get(REDIS_VARIABLE, "")
    return Hub(RedisRooms(url) if url else MemoryRooms())


def stream_route(hub: Callable[[], Hub] = room_hub) -> WebSocketRoute:
    """Write the route that followers listen at."""

    async def listen(socket: WebSocket) -> None:
        await socket.accept()

        async def wait_for_leave() -> None:
            while (await socket.receive())["type"] != "websocket.disconnect":
                pass
            tasks.cancel_scope.cancel()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(wait_for_leave)
            with suppress(WebSocketDisconnect, RuntimeError):  # hung up while it was told something
                async with aclosing(hub().follow(socket.path_params["code"])) as messages:
                    async for message in messages:
                        await socket.send_text(message)
                await socket.close()
            tasks.cancel_scope.cancel()

    return WebSocketRoute(f"/{STREAM_PATH}", listen)
