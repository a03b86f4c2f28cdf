"""Where things stand: nothing overlaps, nothing is cut off, everything can be hit, on every size of screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from geo.language import load_language
from geo.map.basemap import read_labels
from tests.browser.hooks import (
    CARD,
    IN_STEP,
    LANGUAGE_NAMES,
    ROW,
    VIEWPORT,
    answered,
    choose_language,
    close_sheet,
    go_to,
    look_at,
    page_names,
    press,
)

pytestmark = pytest.mark.browser

# Two languages at each size, Russian, which takes most room, at the narrow ones; more would cost too much time.
LANGUAGES_AT = {
    (1366, 768): ("en", "kk"),
    (1024, 768): ("ru", "tr", "en"),
    (1920, 1080): ("tr", "en"),
    (390, 844): ("kk", "ru"),
}
SIZES = list(LANGUAGES_AT)
NARROW_PX = 760
WIDE_PX = 1024
LAPTOP_PX = 1366
BAR_PX = 52
"""Of the bar above the map where it is one line."""
WITH_SITES = ("AZE", "KAZ", "KGZ", "TUR", "UZB")
MAP_SHARE = 0.6
CARD_SITE = "khorgos-gateway"
VIEWS = [(44.2, 80.35, zoom) for zoom in range(3, 16)] + [
    (41.3, 45.1, 8), (41.7, 26.35, 10), (40.4, 49.9, 9), (41.3, 69.3, 11), (40, 74, 7), (42, 60, 5)
]  # fmt: skip

HELPERS = """
const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && e.getBoundingClientRect().width > 1 && e.getBoundingClientRect().height > 1;
const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
const name = (e) => `${e.tagName.toLowerCase()}.${[...e.classList].filter((c) => !/^st-emotion|^e[a-z0-9]+$/.test(c)).join('.')}`
    + ` "${(e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 40)}"`;
const overlap = (a, b, slack = 1) => a.left < b.right - slack && b.left < a.right - slack
    && a.top < b.bottom - slack && b.top < a.bottom - slack;
const pairs = (boxes, slack) => boxes.flatMap(([one, a], i) => boxes.slice(i + 1)
    .filter(([, b]) => overlap(a, b, slack)).map(([other]) => `${one} over ${other}`));
const boxes = (selector) => all(selector).map((e) => [name(e), e.getBoundingClientRect()]);
"""

OVERLAPS_OF_PAGE = """() => { %s
    return pairs(['.st-key-masthead', '.fault-note', '.filter-bar', 'iframe',
        '.st-key-side-panel:not(:has(iframe))' // the corridor has its map in it
    ].flatMap(boxes))
        .concat(pairs(boxes('.filter-bar button, .filter-bar summary, .filter-bar input, .filter-bar .chips-label')
            .filter(([label]) => label)))
        .concat(pairs(boxes('.brand, .masthead a'
            // on a phone the pages are swiped along beside the switch of languages, which stays
            + (innerWidth < 760 ? '' : ', .language'))));
}"""
OVERLAPS_OF_MAP = """() => { %s
    const controls = boxes('.legend, .leaflet-control-attribution, .leaflet-control-zoom, .leaflet-control-scale');
    const whole = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const outside = controls.filter(([, b]) => b.left < -1 || b.top < -1 || b.right > whole.right + 1 || b.bottom > whole.bottom + 1);
    return pairs(controls).concat(outside.map(([label]) => `${label} reaches out of the map`));
}"""
CLASHES = """() => { %s
    const symbols = boxes('.site:not(.site--grouped), .site-cluster, [data-wait] .wait-half');
    const labels = boxes('.label');
    const controls = boxes('.leaflet-control');
    const clash = pairs(labels, 1);
    for (const [text, box] of labels) {
        for (const [other, at] of [...symbols, ...controls]) if (overlap(box, at, 1.5)) clash.push(`${text} over ${other}`);
    }
    return clash;
}"""
CUT = """(scrolls) => { %s
    const found = [];
    const texts = all('.chip, button, summary, h1, h2, h3, h4, label, .brand, .chips-label, .row-name, .row-more, .site-count, '
        + '.legend li, .label, .leaflet-control-attribution, dt, dd, th, .caution, .masthead a, '
        + '[data-testid=stSelectbox] div, [role=tab], .card-kind, .leaflet-control-scale-line');
    for (const e of texts) {
        const style = getComputedStyle(e);
        if (style.display !== 'inline' && style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1
            && !['auto', 'scroll'].includes(style.overflowX)) found.push(`${name(e)} is cut off in itself`);
        if (style.display !== 'inline' && style.overflowX === 'visible' && e.scrollWidth > e.clientWidth + 1) {
            found.push(`${name(e)} runs over its edge: ${e.scrollWidth} > ${e.clientWidth}`);
        }
        const range = document.createRange();
        range.selectNodeContents(e);
        const text = range.getBoundingClientRect();
        for (let up = e.parentElement; up; up = up.parentElement) {
            const overflow = getComputedStyle(up).overflowX;
            if (overflow === 'visible') continue;
            const edge = up.getBoundingClientRect();
            const scrolled = ['auto', 'scroll'].includes(overflow);
            if (scrolled && scrolls.some((selector) => up.matches(selector))) break;
            if (text.width && (text.left < edge.left - 1 || text.right > edge.right + 1)) {
                found.push(`${name(e)} is cut off by ${name(up).slice(0, 60)}`);
            }
            if (scrolled) break;
        }
    }
    for (const field of all('input:placeholder-shown').filter((e) => !e.closest('[data-testid=stSelectbox]'))) {
        const style = getComputedStyle(field);
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = style.font;
        const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        if (pen.measureText(field.placeholder).width > room + 1) found.push(`${field.placeholder} does not fit its field`);
    }
    return found;
}"""
SMALL = """() => { %s
    const inText = (e) => { // a link within a sentence or an entry of a list
        if (!getComputedStyle(e).display.startsWith('inline')) return false;
        let block = e.parentElement;
        while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
        return block.textContent.trim() !== e.textContent.trim();
    };
    return all('a[href], button, summary, input:not([type=hidden]), [role=button], [role=tab], [tabindex="0"]')
        .filter((e) => !e.matches('.leaflet-control-attribution a, .skip-link') && !e.closest('[data-testid=stSelectbox], [data-testid=stSlider]') && !inText(e))
        .map((e) => [name(e), e.getBoundingClientRect()])
        .filter(([, b]) => b.width < 23.5 || b.height < 23.5)
        .map(([label, b]) => `${label}: ${b.width.toFixed(0)} x ${b.height.toFixed(0)}`);
}"""
COVERED = """() => { %s
    return all('.site:not(.site--grouped), .site-cluster').filter((e) => {
        const box = e.getBoundingClientRect();
        const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return !hit || !(e.contains(hit) || hit.contains(e)) || hit.matches('#map_div');
    }).map(name);
}"""
MISFITS = """() => { %s
    const left = document.querySelector('.masthead').getBoundingClientRect().left;
    const here = document.querySelector('.masthead [aria-current]').getBoundingClientRect();
    const isCovered = here.left < left - 1 || here.right > document.querySelector('.find-open').getBoundingClientRect().left + 1;
    const cut = boxes('.brand, .masthead nav a').filter(([, b]) => b.left < left - 1 && b.right > left + 1);
    const tables = innerWidth < 760 ? all('.corridor-table .matrix-scroll') : [];
    const ratio = ({ width, height }) => width / height;
    const drawn = (e) => ({ width: e.getAttribute('width'), height: e.getAttribute('height') });
    const squeezed = all('.brief-map :is(img, svg)')
        .filter((e) => ratio(e.getBoundingClientRect()) > 1.12 * ratio(drawn(e)));
    return cut.map(([label]) => `${label} is cut on the left`)
        .concat(isCovered ? ['the name of this page is not in sight'] : [])
        .concat(tables.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => `${name(e)} is scrolled sideways`))
        .concat(squeezed.map((e) => `${name(e)} is narrower than its place`));
}"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SCROLLED = """() => [document.scrollingElement, ...document.querySelectorAll('section.main, [data-testid=stMain]')]
    .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => `${e.tagName} ${e.scrollWidth} > ${e.clientWidth}`)"""


def fonts_stand(*scopes) -> None:
    """Wait until every letter is measured in its own font."""
    for scope in scopes:
        scope.evaluate("document.fonts.ready.then(() => true)")


def measure(scope, script: str, *arguments) -> list[str]:
    """Let one of the scripts look at a page or frame."""
    return scope.evaluate(script.replace("%s", HELPERS), *arguments)


def scrolls_at(width: int) -> list[str]:
    """List what may be scrolled sideways."""
    everywhere = [".tabs", ".st-key-side-panel", ".table-scroll", ".matrix-scroll", '[data-testid="stMain"]', "section"]
    return [*everywhere, ".filter-bar", ".masthead"] if width < NARROW_PX else everywhere


def complaints(page, frame, width: int) -> list[str]:
    """List everything that stands wrong on the page with the map."""
    scrolls = scrolls_at(width)
    found = page.evaluate(SCROLLED)
    found += measure(page, OVERLAPS_OF_PAGE) + measure(frame, OVERLAPS_OF_MAP) + measure(frame, CLASHES)
    found += measure(page, CUT, scrolls) + measure(frame, CUT, scrolls) + measure(page, SMALL) + measure(frame, SMALL)
    if width >= WIDE_PX:
        share = page.locator("iframe").bounding_box()["width"] / width
        found += [] if share >= MAP_SHARE else [f"the map takes {share:.0%} of the width"]
    return found


def list_unnamed(frame, lang: str, width: int) -> list[str]:
    """List what a map leaves without a name or code of the members with sites, that of a laptop their great towns too."""
    written = frame.locator(".label").all_inner_texts()
    names = {country: load_language(lang).country_in_capitals(country) for country in WITH_SITES}
    countries = [name for country, name in names.items() if country not in written]
    great = [one for one in read_labels(lang) if (one.kind, one.rank) == ("place", 1) and one.country in WITH_SITES]
    towns = great if width >= LAPTOP_PX else []
    lines, notes = (frame.locator(one).count() for one in (".label-line", ".label--led"))
    bare = [] if lines == notes else [f"{lines} lines lead to countries, but {notes} names stand on a note"]
    return bare + [name for name in [*countries, *(town.text for town in towns)] if name not in written]


def list_bent(page, least: int = LAPTOP_PX) -> list[str]:
    """Say where the bar needs a second line though it could make room for itself on the first, from a width on."""
    high = page.locator(".filter-bar").bounding_box()["height"]
    return [f"the bar is {high} px high"] if high > BAR_PX and page.viewport_size["width"] >= least else []


def list_in_waiting(page, frame, lang: str) -> list[str]:
    """List what stands wrong among the names of the hours at posts, and which members have none."""
    press(page, "view", "waiting")
    frame.locator(".label--wait").first.wait_for()
    found = measure(frame, CLASHES) + list_unnamed(frame, lang, 0) + list_bent(page)
    press(page, "view", "sites")
    return found


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_overlaps_or_is_cut_off(open_map, size):
    page, frame = open_map(f"/?lang={LANGUAGES_AT[size][0]}", size=size)  # cold in one language, then changed
    for current in LANGUAGES_AT[size]:
        choose_language(page, current)
        fonts_stand(page, frame)
        assert complaints(page, frame, size[0]) == []
        assert measure(frame, COVERED) == []
        bent = list_bent(page, WIDE_PX if current == "en" else LAPTOP_PX)  # other languages have longer words
        assert list_unnamed(frame, current, size[0]) + bent == []
        assert list_in_waiting(page, frame, current) == []
    page.wait_for_function(IN_STEP)
    page.locator("a[data-row]").last.scroll_into_view_if_needed()
    expect(page.locator("a[data-row]").last).to_be_in_viewport()
    page.locator(ROW.format(CARD_SITE)).click()
    card = page.locator(CARD.format(CARD_SITE))
    expect(card).to_be_visible()
    bar = page.locator(".filter-bar").bounding_box()["height"]
    with answered(page):
        page.locator('[data-chip="country:AZE"]').click()
    assert page.locator(".filter-bar").bounding_box()["height"] == bar, "the bar grows when there is something to reset"
    for current in reversed(LANGUAGES_AT[size]):
        choose_language(page, current)
        fonts_stand(page, frame)
        for tab in card.get_by_role("tab").all():
            tab.click()
            assert complaints(page, frame, size[0]) == []
        page.locator(".more > summary").click()
        assert measure(page, CUT, scrolls_at(size[0])) == []
        sheet = page.locator(".more-sheet").bounding_box()
        assert sheet["x"] >= 0
        assert sheet["x"] + sheet["width"] <= size[0]
        assert page.evaluate(SCROLLED) == []
        close_sheet(page)


def test_labels_collide_at_no_zoom(open_map):
    page, frame = open_map("/?lang=ru&layer=sites&layer=corridor&layer=branches&layer=etir&layer=posts")
    for lang in ("ru", "en"):
        choose_language(page, lang)
        fonts_stand(page, frame)
        clashes, labels = {}, 0
        for lat, lon, zoom in VIEWS:
            look_at(frame, lat, lon, zoom)
            clashes[lat, lon, zoom] = measure(frame, CLASHES)
            labels += frame.locator(".label").count()
        assert labels > 5 * len(VIEWS)
        assert {view: found for view, found in clashes.items() if found} == {}


def test_names_give_way_to_a_legend_that_grows(open_map):
    _, frame = open_map()
    legend = frame.locator(".legend")
    before = legend.bounding_box()["height"]
    legend.evaluate("box => { box.style.minHeight = '70vh'; box.style.minWidth = '40vw'; }")
    assert legend.bounding_box()["height"] > before
    frame.wait_for_function("""() => {
        const legend = document.querySelector('.legend').getBoundingClientRect();
        const boxes = [...document.querySelectorAll('.label')].map((label) => label.getBoundingClientRect());
        return boxes.length > 0 && boxes.every((box) => box.right <= legend.left || box.bottom <= legend.top);
    }""")


@pytest.mark.parametrize("lang", sorted(LANGUAGE_NAMES))
def test_the_other_pages_fit_every_screen(open_map, lang):
    page, _ = open_map(f"/?lang={lang}")
    found = {}
    sizes = SIZES
    for name in page_names(page)[1:]:
        go_to(page, name)
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function(f"({SCROLLED})().length === 0")  # charts are drawn anew for the new width
            page.evaluate(TWO_FRAMES)  # who hears of the new size has done so
            cut = measure(page, CUT, scrolls_at(width))
            found[name, width] = cut + measure(page, OVERLAPS_OF_PAGE) + measure(page, SMALL) + measure(page, MISFITS)
        sizes = sizes[::-1]  # the next page begins at the size that stands: a change of it costs most here
    page.set_viewport_size(VIEWPORT)
    assert found
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_the_map_fills_its_place_when_the_window_changes(open_map):
    page, frame = open_map()  # untouched: a reader's own view would be kept as it is
    for width, height in ((1024, 768), (1700, 900), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        frame.wait_for_function("map.getSize().x === innerWidth && map.getSize().y === innerHeight")
        page.wait_for_function("() => document.querySelector('iframe').contentWindow.innerWidth / innerWidth > 0.6")
        bottom = page.locator("iframe").bounding_box()
        assert abs(bottom["y"] + bottom["height"] - height) <= 1
        frame.wait_for_function(f"({COVERED.replace('%s', HELPERS)})().length === 0")
