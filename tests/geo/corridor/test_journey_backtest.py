"""The back-test of whole journeys: sums of the same parts on both sides, and how many of the way they are."""

import csv
import io
from dataclasses import replace

import pytest

from geo.corridor.journey_backtest import COLUMNS, list_journey_trials, list_rows
from geo.exports.csv_table import write_csv
from geo.language import load_language
from panels.sources.backtest import write_journey_backtest


@pytest.fixture
def trials(catalogue):
    return list_journey_trials(catalogue)


def test_a_sum_holds_the_same_parts_in_both_years_and_none_that_cannot_be_judged(trials):
    assert {one.whole for one in trials} == {True, False}
    for one in trials:
        assert 0 < len(one.trials) <= one.parts
        assert {(trial.year, trial.later_year) for trial in one.trials} == {(one.year, one.later_year)}
        assert one.error_h == pytest.approx(sum(trial.error_h for trial in one.trials))
        assert one.error_percent == pytest.approx(100 * (one.said - one.came) / one.came)


def test_a_journey_of_which_every_part_has_a_later_year_is_judged_as_a_whole(catalogue, trials):
    (one,) = [one for one in trials if (one.journey_id, one.back, one.year) == ("alat-tbilisi", False, 2021)]
    assert one.whole
    assert one.came == pytest.approx(sum(trial.came for trial in one.trials))
    assert list_journey_trials(replace(catalogue, dwell=(), speeds=())) == ()


def test_the_table_says_how_many_parts_each_sum_is_of(catalogue, trials):
    rows = list(csv.DictReader(io.StringIO(write_csv(COLUMNS, list_rows(trials)).decode("utf-8-sig"))))
    assert len(rows) == len(trials)
    assert all((row["whole"] == "true") is (row["judged_parts"] == row["parts"]) for row in rows)
    html = write_journey_backtest(catalogue, trials, load_language("tr"))
    assert html.count("<tr data-journey=") == len(trials)
    assert html.count("data-whole") == sum(one.whole for one in trials)
