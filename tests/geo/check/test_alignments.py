"""Vertices and parts of alignments: what is wrong with them is told once, and the line is drawn as well as it can be."""

import pytest

from geo.alignment import read_courses
from geo.check.folder import check_folder
from geo.load import read_catalogue

ENDS = ((41.3286, 45.072), (41.7185, 26.353))
MIDDLE = (41.0, 36.0)


def write(small, *parts, places=(ENDS[0], MIDDLE, ENDS[1]), told=(1, 2)):
    """Write a folder in which the line has an alignment; `parts` are those of its vertices."""
    small.rows["vertices"] = [
        {"line_id": "R1", "seq": str(number), "part": str(part), "lat": str(lat), "lon": str(lon)}
        for number, (part, (lat, lon)) in enumerate(zip(parts, places, strict=True), 1)
    ]
    small.rows["alignments"] = [
        {"line_id": "R1", "part": str(part), "basis": "mapped", "licence": "ODbL 1.0", "source_id": "cpmm-2022"}
        for part in told
    ]
    return small.write()


def said(folder):
    return [str(fault) for fault in check_folder(folder).faults]


def test_a_good_alignment_is_followed(small):
    folder = write(small, 1, 1, 2)
    assert said(folder) == []
    course = read_courses(read_catalogue(folder))["R1"]
    assert [tuple(at) for at in course.points] == [ENDS[0], MIDDLE, ENDS[1]]
    assert [place for place, _ in course.vertices] == ["red-bridge", "", "kapikule"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"parts": (1, 1, 3)},
            [
                'vertices.csv, row 4, column part: "3" – expected 1, or the next part.',
                'vertices.csv, row 4, column part: "3" – expected a part of the line. alignments.csv has no part 3 of R1.',
            ],
        ),
        (
            {"parts": (1, 1, 1), "places": (ENDS[0], MIDDLE, (41.7, 26.5))},
            [
                ('vertices.csv, row 4, column lat: "41.7" – expected the end of the line. '
                 "It is 12.4 km from the point of R1 in waypoints.csv.")
            ],
        ),
    ],
    ids=["part that is not told of", "end that is elsewhere"],
)  # fmt: skip
def test_what_is_wrong_is_told_by_row_and_column(small, change, expected):
    folder = write(small, *change["parts"], places=change.get("places", (ENDS[0], MIDDLE, ENDS[1])))
    assert sorted(said(folder)) == expected


def test_vertices_are_numbered_without_a_gap(small):
    write(small, 1, 1, 1)
    small.rows["vertices"][2]["seq"] = "4"
    assert said(small.write()) == ['vertices.csv, row 4, column seq: "4" – expected 3, the next number of R1.']


def test_a_missing_table_of_parts_is_told_once(small):
    folder = write(small, 1, 1, 2)
    (folder / "alignments.csv").unlink()
    assert said(folder) == ["alignments.csv: The file is missing."]


def test_a_vertex_that_cannot_be_read_takes_only_itself_away(small):
    folder = write(small, 1, 1, 1, places=(ENDS[0], (91, 36.0), ENDS[1]))
    assert len(said(folder)) == 1
    assert [tuple(at) for at in read_courses(read_catalogue(folder))["R1"].points] == [ENDS[0], ENDS[1]]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ((ENDS[0], MIDDLE[::-1], ENDS[1]), ['vertices.csv, row 3, column lat: "36, 41"']),
        ((ENDS[0], (41.5, 45.5), ENDS[1]), []),  # the turned one would be no nearer
        ((ENDS[0], (38.0, 36.0), ENDS[1]), []),  # a detour
    ],
    ids=["swapped", "near by", "a detour"],
)
def test_a_vertex_that_is_swapped_is_told_as_that(small, places, told):
    said_of_it = [one for one in said(write(small, 1, 1, 1, places=places)) if "swapped" in one]
    assert [one.partition(" – ")[0] for one in said_of_it] == told


def test_a_swapped_waypoint_is_told_as_that(small):
    small.rows["waypoints"].insert(1, {"line_id": "R1", "seq": "2", "lat": "36", "lon": "41", "source_id": "cpmm-2022"})
    small.rows["waypoints"][2]["seq"] = "3"
    assert said(small.write()) == [
        'waypoints.csv, row 3, column lat: "36, 41" – expected a position on the way of R1. lat and lon look swapped.'
    ]


def test_a_latitude_beyond_the_pole_stops_nothing_where_the_dictionary_has_lost_its_bounds(small):
    small.rows["dictionary"] = [row for row in small.rows["dictionary"] if row["column"] != "lat"]
    small.change("waypoints", 3, lat="120")
    assert {fault.file for fault in check_folder(small.write()).faults} >= {"dictionary.csv"}
