"""Nobody but the app is asked, until the reader picks an online base map; without a network ours stays."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from geo.map.basemap import DETAIL_FILE, OVERVIEW_FILE, online_choices
from tests.browser.hooks import CARD, ROW, answered, arrived, close_sheet, ids_of, look_at, press

pytestmark = pytest.mark.browser


def test_the_map_asks_no_foreign_host_and_logs_no_error(shared_map):  # the other pages: in test_access.py
    page, frame = shared_map
    page.locator(ROW.format("irkeshtam")).click()
    expect(page.locator(CARD.format("irkeshtam"))).to_be_visible()
    for zoom in (4, 7, 9, 12):  # the detailed base map comes close in
        look_at(frame, 44.2, 80.3, zoom)
    press(page, "layer", "posts")
    arrived(page, OVERVIEW_FILE, DETAIL_FILE)
    assert page.watch.complaints() == []


def test_the_built_in_map_is_drawn(shared_map):
    _, frame = shared_map
    frame.wait_for_function(  # land of members and of others
        """() => {
            const sheet = document.querySelector('.leaflet-base-pane canvas');
            const data = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height).data;
            const colours = new Set();
            for (let i = 0; i < data.length; i += 4 * 97) if (data[i + 3] === 255) colours.add(data.slice(i, i + 3).join());
            return colours.size >= 2;
        }"""
    )
    assert frame.locator(".label--country").count() >= 5
    assert frame.locator(".label--water").count() >= 1


@pytest.mark.parametrize("code", sorted(online_choices()))
def test_an_online_map_that_cannot_be_reached_leaves_ours(shared_map, code):
    page, frame = shared_map
    arrived(page, OVERVIEW_FILE)
    assert page.watch.foreign == []
    symbols = ids_of(frame, ".site")
    page.locator(".more > summary").click()
    with answered(page):
        page.locator(f'[data-chip="base:{code}"]').click()
    expect(page.locator(".filter-bar-status--shown")).to_contain_text("cannot be reached")
    close_sheet(page)
    hosts = {urlsplit(url).hostname for url in page.watch.foreign}
    wanted = urlsplit(online_choices()[code]["url"]).hostname.replace("{s}", "")
    assert hosts
    assert all(host.endswith(wanted) for host in hosts)
    expect(page.locator('[data-chip="base:own"]')).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(r"/$"))
    expect(frame.locator("body")).to_have_attribute("data-base", "own")
    expect(frame.locator(".leaflet-base-pane canvas")).to_be_visible()
    assert ids_of(frame, ".site") == symbols
    assert any("ERR_NAME_NOT_RESOLVED" in error for error in page.watch.errors)  # refused here, and only these
    page.watch.errors[:] = [error for error in page.watch.errors if "ERR_NAME_NOT_RESOLVED" not in error]
    page.watch.foreign.clear()
