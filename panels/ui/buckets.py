"""How often one address may do something: a bucket for each, which fills up again."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_ADDRESSES: Final = 10_000
BEGUN_IN_A_MINUTE: Final = 60
"""How many files, or rooms, one address may begin in a minute: a hall shares an address."""
_MINUTE_S: Final = 60.0
_GRAIN: Final = 1e-6
"""What sums of fractions may be off by."""
_NETWORK_BITS: Final = 64
"""Of IPv6, where one reader has a whole network."""


class Buckets:
    """A bucket for each address, as large as what it may do in a minute; it fills up evenly.

    Of at most `MOST_ADDRESSES` addresses, those that came last, buckets are kept, in memory alone.

    Parameters
    ----------
    rate
        How often an address may do it in a minute.
    clock
        Seconds that only grow.
    """

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, host: str) -> float:
        """Take one out of a bucket.

        Returns
        -------
        wait
            Seconds until there is one again; 0 when there was one.
        """
        address, now = name_address(host), self._clock()
        left, since = self._buckets.pop(address, (float(self._rate), now))
        left = min(float(self._rate), left + (now - since) * self._rate / _MINUTE_S)
        allowed = left >= 1 - _GRAIN
        self._buckets[address] = (left - 1 if allowed else left, now)
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) * _MINUTE_S / self._rate - _GRAIN


def name_address(host: str) -> str:
    """Name who asks: the address, of IPv6 the network; as it is where it is no address."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if address.version == 4:  # noqa: PLR2004 - IPv4
        return str(address)
    return str(ipaddress.ip_network((address, _NETWORK_BITS), strict=False))


@lru_cache(maxsize=4)
def _begun(_what: str) -> Buckets:
    return Buckets(BEGUN_IN_A_MINUTE)


def may_begin(what: str) -> bool:
    """Return whether the address of this session may begin one more of something, and count it."""
    return not _begun(what).take(st.context.ip_address or "")
