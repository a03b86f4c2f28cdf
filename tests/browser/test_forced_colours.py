"""Forced colours take grounds and shadows away: what is pressed, chosen and drawn can still be told from the rest."""

from __future__ import annotations

import pytest

from tests.browser.hooks import CHIP, map_frame

pytestmark = pytest.mark.browser

LOOKS = """element => {
    const style = getComputedStyle(element);
    return ['backgroundColor', 'color', 'borderTopColor', 'borderBottomColor', 'borderBottomWidth', 'outlineStyle']
        .map(name => style[name]);
}"""
SEEN = """element => {
    const style = getComputedStyle(element), page = getComputedStyle(document.body).backgroundColor;
    return style.forcedColorAdjust === 'none' && (style.backgroundColor !== page || style.borderTopStyle === 'solid');
}"""


@pytest.fixture(params=["light", "dark"])
def page(chromium, request):
    """Open pages as a reader with forced colours sees them."""
    context = chromium.new_context(
        forced_colors="active", color_scheme=request.param, locale="en-GB", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def looks(page, selector):
    return page.locator(selector).first.evaluate(LOOKS)


def test_what_is_pressed_or_chosen_looks_so(page, server):
    page.goto(f"{server}/?country=KGZ&site=torugart")
    frame = map_frame(page)
    page.locator(".tabs").wait_for()
    assert looks(page, CHIP.format("country", "KGZ")) != looks(page, CHIP.format("country", "KAZ"))
    assert looks(page, '.tabs [aria-selected="true"]') != looks(page, '.tabs [aria-selected="false"]')
    assert looks(page, ".masthead nav a[aria-current]") != looks(page, ".masthead nav a:not([aria-current])")
    outlines = [frame.locator(one).first.evaluate(LOOKS)[-1] for one in (".site--chosen", ".site:not(.site--chosen)")]
    assert outlines == ["solid", "none"]


def test_bars_keep_a_ground_or_an_edge(page, server):
    page.goto(f"{server}/?site=torugart")
    page.locator(".bar").first.wait_for()
    assert page.locator(".bar, .day-lane i").evaluate_all(f"found => found.every({SEEN})")


GRADES_KEEP_THEIR_COLOURS = """() => {
    const found = [...document.querySelectorAll('.grade')];
    return found.length > 8 && found.every(e => getComputedStyle(e).forcedColorAdjust === 'none');
}"""


def test_the_chosen_view_of_a_page_looks_so(page, server):
    page.goto(f"{server}/etir?tab=readiness")
    page.get_by_role("radio", checked=True).first.wait_for()
    chosen, other = (page.get_by_role("radio", checked=is_so).first.evaluate(LOOKS) for is_so in (True, False))
    assert chosen != other
    page.wait_for_function(GRADES_KEEP_THEIR_COLOURS)  # the page's styles come with the end of its run
