"""A store of rooms that logs when it cannot be reached, and when it can again: whoever asks it goes on without."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final, TypeVar

import redis

from geo.errors import RoomStoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from panels.rooms.store import Keys, Position, Rooms, Stand

_UNREACHABLE: Final = (redis.ConnectionError, redis.TimeoutError)
_log = logging.getLogger(__name__)
T = TypeVar("T")


class LoggedRooms:
    """Rooms of another store; every error is passed on.

    A room with followers is looked at eight times a second: an outage is one line at its beginning and one at its end.
    """

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._lock = threading.Lock()
        self._down = False

    def open(self, position: Position, token: str = "") -> Keys:
        """Open a room."""
        return self._ask(lambda: self._rooms.open(position, token))

    def read(self, code: str) -> Stand | None:
        """Return where a room is."""
        return self._ask(lambda: self._rooms.read(code))

    def write(self, code: str, token: str, position: Position) -> bool:
        """Move a room."""
        return self._ask(lambda: self._rooms.write(code, token, position))

    def allows(self, code: str, token: str) -> bool:
        """Return whether a token may move a room."""
        return self._ask(lambda: self._rooms.allows(code, token))

    def _ask(self, ask: Callable[[], T]) -> T:
        try:
            answer = ask()
        except RoomStoreError as error:
            if self._changes_to(down=True):
                _log.warning(
                    "Rooms of walkthroughs cannot be read or written (%s): presenters go on alone, followers keep "
                    "what they see. See to the Redis that REDIS_URL names.",
                    _reason(error),
                )
            raise
        if self._changes_to(down=False):
            _log.warning("Rooms of walkthroughs can be read and written again.")
        return answer

    def _changes_to(self, *, down: bool) -> bool:
        """Note whether the store can be reached; True when it was otherwise before."""
        if self._down == down:
            return False
        with self._lock:
            changed = self._down != down
            self._down = down
        return changed


def _reason(error: RoomStoreError) -> str:
    """Say why, without what may name a room: Redis repeats a command that it refuses, with code and digest."""
    cause = error.__cause__
    return str(cause) if isinstance(cause, _UNREACHABLE) else type(cause or error).__name__
