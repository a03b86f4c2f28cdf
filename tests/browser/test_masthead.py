"""From page to page: without loading the app anew, by mouse and by keyboard, forward and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hooks import CARD, PAGE_LINK, go_to, map_frame, page_names

pytestmark = pytest.mark.browser

SAME_DOCUMENT = "window.kept === true"


def mark(page):
    page.evaluate("window.kept = true")


def current(page):
    return page.locator(f"{PAGE_LINK}[aria-current=page]")


def test_pages_are_changed_in_the_same_document_and_the_way_back_leads_through_them(open_map):
    page, _ = open_map("/?country=KGZ")
    mark(page)
    names = page_names(page)
    go_to(page, names[2])
    expect(page).to_have_url(re.compile(r"/visits(\?|$)"))
    go_to(page, names[-1])
    expect(page).to_have_url(re.compile(r"/sources$"))
    page.go_back()
    expect(current(page)).to_have_text([names[2]])
    page.go_back()
    expect(current(page)).to_have_text([names[0]])
    map_frame(page)
    expect(page).to_have_url(re.compile(r"/\?country=KGZ$"))
    assert page.evaluate(SAME_DOCUMENT)


def test_the_keyboard_stays_where_it_was(open_map):
    page, _ = open_map("/")
    mark(page)
    name = page_names(page)[-1]
    page.locator(PAGE_LINK).last.focus()
    page.keyboard.press("Enter")
    expect(current(page)).to_have_text([name])
    expect(current(page)).to_be_focused()
    assert page.evaluate(SAME_DOCUMENT)


def test_a_link_in_the_text_opens_what_it_names_in_the_same_document(open_map):
    page, _ = open_map("/?lang=tr")
    go_to(page, page_names(page)[5])
    page.locator(".brief").wait_for()
    mark(page)
    link = page.locator(".brief li[data-id] > a").first
    site = link.locator("xpath=..").get_attribute("data-id")
    link.click()
    expect(page.locator(CARD.format(site))).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "tr")
    expect(page).to_have_url(re.compile(rf"/\?(.*&)?site={site}(&|$)"))
    assert page.evaluate(SAME_DOCUMENT)


def test_a_link_is_an_ordinary_one_for_whoever_wants_another_tab(open_map):
    page, _ = open_map("/")
    with page.context.expect_page() as other:
        page.locator(PAGE_LINK).last.click(modifiers=["Control"])
    expect(other.value.locator(".source-list > li").first).to_be_visible()
    expect(current(page)).to_have_text([page_names(page)[0]])
    other.value.close()


def test_without_a_line_to_the_server_a_link_loads_the_page_anew(open_map):
    page, _ = open_map("/")
    mark(page)
    page.get_by_test_id("stApp").evaluate("app => { app.dataset.testConnectionState = 'PINGING_SERVER' }")
    page.locator(PAGE_LINK).last.click()
    expect(page.locator(".source-list > li").first).to_be_visible()
    assert not page.evaluate(SAME_DOCUMENT)
