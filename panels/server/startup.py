"""What the server does before the first visitor comes."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread

from panels.data import read_data
from panels.document.first_sight import shared_sights
from panels.optional import optional
from panels.server.metrics import serve_metrics
from panels.server.open_files import raise_limit
from panels.server.stopping import stop_gracefully
from panels.server.tcp_nodelay import hurry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streamlit import App


@asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[None]:
    """Let enough files be open, have answers leave at once, and read the tables while the server starts.

    The tables are read in a thread of their own. While it runs, what it counts can be read, and a stop waits for pages.
    Then the whole map is drawn in every language, and nothing waits for that.

    Components must not be imported here: Streamlit takes their registration only once its runtime stands.
    """
    del app
    raise_limit()
    with optional(__name__, "Sending small answers at once"):
        hurry(asyncio.get_running_loop())
    await anyio.to_thread.run_sync(read_data)
    with optional(__name__, "Drawing first sights"):
        shared_sights().begin()
    with serve_metrics(), stop_gracefully(asyncio.get_running_loop()):
        yield
