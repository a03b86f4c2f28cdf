"""The rows of the chart: every part of a journey is drawn once, gaps are hatched, labels say year and source."""

from collections import Counter

import pytest

from geo.alignment import vertices_by_line
from geo.corridor.itinerary import list_choices, pick
from geo.corridor.profile import draw_profile
from geo.corridor.words import write_amount
from geo.language import load_language
from panels.corridor.chart_rows import Picture


@pytest.fixture(scope="module")
def picture_of(catalogue):
    lines = vertices_by_line(catalogue)

    def make(journey_id, unit="hours", *, back=False, code="en", before=None):
        journey = next(j for j in catalogue.journeys if j.journey_id == journey_id)
        itinerary = pick(list_choices(catalogue, lines, journey, None, back=back), "").itinerary
        profile = draw_profile(itinerary.parts("usd" if unit == "usd" else "hours"))
        return Picture(catalogue, itinerary, profile, before, unit, load_language(code), "red-bridge-ge")

    return make


@pytest.mark.parametrize("unit", ["hours", "days", "usd"])
def test_every_part_of_every_journey_is_drawn_once(catalogue, picture_of, unit):
    for journey in catalogue.journeys:
        picture = picture_of(journey.journey_id, unit)
        rows = picture.rows()
        counts = Counter(row["layer"] for row in rows)
        legs, stops = len(picture.itinerary.legs), len(picture.itinerary.stops)
        assert counts["leg"] + counts["leg-gap"] == legs
        assert counts["riser"] + counts["gap"] == stops
        assert counts["leg-gap"] + counts["gap"] == len(picture.profile.gaps)
        scale = 24 if unit == "days" else 1
        tops = [row["y2"] * scale for row in rows if row["layer"] in {"leg", "riser"}]
        assert max(tops, default=0) == pytest.approx(picture.profile.total)


def test_a_riser_is_labelled_with_value_year_and_source(picture_of):
    rows = picture_of("alat-tbilisi", back=True).rows()
    assert (
        next(row["label"] for row in rows if row["layer"] == "label")
        == "Red Bridge, Georgian side · 54.9 h · 2023 · CPMM"
    )
    assert [row["stop"] for row in rows if row["chosen"]] == ["red-bridge-ge"]


def test_countries_are_bands_from_the_first_kilometre_to_the_last(picture_of):
    picture = picture_of("altynkol-poti")
    bands = [row for row in picture.rows() if row["layer"] == "band"]
    assert [row["tip"] for row in bands] == ["Kazakhstan · rail", "sea", "Azerbaijan · rail", "Georgia · rail"]
    assert [row["x"] for row in bands] == [0, *(row["x2"] for row in bands[:-1])]
    assert bands[-1]["x2"] == pytest.approx(picture.profile.km)


def test_gaps_on_top_of_each_other_are_counted(picture_of):
    rows = picture_of("altynkol-poti").rows()
    assert [row["label"] for row in rows if row["layer"] == "count"] == ["2 ×"]


def test_a_range_stands_on_the_foot_of_its_riser(picture_of):
    rows = picture_of("alat-tbilisi", back=True).rows()
    riser, span = (
        next(row for row in rows if (row["layer"], row["stop"]) == (layer, "red-bridge-ge"))
        for layer in ("riser", "range")
    )
    assert (span["y"] - riser["y"], span["y2"] - riser["y"]) == (pytest.approx(2.4), pytest.approx(54.9))


def test_what_it_is_compared_with_is_drawn_as_steps(picture_of):
    there = picture_of("alat-tbilisi")
    rows = picture_of("alat-tbilisi", back=True, before=there.profile).rows()
    assert len([row for row in rows if row["layer"] == "before"]) == len(there.profile.drawn)


@pytest.mark.parametrize(
    ("unit", "code", "said"),
    [("hours", "en", "36.0 h"), ("days", "en", "1.5 days"), ("usd", "en", "US$ 36"), ("days", "tr", "1,5 gün")],
)
def test_amounts_have_their_unit(unit, code, said):
    assert write_amount(36.0, unit, load_language(code)) == said
