"""The back-test: what would have been said after each year, against the next; and what cannot be judged."""

import csv
import io
from dataclasses import replace

import pytest

from geo.alignment import vertices_by_line
from geo.corridor.backtest import (
    COLUMNS,
    LEG,
    POST,
    Known,
    find_percentiles,
    list_rows,
    list_trials,
    replay,
    sum_up,
    try_item,
)
from geo.corridor.itinerary import LegItem, list_items
from geo.corridor.profile import ProfileStop
from geo.corridor.uncertainty import draw_spread
from geo.corridor.words import write_record
from geo.exports.csv_table import write_csv
from geo.language import load_language

CPMM = frozenset({"CAREC"})
PRESS = frozenset({"a newspaper"})


def know(*pairs, publishers=CPMM):
    return [Known(year, hours, f"D{year}", publishers=publishers) for year, hours in pairs]


@pytest.fixture
def trials(catalogue):
    return list_trials(catalogue)


@pytest.mark.parametrize("known", [[], know((2020, 5.0))])
def test_without_a_later_year_nothing_is_judged(known):
    assert list(replay(known)) == []
    assert sum_up([]) is None


def test_each_year_is_held_against_the_next_one_that_was_published():
    found = list(replay(know((2023, 54.9), (2020, 5.1), (2021, 2.4))))
    assert [(said.hours, percentiles is None, came.hours) for said, percentiles, came in found] == [
        (5.1, True, 2.4),
        (2.4, False, 54.9),
    ]


def test_another_publisher_judges_nothing_but_widens_the_range():
    known = [*know((2018, 68.7), publishers=PRESS), *know((2020, 1.7), (2021, 7.2))]
    ((said, percentiles, came),) = replay(known)
    assert (said.year, came.year) == (2020, 2021)
    assert percentiles[2] > came.hours


def test_of_two_editions_of_a_year_the_later_is_said():
    first, second, later = (
        Known(2020, 1.0, "a", "2021", CPMM),
        Known(2020, 2.0, "b", "2022", CPMM),
        *know((2021, 3.0)),
    )
    ((said, _, _),) = replay([second, first, later])
    assert said.row_id == "b"


@pytest.mark.parametrize(("low", "tip", "high"), [(1.0, 2.0, 9.0), (2.0, 2.0, 9.0), (1.0, 9.0, 9.0)])
def test_the_percentiles_are_those_that_the_corridor_draws(low, tip, high):
    drawn = draw_spread([ProfileStop("only", tip, low, high)], draws=200_000)
    assert find_percentiles(low, tip, high) == pytest.approx((drawn.p10, drawn.p50, drawn.p90), abs=0.05)


def test_one_value_has_no_percentiles():
    assert find_percentiles(3.0, 3.0, 3.0) is None


def test_what_came_as_zero_has_an_error_in_hours_and_none_in_per_cent(trials):
    zero = replace(trials[0], said=2.0, came=0.0, percentiles=None)
    assert (zero.error_h, zero.error_percent, zero.inside) == (2.0, None, None)
    record = sum_up([zero])
    assert (record.cases, record.error_h, record.error_percent, record.ranged) == (1, 2.0, None, 0)
    assert write_record(record, load_language("en")) == "cases: 1; half of them were off by 2.0 h or more."


def test_the_record_takes_the_median_and_counts_what_the_range_held(trials):
    made = [
        replace(trials[0], said=said, came=10.0, percentiles=percentiles)
        for said, percentiles in ((11.0, None), (7.0, (6.0, 7.0, 10.0)), (30.0, (11.0, 20.0, 30.0)))
    ]
    record = sum_up(made)
    assert (record.error_h, record.error_percent, record.inside, record.ranged) == (3.0, 30.0, 1, 2)


def test_the_real_tables_say_that_red_bridge_was_told_far_too_short(trials, catalogue):
    (one,) = [t for t in trials if (t.item_id, t.direction, t.year) == ("red-bridge-ge", "outbound", 2022)]
    rows = {row.dwell_id: row for row in catalogue.dwell}
    assert (rows[one.row_id].hours, rows[one.later_row_id].hours) == (one.said, one.came) == (24.2, 54.9)
    assert one.error_h == pytest.approx(-30.7)
    assert one.error_percent == pytest.approx(-55.9, abs=0.1)
    assert one.inside is False


def test_every_post_and_leg_is_judged_once_and_by_its_own_publisher(trials, catalogue):
    keys = [(one.kind, one.item_id, one.direction, one.mode, one.year) for one in trials]
    assert len(set(keys)) == len(keys)
    assert {one.kind for one in trials} == {POST, LEG}
    rows = {row.dwell_id: row for row in catalogue.dwell} | {row.speed_id: row for row in catalogue.speeds}
    for one in trials:
        said, came = (
            {catalogue.sources[source].publisher for source in rows[row].source_id}
            for row in (one.row_id, one.later_row_id)
        )
        assert said & came, one
        assert one.year < one.later_year


def test_hours_in_print_for_a_leg_are_not_judged(catalogue):
    items = list_items(catalogue, vertices_by_line(catalogue))
    leg = next(item for item in items if isinstance(item, LegItem) and try_item(catalogue, item))
    printed = replace(leg, stretch=replace(leg.stretch, hours=24.0))
    assert try_item(catalogue, printed) == ()


def test_the_table_is_written_by_the_one_writer(trials):
    written = write_csv(COLUMNS, list_rows(trials)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert len(rows) == len(trials)
    assert rows[0].keys() == set(COLUMNS)
    judged = [row for row in rows if row["p10_h"]]
    assert {row["inside"] for row in judged} == {"true", "false"}
    assert not any(row["inside"] for row in rows if not row["p10_h"])
    assert list_rows([]) == []
