"""Everything from a table is text: a payload in every text cell of every table runs nowhere and is shown as it is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from geo.catalogue import read_catalogue
from geo.selection import list_entries
from tests.browser.conftest import opened_pages, with_map
from tests.browser.hooks import CARD, ROW, SYMBOL, answered, close_sheet, ids_of, middle_of, press
from tests.browser.tables import copy_tables, read_rows

pytestmark = pytest.mark.browser

PAYLOAD = (
    "\"'><img src=x onerror=window.pwned=1>${window.pwned=1}`${window.pwned=1}`"
    "</script><script>window.pwned=1</script>{{ 7*191 }}{% raw %}"
)
CODES = {  # text columns whose cells are looked up by what they say
    ("dictionary", "table"),
    ("dictionary", "column"),
    ("dictionary", "refers_to"),
    ("vocabularies", "vocabulary"),
    ("vocabularies", "term"),
    ("disagreements", "concerns"),
}
TABLES = ("sources", "visits", "places", "events", "vocabularies", "dictionary")


@pytest.fixture(scope="module")
def hostile_folder(data_folder, tmp_path_factory):
    columns = {
        (row["table"], row["column"])
        for row in read_rows(data_folder, "dictionary")
        if row["type"] == "text" and (row["table"], row["column"]) not in CODES
    }
    assert len(columns) > 80

    def poison(table, rows):
        return [
            {c: text + PAYLOAD if text and (table, c) in columns else text for c, text in row.items()} for row in rows
        ]

    return copy_tables(data_folder, tmp_path_factory.mktemp("hostile") / "data", poison)


@pytest.fixture(scope="module")
def hostile_server(start_server, hostile_folder):
    with start_server(data=hostile_folder) as base:
        yield base


def ran(page, frame=None) -> list[str]:
    """List what is left behind by a payload that ran: its mark, or the request for its picture."""
    page.wait_for_load_state("networkidle")
    marks = [scope.evaluate("window.pwned") for scope in (page, *page.frames)]
    marks += [a.url for a in page.watch.answers if urlsplit(a.url).path.endswith("/x")]
    marks += page.eval_on_selector_all("img[onerror], [onerror]", "found => found.map(e => e.outerHTML)")
    if frame:
        marks += frame.eval_on_selector_all("img[onerror], [onerror]", "found => found.map(e => e.outerHTML)")
    return [mark for mark in marks if mark is not None]


def test_the_payload_reaches_the_app(hostile_folder, entries):
    catalogue = read_catalogue(hostile_folder)
    assert [fault for fault in catalogue.faults if fault.severity == "error"] == []
    assert [e.id for e in list_entries(catalogue)] == [e.id for e in entries]
    assert all(source.title.endswith(PAYLOAD) for source in catalogue.sources.values())


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_nothing_runs_on_the_map_and_on_any_card(hostile_server, contexts, entries, lang):
    with opened_pages(contexts, hostile_server) as open_one:
        page, frame = with_map(open_one)(f"/?lang={lang}", size=(1920, 1080))  # wide enough for long labels
        assert ids_of(frame, ".site") == {e.id for e in entries if e.listed and e.position}
        press(page, "layer", "posts")
        page.mouse.move(*middle_of(frame, SYMBOL.format("kapikule")))
        expect(frame.locator(".tip--shown")).to_contain_text(PAYLOAD)
        frame.evaluate(
            """() => {
                for (const element of document.querySelectorAll('.site, .site-cluster, path.line')) {
                    element.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: 9, clientY: 9 }));
                }
            }"""
        )
        expect(frame.locator(".label--site", has_text="<img src=x onerror=window.pwned=1>")).not_to_have_count(0)
        for entry in entries if lang == "tr" else entries[:2]:
            page.locator(ROW.format(entry.id)).click()
            card = page.locator(CARD.format(entry.id))
            expect(card.locator("h2")).to_have_text(re.compile(rf"^\s*{re.escape(entry.name + PAYLOAD)}\s*$"))
            expect(card.get_by_role("tablist")).to_have_accessible_name(entry.name + PAYLOAD)
            expect(card.get_by_role("tab")).to_have_count(4)
        with answered(page):
            page.locator(".find").fill(PAYLOAD)
        close_sheet(page)
        assert ran(page, frame) == []


def test_nothing_runs_on_the_sources_page(hostile_server, hostile_folder, contexts):
    with opened_pages(contexts, hostile_server) as open_one:
        page = open_one("/sources?table=sites")
        expect(page.locator(".source-list")).to_contain_text(PAYLOAD)
        labels = {
            r["term"]: r["label"] for r in read_rows(hostile_folder, "vocabularies") if r["vocabulary"] == "table"
        }
        for table in TABLES:
            label = labels[table]
            chooser = page.locator(".st-key-reading [data-testid=stSelectbox] input")
            chooser.fill(label)
            page.get_by_role("option", name=label).first.click()
            first = read_rows(hostile_folder, table)[0]
            expect(page.locator(".table-scroll th").first).to_have_text(next(iter(first)))
            expect(page.locator(".table-scroll")).to_contain_text(PAYLOAD)
        page.get_by_label("Search in this table").fill(PAYLOAD)
        page.get_by_label("Search in this table").press("Enter")
        expect(page.locator(".table-scroll tbody tr").first).to_be_visible()
        assert ran(page) == []


def test_no_address_of_a_source_is_a_script(data_folder, tmp_path_factory, start_server, contexts):
    addresses = iter(["javascript:window.pwned=1", 'https://x"onmouseover="window.pwned=1', "data:text/html,<script>"])

    def poison(table, rows):
        if table == "sources":
            for row, address in zip(rows[1:], addresses, strict=False):
                row["url"] = address
        return rows

    folder = copy_tables(data_folder, tmp_path_factory.mktemp("addresses") / "data", poison)
    with start_server(data=folder) as base, opened_pages(contexts, base) as open_one:
        page = open_one("/sources?table=sources")
        expect(page.locator(".source-list > li").first).to_be_visible()
        expect(page.locator(".table-scroll table")).to_be_visible()
        targets = page.eval_on_selector_all("a[href]", "found => found.map(e => e.protocol)")
        assert set(targets) <= {"http:", "https:"}
        assert page.locator("[onmouseover]").count() == 0
        expect(page.locator(".check-report")).to_contain_text("javascript:window.pwned=1")
