"""Everything from a table is text: a payload in every text cell of every table runs nowhere and is shown as it is."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from geo.load import read_catalogue
from geo.sites.selection import WHOLE_YEAR, list_entries
from tests.browser.conftest import opened_pages, with_map
from tests.browser.hooks import (
    CARD,
    ROW,
    SYMBOL,
    answered,
    choose_language,
    go_to,
    ids_of,
    map_frame,
    middle_of,
    page_names,
    pictures_loaded,
    press,
)
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
    ("journey_stops", "faces"),
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
        return [{c: text + PAYLOAD if poisoned(table, c, text) else text for c, text in row.items()} for row in rows]

    def poisoned(table, column, text):
        return bool(text) and (table, column) in columns and text != WHOLE_YEAR  # a period that is looked up

    return copy_tables(data_folder, tmp_path_factory.mktemp("hostile") / "data", poison)


def ran(page, frame=None) -> list[str]:
    """List what is left behind by a payload that ran: its mark, or the request for its picture."""
    for scope in page.frames:
        pictures_loaded(scope)
    marks = [scope.evaluate("window.pwned") for scope in page.frames]
    marks += [a.url for a in page.watch.answers if urlsplit(a.url).path.endswith("/x")]
    marks += page.eval_on_selector_all("img[onerror], [onerror]", "found => found.map(e => e.outerHTML)")
    if frame:
        marks += frame.eval_on_selector_all("img[onerror], [onerror]", "found => found.map(e => e.outerHTML)")
    return [mark for mark in marks if mark is not None]


def test_the_payload_reaches_the_app(hostile_folder, entries):
    catalogue = read_catalogue(hostile_folder)
    # Tags in a text are found, and every row stays all the same.
    assert [one for one in catalogue.faults if one.severity == "error" and one.effect != "kept"] == []
    assert [e.id for e in list_entries(catalogue)] == [e.id for e in entries]
    assert all(source.title.endswith(PAYLOAD) for source in catalogue.sources.values())


@pytest.fixture(scope="module")
def hostile_page(start_server, hostile_folder, profiles):
    """Open the map in Turkish: no poisoned text is translated, so each is marked as English as well."""
    with start_server(data=hostile_folder) as base, opened_pages(profiles, base) as open_one:
        yield with_map(open_one)("/?lang=tr", size=(1920, 1080))[0]  # wide enough for long labels


def test_nothing_runs_on_the_map(hostile_page, entries):
    page, frame = hostile_page, map_frame(hostile_page)
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
    with answered(page):
        page.locator(".find").fill(PAYLOAD)
    with answered(page):
        page.locator(".find").fill("")
    assert ran(page, frame) == []


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_nothing_runs_on_any_card(hostile_page, entries, lang):
    page = hostile_page
    choose_language(page, lang)
    for entry in entries if lang == "tr" else entries[:3]:
        page.locator(ROW.format(entry.id)).click()
        card = page.locator(CARD.format(entry.id))
        expect(card.locator("h2")).to_have_text(re.compile(rf"^\s*{re.escape(entry.name + PAYLOAD)}\s*$"))
        expect(card.get_by_role("tablist")).to_have_accessible_name(entry.name + PAYLOAD)
        expect(card.get_by_role("tab")).to_have_count(4)
    assert ran(page, map_frame(page)) == []


def test_nothing_runs_on_the_other_pages(hostile_page):
    page = hostile_page
    for name in page_names(page)[1:]:
        go_to(page, name)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.get_by_test_id("stMain")).to_contain_text("<img src=x onerror=window.pwned=1>")
        assert ran(page) == [], name


COMPARED = ("site=red-bridge&site=torugart", "country=KGZ&country=AZE&year=2023", "journey=alat-tbilisi")


@pytest.mark.parametrize("query", COMPARED)
def test_nothing_runs_in_a_comparison(hostile_page, query):
    page = hostile_page
    page.goto(urljoin(page.url, f"/compare?{query}"))
    expect(page.locator(".compare")).to_contain_text("<img src=x onerror=window.pwned=1>")
    assert ran(page) == []


def test_nothing_runs_in_any_table(hostile_page, hostile_folder):
    page = hostile_page
    go_to(page, page_names(page)[-1])
    expect(page.locator(".source-list")).to_contain_text(PAYLOAD)
    labels = {r["term"]: r["label"] for r in read_rows(hostile_folder, "vocabularies") if r["vocabulary"] == "table"}
    for table in TABLES:
        choice = page.locator(".st-key-reading [data-testid=stSelectbox] input")
        choice.evaluate("box => box.scrollIntoView({ block: 'center' })")  # its list needs room, as under a hand
        choice.click()
        choice.fill(labels[table])
        page.get_by_role("option", name=labels[table]).first.click()
        first = read_rows(hostile_folder, table)[0]
        expect(page.locator(".table-scroll th").first).to_have_text(next(iter(first)))
        expect(page.locator(".table-scroll")).to_contain_text(PAYLOAD)
    search = page.locator(".st-key-reading [data-testid=stTextInput] input")
    search.fill(PAYLOAD)
    search.press("Enter")
    expect(page.locator(".table-scroll tbody tr").first).to_be_visible()
    assert ran(page) == []
