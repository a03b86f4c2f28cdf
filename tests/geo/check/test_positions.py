"""Positions against the countries they are said to lie in."""

import json
import math

import pytest
import shapely

from geo.check.positions import StatedPosition, distance_km, explain_misplaced, find_misplaced, read_countries

# Two square countries that share the meridian 75, and an island state.
WEST = shapely.box(70.0, 38.0, 75.0, 43.0)
EAST = shapely.box(75.0, 38.0, 80.0, 43.0)
ISLANDS = shapely.MultiPolygon([shapely.box(10, 10, 11, 11), shapely.box(12, 10, 13, 11)])
COUNTRIES = {"KGZ": WEST, "CHN": EAST, "CYP": ISLANDS}
KM_PER_DEGREE_AT_40 = 85.4


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [
        pytest.param(40.0, 72.0, "KGZ", id="inside"),
        pytest.param(40.0, 75.0, "KGZ", id="on the line"),
        pytest.param(40.0, 75.0, "CHN", id="on the line, from the other side"),
        pytest.param(40.0, 75.05, "KGZ", id="4 km over the line"),
        pytest.param(37.95, 72.0, "KGZ", id="5.5 km off the coast"),
        pytest.param(10.5, 12.5, "CYP", id="on the second island"),
        pytest.param(0.0, 0.0, "FRA", id="a country without a shape"),
    ],
)
def test_well_placed(lat, lon, country):
    assert find_misplaced([StatedPosition(lat, lon, country)], COUNTRIES) == {}


@pytest.mark.parametrize(
    ("lat", "lon", "country", "said"),
    [
        pytest.param(40.0, 75.2, "KGZ", "The position is 17 km outside KGZ, in CHN.", id="over the line"),
        pytest.param(10.5, 11.5, "CYP", "The position is 55 km outside CYP.", id="between the islands"),
        pytest.param(37.9, 72.0, "KGZ", "The position is 11 km outside KGZ.", id="off the coast"),
        pytest.param(72.0, 40.0, "KGZ", " lat and lon look swapped.", id="swapped"),
        pytest.param(-90.0, 0.0, "KGZ", "The position is 14,", id="south pole"),
        pytest.param(90.0, 180.0, "KGZ", " km outside KGZ.", id="north pole"),
        pytest.param(40.0, -179.0, "CHN", " km outside CHN.", id="far side"),
    ],
)
def test_misplaced(lat, lon, country, said):
    assert said in explain_misplaced([StatedPosition(lat, lon, country)], COUNTRIES)[0]


def test_only_the_misplaced_are_named():
    places = [StatedPosition(40, 72, "KGZ"), StatedPosition(40, 78, "KGZ"), StatedPosition(40, 78, "CHN")]
    assert list(find_misplaced(places, COUNTRIES)) == [1]


def test_rough_positions_are_allowed_for():
    assert find_misplaced([StatedPosition(40.0, 75.2, "KGZ", tolerance_km=20.0)], COUNTRIES) == {}


@pytest.mark.parametrize("places", [[], [StatedPosition(1, 1, "KGZ")]])
def test_without_shapes_nothing_is_said(places):
    assert find_misplaced(places, {}) == {}


def test_distance_is_geodesic_whatever_the_latitude():
    assert distance_km(40.0, 75.1, WEST) == pytest.approx(8.54, abs=0.01)
    assert distance_km(38.0, 75.1, WEST) == pytest.approx(8.78, abs=0.01)
    assert distance_km(40.0, 72.0, WEST) == 0.0
    assert math.isinf(distance_km(40.0, 72.0, shapely.Polygon()))


def test_seven_kilometres_is_the_limit():
    just_in, just_out = 75 + 6.9 / KM_PER_DEGREE_AT_40, 75 + 7.1 / KM_PER_DEGREE_AT_40
    found = find_misplaced([StatedPosition(40.0, just_in, "KGZ"), StatedPosition(40.0, just_out, "KGZ")], COUNTRIES)
    assert list(found) == [1]


def feature(code, geometry):
    return {"type": "Feature", "properties": {"iso3": code}, "geometry": shapely.geometry.mapping(geometry)}


def test_parts_of_a_country_are_put_together(tmp_path):
    path = tmp_path / "countries.json"
    features = [
        feature("KGZ", WEST),
        feature("CYP", ISLANDS.geoms[0]),
        feature("CYP", ISLANDS.geoms[1]),
        feature(None, EAST),
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    countries = read_countries(path)
    assert sorted(countries) == ["CYP", "KGZ"]
    assert countries["CYP"].area == pytest.approx(ISLANDS.area)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '{"features": [{"properties": null}]}',
        '{"features": [{"properties": {"iso3": "KGZ"}, "geometry": {"type": "Odd"}}]}',
    ],
)
def test_a_broken_base_map_gives_no_shapes(tmp_path, text):
    path = tmp_path / "countries.json"
    path.write_text(text, encoding="utf-8")
    assert read_countries(path) == {}
    assert read_countries(tmp_path / "none.json") == {}


def test_a_thousand_positions_are_held_against_a_coast_of_many_bends():
    coast = shapely.Point(75, 40).buffer(5, quad_segs=20_000)
    places = [StatedPosition(36 + number % 100 / 12, 70 + number / 100, "KGZ") for number in range(1_000)]
    misplaced = find_misplaced(places, {"KGZ": coast})  # how soon is for `make bench`
    near = shapely.dwithin(coast, shapely.points([(place.lon, place.lat) for place in places]), 0.3)
    assert set(misplaced) >= {number for number, close in enumerate(near) if not close}
    assert not set(misplaced) & {
        n for n, place in enumerate(places) if coast.contains(shapely.Point(place.lon, place.lat))
    }
