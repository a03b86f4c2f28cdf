"""The corridor page in a browser: a riser and its symbol belong together, a slider redraws, pictures can be saved."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.hooks import SlowLine, look_at
from tests.browser.test_access import severe_faults

pytestmark = pytest.mark.browser
EAST = "/corridor?journey=alat-tbilisi&direction=back"
CHART = ".chart-picture"
RISER = f'{CHART} [aria-label^="Red Bridge, {{}} side"]'
MIDDLE = """selector => {
    const one = document.querySelector(selector);
    one.scrollIntoView({ block: 'center' });
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
}"""
HANDLE = '.what-if-row[data-stop="{}"] input[type=range]'
FIELD = '.what-if-row[data-stop="{}"] input[type=text]'
TOTAL = ".answer-total strong"
# Two journeys that have a stop in common, so that its slider stays under the hand when the journey changes.
ONE_JOURNEY = "/corridor?journey=altynkol-poti"
OTHER_JOURNEY = re.compile("Altynkol – Kapıkule")
SHARED_SLIDER = "altynkol-post"
DRAWN = f"""() => [...document.querySelectorAll('{CHART} :is(path, rect, text, .chart-stop)')].map((e) =>
    [e.tagName, ...e.getAttributeNames().map((name) => e.getAttribute(name)), e.children.length ? '' : e.textContent])"""
"""Everything that the chart shows, shape by shape."""
UNDER_NAMES = f"""() => {{
    const frame = document.querySelector('{CHART} .chart-band').getBoundingClientRect();
    const marks = [...document.querySelectorAll('{CHART} :is(.chart-leg, .chart-gap, .chart-range, .chart-stop :first-child)')];
    return marks.filter((e) => {{ const box = e.getBoundingClientRect(); return box.width + box.height && box.top < frame.top + 19; }}).length;
}}"""
"""What is drawn where the names of the countries stand."""
BELOW_ONE_ANOTHER = """selectors => {
    const boxes = selectors.map((one) => document.querySelector(one)?.getBoundingClientRect());
    const middles = boxes.filter((box) => box?.height).map((box) => box.left + box.width / 2);
    return middles.length === selectors.length && Math.max(...middles) - Math.min(...middles) < 3;
}"""
"""Whether elements stand one below the other; none of them while it is laid."""
SAME = f"rows => JSON.stringify(({DRAWN})()) === JSON.stringify(rows)"
FRAMED = "() => [...document.querySelectorAll('.what-if')].map((e) => (e.hidden ? '' : e.textContent))"
CROWDED = f"""() => ['x', 'y'].flatMap((axis) => {{
    const boxes = [...document.querySelectorAll(`{CHART} .chart-tick--${{axis}}`)].map((e) => e.getBoundingClientRect());
    const meet = (a, b) => a.left < b.right + 16 && b.left < a.right + 16 && a.top < b.bottom && b.top < a.bottom;
    return boxes.length < 2 ? [axis] : boxes.filter((a, i) => boxes.some((b, j) => i < j && meet(a, b))).map((a) => a.left);
}})"""
"""Numbers of an axis that touch the next; an axis with fewer than two."""


@pytest.fixture
def corridor(open_page):
    def open_corridor(path=EAST, **options):
        page = open_page(path, **options)
        page.locator(CHART).wait_for()
        frame = page.wait_for_selector('iframe[title="streamlit_folium.st_folium"]', state="attached").content_frame()
        frame.wait_for_selector("body[data-ready=true]", state="attached")
        page.locator("#first-sight").wait_for(state="detached")  # it covers what a hand would press
        page.watch.errors[:] = [error for error in page.watch.errors if "/corridor/_stcore/" not in error]
        return page, frame

    return open_corridor


def test_riser_symbol_slider_ruler_and_pictures(corridor):
    page, frame = corridor()
    expect(page.locator(".answer-total strong")).to_have_text("69.7 h")

    page.mouse.click(*page.evaluate(MIDDLE, RISER.format("Georgian")))  # an upright line has no box for the driver
    expect(page).to_have_url(re.compile("at=red-bridge-ge"))
    frame.wait_for_selector(".site--red-bridge.site--chosen", state="attached")

    riser = page.locator(RISER.format("Georgian"))
    page.wait_for_function(BELOW_ONE_ANOTHER, arg=[".strip .site--red-bridge", RISER.format("Georgian")])

    page.locator(HANDLE.format("red-bridge-ge")).press("ArrowLeft")
    expect(page.locator(TOTAL)).to_have_text("68.8 h")
    expect(page.locator(".answer-total .illustrative")).to_be_visible()
    expect(riser).to_have_attribute("aria-label", re.compile("54.0 h · illustrative"))
    expect(page).to_have_url(re.compile(r"hours=red-bridge-ge\.54"))

    page.get_by_role("button", name="Red Bridge as in 2021").click()
    expect(page).to_have_url(re.compile(r"hours=red-bridge-ge\.2\.4&hours=red-bridge-az\.3\.7"))
    expect(page.locator(".answer--behind")).to_have_count(0)
    expect(page.locator(TOTAL)).to_have_text("15.7 h")
    expect(page.locator('tr[data-id="red-bridge-ge"] [data-what-if="value"] span')).to_have_text("2.4 h")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download the table (CSV)").click()
    assert ",54.9,2.4,54.9,2.4,2023," in Path(saved.value.path()).read_text(encoding="utf-8")

    for kind, begins in (("svg", b"<svg"), ("png", b"\x89PNG")):
        with page.expect_download() as saved:
            page.locator(f'[data-save="{kind}"]').click()
        assert saved.value.suggested_filename == f"alat-tbilisi.{kind}"
        assert Path(saved.value.path()).read_bytes().startswith(begins)


def test_hours_are_typed_undone_and_taken_back(corridor):
    page, _ = corridor()
    field = page.locator(FIELD.format("red-bridge-ge"))
    field.fill("30,5")
    expect(page.locator(TOTAL)).to_have_text("45.3 h")  # while it is typed
    assert "hours=" not in page.url
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"hours=red-bridge-ge\.30\.5"))
    field.fill("many")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.press("Tab")
    expect(field).to_have_value("30.5")
    page.locator(HANDLE.format("red-bridge-az")).press("Home")
    expect(page).to_have_url(re.compile(r"red-bridge-az\.0"))
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page).not_to_have_url(re.compile("red-bridge-az"))
    expect(page.locator(FIELD.format("red-bridge-az"))).to_have_value("5.2")
    page.get_by_role("button", name="As measured").press("Enter")
    expect(page).not_to_have_url(re.compile("hours="))
    expect(page.locator(TOTAL)).to_have_text("69.7 h")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(TOTAL)).to_have_text("45.3 h")


def test_stops_of_the_chart_are_chosen_by_keyboard_and_say_what_they_are(corridor):
    page, frame = corridor()
    stop = page.locator(RISER.format("Georgian"))
    stop.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".chart-tip")).to_contain_text("54.9 h · 2023 · CPMM")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("at=red-bridge-ge"))
    frame.wait_for_selector(".site--red-bridge.site--chosen", state="attached")
    expect(stop).to_have_attribute("aria-pressed", "true")
    expect(stop).to_be_focused()  # though the chart was drawn again
    page.keyboard.press(" ")
    expect(page).not_to_have_url(re.compile("at=red-bridge-ge"))
    page.locator(f"{CHART} [data-tip]:not(.chart-stop)").last.hover(force=True)
    expect(page.locator(".chart-tip")).to_contain_text("km")


def test_the_chart_follows_the_hand_at_once_and_the_server_draws_the_same(corridor):
    line = SlowLine()
    page, _ = corridor(
        "/corridor?journey=altynkol-poti&unit=days&versus=y2021&lang=tr&at=altynkol-post", before=line.join
    )
    page.locator(HANDLE.format("aktau-vessel")).wait_for()
    known = page.evaluate(DRAWN)
    line.hold()
    for slider, key in (("altynkol-post", "ArrowLeft"), ("aktau-vessel", "ArrowRight")):
        page.locator(HANDLE.format(slider)).press(key)
    expect(page.locator(".answer-known")).to_have_text("8,7 gün")
    by_hand, in_frames = page.evaluate(DRAWN), page.evaluate(FRAMED)
    assert len(by_hand) > len(known)
    line.wait_for(page, b"aktau-vessel.6")  # the server's words, which are still kept back
    expect(page.locator(".answer--behind")).to_have_count(1)
    line.release()
    expect(page.locator(".answer--behind")).to_have_count(0)
    page.wait_for_function(SAME, arg=by_hand)
    expect(page).to_have_url(re.compile("aktau-vessel"))
    link = urlsplit(page.url)
    again, _ = corridor(f"{link.path}?{link.query}")
    again.locator(HANDLE.format("aktau-vessel")).wait_for()
    again.wait_for_function(SAME, arg=by_hand)  # drawn by the server alone
    assert again.evaluate(FRAMED) == in_frames


def test_rows_of_another_journey_are_never_mixed_in(corridor):
    line = SlowLine()
    page, _ = corridor(ONE_JOURNEY, before=line.join)
    thumb = page.locator(HANDLE.format(SHARED_SLIDER))
    thumb.wait_for()
    asked = page.locator(".answer").get_attribute("data-question")
    line.hold()
    page.get_by_role("combobox", name="Journey").click()
    page.get_by_role("option", name=OTHER_JOURNEY).click()
    line.wait_for(page, b"corridor-table")  # the other journey, which is still kept back
    thumb.press("ArrowLeft")  # moves what is shown
    expect(page.locator(".answer--behind")).to_have_count(1)
    line.release()
    expect(page.locator(f'.answer:not([data-question="{asked}"]):not(.answer--behind)')).to_have_count(1)
    before = page.url
    thumb.press("ArrowLeft")
    expect(page).not_to_have_url(before)
    expect(page.locator(f'.answer:not([data-question="{asked}"]):not(.answer--behind)')).to_have_count(1)
    expect(page).to_have_url(re.compile(SHARED_SLIDER))
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    drawn = page.evaluate(DRAWN)
    link = urlsplit(page.url)
    again, _ = corridor(f"{link.path}?{link.query}")
    again.locator(HANDLE.format(SHARED_SLIDER)).wait_for()
    again.wait_for_function(SAME, arg=drawn)


def test_the_ruler_measures_between_two_clicks_on_the_map_and_by_keyboard(corridor):
    page, frame = corridor()
    page.get_by_text("Measure along the line").click()
    bar = page.locator(".st-key-measure-bar")
    bar.get_by_text("Pick two points on the map").click()
    frame.wait_for_selector("body[data-picking]")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.locator(".st-key-stage-map").evaluate("place => place.scrollIntoView({ block: 'center' })")
    ends = ((41.3286, 45.0720), (41.7151, 44.8271))
    look_at(frame, 41.5, 44.95, 9)
    for number, (lat, lon) in enumerate(ends, 1):
        at = frame.evaluate(
            "([lat, lon]) => { const p = map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }", [lat, lon]
        )
        frame.locator(".leaflet-container").click(position={"x": at[0], "y": at[1]}, force=True)
        expect(page).to_have_url(re.compile("point=.*" * number))
        expect(frame.locator(".picked")).to_have_count(number)
    expect(page.locator(".measured")).to_contain_text("km along the line")
    by_clicks = float(re.search(r"([\d.]+) km along", page.locator(".measured").inner_text()).group(1))

    bar.get_by_role("button", name="Clear").press("Enter")
    expect(page.locator(".measured")).not_to_contain_text("km along the line")
    for label, name in (("From", "Red Bridge"), ("To", "Tbilisi")):
        field = bar.get_by_role("combobox", name=label)
        field.focus()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("point="))
    expect(page.locator(".measured")).to_contain_text("km along the line")
    by_keyboard = float(re.search(r"([\d.]+) km along", page.locator(".measured").inner_text()).group(1))
    assert by_clicks == pytest.approx(by_keyboard, abs=2)


def test_a_chart_without_known_stops_has_no_group_without_a_name(corridor):
    page, _ = corridor(
        "/corridor?journey=alat-tbilisi&direction=back&way=tbilisi-boyuk-kesik.boyuk-kesik-alat&unit=usd&year=2018"
    )
    assert page.locator(f"{CHART} .chart-stop--riser").count() == 0
    assert severe_faults(page) == []


def test_two_positions_of_the_address_are_marked_and_measured(corridor):
    page, frame = corridor(f"{EAST}&point=41.3286,45.0720&point=41.7151,44.8271")
    expect(page.locator(".measured")).to_contain_text("km along the line")
    assert frame.locator(".picked").count() == 2


WIDTH_USED = """(chart) => {
    const widthOf = (e) => e.getBoundingClientRect().width;
    const bands = [...document.querySelectorAll(`${chart} .chart-band`)].map(widthOf);
    return bands.reduce((sum, width) => sum + width, 0) / widthOf(document.querySelector('.profile-chart'));
}"""


@pytest.mark.parametrize("size", [(683, 384), (844, 390), (390, 844)], ids=str)
def test_every_slider_is_reached_by_a_hand_on_a_low_window(corridor, size):
    page, _ = corridor("/corridor", size=size)
    for row in (page.locator(".what-if-row").first, page.locator(".what-if-row").last):
        row.locator("input[type=range]").click(trial=True)


@pytest.mark.parametrize("size", [(390, 844), (1024, 768), (1920, 1080)], ids=str)
def test_the_chart_uses_the_width_it_has_and_nothing_runs_over(corridor, size):
    page, _ = corridor("/corridor?lang=tr", size=size)
    page.locator(".strip").wait_for()
    # All at once: the chart may be drawn anew between two questions.
    assert page.evaluate(WIDTH_USED, CHART) > 0.75
    assert page.evaluate(CROWDED) == []
    assert page.evaluate(UNDER_NAMES) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.st-key-side-panel'))")
    page.locator(".what-if-row").last.scroll_into_view_if_needed()
    expect(page.locator(f"{CHART} .chart-stop").last).to_be_in_viewport()
