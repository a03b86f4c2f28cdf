"""The record of cooperation in order of time, on the real tables."""

from pathlib import Path

import pytest

from geo.cooperation.timeline import (
    KINDS,
    EventFilter,
    count_events,
    count_places,
    involved,
    is_counted,
    kind_of,
    list_events,
    list_partners,
    span_of,
    year_of,
)
from geo.load import read_catalogue


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue(Path(__file__).parents[3] / "data")


@pytest.fixture(scope="module")
def events(catalogue):
    return {event.event_id: event for event in catalogue.events}


def test_every_event_is_listed_once_and_the_undated_come_last(catalogue):
    listed = list_events(catalogue, EventFilter())
    assert sorted(e.event_id for e in listed) == sorted(e.event_id for e in catalogue.events)
    dated = [bool(event.date) for event in listed]
    assert dated == sorted(dated, reverse=True)
    years = [year_of(event.date) for event in listed if event.date]
    assert years == sorted(years, reverse=True)


def test_a_day_stands_before_its_own_month_when_the_newest_come_first(catalogue):
    order = [event.event_id for event in list_events(catalogue, EventFilter())]
    assert order.index("S20") < order.index("S31")


@pytest.mark.parametrize(
    ("edtf", "year"), [("", None), ("2019", 2019), ("2022-05-16/2022-05-18", 2022), ("../2020", 2020)]
)
def test_year_of(edtf, year):
    assert year_of(edtf) == year


def test_parts_of_a_filter_must_all_hold(catalogue):
    both = list_events(catalogue, EventFilter(types=("launch",), countries=("KGZ",)))
    assert [event.event_id for event in both] == ["X36", "X32", "X28", "X27", "X24", "S20"]
    assert not EventFilter(origins=("public",)).empty


def test_member_states_told_only_as_such_count_from_their_accession(catalogue, events):
    assert "UZB" in involved(catalogue, events["S27"])
    assert "HUN" not in involved(catalogue, events["S27"])
    assert "HUN" in involved(catalogue, events["S19"])
    assert "UZB" not in involved(catalogue, events["S14"])
    assert "TUR" in involved(catalogue, events["S14"])


def test_what_is_told_twice_or_superseded_is_not_counted(events):
    assert [e for e, event in events.items() if not is_counted(event)] == ["S25", "S31"]


def test_counts_add_up_and_every_type_has_a_kind(catalogue):
    tallies = count_events(catalogue.events, span_of(catalogue.events))
    assert sum(tally.total for tally in tallies) == len(catalogue.events) - 2
    assert [tally.year for tally in tallies] == [*range(2008, 2027), None]
    assert {kind_of(e) for e in catalogue.events} - set(KINDS) == {"other"}
    assert {e.type for e in catalogue.events if kind_of(e) == "other"} == {"counter"}


def test_no_event_at_all_has_no_span():
    assert list(span_of([])) == []
    assert count_events([]) == ()


def test_partners_and_places_filter(catalogue, events):
    assert list_partners(catalogue)[0] == "OTS"
    for name in list_partners(catalogue):
        found = {event.event_id for event in list_events(catalogue, EventFilter(partners=(name,)))}
        assert found == {key for key, event in events.items() if name in event.partners}
        assert found
    at = list_events(catalogue, EventFilter(places=("bishkek",)))
    assert {event.place_id for event in at} == {"bishkek"}
    assert not EventFilter(places=("bishkek",)).empty


def test_every_event_with_a_position_is_counted_once_at_its_place(catalogue):
    counted = count_places(catalogue, catalogue.events)
    assert counted["bishkek"] == 7
    assert counted["baku-port-alat"] == 2
    assert "turkistan" not in counted
    located = [e for e in catalogue.events if e.place_id and catalogue.places[e.place_id].lat is not None]
    assert {e.event_id for e in catalogue.events if e.lat is not None} <= {e.event_id for e in located}
    assert sum(counted.values()) == len(located)


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [(2022, 2023, {2022, 2023}), (2025, None, {2025, 2026}), (None, 2008, {2008}), (2024, 2023, set())],
)
def test_years_are_asked_for_with_both_ends(catalogue, since, until, years):
    found = list_events(catalogue, EventFilter(since=since, until=until))
    assert {year_of(event.date) for event in found} == years
