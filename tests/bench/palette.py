"""The palette: how soon it opens, answers to the first letter, and opens again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.bench import hooks
from tests.bench.browser import Tab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser

    from tests.bench.measures import Samples
    from tests.bench.servers import Server

PREPARED_MS: Final = 7_000
"""Until then the index has been fetched, whatever else the page has to do."""
MOST_PAGES: Final = 7
"""Only the first answer of a page is a first answer."""
LETTER: Final = "k"
KEYS: Final = {"open": "Control+k", "first": LETTER, "again": "Control+k"}


def measure_palette(browser: Browser, servers: Mapping[str, Server], turns: int, samples: Samples) -> None:
    """Open it on a page that has come to a stand, type a letter, close it, open it again."""
    for turn in range(min(turns, MOST_PAGES) + 1):
        tab = Tab(browser, hooks.PALETTE, servers["ours"].url.rstrip("/") + hooks.PALETTE.path)
        try:
            tab.load()
            tab.view.wait_for_timeout(PREPARED_MS)
            for name, key in KEYS.items():
                if name == "again":
                    tab.view.keyboard.press("Escape")
                outcome = tab.act(lambda key=key, tab=tab: tab.view.keyboard.press(key), ["list"])
                if turn:  # the first page warms the server
                    samples[f"ours.palette.{name}"].append(outcome.first["list"])
                    samples[f"ours.palette.{name}.drawn"].append(outcome.drawn["list"])
        finally:
            tab.close()
