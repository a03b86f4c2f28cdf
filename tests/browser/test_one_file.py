"""The map as one file opens from a disk: no server, no network, and the keys work."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from geo.language import load_language
from panels.entrance import Reader
from panels.export_page import make_order
from panels.shared import read_data
from panels.view import Codes, View

pytestmark = pytest.mark.browser


def write_page(path):
    catalogue, entries = read_data()
    codes = Codes({c for e in entries for c in e.countries}, {"road", "rail", "sea", "air"}, set(), set())
    order = make_order(Reader(catalogue, entries, codes, load_language("en")), View())
    path.write_bytes(order.write_page(lambda _: None))
    return path.as_uri()


def test_it_works_from_a_disk_without_any_request(chromium, tmp_path):
    page = chromium.new_page()
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    address = write_page(tmp_path / "map.html")
    page.goto(address)
    expect(page.locator("body")).to_have_attribute("data-ready", "true")
    expect(page.locator(".site--kapikule")).to_be_visible()
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
    assert page.evaluate("() => caravan.overview().then((sheet) => sheet.land.features.length)") > 100
    assert [url for url in asked if url != address and not url.startswith(("data:", "blob:"))] == []
    assert wrong == []
    page.close()
