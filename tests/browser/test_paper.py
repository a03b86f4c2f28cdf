"""On paper nothing lies on anything, no heading stands alone at a foot, no box is cut, no title is missing or dark."""

from __future__ import annotations

import re
from collections import Counter

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import expect

from geo.style import read_style
from tests.browser.hooks import FRAME, map_frame
from tests.browser.paper import find_alone

pytestmark = pytest.mark.browser

WIDTH = 703
"""Of A4 between the margins, in pixels."""
MOST_DARK = 0.12
DARK = 90
PAGES = (
    "/?site=nur-zholy&lang=ru",
    "/corridor?lang=kk",
    "/visits?tab=findings",
    "/etir?tab=readiness",
    "/record",
    "/brief?country=TUR&lang=kk",
    "/sources",
    "/compare?site=torugart&site=irkeshtam",
    "/export",
)
LAST = {"/corridor?lang=kk": ".lengths"}
"""What comes last on a page where its foot is not it: the rest of the corridor waits for the chart."""
COVERED = """() => {
    const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const hides = (holder, box) => {
        for (let e = holder; e; e = e.parentElement) {
            if (getComputedStyle(e).overflow === 'visible') continue;
            const frame = e.getBoundingClientRect();
            if (box.left >= frame.right - 2 || box.right <= frame.left + 2) return true;
            if (box.top >= frame.bottom - 2 || box.bottom <= frame.top + 2) return true;
        }
        return false;
    };
    const lines = [];
    const walker = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.parentElement;
        if (!node.textContent.trim() || !shown(holder) || holder.closest('svg, select, option, iframe, .sr-only')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const size = parseFloat(getComputedStyle(holder).fontSize);
        for (const box of range.getClientRects()) {
            // The letters stand in the middle of their line, about as high as seven tenths of the size.
            const middle = (box.top + box.bottom) / 2;
            if (box.width > 2) lines.push([box.left, middle - size * 0.35, box.right, middle + size * 0.35, node.textContent.trim(), holder, box]);
        }
    }
    lines.sort((a, b) => a[1] - b[1]);
    const found = [];
    lines.forEach((a, n) => {
        for (let m = n + 1; m < lines.length && lines[m][1] < a[3]; m += 1) {
            const b = lines[m];
            const wide = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
            const high = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
            if (wide > 2 && high > 2 && found.length < 9 && !hides(a[5], a[6]) && !hides(b[5], b[6])) found.push([a[4].slice(0, 60), b[4].slice(0, 60)]);
        }
    });
    return found;
}"""
CONTROLS = """() => [...document.querySelectorAll('button, select, input, [role="slider"], [role="tab"]')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getBoundingClientRect().height > 2)
    .filter((e) => !e.closest('[data-testid="stSelectbox"]') || e.tagName !== 'INPUT')
    .map((e) => e.outerHTML.slice(0, 120)).slice(0, 9)"""
TITLED = """() => [...document.querySelectorAll('h1, .compare-print')].filter((e) => e.checkVisibility())
    .map((e) => [e.innerText.trim(), e.getBoundingClientRect()])
    .filter(([words, box]) => words && box.width > 24 && box.height > 12 && box.top < 90).length"""
UNCUT = (
    ".event, .visit-row, .record, .link, .caution, .dwell-box, .matrix tr[data-id], .disagreement, figure, .brief li"
)


HEADS = """() => [...document.querySelectorAll('h1, h2, h3, h4, summary')].filter((e) => e.checkVisibility())
    .flatMap((e) => [e.innerText.trim(), e.firstChild?.textContent.trim()]).filter(Boolean)"""


def dark_share(content):
    with pdfium.PdfDocument(content) as document:
        drawn = [page.render(scale=0.3, grayscale=True).to_numpy() for page in document]
    return max(float((grey < DARK).mean()) for grey in drawn)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_on_paper(open_page, path):
    page = open_page(path, size=(WIDTH, 1047))
    page.locator(".page-footer").wait_for(state="attached")
    page.locator(".st-key-masthead").wait_for(state="attached")
    page.locator(LAST.get(path, ".page-footer")).last.wait_for(state="attached")
    if page.locator("iframe").count():
        map_frame(page)
    page.wait_for_function("document.querySelector('[data-testid=\"stApp\"]').dataset.testScriptState === 'notRunning'")
    page.locator("#first-sight").wait_for(state="detached")
    page.emulate_media(media="print")
    page.evaluate("document.fonts.ready.then(() => true)")
    assert not page.evaluate(COVERED)
    assert page.evaluate(CONTROLS) == []
    assert page.evaluate(TITLED) == 1
    cut = "found => found.filter(e => getComputedStyle(e).breakInside !== 'avoid').map(e => e.className)"
    assert page.locator(UNCUT).evaluate_all(cut) == []
    content = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    assert find_alone(content, set(page.evaluate(HEADS))) == []
    assert dark_share(content) < MOST_DARK


def colours_beside_the_card(content):
    with pdfium.PdfDocument(content) as document:
        assert len(document) == 1
        drawn = document[0].render(scale=0.5, rev_byteorder=True).to_numpy()[:, :, :3]
    beside = drawn[:, drawn.shape[1] // 2 :].reshape(-1, 3)
    return Counter(f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in beside.tolist())


@pytest.mark.parametrize("lang", ["en", "kk"])
def test_a_stop_with_years_says_on_paper_which_is_drawn_and_what_has_changed(open_page, lang):
    page = open_page(f"/walkthrough?story=caravanserai&stop=4&lang={lang}", size=(1366, 768))
    page.locator(".stage-card h1").wait_for()
    page.locator(FRAME).wait_for()
    ticks = page.locator(".stage-ticks")
    expect(ticks.locator("[aria-current]")).to_have_count(1)
    said = set(re.findall(r"\w+", ticks.inner_text() + " " + ticks.get_attribute("aria-label")))
    with pdfium.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True)) as document:
        assert len(document) == 1
        assert said <= set(re.findall(r"\w+", document[0].get_textpage().get_text_range()))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    foot = page.locator(".stage-foot").bounding_box()
    last = page.locator(".stage-card > :last-child").bounding_box()
    assert last["y"] + last["height"] <= foot["y"] + 1


def test_a_stop_on_paper_is_the_picture_on_the_screen(open_page):
    page = open_page("/walkthrough?stop=3", size=(1366, 768))
    page.locator(".stage-card h1").wait_for()
    page.locator(FRAME).wait_for()
    said = set(re.findall(r"\w+", page.locator(".stage-card").inner_text()))
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    with pdfium.PdfDocument(content) as document:
        assert [page.get_width() > page.get_height() for page in document] == [True]
        assert said <= set(re.findall(r"\w+", document[0].get_textpage().get_text_range()))
    assert dark_share(content) < MOST_DARK
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1030, "height": 700})
    boxes = [page.locator(part).bounding_box() for part in (FRAME, ".stage-card", ".stage-legend", ".stage-foot")]
    for box in boxes:
        assert box["x"] > -1
        assert box["x"] + box["width"] < 1031
        assert box["y"] + box["height"] < 701
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 844})  # a phone: on paper its card lies on the picture as well
    frame = map_frame(page)
    frame.wait_for_function("map.getSize().x === 390")
    before = frame.evaluate("[map.getCenter(), map.getZoom()].join()")
    seen = colours_beside_the_card(page.pdf(prefer_css_page_size=True, print_background=True))
    style = read_style()
    shares = dict.fromkeys([style.colours[name] for name in ("sea", "land", "member-land")], 0.05)
    shares |= dict.fromkeys([style.symbols["road"].colour, style.strokes["rail"].colour], 1e-4)
    assert [colour for colour, least in shares.items() if seen[colour] < least * seen.total()] == []
    frame.wait_for_function("map.getSize().x === 390")
    assert frame.evaluate("[map.getCenter(), map.getZoom()].join()") == before
    assert page.locator(".stage-return").is_hidden()
