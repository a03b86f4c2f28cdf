"""Lengths along the lines: by places, between two points, from line to line; the sea lines stay at sea."""

import itertools
import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.alignment import vertices_by_line
from geo.corridor.lengths import USUAL_RATIO, compare_lengths
from geo.errors import GeometryError, RouteError
from geo.geodesy import Point, measure_km, measure_line_km
from geo.linear import distance_from, measure_between, trace

SHORE_KM = 2.0  # a port stands on the shore, and of a harbour town the centre may be all that is known
STRAIT_KM = 0.6  # the coast of the base map is simplified: the gap in the spit of Türkmenbaşy is narrower than that
LINE = (Point(40, 50), Point(40, 51), Point(41, 51), Point(41, 53))
LINES = {
    "A": (("one", Point(40, 50)), ("", Point(40, 50.5)), ("two", Point(40, 51))),
    "B": (("three", Point(42, 52)), ("", Point(41, 51.5)), ("two", Point(40, 51))),
}
ON_LINE = st.sampled_from(range(3)).flatmap(
    lambda i: st.floats(0, 1).map(
        lambda share: (
            i,
            share,
            Point(
                LINE[i].lat + share * (LINE[i + 1].lat - LINE[i].lat),
                LINE[i].lon + share * (LINE[i + 1].lon - LINE[i].lon),
            ),
        )
    )
)


def test_lines_are_followed_either_way_and_joined_where_they_meet():
    way = trace(LINES, ["A", "B"], "one", "three")
    assert way == (Point(40, 50), Point(40, 50.5), Point(40, 51), Point(41, 51.5), Point(42, 52))
    assert trace(LINES, ["B", "A"], "three", "one") == tuple(reversed(way))
    assert trace(LINES, ["A"], "two", "two") == (Point(40, 51),)


@pytest.mark.parametrize(
    ("lines", "start", "end"), [(["A"], "one", "three"), (["A", "C"], "one", "three"), (["C"], "one", "two")]
)
def test_a_way_that_is_none_is_refused(lines, start, end):
    with pytest.raises(RouteError):
        trace(LINES, lines, start, end)


def test_measuring_between_the_ends_gives_the_whole_line():
    assert measure_between(LINE, LINE[0], LINE[-1]) == pytest.approx(measure_line_km(LINE))
    assert measure_between(LINE, Point(39.9, 49.0), Point(41.2, 54.0)) == pytest.approx(measure_line_km(LINE))


def test_measuring_from_a_point_to_itself_gives_nothing():
    assert measure_between(LINE, Point(40.1, 50.3), Point(40.1, 50.3)) == 0


def test_a_line_of_one_point_cannot_be_measured_along():
    with pytest.raises(GeometryError):
        measure_between(LINE[:1], LINE[0], LINE[0])


@given(ON_LINE, ON_LINE)
def test_measuring_does_not_depend_on_the_direction_and_is_never_shorter_than_straight(a, b):
    there, back = measure_between(LINE, a[2], b[2]), measure_between(LINE, b[2], a[2])
    assert there == pytest.approx(back, abs=1e-6)
    assert there >= measure_km(a[2], b[2]) - 0.5


@given(ON_LINE)
def test_a_point_on_the_line_divides_it(a):
    first, second = measure_between(LINE, LINE[0], a[2]), measure_between(LINE, a[2], LINE[-1])
    assert first + second == pytest.approx(measure_line_km(LINE), rel=2e-3)
    assert distance_from(LINE, a[2]) < 0.5


def test_every_line_on_the_map_has_its_length_compared_or_a_reason(catalogue):
    rows = [row for row in compare_lengths(catalogue) if row.kind == "line"]
    assert {row.id for row in rows} == {line.line_id for line in catalogue.lines}
    for row in rows:
        assert row.computed_km > 0
        assert row.usual or row.reason, f"{row.id} {row.ratio} needs a reason"


def test_no_stretch_differs_from_its_published_length_without_a_reason(catalogue):
    rows = [row for row in compare_lengths(catalogue) if row.kind == "stretch" and row.ratio is not None]
    assert {row.id for row in rows} == {"altynkol-aktau-kyzylorda", "boyuk-kesik-akhalkalaki"}
    for row in rows:
        assert row.usual or row.reason, f"{row.id} {row.ratio} needs a reason"


def test_the_published_length_to_aktau_is_a_little_more_than_ours(catalogue):
    rows = {row.id: row for row in compare_lengths(catalogue)}
    by_kyzylorda = rows["altynkol-aktau-kyzylorda"]
    assert round(by_kyzylorda.computed_km) == 3071
    assert by_kyzylorda.published_km == 3128
    assert by_kyzylorda.usual
    by_zhezkazgan = rows["altynkol-aktau-zhezkazgan"]
    assert round(by_zhezkazgan.computed_km) == 3254
    assert by_zhezkazgan.ratio is None
    assert USUAL_RATIO == (0.95, 1.05)


@pytest.mark.parametrize(
    ("stretch", "least"),
    [
        (("R3", "baku-port-alat", "boyuk-kesik"), 0.95),
        (("R4", "tbilisi", "poti-port"), 0.98),
        (("R4b", "samtredia", "batumi"), 0.98),
        (("R5", "akhalkalaki", "kars"), 0.97),
        (("R6a", "kars", "ankara"), 0.98),
        (("H1", "red-bridge", "tbilisi"), 0.95),
    ],
)
def test_an_alignment_is_as_long_as_published(catalogue, stretch, least):
    row = next(r for r in compare_lengths(catalogue) if (r.id, r.from_place, r.to_place) == stretch)
    assert least <= row.ratio <= 1.02
    assert row.reason == ""


@pytest.fixture(scope="module")
def land(catalogue):
    sheet = json.loads((catalogue.folder / "basemap" / "countries.json").read_text(encoding="utf-8"))
    return shapely.union_all([shapely.geometry.shape(f["geometry"]).buffer(0) for f in sheet["features"]])


def ashore(vertices, land):
    """List how far each part of a sea line runs over land, in km, and what is allowed there."""
    for (place_a, a), (place_b, b) in itertools.pairwise(vertices):
        crossed = shapely.LineString([(a.lon, a.lat), (b.lon, b.lat)]).intersection(land)
        yield crossed.length * 111.2, SHORE_KM if place_a or place_b else STRAIT_KM


def test_sea_legs_never_cross_land(catalogue, land):
    vertices = vertices_by_line(catalogue)
    sea = [line.line_id for line in catalogue.lines if line.mode == "sea"]
    assert len(sea) == 6
    for line_id in sea:
        assert all(km <= allowed for km, allowed in ashore(vertices[line_id], land)), line_id


def test_a_straight_line_across_the_isthmus_is_seen_to_cross_land(land):
    across = (("", Point(42.165, 41.55)), ("", Point(40.0, 50.5)))
    assert any(km > allowed for km, allowed in ashore(across, land))
