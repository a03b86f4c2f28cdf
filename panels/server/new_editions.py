"""Where tables are changed in the app: an edition of another process is made ready before a page asks for it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import anyio.to_thread

from panels.data import read_data
from panels.editions.kept import ASKED_EACH_S
from panels.optional import optional
from panels.settings import editing_on

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from geo.catalogue import Catalogue


@asynccontextmanager
async def follow_editions() -> AsyncIterator[None]:
    """Look for a new edition as often as the database may be asked, for the length of a with block.

    An open page asks once a second, and what it asks for then is there already. Without editing nothing is done.
    """
    if not editing_on():
        yield
        return
    following = asyncio.create_task(_follow())
    try:
        yield
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following


async def _follow() -> None:
    shown: Catalogue | None = None
    while True:
        shown = await anyio.to_thread.run_sync(make_ready, shown)
        await asyncio.sleep(ASKED_EACH_S)


def make_ready(shown: Catalogue | None) -> Catalogue | None:
    """Read the newest edition, and prepare the map of another one than that which was shown.

    Parameters
    ----------
    shown
        What this gave when it was called last; None at first, when the start of the server has prepared all.

    Returns
    -------
    catalogue
        What is shown now, also where its map could not be prepared.
    """
    with optional(__name__, "Making a new edition ready before a page asks for it"):
        catalogue, entries = read_data()
        before, shown = shown, catalogue
        if before is not None and before is not catalogue:
            from panels.map.leaflet import prepare_map  # noqa: PLC0415 - it registers components: only once the server runs

            prepare_map(catalogue, entries)
    return shown
