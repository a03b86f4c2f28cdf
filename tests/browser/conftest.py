"""A live server for the browser tests, and a browser that reaches nobody else."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from geo.load import read_catalogue
from geo.sites.selection import list_entries
from tests.browser.hooks import ROOT, Watch, map_frame, tidy
from tests.limits import PAUSE_S, START_TRIES, WAIT_MS, WAIT_S

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DATA = Path(os.environ.get("CARAVANSERAI_DATA") or ROOT / "data")
HOST = "127.0.0.1"
# Every name but our own resolves to nothing, so a foreign request fails at once. (Playwright's own way of refusing
# requests switches the browser's cache off, and would hide what a cache header does.)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-proxy-server",
         f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}, EXCLUDE localhost"]  # fmt: skip
# The first is Chromium without its windows and menus: the same pages for two thirds of the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")

expect.set_options(timeout=WAIT_MS)


ANCESTORS = "http://127.0.0.1:*"
"""Pages of this host may show embeds, those of `localhost` may not."""
CONTACT = "mailto:security@example.org"


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serve(
    script: str = "server.py",
    data: Path = DATA,
    *,
    port: int = 0,
    options: Iterable[str] = (),
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[str]:
    """Start the app as a user would, on a free port unless one is named; at the end see that no script has failed."""
    port = port or free_port()
    own = {"CARAVANSERAI_DATA": str(data), "EMBED_ANCESTORS": ANCESTORS, "SECURITY_CONTACT": CONTACT}
    environment = os.environ | own | dict(settings)
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.address", HOST]
    command += options
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        base = f"http://{HOST}:{port}"
        try:
            wait_for(f"{base}/_stcore/health", process)
            yield base
        finally:
            process.terminate()
            process.wait(timeout=WAIT_S)
            log.seek(0)
            said = log.read().decode("utf-8", "replace")
        assert "Traceback" not in said, said


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until the server answers, or has ended, or was asked too often; in between it has the processor."""

    def note_failure(_: OSError) -> None:
        assert process.poll() is None, "the server has ended"

    patience = Retry(ConstantBackoff(PAUSE_S), START_TRIES, supported_errors=(OSError,))
    patience.call_with_retry(lambda: urllib.request.urlopen(url, timeout=WAIT_S).close(), note_failure)  # noqa: S310 - our own server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with serve() as base:
        yield base


@pytest.fixture(scope="session")
def start_server():
    """Start a further server: for other data, another entrance, or a visitor who is the first."""
    return serve


@pytest.fixture(scope="session")
def data_folder() -> Path:
    return DATA


@pytest.fixture(scope="session")
def catalogue():
    return read_catalogue(DATA)


@pytest.fixture(scope="session")
def entries(catalogue):
    return list_entries(catalogue)


@pytest.fixture(scope="session")
def chromium():
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=FLAGS)
        yield browser
        browser.close()


class Profiles:
    """One browser profile per language and motion setting, for all tests: its cache is warm after the first page.

    A page that a test has closed is lent to the next one, for a page that takes the former's place costs two thirds of
    a new one: Chromium keeps its process, and in it the scripts that it has read already.
    """

    def __init__(self, chromium) -> None:
        self._chromium = chromium
        self._contexts = {}
        self._idle = {}

    def open(self, locale: str, motion: str, *, used: bool = True):
        """Give an empty page; an unused one to those who want to change what cannot be changed back."""
        idle = self._idle.setdefault((locale, motion), [])
        if used and idle:
            return idle.pop()
        page = self._context(locale, motion).new_page()
        page.watch = Watch()
        page.watch.follow(page)
        return page

    def _context(self, locale: str, motion: str):
        if (locale, motion) not in self._contexts:
            context = self._chromium.new_context(
                locale=locale,
                reduced_motion=motion,
                timezone_id="Europe/Istanbul",
                service_workers="block",  # a page that another test has kept is none of this one's
            )
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            context.set_default_timeout(WAIT_MS)
            self._contexts[locale, motion] = context
        return self._contexts[locale, motion]

    def keep(self, locale: str, motion: str, page) -> None:
        """Take a page back: it leaves its address, and forgets what it kept for itself and what a test had it see."""
        page.evaluate("() => sessionStorage.clear()")
        page.mouse.move(-1, -1)
        page.emulate_media(media="null", color_scheme="null", forced_colors="null", reduced_motion=motion)
        page.unroute_all()
        page.evaluate("location.replace('about:blank')")  # by itself: called from outside, it would change its process
        page.wait_for_url("about:blank")
        self._idle[locale, motion].append(page)

    def close(self) -> None:
        """Close all profiles, with their pages."""
        for context in self._contexts.values():
            context.close()


@pytest.fixture(scope="session")
def profiles(chromium):
    made = Profiles(chromium)
    yield made
    made.close()


def forget_language(page) -> None:
    """Forget the language that a test has chosen: the next one's page would come in it."""
    page.context.clear_cookies(name="lang")


@contextlib.contextmanager
def opened_pages(profiles, server: str):
    """Open pages, watch them, and at the end see that none of them did what no page may do."""
    lent, own = [], []

    def open_one(path="/", *, size=(1366, 768), locale="en-GB", motion="reduce", base=None, before=None):  # noqa: PLR0913
        page = profiles.open(locale, motion, used=not before)
        page.watch.begin(base or server)
        (own if before else lent).append((locale, motion, page))
        page.set_viewport_size({"width": size[0], "height": size[1]})
        if before:
            before(page)
        page.goto((base or server) + path, wait_until="commit")
        return page

    yield open_one
    for *_, page in lent + own:
        forget_language(page)
    complaints = [complaint for *_, page in lent + own for complaint in page.watch.complaints()]
    for locale, motion, page in lent:
        profiles.keep(locale, motion, page)
    for *_, page in own:
        page.close()
    assert complaints == []


@pytest.fixture
def open_page(profiles, server):
    """Open a page of the app; at the end no page has asked a foreign host or logged an error."""
    with opened_pages(profiles, server) as open_one:
        yield open_one


def with_map(open_one):
    """Wait for the map as well: its symbols stand and the filter bar answers."""

    def open_map(path="/", **options):
        page = open_one(path, **options)
        frame = map_frame(page)
        page.locator(".filter-bar").wait_for()
        page.locator("#site-count").wait_for()
        return page, frame

    return open_map


@pytest.fixture
def open_map(open_page):
    """Open a page with the map; gives the page and the map's frame."""
    return with_map(open_page)


class Shared:
    """A page with the map that many tests use one after the other; it is brought back to its first view each time."""

    def __init__(self, open_map) -> None:
        self._open_map = open_map
        self._page = None

    @contextlib.contextmanager
    def lend(self):
        """Give the page and the map's frame; afterwards see that the page has done what no page may do."""
        if self._page is None:
            self._page, _ = self._open_map()
        page, self._page = self._page, None  # a page that cannot be tidied up is not lent again
        yield page, map_frame(page)
        tidy(page)
        forget_language(page)
        complaints = page.watch.complaints()
        page.watch.forget()
        self._page = page
        assert complaints == []


@pytest.fixture(scope="session")
def shared_page(profiles, server):
    with opened_pages(profiles, server) as open_one:
        yield Shared(with_map(open_one))


@pytest.fixture
def shared_map(shared_page):
    """Give the page with the map that all tests share: unfiltered, no card, in its first view."""
    with shared_page.lend() as found:
        yield found
