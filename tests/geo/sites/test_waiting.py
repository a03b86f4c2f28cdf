"""The hours at the two posts of a crossing, as the waiting glyph shows them, from the real tables and from made-up rows."""

from dataclasses import replace

import pytest

from geo.sites.waiting import BOTH, EAST, LEAVE, WEST, list_waiting, list_years, pick_waiting


@pytest.fixture(scope="module")
def picked(catalogue):
    return pick_waiting(list_waiting(catalogue), ())


def hours(one, year, direction):
    return {(half.side, half.post, half.act): half.value.hours for half in one.halves(year, direction)}


def with_rows(catalogue, *rows):
    return pick_waiting(list_waiting(replace(catalogue, dwell=(*catalogue.dwell, *rows))), ())


def row_like(catalogue, dwell_id, **changes):
    found = next(row for row in catalogue.dwell if row.dwell_id == dwell_id)
    return replace(found, dwell_id="NEW", **changes)


def test_the_years_are_those_in_which_something_was_measured(catalogue):
    assert list_years(list_waiting(catalogue)) == (2018, 2019, 2020, 2021, 2022, 2023)


@pytest.mark.parametrize(
    ("site", "year", "direction", "wanted"),
    [
        ("altynkol", 2023, WEST, {("west", "altynkol", "enter"): 76.9, ("east", "khorgos-cn-city", "leave"): 12.5}),
        ("altynkol", 2023, EAST, {("west", "altynkol", "leave"): None, ("east", "khorgos-cn-city", "enter"): None}),
        ("red-bridge", 2023, WEST, {("west", "tsiteli-khidi", "enter"): 2.8, ("east", "red-bridge", "leave"): 16.5}),
        ("red-bridge", 2023, EAST, {("west", "tsiteli-khidi", "leave"): 54.9, ("east", "red-bridge", "enter"): 5.2}),
        ("irkeshtam", 2023, WEST, {("west", "irkeshtam", "enter"): 1.4, ("east", "irkeshtam-cn", "leave"): 1.1}),
        ("irkeshtam", 2023, EAST, {("west", "irkeshtam", "leave"): None, ("east", "irkeshtam-cn", "enter"): 2.3}),
        ("torugart", 2023, WEST, {("west", "torugart", "enter"): 1.7, ("east", "torugart-cn", "leave"): 0.9}),
        ("torugart", 2022, EAST, {("west", "torugart", "leave"): 50.1, ("east", "torugart-cn", "enter"): None}),
        ("nur-zholy", 2023, WEST, {("west", "nur-zholy", "enter"): None, ("east", "khorgos-port-cn", "leave"): 51.4}),
        ("kapikule", 2023, WEST, {("west", "kapitan-andreevo", "enter"): None, ("east", "kapikule", "leave"): None}),
        ("baku-port-alat", 2018, EAST, {("west", "baku-port-alat", "leave"): 68.7}),
    ],
)
def test_going_west_the_eastern_post_is_left_and_the_western_one_entered(picked, site, year, direction, wanted):
    assert hours(picked[site], year, direction) == wanted


def test_both_ways_are_the_one_and_the_other(picked):
    one = picked["red-bridge"]
    assert one.halves(2023, BOTH) == (*one.halves(2023, WEST), *one.halves(2023, EAST))


def test_what_cpmm_calls_eastbound_counts_more_than_positions_on_one_bridge(catalogue, picked):
    """The position of the Georgian post lies a hundred metres east of that of the Azerbaijani one."""
    assert catalogue.places["tsiteli-khidi"].lon > catalogue.places["red-bridge"].lon
    assert picked["red-bridge"].west == "tsiteli-khidi"


def test_a_claim_is_not_a_measurement(catalogue, picked):
    assert any(row.place_id == "kapikule" and row.hours == 14 for row in catalogue.dwell)
    assert picked["kapikule"].years == frozenset()


def test_hours_without_a_direction_belong_to_neither_half(picked):
    one = picked["nur-zholy"]
    assert [row.hours for row in one.untold] == [77.5, 23.5]
    assert set(hours(one, 2021, BOTH).values()) == {None}


def test_a_port_has_the_half_of_its_own_shore(picked):
    one = picked["baku-port-alat"]
    assert (one.west, one.east, one.mode) == ("baku-port-alat", "", "road")


def test_hours_from_others_than_who_measured_them_are_second_hand(picked):
    values = picked["red-bridge"].values
    assert values["red-bridge", LEAVE, 2023].second_hand
    assert values["red-bridge", LEAVE, 2018].second_hand, "CPMM 2018 as reported by news.az"
    assert not values["red-bridge", LEAVE, 2022].second_hand


def test_what_sources_or_remarks_doubt_is_disputed(picked):
    assert picked["torugart"].values["torugart", LEAVE, 2021].disputed
    assert picked["red-bridge"].values["tsiteli-khidi", LEAVE, 2023].disputed
    assert not picked["red-bridge"].values["tsiteli-khidi", LEAVE, 2022].disputed
    assert not picked["irkeshtam"].values["irkeshtam-cn", LEAVE, 2023].disputed, "only what was paid is in doubt"
    assert not picked["nur-zholy"].values["khorgos-port-cn", LEAVE, 2023].disputed, "a mean over posts is another thing"


def test_two_sources_that_differ_are_a_dispute_and_the_newer_edition_is_shown(catalogue):
    other = row_like(catalogue, "D034", hours=2.6, edition="CAREC CPMM 2022")
    value = with_rows(catalogue, other)["irkeshtam"].values["irkeshtam", "enter", 2020]
    assert (value.hours, value.disputed) == (2.6, True)
    assert [row.hours for row in value.rows] == [1.8, 2.6]
    same = row_like(catalogue, "D034", edition="CAREC CPMM 2022")
    assert not with_rows(catalogue, same)["irkeshtam"].values["irkeshtam", "enter", 2020].disputed


def test_zero_closed_and_not_measured_are_three_things(catalogue):
    zero = row_like(catalogue, "D034", year=2021, hours=0.0)
    closed = row_like(catalogue, "D034", year=2022, hours=None, kind="closed", direction="both")
    one = with_rows(catalogue, zero, closed)["irkeshtam"]
    states = {year: one.values.get(("irkeshtam", "enter", year)) for year in (2018, 2021, 2022)}
    assert states[2018] is None
    assert (states[2021].state, states[2021].hours) == ("measured", 0.0)
    assert (states[2022].state, states[2022].hours) == ("closed", None)
    assert one.values["irkeshtam", LEAVE, 2022].state == "closed"
    assert 2022 not in one.years


def test_the_mode_that_is_wanted_decides_what_a_site_shows(catalogue):
    waiting = list_waiting(catalogue)
    assert pick_waiting(waiting, ["rail"])["baku-port-alat"].mode == "rail"
    assert "altynkol" not in pick_waiting(waiting, ["road"])
    assert pick_waiting(waiting, ["air"]) == {}
