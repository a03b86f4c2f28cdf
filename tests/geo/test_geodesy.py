import math

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GeometryError
from geo.geodesy import (
    Bounds,
    Point,
    bound_km,
    bounds_of,
    least_km,
    measure_km,
    measure_line_km,
    point,
    to_lonlat,
    trace_geodesic,
)

positions = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(91, 0), (-90.01, 0), (0, 181), (0, -400), (math.nan, 0), (0, math.nan), (math.inf, 0), (79.04, 441.0)],
)
def test_point_out_of_range_is_refused(lat, lon):
    with pytest.raises(GeometryError):
        point(lat, lon)


@pytest.mark.parametrize(("lat", "lon"), [(90, 180), (-90, -180), (0, 0), (41.7185, 26.353)])
def test_point_at_the_edge_is_kept(lat, lon):
    assert point(lat, lon) == Point(lat, lon)


def test_lonlat_swaps_the_axes_once():
    assert to_lonlat(Point(41.7, 26.4)) == (26.4, 41.7)


def test_one_degree_of_latitude_at_the_equator():
    # 110.574 km: length of a degree of latitude at the equator, WGS84.
    assert measure_km(Point(0, 0), Point(1, 0)) == pytest.approx(110.574, abs=0.001)


def test_antimeridian_is_crossed_the_short_way():
    assert measure_km(Point(0, 179.5), Point(0, -179.5)) == pytest.approx(111.319, abs=0.001)


def test_pole_to_pole():
    assert measure_km(Point(90, 0), Point(-90, 55)) == pytest.approx(20003.931, abs=0.001)


@given(positions, positions)
def test_distance_is_symmetric_and_never_negative(a, b):
    there, back = measure_km(a, b), measure_km(b, a)
    assert there >= 0
    assert there == pytest.approx(back, abs=1e-6)


@given(positions, positions)
def test_distance_is_that_of_geopy_to_the_digit(a, b):
    assert measure_km(a, b) == geodesic(a, b).km


def test_what_lies_beyond_a_pole_has_no_distance():
    assert math.isnan(measure_km(Point(120, 40), Point(41, 40)))


@given(positions, positions)
def test_no_two_points_are_farther_apart_than_the_bound(a, b):
    assert measure_km(a, b) <= bound_km(a, b)


@given(positions, positions)
def test_no_two_points_are_nearer_than_their_parallels(a, b):
    assert least_km(a, b) <= measure_km(a, b) + 1e-9


@given(positions, positions, positions)
def test_no_detour_is_shorter(a, b, c):
    assert measure_km(a, c) <= measure_km(a, b) + measure_km(b, c) + 1e-6


@pytest.mark.parametrize("vertices", [[], [Point(1, 2)]])
def test_line_of_fewer_than_two_vertices_has_no_length(vertices):
    assert measure_line_km(vertices) == 0.0


def test_line_is_the_sum_of_its_parts():
    a, b, c = Point(40, 50), Point(41, 51), Point(43, 51)
    assert measure_line_km([a, b, c]) == pytest.approx(measure_km(a, b) + measure_km(b, c))


def test_bounds():
    assert bounds_of([]) is None
    assert bounds_of([Point(1, 2), Point(-3, 8), Point(0, 0)]) == Bounds(-3, 0, 1, 8)


def test_a_traced_geodesic_is_as_long_as_the_geodesic_and_keeps_its_ends():
    tashkent, baku = Point(41.2579, 69.2812), Point(40.4675, 50.0467)
    way = trace_geodesic(tashkent, baku, 16)
    assert (way[0], way[-1], len(way)) == (tashkent, baku, 17)
    assert measure_line_km(way) == pytest.approx(measure_km(tashkent, baku), abs=1e-6)
    assert max(p.lat for p in way) > tashkent.lat  # it bends towards the pole
