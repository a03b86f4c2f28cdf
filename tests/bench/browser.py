"""A real Chromium with every foreign host out of reach, and pages in it that are watched."""

from __future__ import annotations

import json
import shutil
from base64 import b64decode
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from tests.bench.servers import HOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as BrowserPage

    from tests.bench.hooks import Page

WATCH = (Path(__file__).with_name("watch.js")).read_text(encoding="utf-8")
# Names other than our own resolve to nothing: a request is refused at once, and none is slowed down by being looked at.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
VIEWPORT = {"width": 1366, "height": 768}
QUIET_MS = 500
LIMIT_MS = 15_000
LOAD_LIMIT_MS = 60_000
BINARY = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What followed one action.

    Attributes
    ----------
    first, drawn, last
        For each probe the milliseconds from the click (or from the start of the navigation) to its first
        change, to the browser's next frame after it, and to its last change; ``LIMIT_MS`` when it never
        changed. What is drawn at once is judged by the first (a flight of the map may regroup symbols later),
        a canvas by the frame, what comes in pieces by the last.
    values
        What each probe said at the end.
    received
        Bytes that came over the websocket.
    """

    first: dict[str, float]
    drawn: dict[str, float]
    last: dict[str, float]
    values: dict[str, Any]
    received: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the browser: the one that is installed, else Playwright's own."""
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def as_functions(probes: Mapping[str, str]) -> str:
    """Write probes as a JavaScript object of functions."""
    return "({" + ", ".join(f"{json.dumps(name)}: () => {body}" for name, body in probes.items()) + "})"


def to_outcome(report: dict[str, Any], received: int) -> Outcome:
    """Turn what the watching script tells into an outcome."""
    started = report["clickedAt"] or 0.0
    seen = report["seen"]
    first, drawn, last = (
        {name: LIMIT_MS if one[end] is None else one[end] - started for name, one in seen.items()}
        for end in ("first", "drawn", "last")
    )
    return Outcome(first, drawn, last, {name: one["value"] for name, one in seen.items()}, received)


class Tab:
    """One page in a browser context of its own (nothing cached, no cookies), watched from its first moment."""

    def __init__(self, browser: Browser, page: Page, url: str, *, poll: bool = False) -> None:
        self.page = page
        self.url = url
        self.poll = poll
        self.received = 0
        self.context = browser.new_context(viewport=VIEWPORT, locale="en-GB")
        self.context.add_init_script(WATCH)
        first = as_functions({"symbols": page.symbols})
        self.context.add_init_script(f"if (window === top) benchHub.arm({first}, {json.dumps(poll)})")
        self.view: BrowserPage = self.context.new_page()
        session = self.context.new_cdp_session(self.view)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._count)

    def _count(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        text = frame["payloadData"]
        self.received += len(b64decode(text)) if frame["opcode"] == BINARY else len(text.encode())

    def load(self, query: str = "") -> Outcome:
        """Open the page and wait until everything is there."""
        self.received = 0
        self.view.goto(self.url + query, wait_until="commit")
        return self._settle(["symbols"], LOAD_LIMIT_MS)

    def act(self, action: Callable[[], None], names: Sequence[str]) -> Outcome:
        """Do something that ends in a click, and see what follows.

        Parameters
        ----------
        action
            What to do.
        names
            Probes that must change.
        """
        self.view.bring_to_front()
        self.received = 0
        self.view.evaluate(f"benchHub.arm({as_functions(self.page.probes)}, {json.dumps(self.poll)})")
        action()
        return self._settle(names)

    def _settle(self, names: Sequence[str], limit_ms: int = LIMIT_MS) -> Outcome:
        waiting = f"benchHub.settled({json.dumps(list(names))}, {QUIET_MS}, {limit_ms})"
        return to_outcome(self.view.evaluate(waiting), self.received)

    def close(self) -> None:
        """Close the page and forget its context."""
        self.context.close()
