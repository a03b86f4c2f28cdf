"""Journeys put together from the real tables, and from a few stretches made up for a test."""

from dataclasses import replace

import pytest

from geo.alignment import vertices_by_line
from geo.corridor.evidence import hours_of, length_of
from geo.corridor.itinerary import kept_by, list_choices, pick
from geo.corridor.network import list_ways
from geo.corridor.profile import apply_scenario, draw_profile
from geo.records.journeys import JourneyStop, Stretch

GAP_KEPT = {"altynkol-poti": {"boyuk-kesik-post", "gardabani-post", "aktau-vessel", "baku-rail"}}


@pytest.fixture(scope="module")
def lines(catalogue):
    return vertices_by_line(catalogue)


@pytest.fixture(scope="module")
def itinerary_of(catalogue, lines):
    journeys = {journey.journey_id: journey for journey in catalogue.journeys}

    def find(journey_id, wish="", year=None, *, back=False):
        return pick(list_choices(catalogue, lines, journeys[journey_id], year, back=back), wish).itinerary

    return find


def test_the_usual_way_of_every_journey_comes_first_and_leads_there(catalogue):
    for journey in catalogue.journeys:
        way = list_ways(catalogue, journey)[0]
        assert tuple(s.stretch_id for s in way.stretches) == journey.usual
        assert (way.places[0], way.places[-1]) == (journey.from_place, journey.to_place)
        assert {s.mode for s in way.stretches} <= set(journey.modes)


def test_every_way_back_is_the_way_there_turned_round(catalogue):
    for journey in catalogue.journeys:
        there, back = list_ways(catalogue, journey), list_ways(catalogue, journey, back=True)
        for one, other in zip(there, back, strict=True):
            assert one.code == other.code
            assert one.places == tuple(reversed(other.places))
            assert one.borders == other.borders


def test_every_alternative_is_a_choice_and_no_detour_is(catalogue, lines):
    journey = next(j for j in catalogue.journeys if j.journey_id == "altynkol-batumi")
    choices = list_choices(catalogue, lines, journey, None, back=False)
    codes = [choice.code for choice in choices]
    assert len(codes) == len(set(codes)) == 16
    for part in ("aktau-kyzylorda", "aktau-zhezkazgan", "kuryk-kyzylorda", "red-bridge", "boyuk-kesik", "batumi-road"):
        assert any(part in code for code in codes)
    assert len(list_ways(catalogue, journey)) > len(codes)
    assert max(c.profile.km for c in choices) < 1.5 * min(c.profile.km for c in choices)


@pytest.mark.parametrize(
    ("back", "stops"),
    [
        (False, [("red-bridge-az", "outbound", 16.5, 2023), ("red-bridge-ge", "inbound", 2.8, 2023)]),
        (True, [("red-bridge-ge", "outbound", 54.9, 2023), ("red-bridge-az", "inbound", 5.2, 2023)]),
    ],
)
def test_both_sides_of_red_bridge_stand_in_the_order_and_direction_of_travel(itinerary_of, back, stops):
    found = itinerary_of("alat-tbilisi", back=back).stops
    assert [(s.id, s.passage.direction, s.hours.value, s.hours.year) for s in found] == stops


def test_a_year_is_that_year_or_a_gap(itinerary_of):
    hours = {s.id: s.hours for s in itinerary_of("alat-tbilisi", year=2021, back=True).stops}
    assert (hours["red-bridge-ge"].value, hours["red-bridge-ge"].year) == (2.4, 2021)
    assert (hours["red-bridge-ge"].low, hours["red-bridge-ge"].high) == (2.4, 54.9)
    assert itinerary_of("altynkol-poti", year=2021).stops[0].hours.value is None


def test_an_altynkol_journey_names_its_gaps(itinerary_of):
    itinerary = itinerary_of("altynkol-poti")
    profile = draw_profile(itinerary.parts("hours"))
    assert profile.at_least
    assert {part.id for part in profile.gaps} >= GAP_KEPT["altynkol-poti"]
    assert profile.km == pytest.approx(3128 + 497 + 409 + 45 + 310, abs=2)
    assert profile.total == pytest.approx(76.9 + 3128 / 57.9 + 3.7 + 24 + 20.1 + 24)


def test_claims_and_hours_without_a_direction_are_told_and_not_added(itinerary_of):
    stops = {s.id: s for s in itinerary_of("khorgos-kapikule-road", back=True).stops}
    assert stops["kapikule-road"].hours.value is None
    assert stops["horgos-road-post"].hours.value is None
    assert {d.direction for d in stops["horgos-road-post"].beside} == {"not-stated"}
    gate = {s.id: s for s in itinerary_of("khorgos-kapikule-road").stops}["kapikule-road"]
    assert [(d.hours, d.kind) for d in gate.beside] == [(14, "claim")]


def test_a_printed_payment_of_nothing_is_a_gap(itinerary_of):
    stops = {s.id: s for s in itinerary_of("kashgar-tashkent").stops}
    assert stops["irkeshtam-cn"].usd.value is None
    assert stops["irkeshtam-kg"].usd.value == 583


def test_a_straight_line_that_stands_in_is_marked(itinerary_of):
    assert itinerary_of("khorgos-kapikule-road").too_short
    assert not itinerary_of("altynkol-poti").too_short


def test_waiting_for_a_ship_stands_before_it_and_handling_after(itinerary_of):
    there = [s.id for s in itinerary_of("altynkol-poti").stops]
    assert (
        there.index("aktau-rail")
        < there.index("aktau-vessel")
        < there.index("baku-handling")
        < there.index("baku-rail")
    )
    back = [s.id for s in itinerary_of("altynkol-poti", back=True).stops]
    assert back.index("baku-rail") < back.index("baku-vessel") < back.index("baku-handling")
    assert "aktau-vessel" not in back


def test_a_transfer_is_counted_where_the_mode_changes_on_land(itinerary_of):
    def stops(wish):
        return [s.id for s in itinerary_of("altynkol-poti", wish).stops]

    by_road = next(c for c in ("altynkol-aktau-kyzylorda.aktau-alat.alat-red-bridge.red-bridge-tbilisi.tbilisi-poti",))
    assert "tbilisi-transfer" in stops(by_road)
    assert "tbilisi-transfer" not in stops("")


@pytest.mark.parametrize("wish", ["fastest", "shortest", "fewest-borders"])
def test_a_wish_is_met_by_no_other_way_better(catalogue, lines, wish):
    for journey in catalogue.journeys:
        choices = list_choices(catalogue, lines, journey, None, back=False)
        found = pick(choices, wish)
        if wish == "shortest":
            assert all(found.profile.km <= other.profile.km for other in choices)
        elif wish == "fewest-borders":
            assert all(found.itinerary.way.borders <= other.itinerary.way.borders for other in choices)
        else:
            fewest = min(len(c.profile.gaps) for c in choices)
            assert len(found.profile.gaps) == fewest
            assert all(found.profile.total <= c.profile.total for c in choices if len(c.profile.gaps) == fewest)


def test_an_unknown_wish_gives_the_usual_way_and_no_way_gives_none(catalogue, lines):
    journey = catalogue.journeys[0]
    choices = list_choices(catalogue, lines, journey, None, back=False)
    assert pick(choices, "<script>") is choices[0]
    assert pick((), "fastest") is None
    assert list_choices(catalogue, lines, replace(journey, to_place="no-such-place"), None, back=False) == ()


def test_scenarios_touch_their_stops_only_and_never_add(catalogue, itinerary_of):
    scenarios = {s.scenario_id: s for s in catalogue.scenarios}
    east = itinerary_of("alat-tbilisi", back=True)
    assert kept_by(catalogue, scenarios["red-bridge-2021"], east) == {
        "red-bridge-ge": pytest.approx(2.4 / 54.9),
        "red-bridge-az": pytest.approx(3.7 / 5.2),
    }
    assert kept_by(catalogue, scenarios["etir"], east) == {"red-bridge-ge": 0.5, "red-bridge-az": 0.5}
    rail = itinerary_of("altynkol-poti")
    assert kept_by(catalogue, scenarios["khorgos-24-7"], rail) == {"altynkol-post": 0.7}
    for scenario in scenarios.values():
        for itinerary in (east, rail, itinerary_of("khorgos-kapikule-road")):
            parts = itinerary.parts("hours")
            shorter = apply_scenario(parts, kept_by(catalogue, scenario, itinerary))
            assert draw_profile(shorter).total <= draw_profile(parts).total


def stretch(**cells):
    base = dict.fromkeys(Stretch.__slots__, "") | {
        "stretch_id": "x", "from_place": "altynkol", "to_place": "zhetygen", "country": "KAZ", "mode": "rail", "line_ids": ("R2",),
        "km": None, "hours": None, "hours_min": None, "hours_max": None, "hours_year": None, "cost_usd": None, "source_id": (),
    }  # fmt: skip
    return Stretch(**(base | cells))


def test_a_length_is_published_else_measured_else_straight(catalogue, lines):
    assert length_of(catalogue, lines, stretch(km=293.0)).basis == "published"
    measured = length_of(catalogue, lines, stretch())
    assert measured.basis == "measured"
    assert 0.85 * 293 < measured.km < 293
    straight = length_of(catalogue, lines, stretch(line_ids=()))
    assert straight.basis == "straight"
    assert straight.km < measured.km
    assert length_of(catalogue, lines, stretch(line_ids=("R1",))).basis == "straight"
    assert length_of(catalogue, lines, stretch(line_ids=(), to_place="marabda")).km == 0


@pytest.mark.parametrize(
    ("year", "speed", "told"), [(None, 57.9, 2022), (2021, 49.0, 2021), (2030, 57.9, 2022), (1990, 65.2, 2020)]
)
def test_hours_follow_from_the_speed_of_the_year_or_the_nearest(catalogue, year, speed, told):
    hours = hours_of(catalogue, stretch(), 579.0, year)
    assert (hours.value, hours.basis, hours.year) == (pytest.approx(579 / speed), "derived", told)


def test_hours_of_a_country_without_speeds_are_a_gap(catalogue):
    assert hours_of(catalogue, stretch(country="TUR"), 100.0, None).basis == "gap"
    assert hours_of(catalogue, stretch(country="TUR", hours=6.5), 100.0, None).value == 6.5


def test_every_stop_of_the_table_is_passed_by_some_journey(catalogue):
    passed = {
        passage.stop.stop_id
        for journey in catalogue.journeys
        for back in (False, True)
        for way in list_ways(catalogue, journey, back=back)
        for stops in way.passages
        for passage in stops
    }
    assert passed == {stop.stop_id for stop in catalogue.journey_stops if isinstance(stop, JourneyStop)}
