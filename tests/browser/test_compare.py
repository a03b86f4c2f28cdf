"""Side by side in a browser: it fits every screen and paper, its links keep the focus, and the way back leads back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hooks import CHIP, SYMBOL, map_frame
from tests.browser.test_access import severe_faults
from tests.browser.test_geometry import CUT, LANGUAGES_AT, SCROLLED, SMALL, fonts_stand, measure, scrolls_at

pytestmark = pytest.mark.browser

FOUR = "site=torugart&site=irkeshtam&site=red-bridge&site=altynkol"
OTHERS = ("country=AZE&year=2022&year=2023", "journey=alat-tbilisi&way=usual&way=alat-boyuk-kesik.boyuk-kesik-tbilisi")
COLUMNS = """() => [...document.querySelectorAll('.compare-row td')].map((cell) => {
    const box = cell.getBoundingClientRect();
    return Math.round(box.left);
})"""
SIDEWAYS = """() => [...document.querySelectorAll('.compare *')].filter((e) => e.checkVisibility()
    && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !e.closest('.unseen')).map((e) => e.className + e.textContent.slice(0, 40))"""


def test_a_comparison_fits_every_screen_and_folds_on_a_phone(open_page):
    found = {}
    for query in (FOUR, *OTHERS):
        page = open_page(f"/compare?{query}&lang=kk")
        page.locator(".compare").wait_for()
        fonts_stand(page)
        for width, height in LANGUAGES_AT:
            page.set_viewport_size({"width": width, "height": height})
            faults = measure(page, CUT, scrolls_at(width)) + measure(page, SMALL)
            found[query, width] = faults + page.evaluate(SCROLLED) + page.evaluate(SIDEWAYS)
            lefts = len(set(page.evaluate(COLUMNS)))
            assert (lefts == 1) == (width < 760), "side by side, but on a phone one below the other"
        assert severe_faults(page) == []
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_a_symbol_leads_to_the_comparison_by_keyboard_and_back_to_what_was_chosen(open_page):
    page = open_page("/?country=KGZ&lang=en")
    frame = map_frame(page)
    frame.locator(SYMBOL.format("torugart")).press("c")
    expect(frame.get_by_role("menuitem", name="Compare Torugart").first).to_be_focused()
    frame.get_by_role("menuitem", name="Compare Torugart").first.press("Enter")
    expect(page).to_have_url(re.compile(r"/compare\?site=torugart"))
    expect(page.locator(".compare")).to_have_attribute("data-compare", "torugart")
    page.go_back()
    expect(page.locator(CHIP.format("country", "KGZ"))).to_have_attribute("aria-pressed", "true")


def test_columns_change_places_and_the_way_back_leads_back(open_page):
    page = open_page("/compare?site=torugart&site=irkeshtam")
    table = page.locator(".compare")
    expect(table).to_have_attribute("data-compare", "torugart irkeshtam")
    page.locator("[data-quick-links]").wait_for(state="attached")  # before, a link loads the page again
    page.locator("#first-sight").wait_for(state="detached")  # and the keyboard is in what covers it
    page.locator("[data-go='right:0']").focus()
    page.keyboard.press("Enter")
    expect(table).to_have_attribute("data-compare", "irkeshtam torugart")
    expect(page).to_have_url(re.compile("site=irkeshtam&site=torugart"))
    expect(page.locator("[data-go='right:0']")).to_be_focused()
    page.locator("[data-go='out:1']").click()
    expect(table).to_have_attribute("data-compare", "irkeshtam")
    page.go_back()
    expect(table).to_have_attribute("data-compare", "irkeshtam torugart")
    page.locator(".st-key-compare-bar input").first.fill("Red Br")
    page.keyboard.press("Enter")
    expect(table).to_have_attribute("data-compare", "irkeshtam torugart red-bridge")


def test_a_card_and_a_row_lead_to_the_comparison(open_map):
    page, _ = open_map("/?site=irkeshtam")
    expect(page.locator(".card-compare")).to_be_visible()
    page.locator("li[data-id='torugart'] .row + a").click()
    expect(page.locator(".compare")).to_have_attribute("data-compare", "torugart")
    page.locator("[data-go='offer:0']").click()
    expect(page.locator(".compare")).to_have_attribute("data-compare", "torugart irkeshtam")
