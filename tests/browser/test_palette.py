"""Find anything: opened from page and map, chosen by the keyboard, followed like any other link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hooks import CARD, ROW, SYMBOL
from tests.browser.test_access import severe_faults

pytestmark = pytest.mark.browser

SETTLED = "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"


def palette(page):
    return page.get_by_role("dialog", name="Find anything")


def type_and_wait(page, text):
    box = palette(page).get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type(text)
    expect(palette(page).get_by_role("option", selected=True)).to_have_count(1)
    return palette(page).get_by_role("option")


def test_it_opens_from_page_and_map_and_gives_the_focus_back(shared_map):
    page, frame = shared_map
    for place, key in ((page.locator(ROW.format("kapikule")), "/"), (frame.locator(SYMBOL.format("kapikule")), "/"),
                       (frame.locator(SYMBOL.format("kapikule")), "Control+k"), (page.locator(".find"), "Control+k")):  # fmt: skip
        place.focus()
        page.keyboard.press(key)
        box = palette(page).get_by_role("combobox")
        expect(box).to_be_focused()
        expect(box).to_have_value("")
        expect(palette(page).get_by_role("group")).to_have_count(3)
        page.keyboard.press("Escape")
        expect(palette(page)).to_have_count(0)
        expect(place).to_be_focused()


def test_axe_finds_nothing_in_it_and_hostile_words_are_shown_as_text(shared_map):
    page, _ = shared_map
    page.keyboard.press("Control+k")
    type_and_wait(page, "Хоргос")
    assert severe_faults(page) == []
    page.get_by_role("combobox", name="Find anything").fill("<qqzz onqqzz=zzqq>")
    expect(palette(page)).to_contain_text("Nothing found for “<qqzz onqqzz=zzqq>”.")
    page.get_by_role("combobox", name="Find anything").fill("<img src=x onerror=alert(1)>")
    expect(palette(page).locator("img")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of this page")).to_contain_text("find anything, from everywhere")
    assert severe_faults(page) == []
    page.keyboard.press("Escape")


def test_an_answer_is_chosen_by_the_keyboard_and_its_record_comes_into_view(open_map):
    page, _ = open_map("/?lang=en")
    page.evaluate("window.kept = true")
    page.keyboard.press("Control+k")
    options = type_and_wait(page, "Красный мост")
    expect(options.first).to_have_attribute("data-id", "red-bridge")
    page.keyboard.press("Enter")
    expect(page.locator(CARD.format("red-bridge"))).to_be_visible()
    page.wait_for_function(SETTLED)
    page.keyboard.press("Control+k")
    options = type_and_wait(page, "F010")
    expect(options.first).to_have_attribute("href", re.compile(r"/visits\?tab=findings&record=F010&lang=en$"))
    page.keyboard.press("Enter")
    expect(page.locator('[data-id="F010"]')).to_be_focused()
    expect(page.locator('[data-id="F010"]')).to_be_in_viewport()
    assert page.evaluate("window.kept === true")
