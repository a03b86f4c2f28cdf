"""Files that one process has made for a page, for the others to serve: in Redis where the environment names one.

A page may fetch them from any process behind a proxy. They are kept for an hour, and the oldest give way, so that rooms
always have their place. Without Redis each process serves its own alone. No part of Streamlit is imported here.
"""

from __future__ import annotations

import json
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import redis

from panels.optional import optional
from panels.settings import redis_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LIFETIME_S: Final = 3600
LARGEST_B: Final = 8_000_000
MOST_B: Final = 32_000_000
"""Of all files together; `deploy/` gives Redis twice as much and more."""
PATIENCE_S: Final = 1.0
_PREFIX: Final = "caravanserai:made:"
_INDEX: Final = "caravanserai:made-index"
_SIZES: Final = "caravanserai:made-sizes"
_KEEP: Final = """
local now, life, most = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], #ARGV[2])
local total = 0
for _, size in ipairs(redis.call('HVALS', KEYS[2])) do total = total + tonumber(size) end
local kept = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #kept, 2 do
  if kept[i] ~= ARGV[1] then
    if total <= most and tonumber(kept[i + 1]) + life > now then break end
    total = total - tonumber(redis.call('HGET', KEYS[2], kept[i]) or 0)
    redis.call('DEL', ARGV[6] .. kept[i])
    redis.call('ZREM', KEYS[1], kept[i])
    redis.call('HDEL', KEYS[2], kept[i])
  end
end
redis.call('SET', ARGV[6] .. ARGV[1], ARGV[2], 'EX', life)
redis.call('EXPIRE', KEYS[1], life)
redis.call('EXPIRE', KEYS[2], life)
"""


class MadeFiles:
    """Files by name, with what belongs to each.

    Parameters
    ----------
    url
        Address of Redis.
    most
        Bytes of all files together.
    clock
        Seconds since 1970.
    """

    def __init__(self, url: str, most: int = MOST_B, clock: Callable[[], float] = time.time) -> None:
        self._most = most
        self._clock = clock
        self._redis: Any = redis.Redis.from_url(url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S)
        self._keep = self._redis.register_script(_KEEP)

    def keep(self, name: str, content: bytes, about: Mapping[str, object]) -> None:
        """Keep a file, or keep it longer; one that is too large is left out."""
        if len(content) > LARGEST_B or self._redis.expire(_PREFIX + name, LIFETIME_S):
            return
        written = json.dumps(about).encode() + b"\n" + content
        self._keep([_INDEX, _SIZES], [name, written, self._clock(), LIFETIME_S, self._most, _PREFIX])

    def find(self, name: str) -> tuple[bytes, dict[str, Any]] | None:
        """Find a file and what belongs to it; None when it is not kept."""
        written = self._redis.get(_PREFIX + name)
        if written is None:
            return None
        about, _, content = written.partition(b"\n")
        return content, json.loads(about)


@lru_cache(maxsize=1)
def _open(url: str) -> MadeFiles:
    return MadeFiles(url)


def hand_over(name: str, content: bytes, **about: object) -> None:
    """Give a file to the other processes, where they have a place in common; its name changes with what it says."""
    url = redis_url()
    if url:
        with optional(__name__, "Handing a file to the other processes"):
            _open(url).keep(name, content, about)


def find_made(name: str) -> tuple[bytes, dict[str, Any]] | None:
    """Find a file that another process has made; None when there is no such file."""
    url = redis_url()
    found: list[tuple[bytes, dict[str, Any]] | None] = [None]
    if url:
        with optional(__name__, "Finding a file of another process"):
            found.append(_open(url).find(name))
    return found[-1]
