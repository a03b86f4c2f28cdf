"""What is measured: each function here drives pages and fills a store of samples, one list per quantity."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from playwright.sync_api import Error as BrowserError

from tests.bench import hooks
from tests.bench.browser import LIMIT_MS, Tab
from tests.bench.servers import ROOT
from tests.bench.tables import SEED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.bench.servers import Server

Item = TypeVar("Item")
Samples = defaultdict[str, list[float]]
NEXT_CLICK_MS = 150
REST_MS = 1500
CLICK_LIMIT_MS = 3000
TRIES = 3
STORIES = ("", "caravanserai")
"""What is exported: the whole selection, and a walkthrough, which has its tour in one file besides."""


def new_samples() -> Samples:
    """Make an empty store."""
    return defaultdict(list)


def rotated(items: list[Item], turn: int) -> list[Item]:
    """Begin with another item at every turn, so that none is always first."""
    return items[turn % len(items) :] + items[: turn % len(items)]


def server_time(timings: Path, since: int) -> tuple[float, int]:
    """Add up the runs that the app noted since the last look.

    Returns
    -------
    total, size
        Milliseconds, and the size of the file now.
    """
    if not timings.exists():
        return 0.0, 0
    with timings.open("rb") as lines:
        lines.seek(since)
        text = lines.read()
    return sum(json.loads(line)["ms"] for line in text.splitlines() if line), since + len(text)


def click_chip(tab: Tab, country: str) -> None:
    """Click the chip of a country with the mouse."""
    tab.view.locator(hooks.CHIP.format(country)).first.click()


def click_symbol(tab: Tab, site: str) -> None:
    """Click a site's symbol, wherever the map has moved to: the click is made in the map's frame."""
    frame = tab.view.frame_locator(hooks.FRAME_SELECTOR)
    frame.locator(hooks.SYMBOL.format(site)).first.evaluate("symbol => symbol.click()")


def choose_in_naive(tab: Tab, country: str) -> None:
    """Open the list of countries and click one."""
    tab.view.locator(hooks.NAIVE_FILTER).click()
    tab.view.locator(hooks.NAIVE_OPTION.format(country)).first.click()


def bare_turn(tab: Tab, samples: Samples) -> None:
    """Change the word once."""
    outcome = tab.act(lambda: tab.view.locator(hooks.BARE_BUTTON).click(), ["word"])
    samples["bare.word"].append(outcome.last["word"])
    samples["bare.bytes"].append(outcome.received)


def static_turn(tab: Tab, country: str, samples: Samples) -> None:
    """Filter the static page and undo it."""
    outcome = tab.act(lambda: click_chip(tab, country), ["map"])
    samples["static.filter.map"].append(outcome.first["map"])
    samples["static.filter.frame"].append(outcome.drawn["map"])
    tab.act(lambda: click_chip(tab, country), ["map"])


def naive_turn(tab: Tab, country: str, samples: Samples) -> None:
    """Filter the naive app and undo it.

    Its list of options sometimes misses a click while it is being drawn anew; such a turn is made again and
    counts for nothing, in its favour.
    """
    for _ in range(TRIES):
        outcome = tab.act(lambda: choose_in_naive(tab, country), ["map"])
        tab.view.keyboard.press("Escape")
        tab.view.locator(hooks.NAIVE_OPTION.format("")).first.wait_for(state="hidden")
        if outcome.last["map"] < LIMIT_MS:
            samples["naive.filter.map"].append(outcome.last["map"])
            samples["naive.bytes"].append(outcome.received)
            tab.act(tab.view.locator(hooks.NAIVE_CLEAR).first.click, ["map"])
            return


def our_turn(tab: Tab, country: str, timings: Path, samples: Samples) -> None:
    """Filter our app and undo it; both are filters, so both count."""
    for _ in ("on", "off"):
        _, size = server_time(timings, 0)
        outcome = tab.act(lambda: click_chip(tab, country), ["map", "panel"])
        samples["ours.filter.map"].append(outcome.first["map"])
        samples["ours.filter.frame"].append(outcome.drawn["map"])
        samples["ours.filter.panel"].append(outcome.last["panel"])
        samples["ours.bytes"].append(outcome.received)
        samples["ours.script"].append(server_time(timings, size)[0])


def measure_filters(tabs: Mapping[str, Tab], timings: Path, turns: int, samples: Samples) -> None:
    """Filter all pages by turns: map, panel, bytes and script time."""
    for turn in range(turns):
        country = hooks.COUNTRIES[turn % len(hooks.COUNTRIES)]
        for name, tab in rotated(list(tabs.items()), turn):
            if name == "bare":
                bare_turn(tab, samples)
            elif name == "static":
                static_turn(tab, country, samples)
            elif name == "naive":
                naive_turn(tab, country, samples)
            else:
                our_turn(tab, country, timings, samples)


def measure_sites(tabs: Mapping[str, Tab], turns: int, samples: Samples) -> None:
    """Click sites on our map: highlighted, card open; the bare page between them."""
    ours = tabs["ours"]
    for turn in range(turns):
        site = hooks.SITES[turn % len(hooks.SITES)]
        bare_turn(tabs["bare"], samples)
        outcome = ours.act(lambda site=site: click_symbol(ours, site), ["chosen", "card"])
        samples["ours.site.chosen"].append(outcome.first["chosen"])
        samples["ours.site.card"].append(outcome.last["card"])


def measure_cold(browser: Browser, servers: Mapping[str, Server], turns: int, samples: Samples) -> None:
    """Open every page by turns as a new reader does: nothing cached, the server warm."""
    pages = [page for page in hooks.PAGES if page.name in servers]
    own = [*hooks.OWN.values()] if "ours" in servers else []
    for turn in range(turns + 1):
        for page in rotated([*pages, *own], turn):
            address = servers["ours"].url.rstrip("/") + page.path if page in own else servers[page.name].url
            tab = Tab(browser, page, address, poll=page is hooks.MANY)
            try:
                outcome = tab.load()
            finally:
                tab.close()
            if turn:  # the first one warms the server
                samples[f"{page.name}.cold"].append(outcome.last["symbols"])
                samples[f"{page.name}.cold.count"].append(outcome.values["symbols"])


def measure_many(tab: Tab, turns: int, samples: Samples) -> None:
    """Filter ten thousand sites."""
    for turn in range(turns):
        country = hooks.COUNTRIES[turn % len(hooks.COUNTRIES)]
        for _ in ("on", "off"):
            outcome = tab.act(lambda country=country: click_chip(tab, country), ["map"])
            samples["many.filter.map"].append(outcome.drawn["map"])
            samples["many.filter.state"].append(outcome.first["map"])


def random_click(tab: Tab, chance: random.Random) -> str:
    """Click one chip, row or symbol at random.

    Returns
    -------
    what
        The kind clicked; blank when it could not be.
    """
    frame = tab.view.frame_locator(hooks.FRAME_SELECTOR)
    kinds = {
        "chip": tab.view.locator(hooks.ANY_CHIP),
        "row": tab.view.locator(hooks.ANY_ROW),
        "symbol": frame.locator(".site"),
    }
    kind = chance.choice(list(kinds))
    found = kinds[kind].count()
    if not found:
        return ""
    one = kinds[kind].nth(chance.randrange(found))
    with suppress(BrowserError):  # it may be covered or just going away
        if kind == "symbol":
            one.evaluate("symbol => symbol.click()", timeout=CLICK_LIMIT_MS)
        else:
            one.click(timeout=CLICK_LIMIT_MS)
        return kind
    return ""


def measure_frame(tab: Tab, clicks: int, samples: Samples) -> None:
    """Click about at random and see whether the map's frame is the same node with the same document."""
    tab.view.bring_to_front()
    frame = f"document.querySelector('{hooks.FRAME_SELECTOR}')"
    tab.view.evaluate(f"window.benchFrame = [{frame}, {hooks.FRAME}]")
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    done = 0
    for _ in range(3 * clicks):
        if done < clicks and random_click(tab, chance):
            done += 1
            tab.view.wait_for_timeout(NEXT_CLICK_MS)
    tab.view.wait_for_timeout(REST_MS)
    same = f"!!window.benchFrame && benchFrame[0] === {frame} && benchFrame[1] === {hooks.FRAME}"
    samples["ours.frame.clicks"].append(done)
    samples["ours.frame.same"].append(int(tab.view.evaluate(same)))


def measure_memory(browser: Browser, server: Server, sessions: int, samples: Samples) -> None:
    """Open further sessions on a server that has served two, and see what each of them costs."""
    tabs = []
    try:
        for number in range(sessions + 2):
            tab = Tab(browser, hooks.OURS, server.url)
            tabs.append(tab)
            tab.load()
            tab.act(lambda tab=tab: click_chip(tab, hooks.COUNTRIES[0]), ["map", "panel"])
            samples["ours.memory"].append(server.memory())
            if number == 1:
                first = server.memory()
        samples["ours.memory.each"].append((server.memory() - first) / sessions)
    finally:
        for tab in tabs:
            tab.close()


def measure_export(data: Path, samples: Samples) -> None:
    """Make everything in fresh processes and keep the worst of them."""
    told = [_export(data, story) for story in STORIES]
    for key in told[0]:
        samples[f"export.{key}"].append(max(one[key] for one in told))


def measure_each(many: Path, samples: Samples) -> None:
    """Make every form of very many sites by itself; one that is not made says why, or this fails."""
    for key, value in _export(many, "--each").items():
        samples[f"export.each.{key}"].append(value)


def _export(data: Path, what: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.export", what]
    environment = os.environ | {"CARAVANSERAI_DATA": str(data)}
    made = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(made.stdout)
    return told
