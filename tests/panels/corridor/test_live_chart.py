"""What the browser gets to draw the chart by itself, and the table for spreadsheets."""

import csv
import io
import itertools
import json

import pytest

from geo.corridor.profile import apply_scenario, draw_profile
from geo.exports.csv_table import write_csv
from geo.language import load_language
from panels.corridor.choices import Chosen, ways_of
from panels.corridor.live_chart import write_message
from panels.corridor.sheet import Sums
from panels.corridor.table_file import list_columns, list_rows

ENGLISH = load_language("en")


@pytest.fixture
def chosen_of(catalogue):
    def make(journey_id, unit="hours", *, back=False, year=None, versus=None):
        journey = next(j for j in catalogue.journeys if j.journey_id == journey_id)
        choices = ways_of(catalogue, journey_id, year, back)
        other = ways_of(catalogue, journey_id, versus, back)[0].itinerary if versus else None
        return Chosen(journey, choices[0].itinerary, choices, unit, other)

    return make


@pytest.mark.parametrize("unit", ["hours", "days"])
def test_the_browser_is_told_every_part_with_its_value_and_words(catalogue, chosen_of, unit):
    for journey in catalogue.journeys:
        chosen = chosen_of(journey.journey_id, unit)
        message = json.loads(json.dumps(write_message(catalogue, chosen, ENGLISH)))
        items = chosen.itinerary.items
        assert [part["id"] for part in message["parts"]] == [item.id for item in items]
        assert [part["value"] for part in message["parts"]] == [item.hours.value for item in items]
        assert all(part["tip"].startswith(part["name"]) for part in message["parts"])
        assert message["versus"] is None


def test_the_browser_is_told_what_the_journey_is_compared_with(catalogue, chosen_of):
    message = write_message(catalogue, chosen_of("alat-tbilisi", back=True, versus=2021), ENGLISH)
    assert message["versus"][0][:2] == [0.0, 0.0]
    assert len(message["versus"]) == len(message["parts"])


@pytest.mark.parametrize(("unit", "known", "asked"), [("hours", "54.9", "27.45"), ("days", "2.29", "1.14")])
def test_the_table_for_spreadsheets_keeps_what_is_known_apart_from_what_is_asked(chosen_of, unit, known, asked):
    chosen = chosen_of("alat-tbilisi", unit, back=True)
    parts = chosen.itinerary.parts("hours")
    profile = draw_profile(parts)
    shorter = draw_profile(apply_scenario(parts, {"red-bridge-ge": 0.5}))
    column = f"{unit}_what_if_illustrative"

    def written(chosen, sums):
        return write_csv(list_columns(chosen), list_rows(chosen, sums, ENGLISH))

    def stop(sums):
        rows = csv.DictReader(io.StringIO(written(chosen, sums).decode("utf-8-sig")))
        return next(row for row in rows if row["id"] == "red-bridge-ge")

    before, after = stop(Sums(profile, profile, "", None)), stop(Sums(profile, shorter, "red-bridge-ge.50", None))
    assert (before[unit], before[column]) == (known, "")
    assert (after[unit], after[column]) == (known, asked)


def test_no_two_questions_with_other_rows_bear_one_token(catalogue):
    """All journeys, directions, ways, years, units and comparisons: rows of one are never taken for those of another."""
    told = {}
    years = (None, 2020, 2021, 2022, 2023)
    for journey, back, year in itertools.product(catalogue.journeys, (False, True), years):
        if back and not journey.both_ways:
            continue
        choices = ways_of(catalogue, journey.journey_id, year, back)
        others = [None, *(c.itinerary for y in (2020, 2023) for c in ways_of(catalogue, journey.journey_id, y, back))]
        for choice, versus, unit in itertools.product(choices, others, ("hours", "days", "usd")):
            ways = [way for way in (choice.itinerary, versus) if way]
            rows = [[(item.id, item.hours.value, item.usd.value) for item in way.items] for way in ways]
            question = Chosen(journey, choice.itinerary, choices, unit, versus).question
            assert told.setdefault(question, (journey.journey_id, unit, rows)) == (journey.journey_id, unit, rows)
    assert len(told) > 300
