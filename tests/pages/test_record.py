"""The record of cooperation: every event and visit can be reached and carries its paragraph or source."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.catalogue import read_catalogue
from geo.timeline import involved

ROOT = Path(__file__).parents[2]
CATALOGUE = read_catalogue(ROOT / "data")
QUERIES = [
    {},
    {"lang": "tr"},
    {"type": "field-visit", "country": ["KGZ", "KAZ"], "instrument": "bot-ppp", "origin": "founding-text"},
    {"type": "forum", "country": "HUN"},
    {"type": "<script>alert(1)</script>", "country": "../../x", "origin": "", "instrument": "x", "year": "-1"},
]


def run(query):
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    app.run()
    app.switch_page("pages/record.py")
    for name, value in query.items():
        app.query_params[name] = value
    for _ in range(2):
        app.run()
        assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def articles(html):
    found = re.findall(r'<article[^>]*data-id="([^"]+)"[^>]*>(.*?)</article>', html, re.DOTALL)
    assert len(found) == len(dict(found))
    return dict(found)


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_page_runs_twice_without_error(query):
    html = run(query)
    assert "<script>" not in html
    assert "chart-columns" in html


@pytest.mark.parametrize("kind", sorted({event.type for event in CATALOGUE.events}))
def test_every_event_is_reached_by_its_type_and_carries_its_paragraph_or_source(kind):
    found = articles(run({"type": kind}))
    wanted = {event.event_id: event for event in CATALOGUE.events if event.type == kind}
    assert found.keys() == wanted.keys()
    for event_id, event in wanted.items():
        cited = re.search(r'<sup class="cite">\[(.*?)\]</sup>', found[event_id], re.DOTALL)[1]
        shown = re.sub(r"<[^>]*>", "", cited)
        if event.origin == "founding-text":
            assert shown.startswith(", ".join(event.paragraphs))
            assert event.paragraphs
        assert shown


def test_every_visit_is_reached_and_carries_its_paragraph():
    html = run({"type": "field-visit"})
    for visit in CATALOGUE.visits:
        told = re.search(rf'data-id="{visit.visit_id}">(.*?)</details>', html, re.DOTALL)[1]
        assert f">{', '.join(visit.paragraphs)}<" in told


@pytest.mark.parametrize(
    ("name", "code", "values"),
    [
        ("country", "UZB", lambda event: involved(CATALOGUE, event)),
        ("instrument", "etir", lambda event: event.instruments),
        ("origin", "public", lambda event: [event.origin]),
    ],
)
def test_other_filters_show_what_answers_and_nothing_else(name, code, values):
    assert articles(run({name: code})).keys() == {e.event_id for e in CATALOGUE.events if code in values(e)}


def test_undated_events_stand_apart_and_plans_say_what_took_their_place():
    html = run({})
    undated = html.split('id="year-undated"')[1]
    assert {e for e in articles(html) if f'data-id="{e}"' in undated} == {
        e.event_id for e in CATALOGUE.events if not e.date
    }
    found = articles(html)
    assert 'href="#event-S27"' in found["S25"]
    assert "superseded" in found["S25"]
    assert 'href="#event-S20"' in found["S31"]
    assert 'data-id="V10"' in found["S21"]


def test_an_empty_result_says_so_and_offers_the_way_back():
    html = run({"type": "forum", "country": "HUN"})
    assert "No event answers" in html
    assert "Show all" in html
