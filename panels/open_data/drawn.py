"""Pictures that are drawn when they are asked for, one at a time; those that were asked for last are kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import anyio
import anyio.to_thread

from panels.open_data.answers import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from starlette.responses import Response

MOST_KEPT: Final = 64
"""Some 15 MB."""
MOST_WAITING: Final = 8
"""One is drawn in about half a second; who comes when so many wait is sent away."""
RETRY_AFTER_S: Final = "10"
_Drawn = TypeVar("_Drawn")


class TooManyWaitError(Exception):
    """So many pictures wait to be drawn that no other is taken."""


class DrawnPictures(Generic[_Drawn]):
    """Pictures of one kind, by what they show; for one event loop."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, _Drawn] = OrderedDict()
        self._waiting = 0
        self._one = anyio.Semaphore(1)

    async def give(self, key: Hashable, draw: Callable[[], _Drawn]) -> _Drawn:
        """Give the picture of a key, drawn in a thread unless it is kept.

        Raises
        ------
        TooManyWaitError
            When it is not kept, and as many wait as may.
        """
        if key not in self._kept:
            return await self._draw(key, draw)
        self._kept.move_to_end(key)
        return self._kept[key]

    async def _draw(self, key: Hashable, draw: Callable[[], _Drawn]) -> _Drawn:
        if self._waiting >= MOST_WAITING:
            raise TooManyWaitError
        self._waiting += 1
        try:
            async with self._one:
                if key not in self._kept:
                    self._kept[key] = await anyio.to_thread.run_sync(draw)
                self._kept.move_to_end(key)
                drawn = self._kept[key]
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
                return drawn
        finally:
            self._waiting -= 1


def refuse_picture() -> Response:
    """Answer whoever comes when too many wait."""
    busy = refuse(503, "Too many pictures", "Others are being drawn; ask again in some seconds.")
    busy.headers["retry-after"] = RETRY_AFTER_S
    return busy
