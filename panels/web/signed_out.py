"""Cookies with which somebody has signed out: a copy of one is good no more."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from functools import lru_cache
from typing import Final

MOST_KEPT: Final = 100_000
"""The oldest is forgotten first; each holds some 200 bytes."""


class SignedOut:
    """Cookies of this process that are good no more, by their digest; safe for threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._digests: OrderedDict[bytes, None] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, cookie: str) -> None:
        """Note a cookie as good no more."""
        with self._lock:
            self._digests[_digest(cookie)] = None
            while len(self._digests) > self._most:
                self._digests.popitem(last=False)

    def __contains__(self, cookie: str) -> bool:
        """Tell whether somebody has signed out with a cookie."""
        with self._lock:
            return bool(self._digests) and _digest(cookie) in self._digests


def _digest(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode(errors="surrogateescape")).digest()


@lru_cache(maxsize=1)
def signed_out() -> SignedOut:
    """Give the record of this process."""
    return SignedOut()
