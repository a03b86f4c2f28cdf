"""The record of cooperation: every event and visit can be reached and carries its paragraph or source."""

import re

import pytest

from geo.cooperation.timeline import involved
from geo.load import read_catalogue
from tests.conftest import ROOT
from tests.pages.apps import html_of, list_shown, open_page

CATALOGUE = read_catalogue(ROOT / "data")
QUERIES = [
    {},
    {"lang": "tr"},
    {"type": "field-visit", "country": ["KGZ", "KAZ"], "instrument": "bot-ppp", "origin": "founding-text"},
    {"type": "forum", "country": "HUN"},
    {"tab": "map", "lang": "tr"},
    {"tab": "map", "place": "<script>alert(1)</script>", "partner": "<script>alert(1)</script>"},
    {"type": "<script>alert(1)</script>", "country": "../../x", "origin": "", "instrument": "x", "year": "-1"},
]


def run(query):
    return html_of(open_page("record", query))


def articles(html):
    found = list_shown(html)
    assert html.count("<article ") == len(CATALOGUE.events)
    return found


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_page_runs_twice_without_error(query):
    html = run(query)
    assert "<script>" not in html
    assert ('class="chart-columns"' in html) == (query.get("tab") != "map")


def test_where_room_is_scarce_every_second_year_gives_way_and_never_the_newest():
    gives_way = [bool(found) for found in re.findall(r'class="chart-column( chart-column--between)?">', run({}))]
    assert gives_way[-3:] == [False, True, False]


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
    html = "".join(articles(run({"type": "field-visit"})).values())
    for visit in CATALOGUE.visits:
        told = re.search(rf'data-id="{visit.visit_id}"[^>]*>(.*?)</details>', html, re.DOTALL)[1]
        assert f">{', '.join(visit.paragraphs)}<" in told


@pytest.mark.parametrize(
    ("name", "code", "values"),
    [
        ("country", "UZB", lambda event: involved(CATALOGUE, event)),
        ("instrument", "etir", lambda event: event.instruments),
        ("origin", "public", lambda event: [event.origin]),
        ("partner", "UNECE", lambda event: event.partners),
        ("place", "bishkek", lambda event: [event.place_id]),
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


def test_all_31_events_and_10_visits_of_the_founding_text_are_reached_by_filter_with_their_paragraphs():
    """One walk over everything: each is found under its own type, and says where in the text it stands."""
    seeds = {event.event_id: event for event in CATALOGUE.events if event.origin == "founding-text"}
    assert len(seeds) == 31
    assert len(CATALOGUE.visits) == 10
    reached, visits = {}, {}
    for kind in {event.type for event in seeds.values()}:
        html = run({"type": kind, "origin": "founding-text"})
        found = articles(html)
        assert found.keys() == {key for key, event in seeds.items() if event.type == kind}
        reached |= found
        visits |= dict(
            re.findall(r'<details[^>]*data-id="(V\d+)"[^>]*>(.*?)</details>', "".join(found.values()), re.DOTALL)
        )
    assert reached.keys() == seeds.keys()
    for event_id, event in seeds.items():
        assert f">{', '.join(event.paragraphs)}<" in reached[event_id]
    assert visits.keys() == {visit.visit_id for visit in CATALOGUE.visits}
    for visit in CATALOGUE.visits:
        assert f">{', '.join(visit.paragraphs)}<" in visits[visit.visit_id]


def test_the_map_form_lists_the_same_events_and_tells_what_has_no_place():
    html = run({"tab": "map"})
    assert articles(html).keys() == {event.event_id for event in CATALOGUE.events}
    away = sum(1 for e in CATALOGUE.events if not e.place_id or CATALOGUE.places[e.place_id].lat is None)
    assert f"{away} of them have no place on the map" in html
    assert 'href="record?tab=map&amp;place=bishkek"' in html


def test_a_chosen_place_says_so_and_leads_back():
    html = run({"tab": "map", "place": "bishkek"})
    assert len(articles(html)) == 7
    assert "<strong>Bishkek</strong>" in html
    assert 'href="?tab=map"' in html


def test_years_leave_out_what_is_older_newer_or_undated_and_say_so():
    html = run({"from": "2022", "to": "2023"})
    wanted = {e.event_id for e in CATALOGUE.events if e.date[:4] in ("2022", "2023")}
    assert articles(html).keys() == wanted
    undated = sum(1 for event in CATALOGUE.events if not event.date)
    assert f"{undated} events that answer have no date" in html
    assert articles(run({"from": "x", "to": "-1"})).keys() == {event.event_id for event in CATALOGUE.events}


def test_a_year_of_the_table_leads_to_its_events_and_back():
    assert 'href="?type=visit&amp;from=2022&amp;to=2022"' in run({"type": ["visit"]}).replace("field-visit", "visit")
    assert re.search(r'href="\?" target="_self" data-go="year:2022"', run({"from": "2022", "to": "2022"}))


def test_no_id_of_the_tables_stands_in_the_readers_face():
    assert re.findall(r">\s*[SXV]\d{2}\s*<", "".join(articles(run({})).values())) == []


def test_beside_the_map_a_lone_place_far_away_is_named_as_outside_of_it():
    html = html_of(open_page("record", {"tab": "map"}))
    assert re.search(r"1 more outside of this view: (<[^>]*>)?Brussels", html)
    assert "outside of this view" not in html_of(open_page("record", {"tab": "map", "place": "brussels"}))
    assert "outside of this view" not in html_of(open_page("record", {}))
