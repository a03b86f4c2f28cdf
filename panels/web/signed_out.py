"""Cookies with which somebody has signed out: a copy of one is good no more.

Each process remembers them itself. Where the environment names a Redis, those of all processes stand there too, and
each process reads the new ones once a second; while Redis is away, each knows its own and what it has read before.
"""

from __future__ import annotations

import hashlib
import math
import threading
import time
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import redis

from panels.optional import warn_once
from panels.settings import redis_url, sign_in_hours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_KEPT: Final = 100_000
"""The oldest is forgotten first; each holds some 200 bytes."""
READ_EACH_S: Final = 1.0
"""How old what is known of the other processes may be."""
READ_AGAIN_S: Final = 10.0
"""How long a Redis that cannot be reached is left alone."""
PATIENCE_S: Final = 0.25
"""Every request waits for it, once in a while."""
OVERLAP_S: Final = 5
"""How much of what was read is read once more: two who write at once may come in either order."""
_KEY: Final = "caravanserai:signed-out"
_AWAY: Final = "Sign-outs are not shared with the other processes, each remembers its own"


class SharedSignOuts:
    """Digests in Redis, each until its cookie is too old anyway; every method raises `redis.RedisError`.

    Parameters
    ----------
    url
        Address of Redis.
    lifetime_s
        How old a cookie may be, in seconds.
    """

    def __init__(self, url: str, lifetime_s: float) -> None:
        self._lifetime_s = lifetime_s
        self._redis: Any = redis.Redis.from_url(url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S)

    def add(self, digest: bytes) -> None:
        """Note a digest, by the clock of Redis, and drop what has had its time or is too much."""
        now, _ = self._redis.time()
        with self._redis.pipeline() as pipeline:
            pipeline.zadd(_KEY, {digest: now})
            pipeline.zremrangebyscore(_KEY, -math.inf, now - self._lifetime_s)
            pipeline.zremrangebyrank(_KEY, 0, -MOST_KEPT - 1)
            pipeline.expire(_KEY, math.ceil(self._lifetime_s))
            pipeline.execute()

    def list_since(self, then: float) -> tuple[list[bytes], float]:
        """List what was noted since a moment of the clock of Redis, the oldest first, and the last such moment."""
        rows = self._redis.zrangebyscore(_KEY, then, math.inf, withscores=True)
        return [digest for digest, _ in rows], max((when for _, when in rows), default=then)


class SignedOut:
    """Cookies that are good no more, by their digest; safe for threads.

    Parameters
    ----------
    most
        How many are remembered.
    shared
        Where those of the other processes are; None where each process is alone.
    clock
        Seconds that only grow.
    """

    def __init__(
        self,
        most: int = MOST_KEPT,
        shared: SharedSignOuts | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._shared = shared
        self._clock = clock
        self._digests: OrderedDict[bytes, None] = OrderedDict()
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._next = -math.inf
        self._last = -math.inf

    def add(self, cookie: str) -> None:
        """Note a cookie as good no more, here and where the other processes look."""
        digest = _digest(cookie)
        self._note([digest])
        if self._shared is not None:
            try:
                self._shared.add(digest)
            except redis.RedisError as error:
                warn_once(__name__, f"{_AWAY} ({type(error).__name__})")

    def __contains__(self, cookie: str) -> bool:
        """Tell whether somebody has signed out with a cookie."""
        self._read()
        with self._lock:
            return bool(self._digests) and _digest(cookie) in self._digests

    def _note(self, digests: Iterable[bytes]) -> None:
        with self._lock:
            self._digests.update(dict.fromkeys(digests))
            while len(self._digests) > self._most:
                self._digests.popitem(last=False)

    def _read(self) -> None:
        """Take over what the other processes have noted, where it is time for that and no other thread does it."""
        if self._shared is None or self._clock() < self._next or not self._reading.acquire(blocking=False):
            return
        try:
            wait = READ_EACH_S
            try:
                found, self._last = self._shared.list_since(self._last - OVERLAP_S)
                self._note(found)
            except redis.RedisError as error:
                warn_once(__name__, f"{_AWAY} ({type(error).__name__})")
                wait = READ_AGAIN_S
            self._next = self._clock() + wait
        finally:
            self._reading.release()


def _digest(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode(errors="surrogateescape")).digest()


@lru_cache(maxsize=1)
def signed_out() -> SignedOut:
    """Give the record of this process, joined with that of the others where they share a Redis."""
    url = redis_url()
    return SignedOut(shared=SharedSignOuts(url, sign_in_hours() * 3600) if url else None)
