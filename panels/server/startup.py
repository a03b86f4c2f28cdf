"""What the server does before the first visitor comes."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread

from panels.data import read_data
from panels.optional import optional
from panels.server.tcp_nodelay import hurry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streamlit import App


@asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[None]:
    """Have answers leave at once, and read the tables while the server starts, in a thread of their own.

    Components must not be imported here: Streamlit takes their registration only once its runtime stands.
    """
    del app
    with optional(__name__, "Sending small answers at once"):
        hurry(asyncio.get_running_loop())
    await anyio.to_thread.run_sync(read_data)
    yield
