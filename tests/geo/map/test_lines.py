"""Lines at a zoom: simplified, set apart, exact close in; and small enough to be fetched."""

import gzip
import json
from itertools import combinations, groupby, pairwise

import numpy as np
import pytest
import shapely

from geo.alignment import read_courses
from geo.geodesy import Point
from geo.map.line_sheets import OVERVIEW_ZOOMS, write_exact, write_overview
from geo.map.lines import GAP_PX, TAPER_PX, list_drawn, list_exact
from geo.projection import from_world, to_world
from geo.style import read_style

MOST_PACKED = 20_000, 45_000
ALONG = [("H1", "R3"), ("H5", "R4"), ("H4", "R2"), ("S2", "S1")]
"""Lines that run together for hundreds of kilometres."""
CROSSING_PX = 16
"""So far two lines touch at most that cross at a small angle."""
HALF_PX, MOST_ASIDE_PX = 0.5, 4 * GAP_PX
ZOOMS = [3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]


def path_at(drawn, line, zoom):
    return shapely.LineString(to_world(np.vstack([piece.lonlat for piece in drawn[line]])) * 2**zoom)


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize(("line", "other"), ALONG)
def test_lines_that_run_together_stand_apart(catalogue, zoom, line, other):
    drawn = list_drawn(catalogue, zoom)
    path, beside = path_at(drawn, line, zoom), path_at(drawn, other, zoom)
    ends = min(20, path.length / 3)
    points = shapely.line_interpolate_point(path, np.arange(ends, path.length - ends, 1))
    near = shapely.distance(points, beside)
    together = near < 2 * GAP_PX
    blend = near < 0.6 * GAP_PX
    assert together.sum() > (20 if zoom > 4 else 1)
    assert blend.sum() <= max(0.2 * together.sum(), CROSSING_PX / 4)  # from far off a crossing is a part of it


def list_runs(drawn, zoom, modes):
    """List the pairs of lines that touch: how many pixels in one go at most, away from where one of them ends."""
    scale = 2.0**zoom
    paths = {line: to_world(np.vstack([piece.lonlat for piece in pieces])) * scale for line, pieces in drawn.items()}
    found = []
    for one, other in combinations(paths, 2):
        if modes[one] == modes[other] == "rail":
            continue  # they share the track
        path, beside = shapely.linestrings(paths[one]), shapely.linestrings(paths[other])
        near = sum(read_style().strokes[modes[line]].weight for line in (one, other)) / 2
        if shapely.distance(path, beside) > near:
            continue
        points = shapely.line_interpolate_point(path, np.arange(0, path.length, 1))
        ends = shapely.multipoints(np.vstack([paths[one][[0, -1]], paths[other][[0, -1]]]))
        touch = (shapely.distance(points, beside) < near) & (shapely.distance(points, ends) > TAPER_PX)
        runs = [sum(run) for touches, run in groupby(touch) if touches]
        found += [(max(runs), one, other)] if runs else []
    return found


@pytest.mark.parametrize("zoom", [5.0, 5.5, 6.5, 7.0, 7.5, 8.0, 8.5, 9.5])
def test_no_two_lines_blend_but_where_they_cross(catalogue, zoom):
    modes = {line.line_id: line.mode for line in catalogue.lines}
    runs = list_runs(list_drawn(catalogue, zoom), zoom, modes)
    assert [run for run in runs if run[0] > CROSSING_PX] == []


def test_lines_that_blend_would_be_found(catalogue):
    modes = {line.line_id: line.mode for line in catalogue.lines}
    runs = {run[1:]: run[0] for run in list_runs(list_exact(catalogue), 8.0, modes)}
    assert runs["R3", "H1"] > 5 * CROSSING_PX


@pytest.mark.parametrize("zoom", [8.0, 9.5])
def test_from_zoom_8_a_line_is_where_it_is_unless_it_gives_way(catalogue, zoom):
    exact, moved = list_exact(catalogue), 0
    drawn = list_drawn(catalogue, zoom)
    for line in drawn:
        path, true = path_at(drawn, line, zoom), path_at(exact, line, zoom)
        points = shapely.line_interpolate_point(path, np.arange(0, path.length, 1))
        off = shapely.distance(points, true)
        apart = points[off > HALF_PX]
        others = shapely.union_all([path_at(drawn, other, zoom) for other in drawn if other != line])
        assert (shapely.distance(apart, others) < MOST_ASIDE_PX).all(), line
        assert off.max() < MOST_ASIDE_PX, line
        moved += len(apart) / len(off) / len(drawn)
    assert moved < 0.1


def test_where_they_are_they_would_blend(catalogue):
    exact = list_exact(catalogue)
    path, beside = path_at(exact, "H1", 5.5), path_at(exact, "R3", 5.5)
    points = shapely.line_interpolate_point(path, np.arange(20, path.length - 20, 1))
    assert (shapely.distance(points, beside) < 0.6 * GAP_PX).mean() > 0.4


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_line_ends_where_it_ends_at_every_zoom(catalogue, zoom):
    for line, pieces in list_drawn(catalogue, zoom).items():
        points = read_courses(catalogue)[line].points
        for lonlat, end in ((pieces[0].lonlat[0], points[0]), (pieces[-1].lonlat[-1], points[-1])):
            assert lonlat == pytest.approx((end.lon, end.lat), abs=1e-6), line
        for before, after in pairwise(pieces):
            assert before.lonlat[-1] == pytest.approx(after.lonlat[0])


def test_close_in_a_line_is_where_it_is(catalogue):
    for line, pieces in list_drawn(catalogue, 10.0).items():
        vertices = [Point(lat, lon) for piece in pieces for lon, lat in piece.lonlat.tolist()]
        assert set(vertices) == set(read_courses(catalogue)[line].points)


def test_a_stub_to_a_station_is_no_part_of_its_own_from_afar(catalogue):
    assert not any(piece.between for piece in list_drawn(catalogue, 5.5)["R3"])
    assert any(piece.between for piece in list_exact(catalogue)["R3"])
    assert any(piece.between for piece in list_drawn(catalogue, 4.5)["R2"])


def test_the_first_view_and_the_exact_lines_are_small(catalogue):
    packed = [len(gzip.compress(sheet.encode(), 6)) for sheet in (write_overview(catalogue), write_exact(catalogue))]
    assert packed[0] < MOST_PACKED[0]
    assert packed[1] < MOST_PACKED[1]


def unpack(steps, digits):
    return np.cumsum(np.array(steps).reshape(-1, 2), axis=0) / 10**digits


def test_the_exact_sheet_holds_every_vertex(catalogue):
    sheet = json.loads(write_exact(catalogue))
    assert list(sheet["zooms"]) == ["8", "9", "10"]
    for line, pieces in sheet["zooms"]["10"].items():
        exact = list_exact(catalogue)[line]
        assert [piece[1] for piece in pieces] == [piece.country for piece in exact]
        for (_, _, steps), piece in zip(pieces, exact, strict=True):
            found = unpack(steps, sheet["digits"])
            assert found == pytest.approx(np.round(piece.lonlat[:, ::-1], 5), abs=1e-9)


def test_the_overview_has_lines_for_each_zoom(catalogue):
    sheet = json.loads(write_overview(catalogue))
    assert list(sheet["zooms"]) == [str(zoom) for zoom in OVERVIEW_ZOOMS]
    counts = [sum(len(piece[2]) for pieces in lines.values() for piece in pieces) for lines in sheet["zooms"].values()]
    assert counts == sorted(counts)
    planned = [piece[0] for piece in sheet["zooms"]["5"]["CKU"]]
    assert planned == [0] * len(planned)  # what is not built is dashed already
    assert {piece[0] for piece in sheet["zooms"]["5"]["R2"]} == {0, 1}


def test_the_projection_leads_back():
    lonlat = np.array([[26.3, 41.7], [80.4, 44.2], [0.0, -60.0]])
    assert from_world(to_world(lonlat)) == pytest.approx(lonlat)
