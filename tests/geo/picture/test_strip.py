"""The strip of map above the chart: every place at its kilometre where that is honest, else the shape of the map."""

import pytest

from geo.alignment import vertices_by_line
from geo.corridor.itinerary import list_choices
from geo.picture.strip import ALONG, HIGH, draw_strip, find_axis

NEAR = 0.012 * ALONG


@pytest.fixture(scope="module")
def ways(catalogue):
    lines = vertices_by_line(catalogue)
    return [
        choice.itinerary
        for journey in catalogue.journeys
        for back in (False, True)
        for choice in list_choices(catalogue, lines, journey, None, back=back)[:2]
    ]


def test_a_shared_axis_has_every_place_at_its_kilometre(catalogue, ways):
    shared = [way for way in ways if find_axis(catalogue, way).shared]
    assert shared
    for way in shared:
        strip = draw_strip(catalogue, way)
        gone = 0.0
        total = sum(leg.length.km for leg in way.legs)
        for (place, x, _), km in zip(strip.places, [*(leg.length.km for leg in way.legs), 0.0], strict=True):
            assert x == pytest.approx(gone / total * ALONG, abs=NEAR), place
            gone += km


def test_no_axis_is_shared_with_a_way_that_turns_back(catalogue, ways):
    apart = {way.journey.journey_id for way in ways if not find_axis(catalogue, way).shared}
    assert apart == {"kashgar-bishkek"}


def test_westwards_and_back_lie_on_the_same_map(catalogue, ways):
    journey = [way for way in ways if way.journey.journey_id == "khorgos-kapikule-road"]
    assert {(way.way.back, find_axis(catalogue, way).west) for way in journey} == {(False, True), (True, False)}


def test_every_leg_is_drawn_and_lies_on_the_strip(catalogue, ways):
    for way in ways:
        strip = draw_strip(catalogue, way)
        assert [leg.id for leg in strip.legs] == [leg.id for leg in way.legs]
        assert all(0 <= y <= HIGH for leg in strip.legs for y in leg.line[1::2])
        for leg, (_, x, y), (_, x2, y2) in zip(strip.legs, strip.places, strip.places[1:], strict=False):
            assert (leg.line[:2], leg.line[-2:]) == ((x, y), (x2, y2))


def test_what_has_no_line_is_told_apart(catalogue, ways):
    road = next(way for way in ways if way.journey.journey_id == "khorgos-kapikule-road")
    apart = [leg.id for leg in draw_strip(catalogue, road).legs if not leg.drawn]
    assert apart == ["khorgos-nur-zholy", "almaty-aktau-road", "sarpi-kapikule"]
