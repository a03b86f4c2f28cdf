"""The pages beside the map as a reader's browser shows them: print, motion, and what the map says with them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from geo.brief import gather_brief, list_countries
from geo.language import list_languages, load_language
from panels.brief_sheet import render_brief
from tests.browser.hooks import map_frame

pytestmark = pytest.mark.browser
PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")
LONGEST_SINCE = "2006-01-01"  # nearly everything is marked as new, which takes the most room


def test_every_country_brief_is_one_printed_page(open_page, catalogue):
    page = open_page("/brief")
    page.locator(".brief").wait_for()
    counted = {}
    for code in list_countries(catalogue):
        for lang in list_languages():
            brief = gather_brief(catalogue, code, LONGEST_SINCE)
            html = render_brief(catalogue, brief, {}, load_language(lang))
            page.evaluate(
                "([html, lang]) => { document.querySelector('.brief').outerHTML = html;"
                " document.documentElement.lang = lang; }",
                [html, lang],
            )
            page.evaluate("document.fonts.ready")
            counted[code, lang] = len(PAGE_OBJECT.findall(page.pdf(format="A4", prefer_css_page_size=True)))
    assert {sheet: pages for sheet, pages in counted.items() if pages != 1} == {}


def test_the_legs_of_a_route_play_in_order_until_stopped(open_page):
    page = open_page("/etir", motion="no-preference")
    frame = map_frame(page)
    frame.locator("body[data-leg='1']").wait_for()
    expect(frame.locator(".line--moving")).to_have_class(re.compile(r"\bline--E1\b"))
    expect(frame.locator(".line--waiting")).to_have_class(re.compile(r"\bline--E2\b"))
    expect(frame.locator(".voyage-leg")).to_contain_text("Leg 1 of 2 · road: Ark buloq → Avia yuklar")
    frame.locator("body[data-leg='2']").wait_for()
    moving = frame.locator(".line--moving")
    expect(moving).to_have_class(re.compile(r"\bline--E2\b"))
    assert moving.evaluate("path => getComputedStyle(path).animationName") == "along"
    frame.locator(".voyage-button").click()
    expect(moving).to_have_count(0)
    expect(frame.locator("body[data-leg]")).to_have_count(0)


def test_nothing_moves_by_itself_for_who_asked_for_calm_nor_where_no_legs_are_known(open_page):
    page = open_page("/etir", motion="reduce")
    frame = map_frame(page)
    expect(frame.locator(".line--chosen")).to_have_count(2)
    assert frame.locator("body[data-leg]").count() == 0  # now, not when it has come to its end
    frame.locator(".voyage-button").click()
    moving = frame.locator(".line--moving")
    expect(moving).to_have_class(re.compile(r"\bline--E1\b"))
    assert moving.evaluate("path => getComputedStyle(path).animationName") == "none"
    page.locator(".st-key-etir-bar [data-testid=stSelectbox] input").click()
    page.get_by_role("option").nth(1).click()
    expect(page.locator('[aria-current=true][data-id="T2"]')).to_be_visible()
    expect(frame.locator(".voyage")).to_have_count(0)
    expect(frame.locator(".line--chosen")).to_have_class(re.compile(r"\betir--T2\b"))


def test_the_corridor_is_coloured_by_the_weakest_link_of_an_instrument(open_page):
    page = open_page("/etir?tab=corridor&instrument=e-cmr")
    frame = map_frame(page)
    expect(frame.locator("path.link--KAZ.link--missing.link--weak")).not_to_have_count(0)
    expect(frame.locator("path.link--TUR.link--in-place")).to_have_count(4)
    expect(frame.locator("path.link--weak.link--TUR")).to_have_count(0)
    mark = frame.evaluate("window.sameFrame = true")
    page.locator("[data-go='instrument:tir-convention']").click()
    expect(frame.locator("path.link--in-place")).to_have_count(frame.locator("path.link").count())
    expect(frame.locator("path.link--KAZ.link--in-place")).not_to_have_count(0)
    assert mark == frame.evaluate("window.sameFrame"), "the map was built anew"
    assert "instrument=tir-convention" in page.url


def test_a_mark_on_the_map_leads_to_the_events_of_its_place(open_page):
    page = open_page("/record?tab=map&country=KGZ")
    frame = map_frame(page)
    articles = page.locator("article.event")
    expect(articles).not_to_have_count(5)
    everything = articles.count()
    frame.locator(".mark--bishkek").click()
    expect(articles).to_have_count(5)
    expect(frame.locator(".mark--chosen")).to_have_attribute("aria-pressed", "true")
    assert "place=bishkek" in page.url
    frame.locator(".mark--bishkek").click()
    expect(articles).to_have_count(everything)


def test_a_chosen_visit_dims_all_but_its_site_and_one_without_a_site_tints_its_country(open_page):
    page = open_page("/visits?visit=V04")
    frame = map_frame(page)
    expect(frame.locator(".site--irkeshtam")).not_to_have_class(re.compile("site--off"))
    expect(frame.locator(".site--torugart")).to_have_class(re.compile("site--off"))
    page.locator("[data-go='mark:V10']").click()
    expect(frame.locator(".land--TUR")).not_to_have_count(0)
    expect(frame.locator(".site:not(.site--off)")).to_have_count(0)
    page.locator("[data-go='back']").click()
    expect(frame.locator(".land--TUR")).to_have_count(0)
    expect(frame.locator(".site--off")).to_have_count(0)
