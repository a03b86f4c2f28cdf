"""The clocks of the posts go by the server's time, on a computer whose own is three hours fast."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Profiles, opened_pages
from tests.browser.hooks import map_frame

pytestmark = pytest.mark.browser

FAST = dt.timedelta(hours=3)
FAST_DATE = (
    f"globalThis.Date = class extends Date {{ static now() {{ return super.now() + {FAST.seconds * 1000}; }} }};"
)
"""Playwright's own clock takes the page the list of what it has fetched, and with it the headers that tell the time."""
LATER = dt.timedelta(minutes=7)
BISHKEK = "time[data-zone='Asia/Bishkek']"


@pytest.fixture
def open_page(chromium, server):
    """Open pages in a profile of their own: a clock is set for all pages of a profile, also those opened later."""
    profiles = Profiles(chromium)
    with opened_pages(profiles, server) as open_one:
        yield open_one
    profiles.close()


def run_fast(page):
    page.clock.install(time=dt.datetime.now(tz=dt.UTC) + FAST)


def see_server_time(page):
    """Let time go on in the browser: its clock must be as much later as the server's was, not as its own is."""
    expect(page.locator(BISHKEK)).to_be_visible()
    before = dt.datetime.now(tz=dt.UTC)
    page.clock.fast_forward(LATER.seconds * 1000)
    shown = page.locator(BISHKEK).inner_text()
    after = dt.datetime.now(tz=dt.UTC)
    slack = dt.timedelta(minutes=1)  # what the message was on its way, and what went by meanwhile
    may = {
        f"{(moment + LATER).astimezone(ZoneInfo('Asia/Bishkek')):%H:%M}" for moment in (before - slack, before, after)
    }
    assert shown in may


def test_clocks_on_a_card_go_by_the_server(open_page):
    page = open_page("/?site=torugart", before=run_fast)
    map_frame(page)  # it stands: else the time that it has to begin would run out
    see_server_time(page)


def test_clocks_of_an_embed_go_by_the_server_also_where_it_is_not_sent_again(chromium, server):
    """Each answer says the time: of the second only its headers are new."""
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(FAST_DATE)
    answers, said = [], []
    page.on("response", lambda answer: answers.append(answer) if "/embed/site/" in answer.url else None)
    for _ in range(2):
        before = dt.datetime.now(tz=dt.UTC)
        page.goto(f"{server}/embed/site/torugart")
        shown = page.locator(BISHKEK).inner_text()
        may = (before, dt.datetime.now(tz=dt.UTC))
        assert shown in {f"{moment.astimezone(ZoneInfo('Asia/Bishkek')):%H:%M}" for moment in may}
        said.append(page.evaluate("performance.getEntriesByType('navigation')[0].serverTiming[0].description"))
    first, again = (answer.all_headers() for answer in answers)
    assert first["etag"] == again["etag"]
    assert "if-none-match" in answers[1].request.all_headers()
    assert int(said[0]) < int(said[1])
    context.close()


def test_clocks_on_a_card_of_the_stage_go_by_the_server(open_page):
    page = open_page("/walkthrough?story=caravanserai&stop=6", before=run_fast)
    page.locator(".stage-counter").wait_for()
    map_frame(page).locator(".wait--torugart .wait-area").click()  # a stop with years shows its hours
    see_server_time(page)
