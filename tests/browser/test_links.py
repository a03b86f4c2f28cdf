"""Links: they open what they say, cold and in every language; what they cannot mean is ignored."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import opened_pages, with_map
from tests.browser.hooks import CARD, ids_of, pressed

pytestmark = pytest.mark.browser

SELECTION = "country=KAZ&country=KGZ&site=red-bridge&lang=tr"
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


def test_a_deep_link_to_the_sources_as_the_first_visitor(start_server, contexts):
    with start_server() as base, opened_pages(contexts, base) as open_one:
        page = open_one("/sources?lang=tr")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "tr")
        expect(page.locator(".brand")).to_have_count(1)
        expect(page.locator(".source-list > li").first).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_selection_as_the_first_visitor_of_the_bare_entrance(start_server, contexts):
    with start_server("dashboard.py") as base, opened_pages(contexts, base) as open_one:
        page, frame = with_map(open_one)(f"/?{SELECTION}")
        expect(page.locator(CARD.format("red-bridge"))).to_be_visible()
        assert pressed(page, "country") == {"KAZ", "KGZ"}
        assert ids_of(frame, ".site.site--chosen") == {"red-bridge"}
        assert "red-bridge" in ids_of(frame, ".site.site--off")
        expect(page.locator("html")).to_have_attribute("lang", "tr")
        assert page.url.endswith(f"/?{SELECTION}")


def test_a_link_made_in_turkish_opens_the_same_in_english(open_map):
    page, frame = open_map("/?lang=tr")
    page.locator('[data-chip="country:KGZ"]').click()
    page.locator('a[data-row][data-site="torugart"]').click()
    expect(page).to_have_url(re.compile("country=KGZ&site=torugart&lang=tr$"))
    turkish = (ids_of(frame, ".site.site--off"), pressed(page, "country"), page.locator("#site-count").text_content())
    address = page.url.partition("/?")[2].replace("lang=tr", "lang=en")
    page, frame = open_map(f"/?{address}")
    expect(page.locator(CARD.format("torugart"))).to_be_visible()
    english = (ids_of(frame, ".site.site--off"), pressed(page, "country"), page.locator("#site-count").text_content())
    assert english[:2] == turkish[:2]
    assert english[2] != turkish[2]
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_hostile_and_unknown_parameters_are_ignored(open_map, entries):
    query = "&".join(f"{name}={quote(value)}" for name, values in HOSTILE.items() for value in values)
    page, frame = open_map(f"/?{query}&country=KGZ")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator("[data-card]")).to_have_count(0)
    assert pressed(page, "country") == {"KGZ"}
    assert pressed(page, "mode") == set()
    assert pressed(page, "base") == {"own"}
    assert page.url.endswith("country=KGZ") or re.search(r"country=KGZ&lang=[^&]*$", page.url)
    assert page.evaluate("window.pwned") is None
    assert frame.evaluate("window.pwned") is None
    shown = page.locator("body").inner_text() + frame.locator("body").inner_text()
    for values in HOSTILE.values():
        for value in values:
            assert len(value) < 5 or value not in shown
    assert len(ids_of(frame, ".site")) == sum(e.listed and e.position is not None for e in entries)


def test_a_very_long_address_is_survived(open_map):
    page, frame = open_map(f"/?country=KGZ&site={'x' * 3000}&q={quote('Ñ ' * 600)}&country={'K' * 3000}")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert pressed(page, "country") == {"KGZ"}
    assert len(page.locator(".find").input_value()) <= 80
    expect(page.locator(".site-list .empty")).to_be_visible()
    assert frame.locator(".site").count() > 0
    assert len(page.url) < 700


def test_an_unknown_path_or_table_is_no_error_page(open_page):
    page = open_page("/sources?table=no-such-table&country=<script>")
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator(".table-scroll table")).to_be_visible()
