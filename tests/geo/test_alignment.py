"""The lines run where the railways and roads are: their parts, ends, borders and stations."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
import shapely

from geo import alignment
from geo.alignment import CHORD, read_courses, vertices_by_line
from geo.geodesy import Point, measure_km, measure_line_km
from geo.linear import distance_from

ALIGNED = {"R1", "R2", "R2a", "R2b", "R2w", "R3", "R4", "R4b", "R5", "R6a", "R6b", "R6c", "H1", "H2", "H3", "H5"}
ON_BORDER_KM = 0.65
"""The border is right to 100 m; the station of Kapıkule is the border post, 0.6 km before it."""
ON_LINE_KM = 0.15


@pytest.fixture(scope="module")
def courses(catalogue):
    return read_courses(catalogue)


@pytest.fixture(scope="module")
def borders(catalogue):
    sheet = json.loads((catalogue.folder / "basemap" / "detail.json").read_text(encoding="utf-8"))
    return shapely.union_all([shapely.geometry.shape(one["geometry"]) for one in sheet["borders"]["features"]])


def km_from(geometry, at):
    """Measure from a position to the nearest point of a shape in degrees."""
    (_, _), (lon, lat) = shapely.shortest_line(shapely.Point(at.lon, at.lat), geometry).coords
    return measure_km(at, Point(lat, lon))


def test_sixteen_lines_have_an_alignment_of_their_own(catalogue):
    assert {row.line_id for row in catalogue.vertices} == ALIGNED


def test_every_part_says_how_it_was_found_and_under_which_licence(catalogue):
    parts = {(row.line_id, row.part) for row in catalogue.vertices}
    assert {(row.line_id, row.part) for row in catalogue.alignments} == parts
    for row in catalogue.alignments:
        assert row.basis in catalogue.vocabularies["alignment-basis"]
        assert row.licence == "ODbL 1.0"
        assert (row.precision_m is None) == (row.basis == CHORD), (row.line_id, row.part)
        assert all(source in catalogue.sources for source in row.source_id)


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("R2", 0.45),
        ("R2a", 0.34),
        ("R2w", 0.43),
        ("R2b", 0),
        ("R6a", 0),
        ("R5", 0),
        ("H2", 0.02),
        ("H4", 1),
        ("R2k", 1),
    ],
)
def test_what_only_joins_stations_is_told_apart(courses, line, share):
    assert courses[line].chord_share() == pytest.approx(share, abs=0.01)


def test_what_is_drawn_at_sea_and_in_the_air_claims_no_stations(catalogue, courses):
    free = [line.line_id for line in catalogue.lines if line.mode in ("sea", "air")]
    assert len(free) > 5
    assert all(piece.basis == "" for line in free for piece in courses[line].pieces)


def test_the_pieces_of_a_line_are_all_of_it_and_meet(courses):
    for line_id, course in courses.items():
        for before, after in pairwise(course.pieces):
            assert before.vertices[-1] == after.vertices[0], line_id
            assert (before.basis, before.country) != (after.basis, after.country)
        together = [course.pieces[0].vertices[0], *(at for piece in course.pieces for at in piece.vertices[1:])]
        assert together == list(course.points)


def test_lines_that_meet_do_so_in_one_point(catalogue):
    """Ports and stations are shared to the digit, and a branch begins on the line that it leaves.

    A road and a railway through one town need not meet, nor two lines that both pass through it; Almaty has a station
    and a centre.
    """
    modes = {line.line_id: line.mode for line in catalogue.lines}
    ends = {(line.line_id, place) for line in catalogue.lines for place in (line.from_place, line.to_place)}
    met = {}
    for line_id, vertices in vertices_by_line(catalogue).items():
        for place, at in vertices:
            if place:
                met.setdefault(place, []).append((line_id, at))
    joined = 0
    for place, found in met.items():
        for number, (one, at) in enumerate(found):
            for other, there in found[number + 1 :]:
                both = {(one, place), (other, place)}
                town = {modes[one], modes[other]} == {"rail", "road"} and place != "baku-port-alat"
                joins = both <= ends or (modes[one] == modes[other] and both & ends)
                if joins and not town and place != "almaty":
                    assert at == there, (place, one, other)
                    joined += 1
    assert joined > 25


@pytest.mark.parametrize("line", ["R1", "R4", "R5", "H1", "H3"])
def test_a_line_changes_its_country_on_the_border(courses, borders, line):
    pieces = courses[line].pieces
    crossed = [a.vertices[-1] for a, b in pairwise(pieces) if a.country != b.country]
    assert len(crossed) == 1
    assert km_from(borders, crossed[0]) < 0.1


def test_a_border_point_stands_on_the_border_and_its_line_passes_through_it(catalogue, courses, borders):
    found = [row for row in catalogue.waypoints if row.kind == "border"]
    assert len(found) > 10
    for row in found:
        at = Point(row.lat, row.lon)
        assert km_from(borders, at) < ON_BORDER_KM, (row.line_id, row.name)
        assert distance_from(courses[row.line_id].points, at) < 0.1, (row.line_id, row.name)


def test_a_place_is_on_its_line_or_says_how_far_off(catalogue, courses):
    for row in catalogue.waypoints:
        away = distance_from(courses[row.line_id].points, Point(row.lat, row.lon))
        told = row.off_line_km or 0.0
        assert away == pytest.approx(told, abs=ON_LINE_KM), (row.line_id, row.name)
    far = {row.name: row.off_line_km for row in catalogue.waypoints if (row.off_line_km or 0) > 10}
    assert far == {"Tercan": 10.7, "Balykchy": 25.2, "Pungan area (A373 N of the Syr Darya)": 11.4}


def test_the_road_from_torugart_passes_the_lake_on_its_west_side(catalogue):
    names = {row.name: row for row in catalogue.waypoints if row.line_id == "H2"}
    assert "E end of Lake Chatyr-Kul" not in names
    assert names["W end of Lake Chatyr-Kul"].lon < 75.1
    assert "547" in names["Balykchy"].note


def test_places_stand_on_a_line_in_the_order_of_travel(catalogue, courses):
    for line_id, course in courses.items():
        named = [row.place_id for row in catalogue.waypoints if row.line_id == line_id and row.place_id]
        assert [place for place, _ in course.vertices if place] == named


def test_a_town_across_the_border_does_not_pull_the_line_over_it(courses):
    """The Chinese town of Khorgos is nearest to track that lies in Kazakhstan already."""
    places = dict(courses["R1"].vertices[::-1])
    border = next(a.vertices[-1] for a in courses["R1"].pieces if a.country == "CHN" and a.basis == "mapped")
    assert places["khorgos-cn-city"].lon >= border.lon


@pytest.mark.parametrize(
    ("line", "km"), [("R5", 284), ("R6a", 1313), ("H3", 678), ("R1", 702), ("R4b", 104), ("H4", 307), ("R2b", 1398)]
)
def test_lengths_are_those_of_the_alignments(courses, line, km):
    assert measure_line_km(courses[line].points) == pytest.approx(km, abs=1.5)


def test_a_line_without_vertices_runs_through_its_places(catalogue):
    bare = replace(catalogue, vertices=(), alignments=())
    course = read_courses(bare)["R5"]
    assert course.points == tuple(Point(r.lat, r.lon) for r in catalogue.waypoints if r.line_id == "R5")
    assert {piece.basis for piece in course.pieces} == {CHORD}


def test_a_part_that_nothing_is_told_of_claims_no_more_than_a_chord(catalogue):
    bare = replace(catalogue, alignments=())
    assert read_courses(bare)["R3"].chord_share() == 1


def test_of_a_new_edition_only_the_lines_that_have_changed_are_followed_again(catalogue):
    before = read_courses(catalogue)
    known = alignment._follow.cache_info().misses
    assert read_courses(replace(catalogue, events=())) == before
    assert alignment._follow.cache_info().misses == known
    first = next(n for n, row in enumerate(catalogue.vertices) if row.line_id == "R5" and row.seq > 1)
    moved = replace(catalogue.vertices[first], lat=catalogue.vertices[first].lat + 0.001)
    vertices = (*catalogue.vertices[:first], moved, *catalogue.vertices[first + 1 :])
    after = read_courses(replace(catalogue, vertices=vertices))
    assert [line for line in before if after[line] != before[line]] == ["R5"]
    assert alignment._follow.cache_info().misses == known + 1
