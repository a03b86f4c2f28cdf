"""A page that is open lives on: after a new start of its server, a lost session, and a new edition of the tables."""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo.language import load_language
from panels.shell.titles import list_titles
from tests.browser.conftest import free_port, opened_pages, serve
from tests.browser.hooks import CARD, ROW
from tests.browser.test_rooms import STAGE_COUNTER, at, open_room

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NOTE = ".fault-note[data-edition]"
LINE_NOTE = ".line-note"
CHANGED = "The data have changed since this page was opened."
FORGETFUL = ("--server.disconnectedSessionTTL", "0")
"""A session without a line is thrown away at once instead of after two minutes."""
NO_SERVER = re.compile(
    "ERR_CONNECTION|Connection timed out|Failed to fetch|Client Error|server is not responding|DoInitPings|^Event$|when disconnected from server"
    "|already in CLOSING or CLOSED state"
)
"""What a browser, or Streamlit's page in it, says itself when a server is not there."""
KEEP_LINES = """
    window.lines = [];
    WebSocket = class extends WebSocket {
        constructor(...all) {
            super(...all);
            lines.push(this);
            if (this.url.endsWith('/_stcore/stream')) this.addEventListener('close', () => { ran = 0; });
        }
    };
    window.ran = 0;
    new MutationObserver((seen) => { ran += seen.filter(({ target }) => target.dataset.testScriptState === 'running').length; })
        .observe(document, { subtree: true, attributeFilter: ['data-test-script-state'] });
    window.woken = 0;
    document.addEventListener('caravan:wake', () => { woken += 1; });
    window.lineNotes = [];
    new MutationObserver(() => lineNotes.push(document.querySelector('.line-note')?.textContent))
        .observe(document, { subtree: true, childList: true });
"""
"""Lets a test hang up, as a computer does that goes to sleep, and read what was said only for a moment."""


@dataclass
class Town:
    """A server of its own, over tables of its own, that can be stopped and started again at the same address."""

    data: Path
    port: int = field(default_factory=free_port)
    life: ExitStack = field(default_factory=ExitStack)
    edition: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.life.enter_context(serve(data=self.data, port=self.port, options=FORGETFUL))

    def stop(self) -> None:
        self.life.close()

    def edit(self) -> None:
        """Save a table anew, as somebody who keeps the data does."""
        self.edition += 1
        table = self.data / "sources.csv"
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        table.write_text(
            "".join(lines).replace("Customs Cooperation", f"Customs Cooperation {self.edition}", 1), encoding="utf-8"
        )


def keep_lines(page):
    page.add_init_script(KEEP_LINES)


def forgive(page):
    page.watch.errors[:] = [error for error in page.watch.errors if not NO_SERVER.search(error)]


@pytest.fixture(scope="module")
def town(tmp_path_factory, data_folder):
    data = tmp_path_factory.mktemp("town") / "data"
    shutil.copytree(data_folder, data)
    found = Town(data)
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def pages(profiles, town):
    """Every page, open side by side and not touched yet."""
    with opened_pages(profiles, town.base) as open_one:
        found = {path: open_one(path, before=keep_lines) for path in ANSWERS}
        for path, page in found.items():
            page.locator(ANSWERS[path].stands).first.wait_for()
            is_quiet(page)
        yield found
        for page in found.values():
            forgive(page)


@dataclass(frozen=True)
class Answer:
    """How a page shows that its server hears it: what stands on it when it is open, and what a hand does."""

    stands: str
    touch: Callable[[Page], None]


def is_quiet(page):
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def choose_site(page):
    """Choose another site than the chosen one, and see its card."""
    for site in ("irkeshtam", "torugart"):
        if not page.locator(CARD.format(site)).count():
            break
    if page.locator(".card-back a").count():
        page.locator(".card-back a").click()
    page.locator(ROW.format(site)).first.click()
    expect(page.locator(CARD.format(site))).to_be_visible()


def follow_link(page, name):
    """Follow a link that only the server answers: by a new address."""
    link = page.locator(f"a[data-go^='{name}']:not([aria-current])").first
    wanted = parse_qs(urlsplit(link.get_attribute("href")).query)
    link.evaluate("link => link.closest('details')?.setAttribute('open', '')")
    link.click()
    expect(page).to_have_url(re.compile(re.escape(next(iter(wanted.items()))[1][0])))


def move_slider(page):
    before = page.locator("[data-asked]").first.get_attribute("data-asked")
    page.locator("input[type=range]").first.press("ArrowLeft")
    expect(page.locator("[data-asked]").first).not_to_have_attribute("data-asked", before)


def make_file(page):
    """Have a file made that has not been made yet."""
    form = next(form for form in ("features", "globe", "gis") if page.locator(f".st-key-make-{form}").count())
    page.locator(f".st-key-make-{form} button").click()
    expect(page.locator(f".st-key-download-{form} button")).to_be_visible()


def swap_columns(page):
    """Let the first two columns of a comparison change places."""
    order = page.locator(".compare").get_attribute("data-compare")
    page.locator("[data-go='right:0']").click()
    expect(page.locator(".compare")).not_to_have_attribute("data-compare", order)


def next_stop(page):
    stop = int(page.locator(".stage-counter").inner_text().partition(" ")[0])
    page.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile(rf"stop={stop + 1}\b"))


def choose_table(page):
    before = page.url
    page.locator(".st-key-choose-table").get_by_role("combobox").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(before)


ANSWERS = {
    "/": Answer(ROW.format("torugart"), choose_site),
    "/corridor": Answer("input[type=range]", move_slider),
    "/visits": Answer("[data-go='mark:V10']", partial(follow_link, name="mark:")),
    "/etir?tab=corridor": Answer("table [data-go]", partial(follow_link, name="instrument:")),
    "/record": Answer(".chart [data-go]", partial(follow_link, name="kind:")),
    "/brief": Answer(".facet", partial(follow_link, name="country:")),
    "/compare?site=torugart&site=irkeshtam": Answer("[data-go='right:0']", swap_columns),
    "/export": Answer(".st-key-make-features", make_file),
    "/walkthrough": Answer(".stage-card h1", next_stop),
    "/sources": Answer(".page-footer", choose_table),
}


def test_no_page_is_left_out():
    assert {path.partition("?")[0].removeprefix("/") for path in ANSWERS} == set(list_titles(load_language("en")))


def says_that_the_data_have_changed(path, page):
    if path == "/walkthrough":  # in front of a hall for a moment, at the foot of the picture
        page.wait_for_function(f"lineNotes.includes({CHANGED!r})")
    else:
        expect(page.locator(NOTE)).to_contain_text(CHANGED)


def stop(town, pages):
    forget_wakes(pages)
    town.stop()


def forget_wakes(pages):
    for page in pages.values():
        page.evaluate("woken = 0")


def came_back(pages):
    """Wait until every page has run anew by itself; a line may come and go more than once while a server starts."""
    for page in pages.values():
        page.wait_for_function("woken > 0")
        is_quiet(page)


def answer(pages):
    for path, page in pages.items():
        ANSWERS[path].touch(page)
    for page in pages.values():
        is_quiet(page)


def test_a_room_goes_on(profiles, town):
    """A server that keeps its rooms in memory has forgotten them: the presenter opens the same room again."""
    with opened_pages(profiles, town.base) as open_one:
        stage = open_one("/walkthrough?story=caravanserai&stop=4", size=(1024, 768), before=keep_lines)
        audience, _ = open_room(stage, town.base)
        follower = open_one(audience, size=(390, 844), before=keep_lines)
        at(follower, STAGE_COUNTER, 4)
        for page in (stage, follower):
            page.locator(".line-note").wait_for(state="attached")  # the line is watched
            is_quiet(page)
        stop(town, {"stage": stage, "follower": follower})
        town.start()
        came_back({"stage": stage})
        stage.keyboard.press("PageDown")
        at(follower, STAGE_COUNTER, 5)
        # Who asked while the room was not open yet was let in by a run of its own, before the line could wake it.
        follower.wait_for_function("woken > 0 || ran > 0")
        is_quiet(follower)
        for page in (stage, follower):
            forgive(page)


def hang_up(pages):
    forget_wakes(pages)
    for page in pages.values():
        page.evaluate("lines.forEach((line) => line.close())")


def open_anew(pages):
    """Open every page once more at its address: nobody has touched it yet."""
    for path, page in pages.items():
        page.reload(wait_until="commit")
        page.locator(ANSWERS[path].stands).first.wait_for()
        is_quiet(page)


def test_pages_live_on(pages, town):
    """One story, because each part needs what the one before has left: a start of the server, a lost session and new
    tables, each for pages that nobody has touched and for pages that somebody has.
    """
    stop(town, pages)
    town.edit()
    for path, page in pages.items():
        expect(page.locator(LINE_NOTE if path != "/walkthrough" else ".stage-offline")).to_be_visible()
    town.start()
    came_back(pages)  # untouched
    for path, page in pages.items():
        says_that_the_data_have_changed(path, page)
    answer(pages)
    hang_up(pages)
    came_back(pages)  # touched
    answer(pages)
    town.edit()
    answer(pages)  # touched
    open_anew(pages)
    hang_up(pages)
    came_back(pages)  # untouched
    answer(pages)
    stop(town, pages)
    town.start()
    came_back(pages)  # touched
    open_anew(pages)
    town.edit()
    answer(pages)  # untouched
