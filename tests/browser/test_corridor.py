"""The corridor page in a browser: a riser and its symbol belong together, a slider redraws, pictures can be saved."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
EAST = "/corridor?journey=alat-tbilisi&direction=back"
CHART = "[data-testid=stVegaLiteChart] svg.marks"
RISER = f'{CHART} [aria-label^="Red Bridge, {{}} side"]'


@pytest.fixture
def corridor(open_page):
    def open_corridor(path=EAST, **options):
        page = open_page(path, **options)
        page.locator(CHART).wait_for()
        frame = page.wait_for_selector('iframe[title="streamlit_folium.st_folium"]', state="attached").content_frame()
        frame.wait_for_selector("body[data-ready=true]", state="attached")
        page.watch.errors[:] = [error for error in page.watch.errors if "/corridor/_stcore/" not in error]
        return page, frame

    return open_corridor


def test_riser_symbol_slider_ruler_and_pictures(corridor):
    page, frame = corridor()
    expect(page.locator(".answer-total strong")).to_have_text("69.4 h")

    page.locator(RISER.format("Georgian")).click(force=True)
    expect(page).to_have_url(re.compile("at=red-bridge-ge"))
    frame.wait_for_selector(".site--red-bridge.site--chosen", state="attached")

    thumb = page.locator(".st-key-keep-red-bridge-ge input[type=range]")
    thumb.focus()
    thumb.press("ArrowLeft")
    expect(page.locator(".answer-total strong")).to_have_text("66.7 h")
    expect(page.locator(".illustrative")).to_be_visible()
    expect(page.locator(RISER.format("Georgian"))).to_have_attribute("aria-label", re.compile("52.2 h · illustrative"))
    expect(page).to_have_url(re.compile(r"keep=red-bridge-ge\.95"))

    for kind, begins in (("svg", b"<svg"), ("png", b"\x89PNG")):
        with page.expect_download() as saved:
            page.locator(f'[data-save="{kind}"]').click()
        assert saved.value.suggested_filename == f"alat-tbilisi.{kind}"
        assert Path(saved.value.path()).read_bytes().startswith(begins)


def test_two_positions_of_the_address_are_marked_and_measured(corridor):
    page, frame = corridor(f"{EAST}&point=41.3286,45.0720&point=41.7151,44.8271")
    expect(page.locator(".measured")).to_contain_text("km along the line")
    assert frame.locator(".picked").count() == 2


@pytest.mark.parametrize("size", [(390, 844), (1024, 768), (1920, 1080)], ids=str)
def test_the_chart_uses_the_width_it_has_and_nothing_runs_over(corridor, size):
    page, _ = corridor(f"{EAST}&lang=tr", size=size)
    plot = page.locator(f"{CHART} .role-axis-domain line").first.bounding_box()
    chart = page.locator(CHART).bounding_box()
    assert plot["width"] > 0.75 * chart["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.st-key-side-panel'))")
