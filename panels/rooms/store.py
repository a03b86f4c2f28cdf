"""Rooms: the presenter writes where the tour is, followers read it. One interface, in memory or in Redis.

No part of Streamlit is imported here, and nothing at the level of the module changes: whoever makes a `Rooms` keeps it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import threading
import time
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

import redis

from geo.errors import RoomStoreError

if TYPE_CHECKING:
    from collections.abc import Callable

LIFETIME_S: Final = 12 * 3600
"""A room is forgotten when its presenter has not written for so long."""
MOST_ROOMS: Final = 500
CODE_BYTES: Final = 9
CODE_LETTERS: Final = CODE_BYTES * 4 // 3
TOKEN_BYTES: Final = 18
TOKEN_LETTERS: Final = TOKEN_BYTES * 4 // 3
PATIENCE_S: Final = 1.0
VERSIONS_PER_S: Final = 1000
_PREFIX: Final = "caravanserai:room:"
_CODE: Final = re.compile("[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Position:
    """Where the tour is: story, number of the stop, blank screen, and which window said so."""

    story: str
    stop: int
    blank: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """What a room knows.

    Attributes
    ----------
    version
        One higher after every change. A room that is opened again begins above all that it had before, so that a word
        of before, which a page may be given once more, is known as the older one.
    began, arrived
        When the room was opened, and when the tour came to this stop: seconds of the server's clock.
    """

    position: Position
    version: int
    began: float
    arrived: float


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens a room: the code to follow, and the token to write. Only the presenter has the second."""

    code: str
    token: str


class Rooms(Protocol):
    """Where rooms are kept. Every method raises `RoomStoreError` when the store cannot be reached."""

    def open(self, position: Position, token: str = "") -> Keys:
        """Open a room whose code cannot be guessed; with a token, that token's room, unless it is open already."""

    def read(self, code: str) -> Stand | None:
        """Return where a room is; None when there is no such room, or it has expired."""

    def write(self, code: str, token: str, position: Position) -> bool:
        """Move a room; False, and nothing done, without its token."""

    def allows(self, code: str, token: str) -> bool:
        """Return whether a token may move a room."""


def code_of(token: str) -> str:
    """Derive the code of a room from its token, by a digest.

    So a store holds no token; and after a new start of a server that kept its rooms in memory, who has the token can
    open the same room again, and others cannot.
    """
    return base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()[:CODE_BYTES]).decode()


def fits(code: str, token: str) -> bool:
    """Tell whether a token is that of a room."""
    return len(token) == TOKEN_LETTERS and hmac.compare_digest(code_of(token).encode(), code.encode())


def _keys(token: str) -> Keys:
    token = token if len(token) == TOKEN_LETTERS else secrets.token_urlsafe(TOKEN_BYTES)
    return Keys(code_of(token), token)


def is_code(code: str) -> bool:
    """Return whether this can be the code of a room: anything else is not looked up, however long it is."""
    return len(code) == CODE_LETTERS and _CODE.fullmatch(code) is not None


def _open_stand(position: Position, now: float) -> Stand:
    """Begin a room, above the versions of the same room before: none changes a thousand times a second."""
    return Stand(position, 1 + int(now * VERSIONS_PER_S), now, now)


def _moved(stand: Stand, position: Position, now: float) -> Stand:
    """Take over a position; the time at a stop starts again only at another stop."""
    same = (stand.position.story, stand.position.stop) == (position.story, position.stop)
    return replace(stand, position=position, version=stand.version + 1, arrived=stand.arrived if same else now)


@dataclass(slots=True)
class _Room:
    stand: Stand
    expires: float


class MemoryRooms:
    """Rooms of one process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rooms: dict[str, _Room] = {}

    def open(self, position: Position, token: str = "") -> Keys:
        """Open a room; the oldest gives way when there are too many."""
        keys, now = _keys(token), self._clock()
        with self._lock:
            if self.read(keys.code) is not None:
                return keys
            self._rooms = {code: room for code, room in self._rooms.items() if room.expires > now}
            while len(self._rooms) >= MOST_ROOMS:
                del self._rooms[min(self._rooms, key=lambda code: self._rooms[code].expires)]
            self._rooms[keys.code] = _Room(_open_stand(position, now), now + LIFETIME_S)
        return keys

    def read(self, code: str) -> Stand | None:
        """Return where a room is."""
        room = self._rooms.get(code)
        return room.stand if room is not None and room.expires > self._clock() else None

    def allows(self, code: str, token: str) -> bool:
        """Return whether a token may move a room."""
        return self.read(code) is not None and fits(code, token)

    def write(self, code: str, token: str, position: Position) -> bool:
        """Move a room."""
        with self._lock:
            if not self.allows(code, token):
                return False
            room, now = self._rooms[code], self._clock()
            room.stand = _moved(room.stand, position, now)
            room.expires = now + LIFETIME_S
        return True


class RedisRooms:
    """Rooms of several processes, in Redis."""

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._redis: Any = redis.Redis.from_url(
            url, decode_responses=True, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S
        )

    def open(self, position: Position, token: str = "") -> Keys:
        """Open a room."""
        keys, now = _keys(token), self._clock()
        if self.read(keys.code) is None:
            self._store(keys.code, _open_stand(position, now))
        return keys

    def read(self, code: str) -> Stand | None:
        """Return where a room is."""
        row = self._ask(code)
        if not row:
            return None
        position = Position(row["story"], int(row["stop"]), row["blank"] == "1", row["by"])
        return Stand(position, int(row["version"]), float(row["began"]), float(row["arrived"]))

    def allows(self, code: str, token: str) -> bool:
        """Return whether a token may move a room."""
        return bool(self._ask(code)) and fits(code, token)

    def write(self, code: str, token: str, position: Position) -> bool:
        """Move a room."""
        stand = self.read(code) if self.allows(code, token) else None
        if stand is None:
            return False
        self._store(code, _moved(stand, position, self._clock()))
        return True

    def _ask(self, code: str) -> dict[str, str]:
        if not is_code(code):
            return {}
        try:
            row: dict[str, str] = self._redis.hgetall(_PREFIX + code)
        except redis.RedisError as error:
            msg = f"the rooms cannot be read: {error}"
            raise RoomStoreError(msg) from error
        return row

    def _store(self, code: str, stand: Stand) -> None:
        """Write a room in one step; `version` is counted by Redis, so that two writers never share one."""
        position = asdict(stand.position) | {"blank": str(int(stand.position.blank))}
        row = position | {"began": stand.began, "arrived": stand.arrived}
        try:
            with self._redis.pipeline() as pipeline:
                pipeline.hset(_PREFIX + code, mapping=row)
                pipeline.hsetnx(_PREFIX + code, "version", stand.version - 1)
                pipeline.hincrby(_PREFIX + code, "version", 1)
                pipeline.expire(_PREFIX + code, LIFETIME_S)
                pipeline.execute()
        except redis.RedisError as error:
            msg = f"the rooms cannot be written: {error}"
            raise RoomStoreError(msg) from error
