"""Find anything: opened from page and map, chosen by the keyboard, followed like any other link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hooks import CARD, FRAME, ROW, SYMBOL, answered
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


def test_it_opens_from_page_and_map_and_gives_the_focus_back(open_map):
    page, frame = open_map()  # a page of its own: it keeps what was asked and opened last
    for place, key in ((page.locator(ROW.format("kapikule")), "/"), (frame.locator(SYMBOL.format("kapikule")), "/"),
                       (frame.locator(SYMBOL.format("kapikule")), "Control+k"), (page.locator(".find"), "Control+k")):  # fmt: skip
        place.focus()
        page.keyboard.press(key)
        box = palette(page).get_by_role("combobox")
        expect(box).to_be_focused()
        expect(box).to_have_value("")
        expect(palette(page).get_by_role("group")).to_have_count(3)
        expect(page.locator("#root")).to_have_js_property("inert", value=True)  # nothing else can be reached
        page.keyboard.press("Escape")
        expect(palette(page)).to_have_count(0)
        expect(page.locator("#root")).to_have_js_property("inert", value=False)
        expect(place).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator("#root")).to_have_js_property("inert", value=True)
    palette(page).locator(".find-note").click()  # a word in it takes the focus from the field, and leaves it open
    expect(palette(page)).to_be_visible()
    page.mouse.click(20, 700)
    expect(palette(page)).to_have_count(0)
    expect(page.locator(".find")).to_be_focused()
    page.keyboard.press("/")  # a letter like any other there
    expect(page.locator(".find")).to_have_value("/")
    with answered(page):
        page.keyboard.press("Escape")


def test_axe_finds_nothing_in_it_and_hostile_words_are_shown_as_text(shared_map):
    page, _ = shared_map
    page.locator(ROW.format("kapikule")).focus()
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


def test_on_the_stage_an_answer_is_a_stop_and_r_returns(open_page):
    page = open_page("/walkthrough?story=caravanserai&stop=6&lang=en", size=(1024, 768))
    frame = page.wait_for_selector(FRAME, state="attached").content_frame()
    frame.wait_for_selector("body[data-scene]", state="attached")
    counter, title = page.locator(".stage-counter"), page.locator(".stage-title")
    expect(counter).to_have_text(re.compile("^6 /"))
    page.keyboard.press("Control+k")
    type_and_wait(page, "torugart")
    page.keyboard.press("Enter")
    expect(title).to_have_attribute("data-id", "torugart")
    expect(page.locator(".stage-return")).to_be_visible()
    page.keyboard.press("r")
    expect(counter).to_have_text(re.compile("^6 /"))
    expect(page.locator(".stage-return")).to_be_hidden()
    frame.locator("body").press("/")
    type_and_wait(page, "red bridge 2023")
    page.keyboard.press("Enter")
    expect(title).to_have_text("Red Bridge 2023")
    expect(page.locator(".stage-value")).to_have_text("16.5 h")
    page.keyboard.press("r")
    expect(title).to_have_attribute("data-id", "irkeshtam")
    expect(counter).to_have_text(re.compile("^6 /"))
    page.keyboard.press("?")
    page.locator('.stage-menu [data-act="cite"]').press("Enter")
    sentence = page.get_by_label("Sentence to cite it by", exact=True)
    expect(sentence).to_be_focused()
    expect(sentence).to_have_js_property("scrollTop", 0)
    expect(sentence).to_have_value(re.compile(r"^Caravanserai sites, west to east · Irkeshtam · .*stop=6 \(read on"))
    page.keyboard.press("Escape")
    expect(sentence).to_have_count(0)
    page.keyboard.press("PageDown")
    expect(counter).to_have_text(re.compile("^7 /"))


@pytest.mark.parametrize(("record", "path"), [("D002", r"/\?"), ("F010", r"/visits\?tab=findings")])
def test_a_record_without_a_page_is_found_where_it_stands(open_page, record, path):
    page = open_page(f"/?record={record}")
    expect(page.locator(f".found-record[data-id='{record}']")).to_be_in_viewport()
    expect(page).to_have_url(re.compile(path))
    # The page may be put to its top, or grow above the record, after it was found.
    page.evaluate(
        "selector => { for (let one = document.querySelector(selector); one; one = one.parentElement) one.scrollTop = 0; }",
        f".found-record[data-id='{record}']",
    )
    expect(page.locator(f".found-record[data-id='{record}']")).to_be_in_viewport()
    # A run that comes late may put the same text there anew: it is found once more.
    page.evaluate(
        """selector => {
        const one = document.querySelector(selector);
        one.classList.remove('found-record');
        one.replaceWith(one.cloneNode(true));
    }""",
        f".found-record[data-id='{record}']",
    )
    expect(page.locator(f".found-record[data-id='{record}']")).to_be_in_viewport()
