"""The ground beneath the lines: which sheet is where, how large, from whom; and which name a town is given."""

import gzip
import json
from itertools import combinations

import pytest

from geo.geodesy import Bounds, Point, measure_km
from geo.map.basemap import BASE_MAP_FOLDER, BaseMapError
from geo.map.ground import REGION_FILE, list_surroundings, read_ground, town_name
from geo.sites.selection import list_entries
from geo.style import read_style
from tools.build_ground import build_region, build_surroundings, draw_circle, group_sites

MOST_PACKED = 250_000
FILES = [REGION_FILE, *(one.file for one in list_surroundings())]


def packed(file):
    return len(gzip.compress((BASE_MAP_FOLDER / file).read_bytes(), 6))


def test_a_view_never_needs_more_than_a_quarter_of_a_megabyte():
    """At the zoom from which surroundings are drawn a large screen is some 1,100 km wide."""
    wide = 10.0
    near = [REGION_FILE]
    most, widest = packed(REGION_FILE), 0
    sheets = list_surroundings()
    for size in range(1, len(sheets) + 1):  # four of them lie within one screen: Tashkent, Irkeshtam and Torugart
        for group in combinations(sheets, size):
            lons = [at.lon for one in group for at in one.circles]
            if max(lons) - min(lons) < wide:
                widest = size
                most = max(most, sum(packed(file) for file in [*near, *(one.file for one in group)]))
    assert widest >= 4
    assert most <= MOST_PACKED


def test_every_site_stands_within_detail(catalogue):
    for entry in list_entries(catalogue):
        if entry.position:
            inside = [
                one
                for one in list_surroundings()
                if any(measure_km(entry.position, at) < 2 for at in one.circles) and one.km == 40
            ]
            assert len(inside) == 1, entry.id


@pytest.mark.parametrize("file", FILES)
def test_a_sheet_names_its_sources_and_holds_what_it_says(catalogue, file):
    sheet = json.loads((BASE_MAP_FOLDER / file).read_text(encoding="utf-8"))
    for *sources, licence in sheet["sources"]:
        assert all(source in catalogue.sources for source in sources)
        assert licence in {"ODbL-1.0", "CC-BY-4.0", "public-domain"}
    ground = read_ground(file)
    ways = [*ground.ways, *ground.near]
    assert ways
    assert {way.what for way in ways} <= set(read_style().ground)
    assert all(len(part) > 1 for way in ways for part in way.parts)
    west, east = (min, max)
    lons = [part[:, 0] for way in ways for part in way.parts]
    assert 24 < west(map(min, lons)) < east(map(max, lons)) < 91


def test_surroundings_end_where_they_say():
    for one in list_surroundings():
        ground = read_ground(one.file)
        edge = [Point(lat, lon) for ring in ground.edge for lon, lat in ring.tolist()]
        for at in edge:
            assert min(measure_km(at, centre) for centre in one.circles) == pytest.approx(one.km, rel=0.02)
        for way in ground.ways:
            for lon, lat in (place for part in way.parts for place in part.tolist()):
                assert min(measure_km(Point(lat, lon), centre) for centre in one.circles) < one.km * 1.05


def test_what_is_coarse_is_told_apart():
    coarse = {one.file: one.coarse for one in list_surroundings()}
    assert coarse["ground-altynkol.json"]
    assert not coarse["ground-red-bridge.json"]
    assert all(way.coarse for way in read_ground("ground-altynkol.json").ways if way.what != "river")
    assert not any(way.coarse for way in read_ground("ground-red-bridge.json").ways)


def test_a_sheet_is_found_where_its_circles_reach():
    red_bridge = next(one for one in list_surroundings() if one.file == "ground-red-bridge.json")
    assert red_bridge.touches(Bounds(41.6, 45.0, 42.0, 45.4))
    assert not red_bridge.touches(Bounds(41.8, 45.0, 42.0, 45.4))
    assert not red_bridge.touches(Bounds(41.0, 45.7, 41.6, 46.0))


def test_a_file_that_is_no_sheet_is_told():
    with pytest.raises(BaseMapError, match="no-such"):
        read_ground("no-such.json")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ({"name": "Edirne", "en": "Edirne", "ru": "Эдирне"}, {"en": "Edirne", "tr": "Edirne", "ru": "Эдирне", "kk": "Эдирне"}),
        ({"name": "Бургас", "en": "Burgas", "tr": "Burgaz"}, {"en": "Burgas", "tr": "Burgaz", "ru": "Бургас", "az": "Burgas"}),
        ({"latin": "Didi Durnuki"}, {"en": "Didi Durnuki", "ru": "Didi Durnuki"}),
        ({"name": "Свиленград", "latin": "Svilengrad"}, {"en": "Svilengrad", "kk": "Свиленград"}),
        ({"name": "Ağstafa"}, {"en": "Ağstafa", "ru": "Ağstafa"}),
        ({"name": "Кант"}, {"en": "Кант"}),
    ],
)  # fmt: skip
def test_a_town_has_the_name_that_its_readers_read(names, told):
    assert {code: town_name(names, code) for code in told} == told


def feature(kind, geometry, coordinates, **more):
    told = {"kind": kind, "class": kind, "source": "osm-2021", "licence": "ODbL-1.0", "precision_m": 40, **more}
    return {"type": "Feature", "properties": told, "geometry": {"type": geometry, "coordinates": coordinates}}


def test_the_build_cuts_the_region_where_the_surroundings_are_finer():
    road = feature("road", "MultiLineString", [[[44.0, 41.0], [47.0, 41.0]]], precision_m=600)
    sheet = build_region([road], [draw_circle(41.0, 45.5)])
    (outside,), (inside,) = sheet["lines"], sheet["near"]
    assert len(outside[-1]) == 2
    assert len(inside[-1]) == 1
    west = inside[-1][0][1] / 10 ** sheet["digits"]
    assert pytest.approx(measure_km(Point(41.0, west), Point(41.0, 45.5)), abs=0.5) == 40


def test_the_build_keeps_together_what_shares_a_feature_and_drops_letters_that_cannot_be_shown():
    town = feature("place", "Point", [45.0, 41.3], names={"name": "დიდი", "latin": "Didi"}, rank=9, sites=["a", "b"])
    nameless = feature("place", "Point", [45.1, 41.3], names={"name": "დიდი"}, rank=9, sites=["b"])
    other = feature("road", "LineString", [[50.0, 40.0], [50.1, 40.0]], ref="Հ-58", sites=["c"])
    found = [town, nameless, other]
    assert group_sites(found) == [frozenset("ab"), frozenset("c")]
    sheet = build_surroundings(found, frozenset("ab"), [draw_circle(41.3, 45.0)])
    assert [row[-1] for row in sheet["places"]] == [{"latin": "Didi"}]
    assert sheet["lines"] == []
    assert build_surroundings(found, frozenset("c"), [draw_circle(40.0, 50.0)])["lines"][0][2] == ""
