"""One room, several windows: stage, speaker and audience; in one process, and in two that share Redis."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from panels.rooms.store import Position, RedisRooms
from tests.browser.conftest import opened_pages

pytestmark = pytest.mark.browser

STAGE_COUNTER = ".stage-counter"
SPEAKER_COUNTER = ".speaker-counter"


def at(page, counter, stop):
    expect(page.locator(counter)).to_have_text(re.compile(rf"^{stop} / "))


def open_room(stage, first):
    """Open a room at the stage; gives the ways in for the audience and for the speaker."""
    stage.locator(".stage-card h1").wait_for()
    stage.keyboard.press("q")
    expect(stage.locator(".stage-qr svg")).to_be_visible()
    speaker = urlsplit(stage.locator(".stage-link").get_attribute("href"))
    audience = stage.locator(".stage-address").inner_text().removeprefix(first)
    stage.keyboard.press("Escape")
    assert f"lang={stage.evaluate('document.documentElement.lang')}" in speaker.query.split("&")
    return audience, f"{speaker.path}?{speaker.query}"


def test_a_second_window_leads_the_stage_and_follows_it(open_page, server):
    stage = open_page("/walkthrough?story=caravanserai&stop=4", size=(1024, 768))
    _, speaker = open_room(stage, server)
    lead = open_page(speaker, size=(390, 844))
    at(lead, SPEAKER_COUNTER, 4)
    expect(lead.locator(".speaker-notes")).to_contain_text("75 hours")
    expect(lead.locator(".speaker-elapsed")).to_have_text(re.compile(r"^\d+:\d\d$"))
    expect(lead.locator(".speaker-next")).to_have_text(re.compile("^Port of Baku"))
    expect(lead.locator(".speaker-next img")).to_have_attribute("src", re.compile(r"/stop-caravanserai-5-en-\w+\.svg"))
    lead.wait_for_function("document.querySelector('.speaker-next img').naturalWidth === 480")
    stage.keyboard.press("PageDown")
    at(lead, SPEAKER_COUNTER, 5)
    lead.locator("[data-do=next]").click()
    at(stage, STAGE_COUNTER, 6)
    lead.locator(".speaker-blank").click()
    expect(stage.locator(".stage-blank")).to_be_visible()
    lead.keyboard.press("PageDown")  # wakes the hall, and moves nothing
    expect(stage.locator(".stage-blank")).to_be_hidden()
    at(stage, STAGE_COUNTER, 6)


NO_STORAGE = """
    for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });
    }
    Object.defineProperty(document, 'cookie', { get() { throw new DOMException('refused', 'SecurityError'); }, set() {} });
"""
"""What a browser does that may keep nothing for a page, or a page in a frame of another site."""


def test_who_may_keep_nothing_leads_and_follows_all_the_same(open_page, server):
    def refuse(page):
        page.add_init_script(NO_STORAGE)

    stage = open_page("/walkthrough?story=caravanserai&stop=4", size=(1024, 768), before=refuse)
    audience, _ = open_room(stage, server)
    follower = open_page(audience, size=(390, 844), before=refuse)
    at(follower, STAGE_COUNTER, 4)
    stage.keyboard.press("PageDown")
    at(follower, STAGE_COUNTER, 5)
    expect(stage).to_have_url(re.compile(r"stop=5\b"))
    stage.go_back()
    at(follower, STAGE_COUNTER, 4)


def test_the_audience_follows_another_process_through_redis_in_its_own_language(
    profiles, start_server, redis_url, monkeypatch
):
    monkeypatch.setenv("REDIS_URL", redis_url)
    rooms = RedisRooms(redis_url)
    keys = rooms.open(Position("caravanserai", 4))
    opened = rooms.read(keys.code).version
    with start_server() as base, opened_pages(profiles, base) as open_page:
        pretend = f"/walkthrough?room={keys.code}&role=speaker&key=guessed"
        audience = open_page(pretend, size=(390, 844), locale="tr-TR")
        at(audience, STAGE_COUNTER, 4)
        expect(audience.locator(".stage-card h1")).to_have_text("Kırmızı Köprü")
        rooms.write(keys.code, keys.token, Position("caravanserai", 5))
        at(audience, STAGE_COUNTER, 5)
        audience.keyboard.press("PageDown")  # the audience leads nobody, not even itself
        rooms.write(keys.code, keys.token, Position("caravanserai", 5, blank=True))
        expect(audience.locator(".stage-blank")).to_be_visible()
        at(audience, STAGE_COUNTER, 5)
        assert rooms.read(keys.code).version == opened + 2
        assert audience.locator(".stage-buttons button").count() == 1
        assert audience.locator(".speaker, .stage-notes:visible").count() == 0
