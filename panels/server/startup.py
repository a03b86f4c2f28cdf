"""What the server does before the first visitor comes."""

from __future__ import annotations

import asyncio
import importlib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import anyio.to_thread
from streamlit.runtime import get_instance

from panels.data import read_data
from panels.document.first_sight import shared_sights
from panels.optional import optional, warn_once
from panels.server.metrics import serve_metrics
from panels.server.new_editions import follow_editions
from panels.server.open_files import raise_limit
from panels.server.stopping import stop_gracefully
from panels.server.tcp_nodelay import hurry
from panels.web.streamlit_media import share_media
from panels.web.streamlit_paths import without_session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streamlit import App

PAGE_MODULES: Final = (
    "panels.map.leaflet",
    "panels.map.filter_bar",
    "panels.shell.entrance",
    "panels.walkthrough.stage",
)
"""What pages import; the first registers our folders and streamlit-folium's with Streamlit."""


@asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[None]:
    """Let enough files be open, have answers leave at once, and read the tables while the server starts.

    The tables are read in a thread of their own. While it runs, what it counts can be read, and a stop waits for pages.
    Then the whole map is drawn in every language, and nothing waits for that.

    Components are imported here, once Streamlit's runtime stands, and not above: before, it takes no registration. So
    a process that has shown no page yet serves their files; what pages fetch comes from any process.
    """
    del app
    raise_limit()
    with optional(__name__, "Sending small answers at once"):
        hurry(asyncio.get_running_loop())
    await anyio.to_thread.run_sync(read_data)
    await anyio.to_thread.run_sync(_prepare_files)
    await _run_page()
    with optional(__name__, "Drawing first sights"):
        shared_sights().begin()
    with serve_metrics(), stop_gracefully(asyncio.get_running_loop()):
        async with follow_editions():
            yield


async def _run_page() -> None:
    """Run the map's page once: else readers who come back to a new process at once would each do all its first work."""
    with optional(__name__, "Running a page before the first reader asks for one"):
        ran, why = await get_instance().does_script_run_without_error()
        if not ran:
            warn_once(__name__, f"The first page could not be run before a reader asked for it ({why})")


def _prepare_files() -> None:
    with optional(__name__, "Having the files of components at hand before the first page"), without_session():
        for name in PAGE_MODULES:
            importlib.import_module(name)
    with optional(__name__, "Handing downloads to the other processes"):
        share_media(get_instance().media_file_mgr._storage)  # type: ignore[arg-type] # noqa: SLF001 - there is no other way
