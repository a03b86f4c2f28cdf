"""The map in a page of others: how soon it can be used after a cold load, and how much is sent for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench import hooks
from tests.bench.browser import Tab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser

    from tests.bench.measures import Samples
    from tests.bench.servers import Server


def measure_embed(browser: Browser, servers: Mapping[str, Server], turns: int, samples: Samples) -> None:
    """Open the embed and the bare page by turns as a new reader does: nothing cached, the server warm."""
    for turn in range(turns + 1):
        pages = [(hooks.BARE, "bare", "/"), (hooks.EMBED, "ours", hooks.EMBED.path)]
        for page, server, path in pages if turn % 2 else reversed(pages):
            tab = Tab(browser, page, servers[server].url.rstrip("/") + path)
            received = count_bytes(tab)
            try:
                outcome = tab.load()
            finally:
                tab.close()
            if turn:  # the first one warms the server
                samples[f"{server}.embed"].append(outcome.last["symbols"])
                samples[f"{server}.embed.bytes"].append(sum(received))


def count_bytes(tab: Tab) -> list[float]:
    """Count what a tab receives from now on, as it is packed."""
    received: list[float] = []
    session = tab.context.new_cdp_session(tab.view)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return received
