"""The waiting view in a browser: glyphs instead of symbols, at once; years by key; the address; the card."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo.sites.waiting import WEST, list_waiting, pick_waiting
from tests.browser.hooks import CARD, VIEWPORT, answered, press
from tests.browser.test_walk import ZOOMED

pytestmark = pytest.mark.browser

LOW_SHARE = 0.2
"""Of the map's height that the years take at most on a low screen."""

HALVES = """site => [...document.querySelectorAll(`.wait.wait--${site} .wait-half`)]
    .map(({ dataset: d }) => [d.post, d.act, d.hours, d.year])"""
ACT_AND_LOOK = """([selector, key]) => {
    const inside = document.querySelector('iframe').contentDocument;
    const one = document.querySelector(selector);
    if (key) one.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    else one.click();
    return [...inside.querySelectorAll('.wait--red-bridge .wait-half')]
        .map(({ dataset: d }) => [d.post, d.act, d.hours, d.year]);
}"""


def query(page):
    return {name: value for name, value in parse_qs(urlsplit(page.url).query).items() if name != "v"}


def test_hours_take_the_place_of_the_symbols_and_go_through_the_years_at_once(shared_map, catalogue):
    page, frame = shared_map
    press(page, "view", "waiting")
    assert query(page) == {"view": ["waiting"]}
    picked = pick_waiting(list_waiting(catalogue), ())
    for site, one in picked.items():
        halves = one.halves(2023, WEST)
        told = [[h.post, h.act, "" if h.value.hours is None else f"{h.value.hours:g}", "2023"] for h in halves]
        assert frame.evaluate(HALVES, site) == told, site
    assert frame.locator(".wait").count() == len(picked)
    assert frame.locator(".site").count() == 0
    expect(frame.locator(".wait--altynkol")).to_have_role("button")
    expect(frame.locator(".wait--altynkol")).to_have_accessible_name(
        "Altynkol, Rail, 2023. going west: entering Kazakhstan: 76.9 h (second-hand); leaving China: 12.5 h (second-hand)"
    )
    with answered(page):
        east = page.evaluate(ACT_AND_LOOK, ['[data-chip="dir:east"]', ""])
    assert east == [["tsiteli-khidi", "leave", "54.9", "2023"], ["red-bridge", "enter", "5.2", "2023"]]
    slider = page.get_by_role("slider", name="Year", exact=True)
    expect(slider).to_have_attribute("aria-valuetext", "2023")
    page.set_viewport_size(ZOOMED)
    assert page.locator(".years").bounding_box()["height"] < LOW_SHARE * page.locator("iframe").bounding_box()["height"]
    page.set_viewport_size(VIEWPORT)
    with answered(page):
        before = page.evaluate(ACT_AND_LOOK, [".years-thumb--year", "ArrowLeft"])
    assert before == [["tsiteli-khidi", "leave", "24.2", "2022"], ["red-bridge", "enter", "3.1", "2022"]]
    expect(slider).to_have_attribute("aria-valuetext", "2022")
    assert query(page) == {"view": ["waiting"], "dir": ["east"], "year": ["2022"]}
    expect(page.locator(".lead").first).to_contain_text("In 2022 a truck stood 24.2 h")
    frame.locator(".wait--red-bridge").press("Enter")
    expect(page.locator(CARD.format("red-bridge"))).to_be_visible()
    expect(frame.locator(".wait--red-bridge")).to_have_attribute("aria-current", "")
    press(page, "view", "sites")
    assert frame.locator(".wait").count() == 0
    expect(page.get_by_role("slider")).to_have_count(0)


def test_a_link_opens_its_year_and_direction(open_map):
    page, frame = open_map("/?view=waiting&year=2020&dir=both&lang=en")
    expect(frame.locator(".wait--red-bridge .wait-half")).to_have_count(4)
    assert {year for *_, year in frame.evaluate(HALVES, "red-bridge")} == {"2020"}
    expect(page.get_by_role("slider", name="Year", exact=True)).to_have_attribute("aria-valuetext", "2020")
