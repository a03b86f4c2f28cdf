"""Links: they open what they say, cold and in every language; what they cannot mean is ignored."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import opened_pages, with_map
from tests.browser.hooks import CARD, ids_of, pressed

pytestmark = pytest.mark.browser

SELECTION = "country=KAZ&country=KGZ&site=red-bridge"
HOSTILE = {
    "country": ["<script>window.pwned=1</script>", "kaz", "KAZ;KGZ", "__proto__"],
    "site": ["../../etc/passwd", "red-bridge'--", "constructor"],
    "mode": ["<img src=x onerror=window.pwned=1>", "%00"],
    "kind": ["${window.pwned=1}"],
    "layer": ["x", "sites,corridor"],
    "base": ["https://example.org/{z}/{x}/{y}.png"],
    "lang": ["xx", "../en", "tr\u202e"],
    "hide": ["yes"],
    "table": ["../sites"],
    "journey": ["9"],
    "unknown-name": ["1"],
}
LONG = {"site": ["x" * 3000], "q": ["Ñ " * 600], "country": ["K" * 3000]}


def test_a_deep_link_to_the_sources_as_the_first_visitor(start_server, profiles):
    with start_server() as base, opened_pages(profiles, base) as open_one:
        page = open_one("/sources?lang=tr&table=no-such-table&country=<script>")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "tr")
        expect(page.locator(".brand")).to_have_count(1)
        expect(page.locator(".source-list > li").first).to_be_visible()
        expect(page.locator(".table-scroll table")).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_turkish_link_as_the_first_visitor_of_the_bare_entrance_and_then_in_english(start_server, profiles):
    with start_server("dashboard.py") as base, opened_pages(profiles, base) as open_one:
        found = {}
        for lang in ("tr", "en"):
            address = f"/?{SELECTION}&lang={lang}"
            page, frame = with_map(open_one)(address)
            expect(page.locator(CARD.format("red-bridge"))).to_be_visible()
            expect(page.locator("html")).to_have_attribute("lang", lang)
            assert pressed(page, "country") == {"KAZ", "KGZ"}
            assert ids_of(frame, ".site.site--chosen") == {"red-bridge"}
            assert page.url.endswith(address)
            found[lang] = (ids_of(frame, ".site.site--off"), page.locator("#site-count").inner_text())
        assert "red-bridge" in found["tr"][0]
        assert found["tr"][0] == found["en"][0]
        assert found["tr"][1] != found["en"][1]


def test_hostile_and_unknown_parameters_are_ignored(open_map, entries):
    query = "&".join(f"{name}={quote(value)}" for name, values in (HOSTILE | LONG).items() for value in values)
    page, frame = open_map(f"/?{query}&country=KGZ")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator("[data-card]")).to_have_count(0)
    assert pressed(page, "country") == {"KGZ"}
    assert pressed(page, "mode") == set()
    assert pressed(page, "base") == {"own"}
    assert pressed(page, "kind") == set()
    assert len(page.locator(".find").input_value()) <= 80
    expect(page.locator(".site-list .empty")).to_be_visible()  # no site has that long a name
    assert re.search(r"/\?country=KGZ&q=[^&]*(&lang=[^&]*)?$", page.url)
    assert len(page.url) < 700
    assert page.evaluate("window.pwned") is None
    assert frame.evaluate("window.pwned") is None
    page.locator(".find").fill("")
    shown = page.locator("body").inner_text() + frame.locator("body").inner_text()
    for values in HOSTILE.values():
        for value in values:
            assert len(value) < 5 or value not in shown
    assert len(ids_of(frame, ".site")) == sum(e.listed and e.position is not None for e in entries)
