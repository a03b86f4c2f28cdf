"""Boxes, times and properties by which items are asked for."""

import datetime as dt

import pytest
from shapely.geometry import LineString, Point

from geo.errors import QueryError
from geo.exports.collections import Collection, Item
from geo.exports.item_query import read_bbox, read_datetime, read_query, select_items

D = dt.date


def item(name, shape=None, period=None, **properties):
    return Item(name, shape, period, properties, {"id": name})


COLLECTION = Collection(
    "things",
    "things",
    {
        one.id: one
        for one in (
            item("west", Point(-179.5, 10), (D(2019, 1, 1), D(2019, 12, 31)), country="USA", year=2019),
            item("east", Point(179.5, 10), (D(2020, 5, 1), None), country="FJI", modes=["road", "rail"]),
            item("middle", Point(0, 10), (None, D(2018, 1, 1)), country="GHA", hours=4.5),
            item("slant", LineString([(40, 40), (50, 50)]), None, country="KAZ"),
            item("nowhere", None, None, country="KAZ"),
        )
    },
    {"country": {}, "modes": {}, "hours": {}, "year": {}},
)


def found(*asked):
    return [one.id for one in select_items(COLLECTION, read_query(asked, COLLECTION.queryables))]


@pytest.mark.parametrize(
    ("box", "ids"),
    [
        ("-180,-90,180,90", ["west", "east", "middle", "slant"]),
        ("170,-10,-170,20", ["west", "east"]),
        ("170,-10,0,-170,20,9000", ["west", "east"]),
        ("0,10,0,10", ["middle"]),
        ("41,48,42,49", []),  # in the box of the line, not on it
        ("44,44,46,46", ["slant"]),
        ("179.5,10,-179.9,10", ["east"]),
        (" 0 , 10 , 1e0 , +11.5", ["middle"]),
    ],
)
def test_a_box_finds_what_it_touches_across_the_antimeridian_too(box, ids):
    assert found(("bbox", box)) == ids


@pytest.mark.parametrize(
    "box",
    ["", "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "a,b,c,d", "nan,0,1,1", "0,0,inf,1", "0,1,1,0", "0,0,181,1", "0,-91,1,1", "1,2,3,4,", "1e999,0,1,1", "٠,٠,١,١"],
)  # fmt: skip
def test_what_is_no_box_is_refused(box):
    with pytest.raises(QueryError):
        read_bbox(box)


@pytest.mark.parametrize(
    ("time", "ids"),
    [
        ("2019-06-01", ["west"]),
        ("2019-06-01T12:00:00Z", ["west"]),
        ("2019-12-31T23:30:00-05:00", []),
        ("2018-01-01T00:00:00Z/2019-01-01T00:00:00Z", ["west", "middle"]),
        ("2019-12-31/..", ["west", "east"]),
        ("2020-01-01/", ["east"]),
        ("../2017-01-01", ["middle"]),
        ("/2018-01-01", ["middle"]),
        ("../..", ["west", "east", "middle"]),
        ("2030-01-01", ["east"]),
    ],
)
def test_a_time_finds_what_shares_a_day_with_it(time, ids):
    assert found(("datetime", time)) == ids


@pytest.mark.parametrize(
    "time", ["", "2019", "2019-13-01", "2019-02-30", "tomorrow", "2020-01-01/2019-01-01", "a/b", "2019-01-01/../x",
             "0001-01-01T00:00:00+23:59", "2019-01-01T25:00:00Z", "٢٠١٩-01-01"]
)  # fmt: skip
def test_what_is_no_time_is_refused(time):
    with pytest.raises(QueryError):
        read_datetime(time)


def test_properties_are_compared_as_what_they_are():
    assert found(("country", "KAZ")) == ["slant", "nowhere"]
    assert found(("modes", "rail")) == ["east"]
    assert found(("hours", "4.50")) == ["middle"]
    assert found(("hours", "nan")) == []
    assert found(("country", "KAZ"), ("bbox", "-180,-90,180,90")) == ["slant"]
    assert found(("country", "kaz")) == []


@pytest.mark.parametrize(
    "asked",
    [[("colour", "red")], [("country", "KAZ"), ("country", "FJI")], [("country", "x" * 201)], [("limit", "0")], [("limit", "-1")],
     [("limit", "ten")], [("limit", "")], [("offset", "1.5")], [("offset", "1000001")], [("limit", "١٠")], [("crs", "EPSG:4326")]],
)  # fmt: skip
def test_what_is_not_understood_is_refused(asked):
    with pytest.raises(QueryError):
        read_query(asked, COLLECTION.queryables)


def test_a_limit_that_is_too_large_is_the_largest():
    assert read_query([("limit", "999999")], {}).limit == 1000


def test_where_and_when_a_collection_is():
    assert COLLECTION.bbox == [-179.5, 10, 179.5, 50]
    assert COLLECTION.interval == [None, None]
    assert Collection("none", "none", {}, {}).bbox == []
    assert Collection("none", "none", {}, {}).interval is None
