"""The view of hours: how soon the map shows another year or direction, and how soon sites stand side by side."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from tests.bench import hooks
from tests.bench.browser import Tab
from tests.bench.measures import bare_turn, new_samples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Browser

    from tests.bench.measures import Samples
    from tests.bench.servers import Server

WARMING: Final = 2
KEYS: Final = ("ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowRight")
DIRECTIONS: Final = ("east", "both", "west")


def step_year(tab: Tab, turn: int) -> None:
    """Move the slider of years by one year."""
    tab.view.locator(hooks.YEAR).focus()
    tab.view.keyboard.press(KEYS[turn % len(KEYS)])


def choose_direction(tab: Tab, turn: int) -> None:
    """Choose another direction of travel."""
    tab.view.locator(hooks.DIRECTION.format(DIRECTIONS[turn % len(DIRECTIONS)])).click()


ACTIONS: Final[dict[str, Callable[[Tab, int], None]]] = {"year": step_year, "direction": choose_direction}


def measure_hours(browser: Browser, servers: Mapping[str, Server], turns: int, samples: Samples) -> None:
    """Change year and direction on one map, then open the comparison of two sites, by turns with the bare page."""
    home = servers["ours"].url.rstrip("/")
    tab = Tab(browser, hooks.HOURS, home + hooks.HOURS.path)
    try:
        tab.load()
        for name, action in ACTIONS.items():
            for turn in range(-WARMING, turns):
                outcome = tab.act(lambda turn=turn, act=action: act(tab, turn), ["glyphs"])
                if turn >= 0:
                    samples[f"ours.hours.{name}"].append(outcome.first["glyphs"])
                    samples[f"ours.hours.{name}.drawn"].append(outcome.drawn["glyphs"])
    finally:
        tab.close()
    measure_comparison(browser, servers, turns, samples)


def measure_comparison(browser: Browser, servers: Mapping[str, Server], turns: int, samples: Samples) -> None:
    """Open the comparison from a card and go back; and open it as a new reader does, nothing cached."""
    with ExitStack() as stack:
        bare = Tab(browser, hooks.BARE, servers["bare"].url)
        stack.callback(bare.close)
        ours = Tab(browser, hooks.COMPARED, servers["ours"].url.rstrip("/") + hooks.COMPARED.path)
        stack.callback(ours.close)
        bare.load()
        ours.load()
        for turn in range(-WARMING, turns):
            bare_turn(bare, samples if turn >= 0 else new_samples())
            outcome = ours.act(ours.view.locator(hooks.COMPARE_LINK).first.click, ["columns"])
            if turn >= 0:
                samples["ours.compare.open"].append(outcome.last["columns"])
            ours.act(ours.view.go_back, ["columns"])
    for turn in range(turns + 1):
        for page in (hooks.BARE, hooks.COMPARISON):
            server = servers["bare" if page is hooks.BARE else "ours"]
            tab = Tab(browser, page, server.url.rstrip("/") + page.path)
            try:
                outcome = tab.load()
            finally:
                tab.close()
            if turn:  # the first one warms the server
                samples[f"{page.name}.compare.cold"].append(outcome.last["symbols"])
