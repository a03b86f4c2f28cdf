"""The pages beside the map as a reader's browser shows them: print, motion, and what the map says with them."""

from __future__ import annotations

import re
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo.cooperation.brief import gather_brief, list_countries
from geo.language import list_languages, load_language
from panels.brief.sheet import render_brief
from tests.browser.hooks import VIEWPORT, map_frame
from tests.browser.paper import sizes_on
from tests.browser.test_geometry import TWO_FRAMES

pytestmark = pytest.mark.browser
PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")
SIDES = 2
TITLE_PT = 17.0
"""Of the name of the country: all letters are as large as the style sheet says where this one is."""
MOST_ON_PAPER = ("KAZ", "TUR")
LONGEST_WORDS = ("ru", "kk")
LONGEST_SINCE = "2006-01-01"  # nearly everything is marked as new, which takes the most room


BEYOND_THE_SCREEN = """() => {
    const found = [], main = document.querySelector('[data-testid=stMain]'), foot = innerHeight;
    if (main.scrollHeight > main.clientHeight) found.push(`the page scrolls: ${main.scrollHeight}`);
    for (const column of document.querySelectorAll('.brief-column')) {
        if (column.scrollHeight > column.clientHeight + 1) found.push(`a column scrolls: ${column.scrollHeight} > ${column.clientHeight}`);
    }
    for (const part of document.querySelectorAll('.brief-column > section, .brief-sources, .brief-title, .brief-changes')) {
        const at = part.getBoundingClientRect();
        const next = part.nextElementSibling?.getBoundingClientRect();
        if (at.bottom > foot || (next?.height && at.bottom > next.top + 1)) found.push(`${part.innerText.slice(0, 40)} is covered`);
        const inner = part.matches('section') && part.querySelector('.brief-scroll');
        if (inner && inner.scrollWidth > inner.clientWidth) {
            found.push(`${part.innerText.slice(0, 40)} has no room to the right: ${inner.scrollWidth - inner.clientWidth}`);
        }
        if (inner && inner.scrollHeight > inner.clientHeight + 1) {
            if (getComputedStyle(inner).overflowY !== 'auto') found.push(`${part.innerText.slice(0, 40)} is cut off`);
            const row = inner.querySelector('li, tbody tr').getBoundingClientRect();
            const edge = inner.getBoundingClientRect().bottom - SIGN_PX;
            if (inner.clientHeight < 20) found.push(`${part.innerText.slice(0, 40)} has no room: ${inner.clientHeight}`);
            if (row.bottom > edge) found.push(`${part.innerText.slice(0, 40)} has no room for a row: ${row.bottom - edge}`);
            if (!inner.querySelector('a[href]')) found.push(`${part.innerText.slice(0, 40)} cannot be scrolled by keys`);
        }
    }
    return found;
}""".replace("SIGN_PX", "20")  # so much of the last line is below what says how many more there are


def show_brief(page, catalogue, code, lang):
    """Put the longest brief of a country in the place of the one that is shown."""
    html = render_brief(catalogue, gather_brief(catalogue, code, LONGEST_SINCE), {}, load_language(lang))
    page.evaluate(
        "([html, lang]) => { document.querySelector('.brief').outerHTML = html;"
        " document.documentElement.lang = lang; }",
        [html, lang],
    )
    page.evaluate("document.fonts.ready.then(() => true)")


def test_every_country_brief_is_one_screen_and_one_printed_sheet(open_page, catalogue):
    page = open_page("/brief")
    page.locator(".page-footer").wait_for()
    counted, faults, shrunk = {}, {}, {}
    for code in list_countries(catalogue):
        for lang in list_languages():
            show_brief(page, catalogue, code, lang)
            faults[code, lang] = page.evaluate(BEYOND_THE_SCREEN)
            content = page.pdf(format="A4", prefer_css_page_size=True)
            counted[code, lang] = len(PAGE_OBJECT.findall(content))
            if code in MOST_ON_PAPER:
                shrunk[code, lang] = max(sizes_on(content)[0])
    assert {sheet: pages for sheet, pages in counted.items() if pages > SIDES} == {}
    assert {sheet: size for sheet, size in shrunk.items() if size < TITLE_PT - 0.1} == {}
    assert {sheet: found for sheet, found in faults.items() if found} == {}
    page.set_viewport_size({"width": 1024, "height": 768})  # where a column may scroll, but each list has a row
    for code, lang in product(list_countries(catalogue), LONGEST_WORDS):
        show_brief(page, catalogue, code, lang)
        faults[code, lang] = [fault for fault in page.evaluate(BEYOND_THE_SCREEN) if "no room" in fault]
    assert {sheet: found for sheet, found in faults.items() if found} == {}
    page.set_viewport_size(VIEWPORT)
    page.locator(".brief .cite a").last.click()  # its source stands in a list that is folded until somebody asks
    expect(page.locator(".brief-sources[open] li:target")).to_be_in_viewport()
    beyond = page.evaluate(BEYOND_THE_SCREEN)
    assert [fault for fault in beyond if "column" not in fault and "for a row" not in fault] == []


CUT_OFF = """() => [...document.querySelectorAll('.brief-scroll')].map((box) => {
    const note = box.querySelector('.more-below');
    const at = box.getBoundingClientRect();
    const covered = note.hidden ? at.bottom : note.getBoundingClientRect().top;
    const rows = [...box.querySelectorAll('li, tbody tr, :scope > p')].filter((row) => row.offsetHeight);
    const cut = rows.filter((row) => row.getBoundingClientRect().bottom > covered + 1).length;
    return { name: box.closest('section').innerText.slice(0, 20), cut, said: note.hidden ? '' : note.innerText };
})"""

# What is seen of a list ends with a whole line: none runs below the edge of what covers the rest, nor does a badge of
# the next line look out above it.
HALF_LINES = """() => [...document.querySelectorAll('.brief-scroll')].flatMap((box) => {
    const veil = box.querySelector('.more-veil');
    if (veil.hidden) return [];
    const edge = veil.getBoundingClientRect().top;
    const pen = document.createRange();
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    const lines = [];
    while (texts.nextNode()) { pen.selectNodeContents(texts.currentNode); lines.push(...pen.getClientRects()); }
    const cut = lines.filter(({ top, bottom, height }) => height > 14.5 && top < edge - 2.5 && bottom > edge + 2.5);
    const badges = [...box.querySelectorAll('li *')].map((badge) => badge.getBoundingClientRect());
    cut.push(...badges.filter(({ top, bottom }) => top < edge - 0.1 && top > edge - 2 && bottom > edge));
    return cut.length ? [`${box.closest('section').innerText.slice(0, 20)}: ${cut.length}`] : [];
})"""


@pytest.mark.parametrize(
    ("lang", "country", "more"), [("ru", "KAZ", "ещё {n} ↓"), ("kk", "AZE", "тағы {n} ↓"), ("en", "KGZ", "{n} more ↓")]
)
def test_a_list_of_the_brief_that_is_cut_says_how_many_more_there_are(open_page, lang, country, more):
    page = open_page(f"/brief?country={country}&lang={lang}")
    page.locator(".page-footer").wait_for()
    expect(page.locator(".brief-long .more-below:visible").first).to_have_text(re.compile(r"\d"))
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(TWO_FRAMES)  # lists count again when letters of another width have made their rows lower
    assert page.evaluate(HALF_LINES) == []
    lists = page.evaluate(CUT_OFF)
    assert len(lists) > 4
    assert [(one["name"], one["said"]) for one in lists] == [
        (one["name"], more.format(n=one["cut"]) if one["cut"] else "") for one in lists
    ]
    times = page.locator(".brief-scroll", has=page.locator(".brief-times"))
    while times.locator(".more-below").is_visible():  # a press shows the rows that were below, until none is
        last = times.evaluate("box => box.scrollTop")
        times.locator(".more-below").click()
        page.wait_for_function("([box, last]) => box.scrollTop > last", arg=[times.element_handle(), last])
        page.evaluate(TWO_FRAMES)  # the next frame says what is below now
    expect(times.locator("tbody tr:not(.beyond)").last).to_be_in_viewport(ratio=1)


OVER_EDGE = """() => [...document.querySelectorAll('.corrections :is(th, td)')]
    .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent.trim())"""


def test_why_a_cell_was_corrected_is_read_on_a_phone_without_a_swipe(open_page):
    page = open_page("/sources?tab=corrections&lang=ru", size=(390, 844))
    reasons = page.locator(".corrections td:last-child")
    expect(reasons.first).to_be_visible()
    boxes = reasons.evaluate_all("found => found.map((one) => one.getBoundingClientRect().toJSON())")
    assert [box for box in boxes if box["left"] < 0 or box["right"] > 390] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1366, "height": 768})
    assert page.evaluate(OVER_EDGE) == []


ON_PAPER = """() => {
    const map = document.querySelector('.st-key-stage-map iframe');
    const [sheet, at] = [map.parentElement.getBoundingClientRect(), map.getBoundingClientRect()];
    const below = document.querySelector('.paper-legend');
    const inside = map.contentDocument;
    const seen = (selector) => [...inside.querySelectorAll(selector)].filter((e) => e.checkVisibility()).length;
    return {
        cutOff: Math.max(at.right - sheet.right, at.bottom - sheet.bottom, sheet.right - innerWidth) > 1,
        sameView: map.clientWidth === inside.defaultView.map.getSize().x && map.clientHeight === inside.defaultView.map.getSize().y,
        covering: seen('.legend, .grade-legend, .leaflet-control-attribution, .leaflet-control-zoom'),
        below: below.getBoundingClientRect().top - sheet.bottom >= -1 && below.getBoundingClientRect().right <= innerWidth,
        rows: [...below.querySelectorAll('li')].map((row) => row.innerText),
        credit: below.querySelector('.paper-credit').innerText,
        smallest: Math.min(...[...below.children].map((e) => parseFloat(getComputedStyle(e).fontSize))),
    };
}"""
SHEETS = {False: (703, 1047), True: (1032, 718)}
"""Width and height of A4 between the margins, in pixels, upright and lying."""


def test_on_paper_nothing_covers_the_map_and_its_legend_stands_below(open_map):
    page, frame = open_map("/")
    legend = frame.locator(".legend li:visible").all_inner_texts()
    for lying, (width, height) in SHEETS.items():
        assert len(PAGE_OBJECT.findall(page.pdf(format="A4", prefer_css_page_size=True, landscape=lying))) == 1
        size = page.viewport_size
        frame.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": width, "height": height})
        found = page.evaluate(ON_PAPER)
        page.emulate_media(media="screen")
        page.set_viewport_size(size)
        frame.evaluate("dispatchEvent(new Event('afterprint'))")
        assert found["rows"] == legend
        assert "OpenStreetMap" in found["credit"]
        assert "do not imply endorsement" in found["credit"]
        assert (found["cutOff"], found["sameView"], found["covering"], found["below"]) == (False, True, 0, True)
        assert found["smallest"] >= 7.5 * 96 / 72
        expect(page.locator(".paper-legend")).to_have_count(0)
        expect(frame.locator(".legend")).to_be_visible()


HOLD_LEGS = """
    window.heldLegs = [];
    const later = window.setTimeout;
    window.setTimeout = (act, ms, ...all) => (ms === 3600 ? heldLegs.push(act) && 0 : later(act, ms, ...all));
"""
"""A leg of a route lasts until the test has seen it (LEG_MS in map/route_player.js)."""


def test_the_legs_of_a_route_play_in_order_until_stopped(open_page):
    page = open_page("/etir", motion="no-preference", before=lambda page: page.add_init_script(HOLD_LEGS))
    frame = map_frame(page)
    frame.locator("body[data-leg='1']").wait_for()
    expect(frame.locator(".line--moving")).to_have_class(re.compile(r"\bline--E1\b"))
    expect(frame.locator(".line--waiting")).to_have_class(re.compile(r"\bline--E2\b"))
    expect(frame.locator(".route-player-leg")).to_contain_text("Leg 1 of 2 · road: Ark buloq → Avia yuklar")
    frame.evaluate("heldLegs.shift()()")
    frame.locator("body[data-leg='2']").wait_for()
    moving = frame.locator(".line--moving")
    expect(moving).to_have_class(re.compile(r"\bline--E2\b"))
    assert moving.evaluate("path => getComputedStyle(path).animationName") == "along"
    frame.locator(".route-player-button").click()
    expect(moving).to_have_count(0)
    expect(frame.locator("body[data-leg]")).to_have_count(0)


def test_nothing_moves_by_itself_for_who_asked_for_calm_nor_where_no_legs_are_known(open_page):
    page = open_page("/etir", motion="reduce")
    frame = map_frame(page)
    expect(frame.locator(".line--chosen")).to_have_count(2)
    assert frame.locator("body[data-leg]").count() == 0  # now, not when it has come to its end
    frame.locator(".route-player-button").click()
    moving = frame.locator(".line--moving")
    expect(moving).to_have_class(re.compile(r"\bline--E1\b"))
    assert moving.evaluate("path => getComputedStyle(path).animationName") == "none"
    page.locator(".st-key-etir-bar [data-testid=stSelectbox] input").click()
    page.get_by_role("option").nth(1).click()
    expect(page.locator('[aria-current=true][data-id="T2"]')).to_be_visible()
    expect(frame.locator(".route-player")).to_have_count(0)
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
    articles = page.locator("article.event:visible")
    expect(articles).not_to_have_count(7)
    everything = articles.count()
    frame.locator(".mark--bishkek").click()
    expect(articles).to_have_count(7)
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


def test_a_filter_stays_open_while_options_are_chosen_and_is_put_away_by_escape_or_a_click_elsewhere(open_page):
    page = open_page("/record")
    articles = page.locator("article.event:visible")
    filter_, other = page.locator("[data-keep='facet:type']"), page.locator("[data-keep='facet:country']")
    expect(articles).not_to_have_count(0)
    page.locator("[data-quick-links]").wait_for(state="attached")  # before, a link loads the page again
    everything = articles.count()
    left = 0
    filter_.locator("summary").focus()
    page.keyboard.press("Enter")
    for word in ("meeting", "field-visit"):
        option = filter_.locator(f"[data-go='type:{word}']")
        left += int(option.locator(".facet-count").inner_text())
        option.focus()
        page.keyboard.press("Enter")
        expect(articles).to_have_count(left)
        expect(filter_).to_have_attribute("open", "")
        expect(option).to_be_focused()
        expect(option).to_have_attribute("aria-current", "true")
    assert 0 < left < everything
    assert parse_qs(urlsplit(page.url).query) == {"type": ["meeting", "field-visit"]}
    page.keyboard.press("Escape")
    expect(filter_).not_to_have_attribute("open", "")
    expect(filter_.locator("summary")).to_be_focused()
    expect(filter_.locator(".facet-now")).to_have_text("2 chosen")
    other.locator("summary").click()
    page.locator("h1").click()
    expect(other).not_to_have_attribute("open", "")
    page.go_back()
    expect(articles).not_to_have_count(left)


def test_the_record_folds_its_chart_on_a_low_screen_and_keeps_the_focus_on_its_switch(open_page):
    page = open_page("/record", size=(1024, 768))
    expect(page.locator("article.event").nth(3)).to_be_in_viewport()
    chart, fold = page.locator("figure.chart"), page.locator(".chart-fold summary")
    expect(chart).to_be_hidden()
    fold.click()
    expect(chart).to_be_visible()
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(fold).to_be_hidden()
    expect(chart).to_be_in_viewport()
    for form, stands in (("Map", ".st-key-stage-map iframe"), ("List", "figure.chart")):
        page.get_by_role("radio", name=form).press("Enter")  # by the keyboard: the whole page is rendered again
        page.locator(stands).wait_for()
        expect(page.get_by_role("radio", name=form, checked=True)).to_be_focused()


def test_filters_are_links_without_our_script(open_page):
    page = open_page("/record?type=meeting&lang=tr")
    option = page.locator("[data-go='type:launch']")
    page.goto(option.evaluate("link => link.href"))
    expect(page.locator(".facet-now").first).to_have_text("2 seçili")


def test_findings_that_do_not_answer_are_left_out_with_the_heading_of_their_group(open_page):
    page = open_page("/visits?tab=findings")
    shown, headings = page.locator("article.finding:visible"), page.locator(".finding-group:visible")
    option = page.locator("[data-go='status:in-hand']")
    expect(shown).not_to_have_count(0)
    page.locator("[data-quick-links]").wait_for(state="attached")
    everything = shown.count()
    page.locator("[data-keep='facet:status'] summary").click()
    left = option.locator(".facet-count").inner_text()
    assert 0 < int(left) < everything
    option.click()
    expect(shown).to_have_count(int(left))
    expect(headings).to_have_count(1)
    assert headings.evaluate("heading => getComputedStyle(heading, '::after').content") == f'" {left}"'
    page.locator("[data-go='tab:visits']").click()
    expect(page.locator("article.visit-row").first).to_be_visible()
    expect(page.locator("article.finding")).to_have_count(0)
