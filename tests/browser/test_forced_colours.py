"""Forced colours take grounds and shadows away: what is pressed, chosen and drawn can still be told from the rest."""

from __future__ import annotations

import pytest

from geo.language import load_language
from panels.shell.titles import list_titles
from tests.browser.hooks import CHIP, go_to, map_frame, page_names

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


@pytest.fixture
def open_forced(open_page):
    """Open pages as a reader with forced colours sees them."""
    opened = []

    def open_forced(path):
        page = open_page(path)
        page.emulate_media(forced_colors="active")
        opened.append(page)
        return page

    yield open_forced
    for page in opened:
        page.emulate_media(forced_colors="null", color_scheme="null")


def light_and_dark(page):
    """Show a page in light colours, then in dark ones."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(f"matchMedia('(forced-colors: active) and (prefers-color-scheme: {scheme})').matches")
        yield scheme


def looks(page, selector):
    return page.locator(selector).first.evaluate(LOOKS)


def test_what_is_pressed_or_chosen_looks_so(open_forced):
    page = open_forced("/?country=KGZ&site=torugart")
    frame = map_frame(page)
    page.locator(".tabs").wait_for()
    for _ in light_and_dark(page):
        assert looks(page, CHIP.format("country", "KGZ")) != looks(page, CHIP.format("country", "KAZ"))
        assert looks(page, '.tabs [aria-selected="true"]') != looks(page, '.tabs [aria-selected="false"]')
        assert looks(page, ".masthead nav a[aria-current]") != looks(page, ".masthead nav a:not([aria-current])")
        symbols = (".site--chosen", ".site:not(.site--chosen)")
        assert [frame.locator(one).first.evaluate(LOOKS)[-1] for one in symbols] == ["solid", "none"]
        assert page.locator(".bar, .day-lane i").evaluate_all(f"found => found.length > 0 && found.every({SEEN})")


GRADES_KEEP_THEIR_COLOURS = """() => {
    const found = [...document.querySelectorAll('.grade')];
    return found.length > 8 && found.every(e => getComputedStyle(e).forcedColorAdjust === 'none');
}"""


def test_the_chosen_view_of_a_page_looks_so(open_forced):
    page = open_forced("/etir?tab=readiness")
    page.get_by_role("radio", checked=True).first.wait_for()
    for _ in light_and_dark(page):
        chosen, other = (page.get_by_role("radio", checked=is_so).first.evaluate(LOOKS) for is_so in (True, False))
        assert chosen != other
        page.wait_for_function(GRADES_KEEP_THEIR_COLOURS)  # the page's styles come with the end of its run


MEANING = """() => {
    const look = (e) => {
        const style = getComputedStyle(e);
        return ['backgroundColor', 'color', 'borderTopColor', 'borderBottomColor', 'borderBottomWidth', 'outlineStyle', 'fontWeight',
            'textDecorationLine'].map((part) => style[part]).join();
    };
    const paper = getComputedStyle(document.body).backgroundColor;
    const clear = (colour) => colour === 'transparent' || /, 0\\)$/.test(colour) || colour === paper;
    const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.offsetWidth > 2 && e.offsetHeight > 2;
    const name = (e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`;
    const chosen = '[aria-pressed=true], [aria-selected=true], [aria-checked=true], [aria-current]:not([aria-current=false])';
    const other = '[aria-pressed=false], [aria-selected=false], [aria-checked=false], a:not([aria-current])';
    const alike = [...document.querySelectorAll(chosen)].filter(seen).flatMap((e) => {
        const beside = [...e.parentElement.children].find((one) => one.tagName === e.tagName && one !== e && one.matches(other));
        return beside && look(beside) === look(e) ? [`${name(e)} looks like ${name(beside)}`] : [];
    });
    // What has a size and no words says something by its colour: it keeps it, or has an edge or a picture in it.
    // A veil is there to look like the ground: it covers a line that a list would show by half.
    const marks = [...document.querySelectorAll('main *, [data-testid=stMain] *')].filter((e) => seen(e) && !e.children.length
        && !e.textContent.trim() && ['I', 'SPAN', 'B', 'DIV'].includes(e.tagName) && e.className && e.style.cssText
        && !e.matches('.more-veil'));
    const gone = marks.filter((e) => {
        const style = getComputedStyle(e);
        const edge = ['Top', 'Bottom', 'Left'].some((side) => style[`border${side}Style`] !== 'none'
            && parseFloat(style[`border${side}Width`]) && !clear(style[`border${side}Color`]));
        return clear(style.backgroundColor) && style.backgroundImage === 'none' && !edge;
    });
    return [...alike, ...gone.map((e) => `${name(e)} cannot be seen`)];
}"""
"""What is chosen and looks like what stands beside it, and what means something by a colour that is taken away."""


def test_no_page_says_something_by_a_ground_alone(open_forced):
    page = open_forced("/")
    map_frame(page)
    names, found = page_names(page), {}
    for name in names:
        go_to(page, name)
        found |= {(name, scheme): page.evaluate(MEANING) for scheme in light_and_dark(page)}
    assert len(found) == 2 * (len(list_titles(load_language("en"))) - 1)  # the stage has no masthead
    stage = open_forced("/walkthrough")
    stage.locator(".stage-card h1").wait_for()
    found |= {("stage", scheme): stage.evaluate(MEANING) for scheme in light_and_dark(stage)}
    assert {place: faults for place, faults in found.items() if faults} == {}
