"""On paper nothing lies on anything, no heading stands alone at the foot of a page, no box is cut."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.hooks import map_frame

pytestmark = pytest.mark.browser

WIDTH = 703
"""Of A4 between the margins, in pixels."""
COVERED = """() => {
    const boxes = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()].filter((box) => box.width && box.height);
    };
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
    const found = [];
    for (const cell of document.querySelectorAll('.matrix td[data-id]')) {
        const [state, date] = ['.state', '.as-of'].map((part) => boxes(cell.querySelector(part)));
        const cites = [...cell.querySelectorAll('.cite')].flatMap(boxes);
        if (cites.some((cite) => [...state, ...date].some((text) => meet(cite, text)))) found.push(cell.innerText);
    }
    return found;
}"""
UNCUT = ".event, .record, .link, .caution, .dwell-box, .matrix tr[data-id]"


def lines_of(page):
    """List the lines of every page of the printed document."""
    document = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return [[line.strip() for line in sheet.extract_text().splitlines() if line.strip()] for sheet in document.pages]


def test_no_reference_covers_a_status_on_paper(open_page):
    page = open_page("/etir?tab=readiness", size=(WIDTH, 1047))
    expect(page.locator(".matrix td[data-id] .cite").nth(50)).to_be_attached()
    page.emulate_media(media="print")
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate(COVERED) == []


@pytest.mark.parametrize("path", ["/record", "/visits?tab=findings", "/corridor", "/?site=khorgos-gateway"])
def test_no_page_ends_with_a_heading(open_page, path):
    page = open_page(path)
    page.locator(".page-footer").wait_for(state="attached")
    if page.locator("iframe").count():
        map_frame(page)
    page.locator("h2").first.wait_for()
    headings = {text.strip() for text in page.locator("h1, h2, h3, h4").all_inner_texts()}
    sheets = lines_of(page)
    assert len(sheets) > 1
    assert [lines[-1] for lines in sheets[:-1] if lines[-1] in headings] == []


@pytest.mark.parametrize("path", ["/record", "/visits?tab=findings", "/?site=torugart", "/etir?tab=readiness"])
def test_no_box_is_cut(open_page, path):
    page = open_page(path)
    page.locator(UNCUT).first.wait_for()
    page.emulate_media(media="print")
    assert page.locator(UNCUT).evaluate_all("found => found.every(e => getComputedStyle(e).breakInside === 'avoid')")
