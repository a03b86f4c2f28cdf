"""The map and the walkthrough as one file open from a disk: no server, no network, and the keys work."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from geo.language import load_language
from panels.data import read_data
from panels.export.one_file import write_tour
from panels.export.page import make_request
from panels.reader import Reader
from panels.view import Codes, View
from tests.browser.hooks import look_at
from tests.browser.test_ground import INKED, NAMES, RED_BRIDGE
from tests.limits import WAIT_MS

pytestmark = pytest.mark.browser


HOSTILE = '</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">${window.hacked = 1}`'


def read():
    catalogue, entries = read_data()
    codes = Codes({c for e in entries for c in e.countries}, {"road", "rail", "sea", "air"}, set(), set())
    return Reader(catalogue, entries, codes, load_language("en"))


def write_page(path):
    path.write_bytes(make_request(read(), View()).write_page(lambda _: None))
    return path.as_uri()


def write_hostile_tour(path):
    """Write the story of the sites, its first scene full of text that wants to be run."""
    reader = read()
    order = make_request(reader, View(), story_id="caravanserai")
    first, *others = order.story.scenes
    lines = tuple(replace(line, text=HOSTILE) for line in first.lines)
    scenes = (replace(first, title=HOSTILE, note=HOSTILE, lines=lines), *others)
    order = replace(order, selection=replace(order.selection, title=HOSTILE))
    path.write_bytes(write_tour(order, reader, replace(order.story, title=HOSTILE, scenes=scenes), lambda _: None))
    return path.as_uri()


def watch(page):
    """Note every request and everything that goes wrong."""
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return asked, wrong


def foreign(asked, address):
    return [url for url in asked if url.partition("#")[0] != address and not url.startswith(("data:", "blob:"))]


def test_it_works_from_a_disk_without_any_request(chromium, tmp_path):
    page = chromium.new_page()
    page.set_default_timeout(WAIT_MS)
    asked, wrong = watch(page)
    address = write_page(tmp_path / "map.html")
    page.goto(address)
    expect(page.locator("body")).to_have_attribute("data-ready", "true")
    expect(page.locator(".site--kapikule")).to_be_visible()
    ground = page.locator(".leaflet-ground-pane canvas")
    assert ground.count() == 0
    page.keyboard.press("PageDown")
    expect(page.locator('[data-card="kapikule"]')).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator('[data-card="red-bridge"]')).to_be_visible()
    expect(page.get_by_role("tab").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("[data-card]")).to_have_count(0)
    page.locator('[data-chip="country:KGZ"]').click()
    expect(page.locator(".site--kapikule")).to_have_class(re.compile("site--off"))
    page.keyboard.press("/")
    page.keyboard.type("torugart")
    page.keyboard.press("Enter")
    expect(page.locator('[data-card="torugart"]')).to_be_visible()
    assert page.evaluate("() => caravan.fetchOverview().then((sheet) => sheet.land.features.length)") > 100
    look_at(page.main_frame, *RED_BRIDGE, 9)
    ground.first.wait_for(state="attached")
    page.wait_for_function(INKED)
    assert "Marneuli" in page.evaluate(NAMES)
    assert foreign(asked, address) == []
    assert wrong == []
    page.close()


def test_a_walkthrough_is_walked_by_keys_from_a_disk(chromium, tmp_path):
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, offline=True, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    asked, wrong = watch(page)
    address = write_hostile_tour(tmp_path / "tour.html")
    page.goto(address)
    stage, title = page.locator(".stage"), page.locator(".stage-title")
    expect(title).to_have_text(HOSTILE)
    expect(page.locator("body")).to_have_attribute("data-scene", "caravanserai/1")
    for key, stop in (("ArrowRight", 2), ("Space", 3), ("PageDown", 4), ("ArrowLeft", 3), ("End", 11), ("Home", 1)):
        page.keyboard.press(key)
        expect(stage).to_have_attribute("data-stop", str(stop))
    page.keyboard.press("n")
    expect(page.locator(".stage-notes")).to_contain_text("Sources: ")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(title).to_have_text("Red Bridge")
    expect(page.locator(".stage-figure")).to_contain_text("54.9 h")
    expect(page.locator("body")).to_have_attribute("data-scene", "caravanserai/4")
    page.locator(".wait--red-bridge .wait-half").first.click()
    expect(page.locator('#side [data-card="red-bridge"]')).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#side [data-card]")).to_have_count(0)
    page.keyboard.press("b")
    expect(page.locator(".stage-blank")).to_be_visible()
    page.keyboard.press("b")
    for key in ("l", "q"):
        page.keyboard.press(key)
    expect(page.locator(".stage-menu")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator('button:is([data-act="share"], [data-act="leave"], [data-act="language"])')).to_have_count(0)
    expect(page.locator('[data-act="notes"]')).to_be_visible()
    page.reload()
    expect(page.locator(".stage")).to_have_attribute("data-stop", "4")
    assert page.evaluate("window.hacked") is None
    assert foreign(asked, address) == []
    assert wrong == []
    context.close()
