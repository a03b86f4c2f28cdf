"""The rows of the chart: every part of a journey is drawn once, gaps are hatched, labels say year and source."""

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
        counts = rows["layer"].value_counts()
        legs, stops = len(picture.itinerary.legs), len(picture.itinerary.stops)
        assert counts.get("leg", 0) + counts.get("leg-gap", 0) == legs
        assert counts.get("riser", 0) + counts.get("gap", 0) == stops
        assert counts.get("leg-gap", 0) + counts.get("gap", 0) == len(picture.profile.gaps)
        scale = 24 if unit == "days" else 1
        assert rows.loc[rows["layer"].isin(["leg", "riser"]), "y2"].max() * scale == pytest.approx(
            picture.profile.total or float("nan"), nan_ok=True
        )


def test_a_riser_is_labelled_with_value_year_and_source(picture_of):
    rows = picture_of("alat-tbilisi", back=True).rows()
    labels = rows.loc[rows["layer"] == "label", "label"].tolist()
    assert labels[0] == "Red Bridge, Georgian side · 54.9 h · 2023 · CPMM"
    assert rows.loc[rows["chosen"] == True, "stop"].unique().tolist() == ["red-bridge-ge"]  # noqa: E712 - a column


def test_countries_are_bands_from_the_first_kilometre_to_the_last(picture_of):
    picture = picture_of("altynkol-poti")
    bands = picture.rows().query("layer == 'band'")
    assert bands["tip"].tolist() == ["Kazakhstan · rail", "sea", "Azerbaijan · rail", "Georgia · rail"]
    assert bands["x"].tolist() == [0, *bands["x2"].tolist()[:-1]]
    assert bands["x2"].iloc[-1] == pytest.approx(picture.profile.km)


def test_gaps_on_top_of_each_other_are_counted(picture_of):
    rows = picture_of("altynkol-poti").rows()
    assert rows.loc[rows["layer"] == "count", "label"].tolist() == ["2 ×"]


def test_a_range_stands_on_the_foot_of_its_riser(picture_of):
    rows = picture_of("alat-tbilisi", back=True).rows()
    riser = rows.query("layer == 'riser' and stop == 'red-bridge-ge'").iloc[0]
    span = rows.query("layer == 'range' and stop == 'red-bridge-ge'").iloc[0]
    assert (span["y"] - riser["y"], span["y2"] - riser["y"]) == (pytest.approx(2.4), pytest.approx(54.9))


def test_what_it_is_compared_with_is_drawn_as_steps(picture_of):
    there = picture_of("alat-tbilisi")
    rows = picture_of("alat-tbilisi", back=True, before=there.profile).rows()
    assert len(rows.query("layer == 'before'")) == len(there.profile.drawn)


@pytest.mark.parametrize(
    ("unit", "code", "said"),
    [("hours", "en", "36.0 h"), ("days", "en", "1.5 days"), ("usd", "en", "US$ 36"), ("days", "tr", "1,5 gün")],
)
def test_amounts_have_their_unit(unit, code, said):
    assert write_amount(36.0, unit, load_language(code)) == said
