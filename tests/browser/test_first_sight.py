"""First sight in a browser: it stands without scripts and without a line, and the live page takes its place unseen."""

import math
import re
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import expect

from geo.picture.labels import Box, Name, Room
from geo.picture.name_placing import LabelGround
from geo.picture.name_writing import Lettering, write_names_by_width
from geo.picture.svg import NAMESPACE, write
from panels.document.drawing import address_of
from tests.browser.hooks import LANGUAGE_NAMES, map_frame

SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
"""


def read_aloud(page):
    """List role and name of everything that assistive technology is given, shadow trees too."""
    client = page.context.new_cdp_session(page)
    before, nodes = None, []
    while nodes != before:  # the first answer may come while Chromium still adds to its tree
        before, nodes = nodes, client.send("Accessibility.getFullAXTree")["nodes"]
    return [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n["ignored"]]


def place_of(page, role, name):
    """Find the middle of what is read so first, in pixels of the screen: locators do not see into a closed tree."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    fits = ((one["role"]["value"], one.get("name", {}).get("value", "")) == (role, name) for one in nodes)
    node = next(one for one, fit in zip(nodes, fits, strict=True) if fit)
    quad = client.send("DOM.getBoxModel", {"backendNodeId": node["backendDOMNodeId"]})["model"]["border"]
    return sum(quad[::2]) / 4, sum(quad[1::2]) / 4


@pytest.fixture
def unscripted(chromium, server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    yield lambda path: page.goto(server + path) and page
    context.close()


def test_without_scripts_a_page_is_read_its_links_and_its_filter_work(unscripted):
    page = unscripted("/?lang=en")
    said = read_aloud(page)
    assert ("link", "Corridor") in said
    assert any(role == "link" and "Torugart" in name for role, name in said)
    assert any("scripts are off" in name for _, name in said)
    assert ("button", "Filter") in said
    brief = read_aloud(unscripted("/brief?country=KGZ&lang=ru"))
    assert any(role == "heading" and name.startswith("Кыргызстан") for role, name in brief)
    page.set_viewport_size({"width": 390, "height": 844})
    unscripted("/?view=waiting&q=zzz&lang=ru")
    page.mouse.click(*place_of(page, "searchbox", "Поиск объекта"))
    page.keyboard.press("Control+a")
    page.keyboard.type("торугарт")
    x, y = place_of(page, "button", "Фильтр")
    assert 0 < x < 360
    with page.expect_navigation():
        page.mouse.click(x, y)
    assert any("1 из 12" in name for _, name in read_aloud(page))
    page.set_viewport_size({"width": 1024, "height": 768})
    with page.expect_navigation():
        page.mouse.click(*place_of(page, "link", "Türkçe"))
    assert parse_qs(urlsplit(page.url).query) == {"view": ["waiting"], "q": ["торугарт"], "lang": ["tr"]}


@pytest.mark.parametrize(("path", "part"), [("/", ".masthead"), ("/walkthrough?stop=4", ".stage-title")])
def test_the_live_page_takes_over_without_moving_anything(open_page, path, part):
    page = open_page(path, before=lambda page: page.add_init_script(SHIFTS))
    map_frame(page)
    expect(page.locator("#first-sight")).to_have_count(0)
    expect(page.locator("#root")).to_have_css("visibility", "visible")
    expect(page.locator(part)).to_have_count(1)
    assert page.evaluate("shifts") <= 0.02


def delay_font(page):
    """Answer for one font only when the live page is fetched: that is after the first sight was painted without it."""
    held = []
    page.route("**/noto-sans-cyrillic.woff2", lambda route: route.continue_() if held is None else held.append(route))

    def release(route):
        nonlocal held
        late, held = held or (), None  # the next request may come while these go on
        for one in late:
            one.continue_()
        route.continue_()

    page.route("**/_stcore/host-config", release)


FIFTH_EVENT_ENDS = """() => document.querySelectorAll('.st-key-reading article.event')[4].getBoundingClientRect().bottom
  + document.querySelector('[data-testid=stMain]').scrollTop"""


def test_a_font_that_comes_late_moves_nothing(open_page):
    """It would not when it comes, but when the live page brings style sheets of its own."""
    page = open_page("/record?lang=kk", before=lambda page: (page.add_init_script(SHIFTS), delay_font(page)))
    expect(page.locator("#first-sight")).to_have_count(0)
    assert page.evaluate("shifts") <= 0.02
    assert page.evaluate(FIFTH_EVENT_ENDS) <= page.viewport_size["height"]


SCROLLS = """
  new MutationObserver((_, watcher) => {
    const sight = document.getElementById('first-sight');
    if (!document.getElementById('root') || sight.scrollHeight < 2000) return;
    watcher.disconnect();
    sight.scrollTop = 600;
  }).observe(document, { childList: true, subtree: true });
"""


def test_a_page_of_text_is_taken_over_where_the_reader_has_scrolled_to(open_page):
    page = open_page("/record?lang=ru", before=lambda page: page.add_init_script(SHIFTS + SCROLLS))
    expect(page.locator("#first-sight")).to_have_count(0)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 500
    assert page.evaluate("shifts") <= 0.02
    assert page.evaluate(FIFTH_EVENT_ENDS) <= page.viewport_size["height"]


def test_while_the_line_is_missing_it_stays_and_is_all_that_is_read(open_page):
    page = open_page("/", before=lambda page: page.route_web_socket(re.compile("/_stcore/stream"), lambda _: None))
    expect(page.locator("#first-sight")).to_have_attribute("data-late", "")
    links = [name for role, name in read_aloud(page) if (role, name) == ("link", "Corridor")]
    assert links == ["Corridor"]


BUILD_AGAIN = """async (address, lang) => {
  const text = await (await fetch(address)).text();
  const told = new DOMParser().parseFromString(text, 'text/html');
  const host = Object.assign(document.createElement('div'), { lang });
  const inside = host.attachShadow({ mode: 'open' });
  inside.innerHTML = told.querySelector('template').innerHTML;
  const faces = told.querySelector('#first-sight').previousElementSibling.textContent.match(/@font-face{[^}]*}/g);
  host.innerHTML = `<style>${faces.join('').replaceAll('display:optional', 'display:block')}</style>`;
  document.body.append(host);
  host.getBoundingClientRect(); // only what is laid out asks for its fonts
  await document.fonts.ready;
  return { host, inside };
}"""
"""Puts the first sight of an address into the live page once more: a shadow tree that can be looked into.

Its fonts come with it: those that were too late for the page's own first sight were left out there.
"""


def build_again(script):
    """Let a script use the first sight that is built once more, as `BUILT(address, language)`."""
    return f"async (given) => {{ const BUILT = {BUILD_AGAIN}; return ({script})(given); }}"


LAY_AGAIN = build_again("""async (code) => {
  const parts = '.brand, .masthead nav a, .present, .find-open, .language';
  const rects = (root) => [...root.querySelectorAll(parts)].map((one) => one.getBoundingClientRect().toJSON());
  const { host, inside } = await BUILT(new URL(`?lang=${code}`, location.href), code);
  const bar = inside.querySelector('.masthead');
  bar.scrollLeft = document.querySelector('#root .masthead').scrollLeft;
  const live = rects(document.querySelector('#root'));
  const apart = rects(inside).map((one, n) => Math.max(...['x', 'y', 'width', 'height'].map(
    (side) => Math.abs(one[side] - live[n][side]))));
  host.remove();
  return apart;
}""")


def test_its_masthead_lies_exactly_as_the_live_one(open_page):
    page = open_page("/export")
    for code, name in LANGUAGE_NAMES.items():
        page.locator("#root .language").select_option(label=name)
        expect(page.locator("html")).to_have_attribute("lang", code)
        for width, height in ((390, 844), (1024, 768), (1366, 768), (1920, 1080)):
            page.set_viewport_size({"width": width, "height": height})
            apart = page.evaluate(LAY_AGAIN, code)
            assert len(apart) == 13
            assert max(apart) < 1, (code, width, apart)


SWIPED = """
  const attach = HTMLElement.prototype.attachInternals;
  HTMLElement.prototype.attachInternals = function () {
    const internals = attach.call(this);
    const bar = internals.shadowRoot.querySelector('.masthead');
    bar.addEventListener('scroll', () => { window.swiped = bar.scrollLeft; });
    return internals;
  };
"""


def test_its_masthead_is_swiped_to_the_page_as_the_live_one_is(open_page):
    """The live masthead takes over what the reader has swiped to."""
    page = open_page("/sources", size=(390, 844), before=lambda page: page.add_init_script(SWIPED))
    page.locator("#root .masthead").wait_for()
    expect(page.locator("#first-sight")).to_have_count(0)
    swiped = page.evaluate("swiped")
    assert swiped > 100
    assert page.evaluate("document.querySelector('.masthead').scrollLeft") == swiped


CHART_AGAIN = build_again("""async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const places = (root) => [...root.querySelectorAll('.profile-chart text, .what-if-name, .answer-facts > p')]
    .map((one) => [one.textContent, one.getBoundingClientRect()]);
  const { host, inside } = await BUILT(location.href, document.documentElement.lang);
  const box = inside.querySelector('[data-script]');
  const { drawStill } = await import(new URL(box.dataset.script, document.baseURI));
  const strip = await (await fetch(new URL(box.dataset.strip, document.baseURI))).json();
  drawStill(box, { ...JSON.parse(box.firstChild.textContent), strip }, getComputedStyle(box).fontFamily);
  const [first, live] = [places(inside), places(document.querySelector('#root'))];
  host.remove();
  const apart = (a, b) => Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
  return first.map(([words, at], n) => [words, live[n]?.[0], live[n] && apart(at, live[n][1])]);
}""")


def test_the_corridor_stands_where_the_live_one_will(open_page):
    page = open_page("/corridor", before=lambda page: page.add_init_script(SHIFTS))
    expect(page.locator("#first-sight")).to_have_count(0)
    assert page.evaluate("shifts") <= 0.02
    expect(page.locator(".profile-chart svg.strip")).to_have_count(1)
    for width, height in ((1024, 768), (1366, 768), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        laid = page.evaluate(CHART_AGAIN)
        assert len(laid) > 40
        assert [one for one in laid if one[0] != one[1] or one[2] > 2] == [], width


LAID = """
  const attach = HTMLElement.prototype.attachInternals;
  HTMLElement.prototype.attachInternals = function () {
    const internals = attach.call(this);
    const inside = internals.shadowRoot;
    new MutationObserver(() => {
      window.laid = [...inside.querySelectorAll('.sight-stop .symbol')].map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [x + width / 2, y + height / 2];
      });
    }).observe(inside, { attributes: true, subtree: true, attributeFilter: ['style', 'data-laid'] });
    return internals;
  };
"""
LIVE = """() => [...document.querySelectorAll('.site[data-site] .symbol')].map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
})"""


def test_the_map_of_a_stop_lies_where_the_live_one_will(open_page, server):
    def prepare(page):
        page.add_init_script(SHIFTS + LAID)
        assert any('class="sight-stop"' in page.request.get(server + "/walkthrough").text() for _ in range(200))

    page = open_page("/walkthrough", before=prepare)
    frame = map_frame(page)
    expect(page.locator("#first-sight")).to_have_count(0)
    laid, live = page.evaluate("laid"), frame.evaluate(LIVE)
    assert len(laid) == 8
    assert [at for at in laid if all(math.dist(at, one) > 2 for one in live)] == []
    assert page.evaluate("shifts") <= 0.02


PLACES_AGAIN = build_again("""async () => {
  const { host, inside } = await BUILT(location.href, document.documentElement.lang);
  const middle = (one, { x, y } = { x: 0, y: 0 }) => {
    const box = one.getBoundingClientRect();
    return [box.x + box.width / 2 + x, box.y + box.height / 2 + y];
  };
  const named = (one) => new URL(one.closest('a').href).searchParams.getAll('site').at(-1);
  const first = [...inside.querySelectorAll('.sight-sheet > .symbol, .sight-wait .wait-border')];
  const frame = [...document.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow.caravan);
  const told = first.map((one) => {
    const id = named(one);
    const places = `[data-wait="${id}"] .wait-border, [data-site="${id}"] .symbol`;
    const live = frame.contentDocument.querySelector(places);
    const [a, b] = [middle(one), middle(live, frame.getBoundingClientRect())];
    return [id, Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]))];
  });
  host.remove();
  return told;
}""")


@pytest.mark.parametrize(("path", "sites"), [("/?view=waiting", 7), ("/?q=port", 11)])
def test_glyphs_and_symbols_of_a_view_stand_where_the_live_ones_will(open_map, path, sites):
    page, _ = open_map(path)
    expect(page.locator("#first-sight")).to_have_count(0)
    for width, height in ((1366, 768), (1024, 768), (1920, 1080), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(f"async () => (await ({PLACES_AGAIN})()).every(([, apart]) => apart <= 2)")
        assert len(page.evaluate(PLACES_AGAIN)) == sites


BESIDE = Name("site", "MMMM", (200.0, 250.0))


def test_a_drawing_shows_other_names_where_it_is_narrow(chromium):
    """By its own width on the page, whatever the screen's: a name stands beside its point, and on the other side."""
    root = ET.Element("svg", {"xmlns": NAMESPACE, "width": "1000", "height": "500", "viewBox": "0 0 1000 500"})
    right, left = ((Box(250, 0, 1000, 500),), (Box(0, 0, 150, 500),))
    wide, narrow = (Lettering(Room(1000, 500, list(taken)), LabelGround()) for taken in (left, right))
    write_names_by_width(root, [BESIDE], wide, narrow, 600)
    context = chromium.new_context(viewport={"width": 1200, "height": 600}, device_scale_factor=2)
    page = context.new_page()
    for width, sides in ((1000, (False, True)), (601, (False, True)), (599, (True, False)), (392, (True, False))):
        page.set_content(f'<img alt="" style="width: {width}px" src="{address_of(write(root))}">')
        page.wait_for_function("document.images[0].complete")
        seen = Image.open(BytesIO(page.locator("img").screenshot())).convert("L")
        middle = seen.width // 5
        parts = (seen.crop((0, 0, middle, seen.height)), seen.crop((middle, 0, seen.width, seen.height)))
        assert tuple(part.getextrema()[0] < 128 for part in parts) == sides, width
    context.close()
