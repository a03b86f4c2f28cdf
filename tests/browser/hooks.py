"""Where the browser tests take hold of the app: the stable hooks, and what is read through them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import expect

from geo.language import list_languages, load_language
from tests.limits import MOST_FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import ConsoleMessage, Frame, Page, Request, Response, WebSocketRoute

ROOT = Path(__file__).parents[2]
FRAME = 'iframe[title="streamlit_folium.st_folium"]'
CHIP = '[data-chip="{}:{}"]'
ROW = 'a[data-row][data-site="{}"]'
SYMBOL = ".site.site--{}"
CARD = '[data-card="{}"]'
LAYERS_BUTTON = ".more > summary"
VIEWPORT = {"width": 1366, "height": 768}
LANGUAGE_NAMES = {code: load_language(code).own_name() for code in list_languages()}
PAGE_LINK = ".masthead nav a"
"""The pages of the masthead; the stage has none, and stands for itself in the tests of the walkthrough."""
PROBE = re.compile(r"/[a-z]+/_stcore/(health|host-config)\b")
"""Streamlit's own page looks for its server below the path of a deep link first, and is told that it is not there."""


@dataclass
class Watch:
    """What a page asked for and complained of.

    Attributes
    ----------
    home
        The only origin that may be asked.
    foreign, errors
        What no page may do; a test that provokes some of it takes it out again.
    answers
        Every answer that the page has got.
    """

    home: str = ""
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Begin to watch a page and all of its frames."""
        page.on("request", self._note_request)
        page.on("response", lambda answer: self.answers.append(answer))  # noqa: PLW0108 - playwright marks the function
        page.on("console", self._note_message)
        page.on("pageerror", lambda e: self.errors.append(str(e)))

    def _note_message(self, message: ConsoleMessage) -> None:
        address = message.location["url"]
        if message.type == "error" and not PROBE.search(address):
            self.errors.append(f"{message.text} ({address})")

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != urlsplit(self.home).netloc:
            self.foreign.append(request.url)

    def begin(self, home: str) -> None:
        """Begin anew with what a page does at another server, or for another test."""
        self.home = home
        self.answers.clear()
        self.forget()

    def forget(self) -> None:
        """Forget what was wrong."""
        self.foreign.clear()
        self.errors.clear()

    def complaints(self) -> list[str]:
        """List all that is wrong."""
        return [*(f"foreign request: {url}" for url in self.foreign), *(f"error: {text}" for text in self.errors)]


def map_frame(page: Page) -> Frame:
    """Wait until the map stands; gives its frame."""
    found = page.wait_for_selector(f"{FRAME}, [data-testid=stException]", state="attached")
    frame = found.content_frame()
    assert frame is not None, f"the page shows an error instead of the map: {found.text_content()}"
    frame.wait_for_selector("body[data-ready=true]", state="attached")
    page.wait_for_selector("#first-sight", state="detached")
    return frame


SENT = "Number(document.querySelector('[data-sent]')?.dataset.sent)"
"""The number of the page's newest message to the server."""
IN_STEP = (
    f"{SENT} === Number(document.querySelector('#answered')?.dataset.seq)"
    " && document.querySelector('iframe').contentWindow.caravan?.isSettled()"
)
"""The server has answered the page's newest message, and the map shows it."""


@contextmanager
def answered(page: Page) -> Iterator[None]:
    """Do something that is told to the server, and wait until the server has answered it."""
    before = page.wait_for_function(f"{IN_STEP} && String({SENT})").json_value()
    yield
    page.wait_for_function(f"before => {IN_STEP} && {SENT} > Number(before)", arg=before)


class SlowLine:
    """Stands between a page and its server, and keeps the server's messages back for a while.

    Attributes
    ----------
    held
        What was kept back, in order.
    """

    def __init__(self) -> None:
        self.held: list[str | bytes] = []
        self._holding = False
        self._losing = False

    def join(self, page: Page) -> None:
        """Take the page's line; to be called before the page is opened."""
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def _connect(self, line: WebSocketRoute) -> None:
        self._line = line
        server = line.connect_to_server()
        line.on_message(lambda message: None if self._losing else server.send(message))
        server.on_message(self._hear)

    def _hear(self, message: str | bytes) -> None:
        if self._holding:
            self.held.append(message)
        else:
            self._line.send(message)

    def hold(self) -> None:
        """Keep everything back from now on."""
        self._holding = True

    def lose(self, *, losing: bool = True) -> None:
        """Throw away what the page sends from now on; or no longer."""
        self._losing = losing

    def wait_for(self, page: Page, text: bytes, times: int = 1) -> None:
        """Wait until so many of the messages that are kept back hold a text."""
        for _ in range(MOST_FRAMES):
            if sum(text in message for message in self.held if isinstance(message, bytes)) >= times:
                return
            page.evaluate("new Promise(requestAnimationFrame)")
        msg = f"the server has not sent {text!r}"
        raise AssertionError(msg)

    def release(self) -> None:
        """Hand over everything in its order, and keep back nothing more."""
        self._holding = False
        while self.held:
            self._line.send(self.held.pop(0))

    def release_through(self, text: bytes) -> None:
        """Hand over what was kept back, up to the first message that holds a text; go on to keep back."""
        while self.held:
            message = self.held.pop(0)
            self._line.send(message)
            if isinstance(message, bytes) and text in message:
                return


def press(page: Page, name: str, code: str) -> None:
    """Press a switch, wherever it stands; the server's answer is waited for."""
    chip = page.locator(CHIP.format(name, code))
    with answered(page):
        if not chip.is_visible():
            page.locator(LAYERS_BUTTON).click()
        chip.click()
    close_sheet(page)


def close_sheet(page: Page) -> None:
    """Close the sheet of further switches."""
    if page.locator(".more[open]").count():
        page.locator(LAYERS_BUTTON).click()


def tidy(page: Page) -> None:
    """Bring a page back to the map as it is opened: nothing chosen, nothing filtered, first view."""
    page.set_viewport_size(VIEWPORT)
    first = page_names(page)[0]
    here = page.locator(f"{PAGE_LINK}[aria-current=page]")
    expect(here).to_have_count(1)
    if here.inner_text() != first:
        go_to(page, first)
    frame = map_frame(page)
    page.mouse.move(1, 1)
    close_sheet(page)
    if page.locator(".card-back a").count():
        with answered(page):
            page.locator(".card-back a").click()
    reset = page.locator(".quiet--reset")
    if reset.is_enabled():
        with answered(page):
            reset.click()
    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.locator("[data-card]")).to_have_count(0)
    frame.evaluate("caravan.goHome()")


def choose_language(page: Page, lang: str) -> None:
    """Choose a language in the masthead; nothing happens when it is the page's already."""
    if page.locator("html").get_attribute("lang") == lang:
        return
    page.locator(".st-key-masthead .language").select_option(label=LANGUAGE_NAMES[lang])
    expect(page.locator("html")).to_have_attribute("lang", lang)
    if page.locator(FRAME).count():
        expect(page.frame_locator(FRAME).locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def page_names(page: Page) -> list[str]:
    """List the names of all pages, as the masthead has them; the map is the first."""
    return page.locator(PAGE_LINK).all_inner_texts()


def go_to(page: Page, name: str) -> None:
    """Go to another page by the masthead, and wait until it stands; nothing happens when it is there already."""
    here = page.locator(f"{PAGE_LINK}[aria-current=page]")
    if here.all_inner_texts() != [name]:
        page.locator(PAGE_LINK, has_text=re.compile(f"^{re.escape(name)}$")).click()
    # A list: while the masthead is drawn anew, both the old and the new page may be marked for a moment.
    expect(here).to_have_text([name])
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    if page.locator(FRAME).count():
        map_frame(page)


def arrived(page: Page, *endings: str) -> None:
    """Wait until files whose paths end like this have arrived since the page was opened."""
    for _ in range(MOST_FRAMES):
        paths = [urlsplit(answer.url).path for answer in page.watch.answers]
        missing = [ending for ending in endings if not any(path.endswith(ending) for path in paths)]
        if not missing:
            return
        page.evaluate("new Promise(requestAnimationFrame)")
    msg = f"{missing} did not arrive"
    raise AssertionError(msg)


def pictures_loaded(scope: Page | Frame) -> None:
    """Wait until a picture asked for now has come: whatever was asked for before has been answered as well."""
    scope.evaluate(
        "() => new Promise((done) => { const probe = new Image(); probe.onload = probe.onerror = () => setTimeout(done);"
        " probe.src = '/app/static/icon.png?' + Math.random(); })"
    )


def ids_of(scope: Page | Frame, selector: str) -> set[str]:
    """Collect the site ids of the elements that a selector finds."""
    return set(scope.eval_on_selector_all(selector, "found => found.map(e => e.dataset.site)"))


def pressed(page: Page, name: str) -> set[str]:
    """Collect the codes of the switches that are on."""
    chips = page.eval_on_selector_all('[data-chip][aria-pressed="true"]', "found => found.map(e => e.dataset.chip)")
    return {chip.partition(":")[2] for chip in chips if chip.startswith(f"{name}:")}


def camera(frame: Frame) -> list[float]:
    """Tell where the map looks: latitude, longitude, zoom."""
    return frame.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")


def look_at(frame: Frame, lat: float, lon: float, zoom: float) -> None:
    """Move the map as a reader's hand would."""
    frame.evaluate("([lat, lon, zoom]) => { map.setView([lat, lon], zoom, { animate: false }); }", [lat, lon, zoom])


def middle_of(frame: Frame, selector: str) -> tuple[float, float]:
    """Find the middle of an element of the map, in pixels of the page."""
    box = frame.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
