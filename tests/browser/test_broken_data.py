"""Tables with faults: the app starts, says what is wrong, and shows every row that is good."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import opened_pages, with_map
from tests.browser.hooks import CARD, ROW, ids_of
from tests.browser.tables import copy_tables

pytestmark = pytest.mark.browser

FAULTS = (  # table, row to change, column, bad cell
    ("places", "irkeshtam", "lat", "91"),
    ("places", "torugart", "lon", "abc"),
    ("sites", "kapikule", "symbol", "spaceport"),
    ("sites", "nur-zholy", "adjoining_countries", "CHN; QQQ"),
    ("visits", "V01", "site_id", "atlantis"),
    ("waypoints", "R1", "seq", "first"),
    ("dwell", "D001", "hours", "two"),
)
ADDRESSES = ("javascript:window.pwned=1", 'https://x"onmouseover="window.pwned=1', "data:text/html,<script>")


@pytest.fixture(scope="module")
def broken_folder(data_folder, tmp_path_factory):
    def spoil(table, rows):
        for name, key, column, bad in FAULTS:
            if name == table:
                next(row for row in rows if next(iter(row.values())) == key)[column] = bad
        if table == "sources":
            for row, address in zip(rows[1:], ADDRESSES, strict=False):
                row["url"] = address
        if table == "sites":
            rows.append(rows[1] | {"site_id": "no-such-place"})
        return None if table == "speeds" else rows

    return copy_tables(data_folder, tmp_path_factory.mktemp("broken") / "data", spoil)


@pytest.fixture(scope="module")
def broken_pages(start_server, broken_folder, profiles):
    with start_server(data=broken_folder) as base, opened_pages(profiles, base) as open_one:
        yield open_one


def test_the_map_shows_what_is_good_and_says_what_is_wrong(broken_pages, entries):
    page, frame = with_map(broken_pages)()
    note = page.get_by_role("note")
    expect(note).to_be_visible()
    for file in ("places.csv", "sites.csv", "visits.csv", "waypoints.csv", "dwell.csv", "speeds.csv"):
        expect(note).to_contain_text(file)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    drawn = {e.id for e in entries if e.listed and e.position}
    without_position = {"irkeshtam", "torugart"}
    assert ids_of(frame, ".site") == drawn - without_position - {"kapikule"}
    assert frame.locator("path.line--R1").count() == 1
    for site in without_position:
        expect(page.locator(ROW.format(site))).to_contain_text("position not established")
    expect(page.locator(ROW.format("no-such-place"))).to_have_count(0)
    page.locator(ROW.format("irkeshtam")).click()
    expect(page.locator(CARD.format("irkeshtam"))).to_contain_text("not established")
    box, shown = note.bounding_box(), page.locator("iframe").bounding_box()
    assert box["y"] + box["height"] <= shown["y"] + 1
    assert shown["y"] + shown["height"] <= 768 + 1

    check_report(page)


def test_the_report_is_told_in_the_language_of_the_page(broken_pages):
    page = broken_pages("/sources?lang=tr")
    lines = page.locator(".check-report li")
    lines.first.wait_for()
    said = " ".join(lines.all_inner_texts())
    assert "Yerler (places.csv), satır" in said
    assert "arasında bir sayı" in said
    assert re.findall(r"\b(?:row|column|expected|blank|left out|is|the|of)\b", said) == []


def check_report(page):
    """Follow the note to the report; the sources that have no honest address stand below it."""
    page.get_by_role("note").get_by_role("link").click()
    report = page.locator(".check-report")
    expect(report).to_be_visible()
    for table, _, column, bad in FAULTS:
        line = report.locator("li", has_text=f"{table}.csv").filter(has_text=bad.rpartition("; ")[2])
        expect(line.first).to_contain_text(column)
    expect(report).to_contain_text("no-such-place")
    expect(report).to_contain_text("speeds.csv")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator(".table-scroll table")).to_be_visible()
    expect(report).to_contain_text(ADDRESSES[0])
    expect(page.locator(".source-list > li").first).to_be_visible()
    targets = page.eval_on_selector_all("a[href]", "found => found.map(e => e.protocol)")
    assert set(targets) <= {"http:", "https:"}
    assert page.locator("[onmouseover]").count() == 0


def test_a_broken_site_in_a_link_is_no_error(broken_pages):
    page, _ = with_map(broken_pages)("/?site=kapikule&country=QQQ")
    expect(page.locator("[data-card]")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert "kapikule" not in page.url
