"""Published times beside ours, and volumes as they are told."""

from dataclasses import replace
from itertools import pairwise

import pytest

from geo.alignment import vertices_by_line
from geo.corridor.itinerary import list_choices
from geo.corridor.published import CORRIDOR, FORWARD_KINDS, UNITS, compare_times, cut, list_reasons, list_volumes


@pytest.fixture(scope="module")
def against(catalogue):
    return {a.row.comparison_id: a for a in compare_times(catalogue, vertices_by_line(catalogue))}


def by_ids(against, time_id="", leg_id="", journey_id=""):
    return next(
        a
        for a in against.values()
        if (a.row.time_id, a.row.leg_id) == (time_id, leg_id) and journey_id in ("", a.row.journey_id)
    )


def test_the_schedule_to_poti_leaves_hours_that_no_stop_explains(against):
    schedule = by_ids(against, "E002", journey_id="altynkol-poti")
    assert (schedule.low, schedule.high, schedule.kind, schedule.year) == (288, 288, "schedule", 2024)
    assert schedule.profile.at_least
    assert schedule.unexplained == (pytest.approx(288 - 202.73, abs=0.01), pytest.approx(288 - 202.73, abs=0.01))


def test_both_posts_of_one_crossing_are_compared_without_a_leg(against):
    pilot = by_ids(against, "E057")
    assert [one.part.id for one in pilot.profile.drawn] == ["red-bridge-ge", "red-bridge-az"]
    assert pilot.profile.total == pytest.approx(60.1)
    assert pilot.unexplained[0] == pytest.approx(14.9)


def test_time_in_motion_is_compared_without_the_posts_at_the_ends(against):
    train = by_ids(against, leg_id="TITR-09")
    assert [one.part.id for one in train.profile.drawn] == ["altynkol-aktau-kyzylorda"]
    assert train.profile.total == pytest.approx(3128 / 57.9)
    assert by_ids(against, leg_id="TITR-ROAD-03").unexplained[1] < 0


def test_every_row_is_either_compared_or_has_its_reason(catalogue, against):
    reasons = {row.comparison_id for row in list_reasons(catalogue)}
    assert reasons.isdisjoint(against)
    assert reasons | set(against) == {row.comparison_id for row in catalogue.comparisons}


def test_every_published_time_in_hours_or_days_is_accounted_for(catalogue):
    told = {row.time_id for row in catalogue.comparisons}
    missing = [
        t.time_id for t in catalogue.published_times if t.unit.startswith(("hour", "day")) and t.time_id not in told
    ]
    assert missing == []


def test_every_corridor_to_compare_with_is_accounted_for(catalogue):
    told = {row.leg_id for row in catalogue.comparisons}
    assert {leg.leg_id for leg in catalogue.legs if leg.corridor.startswith("CMP-")} <= told


def test_a_comparison_with_ends_that_no_way_passes_is_left_out(catalogue):
    broken = replace(catalogue, comparisons=(replace(catalogue.comparisons[0], to_place="kapikule"),))
    assert compare_times(broken, vertices_by_line(catalogue)) == ()


def test_a_part_of_a_way_holds_its_own_legs_and_stops(catalogue):
    journey = next(j for j in catalogue.journeys if j.journey_id == "altynkol-poti")
    whole = list_choices(catalogue, vertices_by_line(catalogue), journey, None, back=False)[0].itinerary
    places = whole.way.places
    assert cut(whole, places[0], places[-1]) == whole.items
    parts = [cut(whole, a, b, with_ends=False) for a, b in pairwise(places)]
    assert [part[0].id for part in parts] == [leg.id for leg in whole.legs]
    assert {len(part) for part in parts} == {1}


@pytest.mark.parametrize("unit", UNITS)
def test_forecasts_never_stand_among_outcomes_and_no_claim_is_lost(catalogue, unit):
    years = list_volumes(catalogue, unit)
    assert all(v.kind not in FORWARD_KINDS for year in years for v in year.outcomes)
    assert all(v.kind in FORWARD_KINDS for year in years for v in year.expected)
    listed = [v.volume_id for year in years for v in (*year.outcomes, *year.expected)]
    assert len(listed) == len(set(listed))


def test_both_counts_of_2024_stand_side_by_side(catalogue):
    year = next(y for y in list_volumes(catalogue, "t") if y.year == 2024)
    assert {3_300_000, 4_500_000} <= {v.value for v in year.outcomes if v.period == "full-year"}


def test_containers_tonnes_and_trains_are_told_apart_and_nothing_is_left_out(catalogue):
    told = {unit: [v for year in list_volumes(catalogue, unit) for v in year.volumes] for unit in UNITS}
    assert {unit: {v.unit for v in rows} for unit, rows in told.items()} == {unit: {unit} for unit in UNITS}
    assert {"V032", "V033", "V119"} <= {v.volume_id for v in told["TEU"]}
    claims = {v.volume_id for v in catalogue.volumes if v.entity == CORRIDOR and v.unit in UNITS and v.year and v.value}
    assert claims == {v.volume_id for rows in told.values() for v in rows}
