"""The app without a mouse and for screen readers: axe, the keyboard, the language of the page."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.hooks import CARD, ROW, SYMBOL, answered, go_to, page_names

pytestmark = pytest.mark.browser

OPTIONS = {"resultTypes": ["violations"], "iframes": False}
SEVERE = {"serious", "critical"}
MOST_STOPS = 250
FOCUSED = """() => {
    const e = document.activeElement;
    return [e.dataset.chip ?? e.dataset.site ?? e.className ?? '', e.tagName, e.getAttribute('role') ?? ''];
}"""


def severe_faults(scope) -> list[str]:
    """Let axe look at a page or at a frame; list what is serious or critical."""
    found = Axe().run(scope, options=OPTIONS).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for fault in found
        if fault["impact"] in SEVERE
        for node in fault["nodes"]
    ]


def test_axe_finds_nothing_on_the_map(shared_map):
    page, frame = shared_map
    assert severe_faults(page) == []
    assert severe_faults(frame) == []


def test_axe_finds_nothing_with_filter_and_open_sheet(shared_map):
    page, frame = shared_map
    with answered(page):
        page.locator('[data-chip="country:KGZ"]').click()
    page.locator(".more > summary").click()
    assert severe_faults(page) == []
    assert severe_faults(frame) == []


def test_axe_finds_nothing_on_a_card(shared_map):
    page, frame = shared_map
    page.locator(ROW.format("irkeshtam")).click()
    card = page.locator(CARD.format("irkeshtam"))
    expect(card).to_be_visible()
    card.locator("details > summary").last.click()
    for tab in card.get_by_role("tab").all():
        tab.click()
        assert severe_faults(page) == []
    assert severe_faults(frame) == []


def test_axe_finds_nothing_on_the_other_pages_and_none_asks_a_foreign_host_or_logs_an_error(shared_map):
    page, _ = shared_map
    found = {}
    for name in page_names(page)[1:]:
        go_to(page, name)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        found[name] = severe_faults(page) + page.watch.complaints()
    assert found
    assert {name: faults for name, faults in found.items() if faults} == {}


def walk(page, frame) -> list[tuple[str, str]]:
    """Press Tab from the first switch on until the focus leaves the page; list where it has stopped."""
    page.locator("[data-chip]").first.focus()
    stops = [("page", page.locator("[data-chip]").first.get_attribute("data-chip"))]
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        name, tag, _role = page.evaluate(FOCUSED)
        if tag == "BODY":
            return stops
        if tag == "IFRAME":
            name, tag, _role = frame.evaluate(FOCUSED)
            stops.append(("map", name))
        else:
            stops.append(("page", name))
    msg = f"the focus goes round in circles: {stops}"
    raise AssertionError(msg)


def test_tab_leads_from_the_switches_over_the_list_to_the_symbols(shared_map):
    page, frame = shared_map
    stops = walk(page, frame)
    on_page = [name for where, name in stops if where == "page"]
    in_map = [name for where, name in stops if where == "map"]
    chips = page.eval_on_selector_all(".filter-bar > .chips [data-chip]", "found => found.map(e => e.dataset.chip)")
    rows = page.eval_on_selector_all("a[data-row]", "found => found.map(e => e.dataset.site)")
    assert [name for name in on_page if name in chips] == chips
    assert [name for name in on_page if name in rows] == rows
    assert on_page.index(chips[-1]) < on_page.index(rows[0])
    assert stops.index(("page", rows[-1])) < stops.index(("map", in_map[0]))
    symbols = frame.eval_on_selector_all(".site:not(.site--grouped)", "found => found.map(e => e.dataset.site)")
    assert sorted(symbols) == sorted(name for name in in_map if name in symbols)
    clusters = frame.locator(".site-cluster").count()
    assert sum("site-cluster" in name for name in in_map) == clusters > 0
    grouped = frame.eval_on_selector_all(".site--grouped", "found => found.map(e => e.dataset.site)")
    assert set(grouped).isdisjoint(in_map)


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_key_on_a_symbol_opens_the_card(shared_map, key):
    page, frame = shared_map
    frame.locator(SYMBOL.format("kapikule")).focus()
    page.keyboard.press(key)
    expect(page.locator(CARD.format("kapikule"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-card]")).to_have_count(0)


def test_enter_on_a_row_opens_the_card_and_the_arrows_walk_its_tabs(shared_map):
    page, _ = shared_map
    page.locator(ROW.format("torugart")).focus()
    page.keyboard.press("Enter")
    card = page.locator(CARD.format("torugart"))
    expect(card).to_be_visible()
    tabs = card.get_by_role("tab")
    tabs.first.focus()
    for index in (1, 2, 3, 0):
        page.keyboard.press("ArrowRight")
        expect(tabs.nth(index)).to_be_focused()
        expect(tabs.nth(index)).to_have_attribute("aria-selected", "true")
        expect(card.locator("section[data-tab]:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_the_focus_stays_on_the_row_when_the_server_answers(shared_map):
    page, _ = shared_map
    row = page.locator(ROW.format("red-bridge"))
    row.focus()
    with answered(page):
        page.keyboard.press("Enter")
    expect(page.locator(CARD.format("red-bridge"))).to_be_visible()
    expect(row).to_be_focused()
    with answered(page):
        page.keyboard.press("Escape")


def test_the_focus_can_be_seen(shared_map):
    page, frame = shared_map
    for scope, selector in ((page, "[data-chip]"), (page, "a[data-row]"), (frame, ".site:not(.site--grouped)")):
        element = scope.locator(selector).first
        element.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(element).to_be_focused()
        assert element.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 2, selector


def test_page_and_map_say_their_language_and_name(shared_map):
    page, frame = shared_map
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(frame.locator("html")).to_have_attribute("lang", "en")
    assert page.title() != ""
    assert frame.title() != ""


def test_titles_and_landmarks_lead_through_the_page(shared_map):
    page, _ = shared_map
    expect(page.get_by_role("search")).to_have_accessible_name("Filter sites")
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "found => found.map(e => Number(e.tagName[1]))")
    assert levels
    expect(page.locator("iframe")).to_have_attribute("title", re.compile("."))
