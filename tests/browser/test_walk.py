"""Every page walked as readers do who do not see it, see little of it, see it in few colours, or use no mouse."""

from __future__ import annotations

import pytest

from tests.browser.hooks import VIEWPORT, go_to, page_names
from tests.browser.test_geometry import CUT, OVERLAPS_OF_PAGE, SCROLLED, measure, scrolls_at

pytestmark = pytest.mark.browser

ZOOMED = {"width": 683, "height": 384}
"""1366 x 768 at 200 %."""

ORDER = """() => { %s
    const found = [];
    const heads = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((e) => e.checkVisibility());
    let before = 0;
    for (const head of heads) {
        const level = Number(head.ariaLevel ?? head.tagName[1]);
        if (level > before + 1) found.push(`${name(head)} is of level ${level} after ${before}`);
        before = level;
    }
    for (const landmark of ['main, [role=main]', 'nav, [role=navigation]']) {
        if (!document.querySelector(landmark)) found.push(`no ${landmark}`);
    }
    for (const e of document.querySelectorAll('[tabindex]')) if (e.tabIndex > 0) found.push(`${name(e)} jumps the queue`);
    const named = (e) => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.getAttribute('title')
        || e.querySelector('title')?.textContent;
    for (const e of all('[role=img], [role=region], [role=dialog], iframe')) if (!named(e)) found.push(`${name(e)} has no name`);
    return found;
}"""
"""What a screen reader meets in turn: headings that skip no level, landmarks, names."""

FOCUS = """async () => { %s
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const look = (e) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderTopColor, clipPath } = getComputedStyle(e);
        return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderTopColor, clipPath].join();
    };
    const around = (e) => [e, e.closest('label'), e.parentElement, e.closest('[data-baseweb]'), e.closest('[data-baseweb=select] > *')]
        .filter(Boolean).map(look).join('|');
    const found = [];
    let stops = 0;
    for (const e of all('a[href], button, summary, input, select, textarea, [tabindex="0"]')) {
        if (e.matches('[data-testid=stSkipToContent]')) continue; // it appears with the focus, by itself
        const byArrow = e.matches('[role=radio][aria-checked=false]'); // Tab stops once in a group
        if (e.disabled || e.tabIndex < 0 || byArrow || e.closest('[inert]')) continue;
        const before = around(e);
        e.focus({ preventScroll: true });
        if (around(e) === before) await drawn(); // Streamlit's own widgets are drawn anew first
        if (document.activeElement !== e) found.push(`${name(e)} takes no focus`);
        else if (around(e) === before) found.push(`${name(e)} does not show its focus`);
        else stops += 1;
        e.blur();
    }
    return stops > 10 ? found : [...found, `only ${stops} stops`];
}"""
"""Whatever can be used takes the focus and shows it."""

CHOSEN = """() => { %s
    const look = (e) => {
        const style = getComputedStyle(e);
        return ['backgroundColor', 'color', 'borderTopColor', 'borderBottomColor', 'borderBottomWidth', 'outlineStyle', 'fontWeight',
            'textDecorationLine'].map((part) => style[part]).join();
    };
    const chosen = '[aria-pressed=true], [aria-selected=true], [aria-checked=true], [aria-current]:not([aria-current=false])';
    const other = '[aria-pressed=false], [aria-selected=false], [aria-checked=false], a:not([aria-current])';
    return all(chosen).flatMap((e) => {
        const beside = [...e.parentElement.children].find((one) => one.tagName === e.tagName && one !== e && one.matches(other));
        return beside && look(beside) === look(e) ? [`${name(e)} looks like ${name(beside)}`] : [];
    });
}"""
"""What is chosen does not look like what stands beside it."""


@pytest.fixture
def walked(shared_map):
    page, _ = shared_map
    yield page
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(VIEWPORT)


def test_every_page_is_walked_without_sight_mouse_colours_or_room(walked):
    page, found = walked, {}
    for name in page_names(page):
        go_to(page, name)
        faults = measure(page, ORDER)
        page.keyboard.press("Tab")  # whoever has pressed a key is shown the focus
        faults += measure(page, FOCUS)
        page.emulate_media(forced_colors="active")
        faults += measure(page, CHOSEN)
        page.emulate_media(forced_colors="none")
        page.set_viewport_size(ZOOMED)
        page.wait_for_function(f"({SCROLLED})().length === 0")
        faults += measure(page, CUT, scrolls_at(ZOOMED["width"])) + measure(page, OVERLAPS_OF_PAGE)
        page.set_viewport_size(VIEWPORT)
        found[name] = faults
    assert found
    assert {name: faults for name, faults in found.items() if faults} == {}
