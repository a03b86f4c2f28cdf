"""How followers get the moves of a room: one WebSocket per follower, one look at the store per room.

A line only tells: what comes in is not even read. Moving the tour goes through a session that has the token. It is a
WebSocket because a server that is to stop hangs those up, and would wait for open answers of any other kind.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import anyio
import anyio.to_thread
import streamlit as st
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from geo.errors import RoomStoreError
from panels.rooms.logged import LoggedRooms
from panels.rooms.store import MemoryRooms, RedisRooms, is_code
from panels.settings import redis_url

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

    from starlette.websockets import WebSocket

    from panels.rooms.store import Rooms, Stand

LOOK_S: Final = 0.12
"""How often a room is looked at while somebody follows it."""
STREAM_PATH: Final = "rooms/{code}"
MOST_IN_ROOM: Final = 1000
MOST_FROM_ADDRESS: Final = 400
"""A hall shares one address, so this is more than a hall has seats."""
MOST_SAID: Final = 1024
"""Letters of a message that comes in; nothing that is said is read, and whoever says more is hung up on."""
POLICY, TOO_BIG, LATER = 1008, 1009, 1013
"""Codes of RFC 6455 with which a line is closed."""


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

    @property
    def followed(self) -> int:
        """How many rooms have followers here."""
        return len(self._watched)

    async def follow(self, code: str) -> AsyncGenerator[str, None]:
        """Send where a room is, now and whenever it moves.

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
                with suppress(RoomStoreError):  # logged by the store, which may come back
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
    url = redis_url()
    return Hub(LoggedRooms(RedisRooms(url)) if url else MemoryRooms())


@dataclass(slots=True)
class Lines:
    """How many lines are open, by room and by address. Used from the server's event loop only."""

    by_room: Counter[str] = field(default_factory=Counter)
    by_address: Counter[str] = field(default_factory=Counter)

    def full(self, code: str, address: str) -> bool:
        """Return whether a room, or an address, has as many lines as it may."""
        return self.by_room[code] >= MOST_IN_ROOM or self.by_address[address] >= MOST_FROM_ADDRESS

    @contextmanager
    def hold(self, code: str, address: str) -> Iterator[None]:
        """Count a line while it is open."""
        self.by_room[code] += 1
        self.by_address[address] += 1
        try:
            yield
        finally:
            for counted, name in ((self.by_room, code), (self.by_address, address)):
                counted[name] -= 1
                if not counted[name]:
                    del counted[name]


def is_own_page(origin: str | None, host: str | None) -> bool:
    """Return whether a line is asked for by a page of this server, or of one that `server.corsAllowedOrigins` names.

    Parameters
    ----------
    origin, host
        Headers of the request. Every browser names the origin: a request without one is from no other site's page.

    Notes
    -----
    Streamlit's own rule also asks a foreign host for the server's address, so it is not used here.
    """
    return (
        origin is None
        or urlsplit(origin).netloc == host
        or origin in (st.get_option("server.corsAllowedOrigins") or ())
    )


def stream_routes(hub: Callable[[], Hub] = room_hub) -> list[WebSocketRoute]:
    """Write the routes that followers listen at: at the root, and below whatever path the server is given."""
    lines = Lines()

    async def listen(socket: WebSocket) -> None:
        code, address = socket.path_params["code"], socket.client.host if socket.client else ""
        if not is_own_page(socket.headers.get("origin"), socket.headers.get("host")):
            await socket.close(POLICY)
            return
        await socket.accept()
        if not is_code(code):
            await socket.send_text(json.dumps({"ended": True}))
            await socket.close()
        elif lines.full(code, address):
            await socket.close(LATER)
        else:
            with lines.hold(code, address):
                await _tell(socket, hub().follow(code))

    return [WebSocketRoute(f"/{path}{STREAM_PATH}", listen) for path in ("", "{base:path}/")]


async def _tell(socket: WebSocket, following: AsyncGenerator[str, None]) -> None:
    """Pass on what a room tells, until it ends or the follower hangs up, or says too much."""

    async def wait_for_leave() -> None:
        while (message := await socket.receive())["type"] != "websocket.disconnect":
            if len(message.get("text") or message.get("bytes") or "") > MOST_SAID:
                await socket.close(TOO_BIG)
                break
        tasks.cancel_scope.cancel()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(wait_for_leave)
        with suppress(WebSocketDisconnect, RuntimeError):  # closed while a message was sent to it
            async with aclosing(following) as messages:
                async for message in messages:
                    await socket.send_text(message)
            await socket.close()
        tasks.cancel_scope.cancel()
