"""The corridor page: how soon the chart follows a slider, and how long ten thousand journeys take to be drawn."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from geo.corridor.uncertainty import DRAWS, draw_spread
from geo.load import read_catalogue
from panels.corridor.choices import ways_of
from tests.bench import hooks
from tests.bench.browser import Tab
from tests.bench.measures import rotated, server_time

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from geo.corridor.profile import Part
    from tests.bench.measures import Samples
    from tests.bench.servers import Server

KEYS = ("ArrowLeft", "ArrowRight")
"""From as measured into a scenario and back: both are moves, so both count."""


def measure_slider(
    browser: Browser, servers: Mapping[str, Server], timings: Path, turns: int, samples: Samples
) -> None:
    """Move a slider of our page and the one of the bare page by turns, one key press each."""
    pages = {"slider": hooks.SLIDER, "ours": hooks.CORRIDOR}
    tabs = {name: Tab(browser, page, servers[name].url.rstrip("/") + page.path) for name, page in pages.items()}
    try:
        for tab in tabs.values():
            tab.load()
        for turn in range(turns + 1):
            for _name, tab in rotated(list(tabs.items()), turn):
                for key in KEYS:
                    press(tab, key, timings, samples if turn else None)  # the first turn warms both
    finally:
        for tab in tabs.values():
            tab.close()


def press(tab: Tab, key: str, timings: Path, samples: Samples | None) -> None:
    """Press a key on the slider of a page, and note what followed: the first change is the redrawing by the hand."""
    ours = tab.page is hooks.CORRIDOR
    handle = tab.view.locator(hooks.HANDLE).first
    handle.focus()
    _, size = server_time(timings, 0)
    outcome = tab.act(lambda: tab.view.keyboard.press(key), list(tab.page.probes))
    if samples is None:
        return
    name, seen = ("ours.slider", ("chart", "total")) if ours else ("bare.slider", ("word",))
    samples[name].append(max(outcome.first[probe] for probe in seen))
    samples[f"{name}.bytes"].append(outcome.received)
    if ours:
        samples["ours.slider.server"].append(outcome.last["answer"])
        samples["ours.slider.script"].append(server_time(timings, size)[0])


def measure_draws(data: Path, turns: int, samples: Samples) -> None:
    """Draw the journey with the most that can vary, as often as asked for."""
    parts = widest(data)
    for _ in range(turns):
        began = time.perf_counter()
        draw_spread(parts, DRAWS)
        samples["draws"].append((time.perf_counter() - began) * 1000)


def widest(data: Path) -> tuple[Part, ...]:
    """Find the parts of the journey, of all ways, of which most have a range."""
    catalogue = read_catalogue(data)
    every = [
        choice.itinerary.parts("hours")
        for journey in catalogue.journeys
        for choice in ways_of(catalogue, journey.journey_id, None, False)  # noqa: FBT003 - part of a key
    ]
    return max(every, key=lambda parts: sum(part.low is not None and part.low != part.high for part in parts))
