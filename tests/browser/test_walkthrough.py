"""The walkthrough in a real browser: the whole tour by a clicker, keys from inside the map, geometry, offline."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from geo.language import list_languages, load_language
from tests.browser.hooks import CARD, FRAME, SYMBOL, SlowLine
from tests.browser.test_access import severe_faults

pytestmark = pytest.mark.browser

COUNTER = ".stage-counter"
TITLE = ".stage-card h1"
SMALLEST_PX = 26.6  # 20 pt
SIZES = [(1024, 768), (1280, 720), (1920, 1080)]
FLIGHT = """() => new Promise((resolve) => {
    const map = keptFrame.contentWindow.map;
    const order = [];
    map.once('move', () => order.push('moved'));
    map.once('moveend', () => resolve([[...order, 'landed'], shown]));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
    const shown = document.querySelector('.stage-card h1').textContent;
})"""
# What lies on the stage may not lie on each other, nothing may be cut off, and the card is legible in a hall.
FAULTS = """() => {
    const faults = [];
    const boxes = ['card', 'legend', 'buttons', 'foot'].map((name) => [name, document.querySelector(`.stage-${name}`)])
        .filter(([, e]) => e && !e.hidden && e.offsetWidth).map(([name, e]) => [name, e.getBoundingClientRect()]);
    for (const [name, box] of boxes) {
        if (box.left < 0 || box.top < 0 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5) faults.push(`${name} leaves the screen`);
    }
    for (const [a, p] of boxes) for (const [b, q] of boxes) {
        if (a < b && p.left < q.right && q.left < p.right && p.top < q.bottom && q.top < p.bottom) faults.push(`${a} lies on ${b}`);
    }
    for (const e of document.querySelectorAll('.stage-card, .stage-card *, .stage-foot, .stage-disclaimer, .stage-counter, .stage-legend')) {
        if (e.closest('svg') || e.hidden) continue;
        if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') faults.push(`${e.className} is cut off sideways`);
        if (e.closest('.stage-card') && e.textContent && parseFloat(getComputedStyle(e).fontSize) < SMALLEST) faults.push(`${e.className || e.tagName} is too small`);
    }
    const card = document.querySelector('.stage-card');
    if (card.scrollHeight > card.clientHeight + 1) faults.push('the card is cut off');
    return faults;
}""".replace("SMALLEST", str(SMALLEST_PX))
# The map has half of the picture, and the camera looks where nothing lies on it: neither card, toolbar, legend and foot,
# nor the small map and the scale of its own frame.
MAP_FAULTS = """(scene) => {
    const faults = [];
    const boxes = ['card', 'legend', 'buttons', 'foot'].map((name) => [name, document.querySelector(`.stage-${name}`)])
        .filter(([, e]) => e && !e.hidden && e.offsetWidth).map(([name, e]) => [name, e.getBoundingClientRect()]);
    const [side] = boxes.filter(([name]) => name === 'card').map(([, box]) => box);
    if (side.left > 30 || side.top > 30) faults.push('the card has left its side');
    const step = 32;
    let [seen, all] = [0, 0];
    for (let x = step / 2; x < innerWidth; x += step) {
        for (let y = step / 2; y < innerHeight; y += step) {
            all += 1;
            seen += !boxes.some(([, b]) => b.left <= x && x < b.right && b.top <= y && y < b.bottom);
        }
    }
    if (seen < all / 2) faults.push(`the map has ${seen / all} of the picture`);
    const { left, top } = scene.free;
    const room = { left, top, right: innerWidth - scene.free.right, bottom: innerHeight - scene.free.bottom };
    const inside = keptFrame.contentDocument;
    const { width, height } = keptFrame.getBoundingClientRect(); // it keeps its size, or it would draw at each of ours
    for (const [name, up] of [['.stage-inset', 0], ['.leaflet-control-scale', innerHeight - height]]) {
        const { x, y, width: w, height: h } = inside.querySelector(name).getBoundingClientRect();
        boxes.push([name, new DOMRect(x + innerWidth - width, y + up, w, h)]);
    }
    for (const [name, b] of boxes) {
        if (room.left < b.right && b.left < room.right && room.top < b.bottom && b.top < room.bottom) faults.push(`${name} lies on what the camera shows`);
    }
    if (room.right - room.left < 200 || room.bottom - room.top < 150) faults.push('the camera has no room');
    return faults;
}"""
# Every stop of the story, by its keys; the map need not be drawn for what lies on it.
FAULTS_OF_ALL_STOPS = f"""() => {{
    const press = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true }}));
    let scene = null;
    keptFrame.contentWindow.stageMap.show = (asked) => {{ scene = asked; }};
    press('End');
    press('Home');
    const found = [];
    const [, total] = document.querySelector('.stage-counter').textContent.split('/').map(Number);
    for (let stop = 1; stop <= total; stop += 1) {{
        const faults = [...({FAULTS})(), ...({MAP_FAULTS})(scene)];
        found.push(...faults.map((fault) => `stop ${{stop}}: ${{fault}}`));
        press('PageDown');
    }}
    return [total, found];
}}"""

# How often the page has to be laid out while a key is being heard: what asks for a size has it done.
MEASURED = """(key) => {
    let asked = 0;
    const undo = [];
    for (const [of, name] of [[HTMLElement, 'offsetWidth'], [HTMLElement, 'offsetHeight'], [Element, 'scrollHeight'],
                              [Element, 'scrollWidth'], [Element, 'clientHeight'], [Element, 'clientWidth']]) {
        const own = Object.getOwnPropertyDescriptor(of.prototype, name);
        const count = function () { asked += 1; return own.get.call(this); };
        Object.defineProperty(of.prototype, name, { ...own, get: count });
        undo.push(() => Object.defineProperty(of.prototype, name, own));
    }
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    for (const act of undo) act();
    return asked;
}"""


SHOWN_STOPS = """() => {
    window.shownStops = [];
    const note = () => shownStops.push(document.querySelector('.stage-counter')?.textContent);
    new MutationObserver(note).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""


SHEETS = r"() => performance.getEntriesByType('resource').filter(({ name }) => /\/(story|names)-/.test(name))"


def choose_language(page, *moves):
    page.keyboard.press("l")
    for key in moves:
        page.keyboard.press(key)
    page.keyboard.press("Enter")


@pytest.fixture
def open_stage(open_page):
    """Open the stage; gives the page and the map's frame, in which the first scene stands."""

    def open_stage(query="", **options):
        page = open_page(f"/walkthrough{query}", **{"size": (1024, 768)} | options)
        frame = page.wait_for_selector(FRAME, state="attached").content_frame()
        frame.wait_for_selector("body[data-scene]", state="attached")
        page.locator("#first-sight").wait_for(state="detached")  # it covers what a hand would press
        page.evaluate(f"window.keptFrame = document.querySelector('{FRAME}')")
        return page, frame

    return open_stage


def on_stage(page, stop):
    expect(page.locator(COUNTER)).to_have_text(re.compile(rf"^{stop} / \d+$"))


def go_on_over_a_line(open_stage):
    """Go on from stop 4 to 5; gives the page, and the line over which its server answers."""
    line = SlowLine()
    page, _ = open_stage("?story=caravanserai&stop=4", before=line.join)
    page.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile(r"stop=5\b"))
    return page, line


def frame_is_kept(page):
    return page.evaluate(f"keptFrame.isConnected && keptFrame === document.querySelector('{FRAME}')")


def jump(page, stop):
    for digit in str(stop):
        page.keyboard.press(digit)
    page.keyboard.press("Enter")


def test_the_whole_tour_by_a_clicker_without_a_network(open_stage, catalogue):
    page, frame = open_stage("?story=caravanserai&stop=1", motion="no-preference")
    scenes = catalogue.stories["caravanserai"].scenes
    frame.wait_for_function("!stageMap.isFlying()")
    order, shown = page.evaluate(FLIGHT)
    assert shown == scenes[1].title
    assert order == ["moved", "landed"]  # how soon and how long is for `make bench`
    page.keyboard.press("Home")
    frame.wait_for_function("performance.getEntriesByType('resource').some((entry) => entry.name.includes('detail'))")
    page.wait_for_function(f"({SHEETS})().length === 6")  # every other language, of story and map
    page.context.set_offline(True)
    try:
        expect(page.locator(".stage-offline")).to_be_visible()
        choose_language(page, "ArrowDown")
        expect(page.locator("html")).to_have_attribute("lang", "kk")
        expect(frame.locator("html")).to_have_attribute("lang", "kk")
        for number, scene in enumerate(scenes[1:], 2):
            page.keyboard.press("PageDown")
            on_stage(page, number)
            assert frame.evaluate("document.body.dataset.scene") == f"caravanserai/{number}"
            if scene.site:
                assert page.get_attribute(TITLE, "data-id") == scene.site
                chosen = f"{SYMBOL.format(scene.site)}.site--chosen, .wait--{scene.site}.wait--chosen"
                assert frame.locator(chosen).count() == 1
        page.keyboard.press("PageDown")
        on_stage(page, len(scenes))
        assert frame_is_kept(page)
    finally:
        page.context.set_offline(False)
    expect(page.locator(".stage-offline")).to_be_hidden()
    expect(page).to_have_url(re.compile(rf"stop={len(scenes)}\b.*lang=kk"))
    page.watch.errors[:] = [error for error in page.watch.errors if "ERR_INTERNET_DISCONNECTED" not in error]


def test_a_stage_that_stands_before_its_map_shows_the_scene_there_all_the_same(open_page):
    held, released = [], []

    def hold_back(page):
        frame = "**/static/js/ComponentInstance.*.js"
        page.route(frame, lambda route: route.continue_() if released else held.append(route))

    page = open_page("/walkthrough?story=caravanserai&stop=6", before=hold_back)
    expect(page.locator(".stage-counter")).to_have_text(re.compile("^6 /"))
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    assert held
    released.append(True)
    for route in held:
        route.continue_()
    frame = page.wait_for_selector(FRAME, state="attached").content_frame()
    frame.wait_for_selector("body[data-scene='caravanserai/6']", state="attached")


def test_a_stage_that_stands_before_its_base_map_fetches_the_close_one_all_the_same(open_stage):
    held, released = [], []

    def hold_back(page):
        page.route("**/overview.json*", lambda route: route.continue_() if released else held.append(route))

    page, frame = open_stage("?story=caravanserai&stop=1", before=hold_back)
    frame.wait_for_selector("body.on-stage", state="attached")
    with page.expect_request("**/detail.json*"):
        released.append(True)
        for route in held:
            route.continue_()


def test_a_stop_shows_the_year_that_is_pressed_and_the_next_stop_its_symbols(open_stage):
    page, frame = open_stage("?story=caravanserai&stop=4&lang=en")  # that years are played: tests/web/stop_years
    half = frame.locator(".wait--red-bridge .wait-half[data-act=leave]")
    for year, hours in (("2021", "2.4"), ("2023", "54.9")):
        page.locator(f".stage-ticks [data-year='{year}']").click()
        expect(half).to_have_attribute("data-hours", hours)
        expect(page.locator(".stage-ticks [aria-current]")).to_have_text(year)
    page.keyboard.press("PageDown")
    on_stage(page, 5)
    expect(frame.locator(".wait")).to_have_count(0)
    expect(page.locator(".stage-ticks")).to_have_count(0)
    page.keyboard.press("Home")  # a scene from end to end, and another screen: all of it is seen there, too
    on_stage(page, 1)
    page.set_viewport_size({"width": 390, "height": 844})
    for site in ("kapikule", "red-bridge"):
        expect(frame.locator(SYMBOL.format(site))).to_be_in_viewport()


def test_a_stop_that_was_measured_before_is_shown_without_laying_the_page_out(open_stage):
    page, _ = open_stage("?story=caravanserai&stop=4&lang=en")
    # Letters that come have all measured again, and a stop that is measured ahead may ask for some at any time.
    page.evaluate("Promise.all([...document.fonts].map((one) => one.load())).then(() => document.fonts.ready)")
    for stop in (5, 4):
        page.keyboard.press("PageDown" if stop == 5 else "PageUp")
        on_stage(page, stop)
    before = page.locator(".stage-card").bounding_box()
    assert [page.evaluate(MEASURED, key) for key in ("PageDown", "PageUp")] == [0, 0]
    assert page.locator(".stage-card").bounding_box() == before


def test_keys_work_after_a_click_inside_the_map_and_esc_comes_back(open_stage):
    page, frame = open_stage("?story=caravanserai&stop=4")
    assert severe_faults(page) == []
    page.mouse.click(760, 560)
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    page.keyboard.press("PageDown")
    on_stage(page, 5)
    page.keyboard.press("ArrowLeft")
    on_stage(page, 4)
    page.keyboard.press("End")
    on_stage(page, 11)
    page.keyboard.press("Home")
    on_stage(page, 1)
    jump(page, 6)
    on_stage(page, 6)
    for key, panel in (("n", ".stage-notes"), ("b", ".stage-blank"), ("t", ".stage-timer"), ("j", ".stage-menu")):
        page.keyboard.press(key)
        expect(page.locator(panel)).to_be_visible()
        page.keyboard.press(key)
        expect(page.locator(panel)).to_be_hidden()
    page.keyboard.press("b")
    for key in ("l", "n", "d", "j", "3", "Enter", "PageDown"):  # nothing is done under it, and the last only wakes
        expect(page.locator(".stage-blank")).to_be_visible()
        page.keyboard.press(key)
    expect(page.locator(".stage--dark, .stage-blank:visible, .stage-notes:visible, .stage-menu:visible")).to_have_count(
        0
    )
    on_stage(page, 6)
    page.keyboard.press(" ")
    on_stage(page, 7)
    page.keyboard.press("PageUp")
    frame.locator(".wait--torugart .wait-area").click()  # a stop with years shows its hours
    expect(page.locator(f".st-key-stage-side {CARD.format('torugart')}")).to_be_visible()
    page.locator(".stage-return").click()
    expect(page.locator(".st-key-stage-side")).to_be_hidden()
    assert frame.locator(".wait--irkeshtam.wait--chosen").count() == 1
    assert frame_is_kept(page)
    page.keyboard.press("Escape")
    expect(page.locator(f".st-key-side-panel {CARD.format('irkeshtam')}")).to_be_visible()
    page.locator(".masthead .present").click()
    on_stage(page, 6)
    expect(page.locator(TITLE)).to_have_attribute("data-id", "irkeshtam")


def test_the_way_back_leads_to_the_stop_before(open_stage):
    page, _ = open_stage("?story=caravanserai&stop=4")
    for move, stop in ((partial(page.keyboard.press, "PageDown"), 5), (page.go_back, 4), (page.go_forward, 5)):
        move()
        on_stage(page, stop)
        expect(page).to_have_url(re.compile(rf"stop={stop}\b"))


def test_quick_steps_back_leave_the_steps_on(open_stage):
    page, _ = open_stage("?story=caravanserai&stop=4")
    for stop in (5, 6, 7):
        page.keyboard.press("PageDown")
        expect(page).to_have_url(re.compile(rf"stop={stop}\b"))
    for _ in range(3):
        page.go_back()
    on_stage(page, 4)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    for stop in (5, 6, 7):
        page.go_forward()
        on_stage(page, stop)
        expect(page).to_have_url(re.compile(rf"stop={stop}\b"))


def test_what_is_asked_for_before_the_way_back_is_answered_does_not_undo_it(open_stage):
    page, line = go_on_over_a_line(open_stage)
    line.hold()
    page.go_back()
    choose_language(page, "ArrowDown")
    line.wait_for(page, b'"lang"', times=2)
    line.release()
    expect(page.locator("html")).not_to_have_attribute("lang", "en")
    on_stage(page, 4)
    expect(page).to_have_url(re.compile(r"stop=4\b"))


def test_what_the_server_says_late_of_a_step_back_does_not_undo_the_step_on(open_stage):
    page, line = go_on_over_a_line(open_stage)
    line.hold()
    page.go_back()
    line.wait_for(page, b'"start": 4')
    page.go_forward()
    line.wait_for(page, b'"start": 5')
    page.evaluate(SHOWN_STOPS)
    line.release()
    choose_language(page, "ArrowDown")
    expect(page).to_have_url(re.compile(r"stop=5\b.*lang=kk"))  # the server has answered what came after it
    assert set(page.evaluate("shownStops")) <= {"5 / 11", None}
    on_stage(page, 5)


def test_what_is_asked_before_the_address_has_come_leaves_the_history_alone(open_stage):
    line = SlowLine()
    page, frame = open_stage("?story=caravanserai&stop=4", before=line.join)
    line.hold()
    page.keyboard.press("PageDown")
    line.wait_for(page, b"stop=5")
    frame.locator(".site--chosen").click()  # a message with the address of the stop before
    line.wait_for(page, b"card--")
    line.release_through(b"stop=5")
    expect(page).to_have_url(re.compile(r"stop=5\b"))
    page.go_back()
    line.release()
    expect(page).to_have_url(re.compile(r"stop=4\b"))
    page.go_forward()
    on_stage(page, 5)
    expect(page).to_have_url(re.compile(r"stop=5\b"))


def test_a_page_that_wakes_before_its_address_has_come_stays_at_its_stop(open_stage):
    page, line = go_on_over_a_line(open_stage)
    line.hold()
    page.keyboard.press("PageDown")
    line.wait_for(page, b"stop=6")
    page.evaluate("document.dispatchEvent(new CustomEvent('caravan:wake'))")
    line.wait_for(page, b'"start": 6')
    line.release()
    expect(page).to_have_url(re.compile(r"stop=6\b"))
    on_stage(page, 6)
    line.lose()
    page.go_back()
    expect(page).to_have_url(re.compile(r"stop=5\b"))
    line.lose(losing=False)
    page.evaluate("document.dispatchEvent(new CustomEvent('caravan:wake'))")  # a step of the reader's own counts
    on_stage(page, 5)


def open_story(page, story):
    if page.get_attribute(".stage", "data-story") == story:
        return
    page.keyboard.press("j")
    page.locator(f'[data-story="{story}"]').click()
    page.wait_for_function("id => document.querySelector('.stage').dataset.story === id", arg=story)


def test_nothing_overlaps_and_the_map_has_its_half_at_every_stop_size_and_language(open_stage, catalogue):
    page, frame = open_stage("?story=e-tir&stop=6")  # a cold link opens exactly there
    assert frame.evaluate("document.body.dataset.scene") == "e-tir/6"
    expect(page.locator(TITLE)).to_have_text(catalogue.stories["e-tir"].scenes[5].title)
    for country in ("AZE", "GEO", "UZB"):  # "3 countries" shows which
        expect(frame.locator(f".told-country--{country}")).to_have_count(1)
    expect(frame.locator(".told-country")).to_have_count(3)
    expect(page.locator(".st-key-masthead, [data-testid=stSidebarNav]")).to_have_count(0)
    page.add_style_tag(content=f"{FRAME} {{ width: 1024px !important; height: 768px !important; }}")
    found = []
    for lang in list_languages():
        if lang != page.get_attribute("html", "lang"):
            page.keyboard.press("l")
            page.locator(f'.stage-menu [data-lang="{lang}"]').click()
            expect(frame.locator("html")).to_have_attribute("lang", lang)
        expect(page.locator(".stage-disclaimer")).to_have_text(
            load_language(lang).text("Boundaries do not imply endorsement")
        )
        for story_id, story in catalogue.stories.items():
            open_story(page, story_id)
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
                checked, faults = page.evaluate(FAULTS_OF_ALL_STOPS)
                assert checked == len(story.scenes)
                found += [f"{lang}, {story_id}, {width} wide, {fault}" for fault in faults]
            expect(page).to_have_url(
                re.compile(rf"story={story_id}&stop={len(story.scenes)}\b")
            )  # the server is in step
    assert found == []
    page.set_viewport_size({"width": 390, "height": 844})  # a phone: the text lies below the picture
    page.keyboard.press("d")
    expect(frame.locator("body")).to_have_class(re.compile(r"\bdark\b"))
    card = page.locator(".stage-card").bounding_box()
    assert card["width"] == 390
    assert card["y"] > 422
