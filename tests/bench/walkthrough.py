"""The walkthrough: how soon a key shows, how long a flight takes, how soon 200 followers hear of a move."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import connect

from panels.rooms.store import MemoryRooms, Position
from panels.rooms.stream import Hub, stream_routes
from tests.bench.browser import VIEWPORT
from tests.bench.hooks import FRAME_SELECTOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.bench.measures import Samples
    from tests.bench.servers import Server

FOLLOWERS = 200
REST_MS = 600
FIRST_STOP = 3  # from here on every stop is somewhere else, up to Khorgos
FAR_STOPS = 5
NEXT_STOP = """(selector) => new Promise((resolve) => {
    const { map } = document.querySelector(selector).contentWindow;
    const began = performance.now();
    let start = 0;
    map.once('move', () => { start = performance.now() - began; });
    map.once('moveend', () => resolve({ text, start, flight: performance.now() - began }));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
    const text = performance.now() - began;
})"""


def measure_stops(browser: Browser, server: Server, turns: int, samples: Samples) -> None:
    """Go from stop to stop by a clicker, as often as asked for."""
    context = browser.new_context(viewport=VIEWPORT, locale="en-GB", reduced_motion="no-preference")
    base = server.url.rstrip("/")
    try:
        page = context.new_page()
        for turn in range(turns):
            if turn % FAR_STOPS == 0:
                page.goto(f"{base}/walkthrough?story=caravanserai&stop={FIRST_STOP}")
                frame = page.wait_for_selector(FRAME_SELECTOR).content_frame()
                frame.wait_for_selector("body[data-scene]")
            page.wait_for_timeout(REST_MS)
            for name, value in page.evaluate(NEXT_STOP, FRAME_SELECTOR).items():
                samples[f"ours.stop.{name}"].append(value)
    finally:
        context.close()


@contextlib.contextmanager
def serve_rooms(rooms: MemoryRooms) -> Iterator[int]:
    """Serve the lines to followers, and nothing else; gives the port."""
    hub = Hub(rooms)
    app = Starlette(routes=stream_routes(lambda: hub))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def measure_followers(turns: int, samples: Samples) -> None:
    """Move a room, and see when the last of its followers has heard of it."""
    rooms = MemoryRooms()
    keys = rooms.open(Position("caravanserai", 1))

    async def follow(port: int) -> None:
        address = f"ws://127.0.0.1:{port}/rooms/{keys.code}"
        async with contextlib.AsyncExitStack() as stack:
            lines = await asyncio.gather(*(stack.enter_async_context(connect(address)) for _ in range(FOLLOWERS)))
            await asyncio.gather(*(line.recv() for line in lines))
            for turn in range(turns):
                began = time.perf_counter()
                rooms.write(keys.code, keys.token, Position("caravanserai", turn + 2))
                await asyncio.gather(*(line.recv() for line in lines))
                samples["rooms.followers"].append((time.perf_counter() - began) * 1000)

    # In a thread of its own: the browser's driver has an event loop in this one.
    with serve_rooms(rooms) as port, ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(follow(port))).result()
