"""First sight: when a reader sees it beside a bare page's one word, what the server needs for it, how large it is."""

from __future__ import annotations

import time
import urllib.request
from typing import TYPE_CHECKING, Final

from tests.bench import hooks
from tests.bench.browser import Tab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser

    from tests.bench.measures import Samples
    from tests.bench.servers import Server

PAINT: Final = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
VIEWS: Final = ("?site={site}", "brief?country={country}", "?country={country}", "?site={site}&mode=road")
DRAWN_S: Final = 20
"""In which all of their drawings are made, one after the other."""


def measure_first(browser: Browser, servers: Mapping[str, Server], turns: int, samples: Samples) -> None:
    """Open both pages by turns as a new reader does: nothing cached, the server warm."""
    for turn in range(turns + 1):
        pages = [hooks.BARE, hooks.OURS]
        for page in pages if turn % 2 else reversed(pages):
            tab = Tab(browser, page, servers[page.name].url)
            try:
                outcome = tab.load()
                painted = tab.view.evaluate(PAINT)
            finally:
                tab.close()
            if turn:  # the first one warms the server
                samples[f"{page.name}.first.stands"].append(outcome.last["symbols"])
                samples[f"{page.name}.first.paint"].append(painted)
    measure_answers(servers["ours"].url, samples)


def measure_answers(url: str, samples: Samples) -> None:
    """Ask for views that nobody has asked for, then again: how long the server takes, and how large the answer is."""
    named = zip(hooks.SITES, hooks.COUNTRIES, strict=False)
    addresses = [url + view.format(site=site, country=country) for site, country in named for view in VIEWS]
    for address in addresses:
        samples["ours.first.once"].append(ask(address)[0])
    time.sleep(DRAWN_S)
    for address in addresses:
        took, size = ask(address)
        samples["ours.first.again"].append(took)
        samples["ours.first.bytes"].append(size)


def ask(address: str) -> tuple[float, int]:
    """Ask for a document as a browser does; gives milliseconds and packed bytes."""
    request = urllib.request.Request(address, headers={"accept-encoding": "gzip", "accept-language": "en"})  # noqa: S310 - our own server
    start = time.perf_counter()
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
        size = len(answer.read())
    return (time.perf_counter() - start) * 1000, size
