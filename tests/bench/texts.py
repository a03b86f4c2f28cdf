"""The pages of text: how soon what they say follows a choice, beside the bare page that changes one word."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from tests.bench import hooks
from tests.bench.browser import Tab
from tests.bench.measures import bare_turn, new_samples, server_time

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.bench.measures import Samples
    from tests.bench.servers import Server

WARMING: Final = 4
VISITS: Final = ("V04", "V07", "V01", "V09")


def choose_visit(tab: Tab, turn: int) -> None:
    """Click a visit on the time line."""
    tab.view.locator(hooks.VISIT.format(VISITS[turn % len(VISITS)])).first.click()


def choose_tab(tab: Tab, turn: int) -> None:
    """Click the weakest link, and the routes again."""
    tab.view.locator(hooks.TAB).nth(1 - turn % 2).click()


def choose_option(tab: Tab, turn: int) -> None:
    """Choose an option of the first filter, and take it away again; its list stays open meanwhile."""
    option = tab.view.locator(hooks.FACET_OPTION).nth(turn // 2 % 3 + 1)
    if not option.is_visible():
        tab.view.locator(hooks.FACET).first.click()
    option.click()


def choose_country(tab: Tab, turn: int) -> None:
    """Choose another country; the list of countries stays open meanwhile."""
    option = tab.view.locator(hooks.FACET_OPTION).nth(turn % 4)
    if not option.is_visible():
        tab.view.locator(hooks.FACET).first.click()
    option.click()


ACTIONS: Final[dict[str, tuple[hooks.Page, Callable[[Tab, int], None]]]] = {
    "visits": (hooks.VISITS, choose_visit),
    "findings": (hooks.FINDINGS, choose_option),
    "etir": (hooks.ETIR, choose_tab),
    "record": (hooks.RECORD, choose_option),
    "brief": (hooks.BRIEF, choose_country),
}


def measure_texts(browser: Browser, servers: Mapping[str, Server], timings: Path, turns: int, samples: Samples) -> None:
    """Choose on one page after the other, each by turns with the bare page; the first turns warm them."""
    for name, (page, action) in ACTIONS.items():
        with ExitStack() as stack:
            bare = Tab(browser, hooks.BARE, servers["bare"].url)
            stack.callback(bare.close)
            ours = Tab(browser, page, servers["ours"].url.rstrip("/") + page.path)
            stack.callback(ours.close)
            bare.load()
            ours.load()
            for turn in range(-WARMING, turns):
                bare_turn(bare, samples if turn >= 0 else new_samples())
                _, size = server_time(timings, 0)
                outcome = ours.act(lambda turn=turn, act=action, tab=ours: act(tab, turn), ["text"])
                if turn >= 0:
                    samples[f"ours.{name}.text"].append(outcome.last["text"])
                    samples["ours.text.script"].append(server_time(timings, size)[0])
