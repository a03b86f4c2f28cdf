"""`/ogc` is judged by two clients that others wrote, GDAL and OWSLib, against a real server on loopback."""

import json
import re
import subprocess
import sys
import threading
import warnings
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
import streamlit as st
import uvicorn
from starlette.applications import Starlette

from geo.exports.collections import list_collections
from panels.data import read_data
from panels.ogc.routes import ogc_routes
from tests.limits import WAIT_S
from tests.panels.asgi import ask
from tests.panels.open_data.test_routes import HOSTILE

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from owslib.ogcapi.features import Features

NAMES = ["sites", "posts", "lines", "visits", "events", "etir_routes"]


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=ogc_routes())


@pytest.fixture(scope="module")
def catalogue():
    return read_data()[0]


@pytest.fixture(scope="module")
def found(catalogue):
    return list_collections(catalogue)


@contextmanager
def serving(app):
    """Serve an app on a free port of the loopback for the length of a with block."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1))
    started = threading.Event()
    startup = server.startup

    async def start(sockets=None):
        await startup(sockets)
        started.set()

    server.startup = start
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(WAIT_S)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(WAIT_S)


@pytest.fixture(scope="module")
def address(app):
    with serving(app) as url:
        yield f"{url}/ogc"


@pytest.fixture(scope="module")
def gdal(address):
    """Read everything through GDAL, in a process of its own."""
    script = Path(__file__).parent / "gdal_client.py"
    told = subprocess.run([sys.executable, script, address], capture_output=True, check=True, timeout=WAIT_S)
    return json.loads(told.stdout)


def test_gdal_lists_every_collection(gdal):
    assert sorted(gdal["layers"]) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_gdal_reads_every_item_with_the_positions_of_the_tables(gdal, found, name):
    read = gdal["whole"][name]
    assert read["crs"] in {"OGC:CRS84", "EPSG:4326"}
    assert read["shapes"] == [item.shape.wkb_hex.lower() if item.shape else None for item in found[name].items.values()]


def test_gdal_reads_page_after_page(gdal, found):
    assert gdal["paged"]["fields"]["event_id"] == list(found["events"].items)
    assert len(found["events"].items) > 14


def test_gdal_asks_by_box_and_by_property(gdal, found):
    shapes = {name: item.shape for name, item in found["sites"].items.items() if item.shape}
    inside = [name for name, at in shapes.items() if 70 <= at.x <= 81 and 40 <= at.y <= 45]
    assert gdal["boxed"]["fields"]["site_id"] == inside != []
    assert set(gdal["filtered"]["fields"]["country"]) == {"KAZ"}


def test_owslib_finds_its_way(address, found):
    client = Features(f"{address}/")
    assert client.conformance()["conformsTo"]
    assert client.feature_collections() == NAMES
    assert client.collection("visits")["extent"]["temporal"]["interval"][0][0].startswith("20")
    assert set(client.collection_queryables("sites")["properties"]) == set(found["sites"].queryables)
    assert client.api()["openapi"].startswith("3.0")
    one = client.collection_item("sites", "red-bridge")
    assert one["geometry"]["coordinates"] == list(found["sites"].items["red-bridge"].shape.coords[0])


def test_owslib_asks_across_the_antimeridian_and_by_time(address):
    client = Features(f"{address}/")
    across = client.collection_items("sites", bbox=[170, -90, 60, 90])
    assert {one["id"] for one in across["features"]} >= {"red-bridge", "kapikule"}
    assert "torugart" not in {one["id"] for one in across["features"]}
    dated = client.collection_items("visits", datetime_="2022-01-01T00:00:00Z/..")
    assert dated["numberMatched"] == len(dated["features"]) > 0
    assert all(one["properties"]["date"] >= "2022" for one in dated["features"])


def test_the_positions_are_those_of_the_tables_to_the_digit(app, catalogue):
    told = json.loads(ask(app, "/ogc/collections/sites/items").body)
    for one in told["features"]:
        place = catalogue.places[one["id"]]
        at = None if place.lat is None else {"type": "Point", "coordinates": [place.lon, place.lat]}
        assert one["geometry"] == at
    lines = json.loads(ask(app, "/ogc/collections/lines/items").body)
    drawn = {tuple(at) for one in lines["features"] for at in one["geometry"]["coordinates"]}
    assert {(vertex.lon, vertex.lat) for vertex in catalogue.vertices} <= drawn


def test_links_lead_from_page_to_page_and_keep_what_was_asked(app, found):
    target, ids = "/ogc/collections/events/items?limit=5&datetime=2019-01-01/..", []
    while target:
        told = json.loads(ask(app, target, host="map.example").body)
        assert told["numberReturned"] == len(told["features"]) <= 5
        ids += [one["id"] for one in told["features"]]
        onward = [link["href"] for link in told["links"] if link["rel"] == "next"]
        target = onward[0].removeprefix("http://map.example") if onward else ""
    assert len(ids) == len(set(ids)) == told["numberMatched"] < len(found["events"].items)
    assert any(link["rel"] == "prev" for link in told["links"])


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])


PATHS = ["", "/", "/api", "/conformance", "/collections", "/collections/visits", "/collections/visits/queryables",
         "/collections/visits/items", "/collections/visits/items/V01"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_address_answers_as_json_and_as_html(app, path):
    told = ask(app, f"/ogc{path}")
    assert told.status == 200
    assert "json" in told.headers["content-type"]
    assert "accept" in told.headers["vary"].lower()
    json.loads(told.body)
    shown = ask(app, f"/ogc{path}", accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    assert shown.body == ask(app, f"/ogc{path}?f=html").body
    assert ask(app, f"/ogc{path}?f=json", accept="text/html").body.startswith(b"{")
    assert "h1" in Page(shown.body.decode()).tags


def test_every_link_of_a_page_leads_somewhere(app):
    waiting, seen = ["/ogc?f=html"], set()
    while waiting:
        target = waiting.pop()
        if target in seen or target.startswith("/data/"):
            continue
        seen.add(target)
        answer = ask(app, target, host="map.example")
        assert answer.status == 200, target
        if answer.headers["content-type"].startswith("text/html"):
            links = Page(answer.body.decode()).links
            waiting += [link.removeprefix("http://map.example") for link in links if "/items/" not in link]
    assert any("offset" in target or "collections/sites/items" in target for target in seen)


def test_a_page_is_in_the_language_of_its_reader(app):
    assert '<html lang="tr">' in ask(app, "/ogc/collections?f=html", accept_language="tr").body.decode()
    assert json.loads(ask(app, "/ogc/collections/visits?lang=ru").body)["title"] != "Field visits"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/ogc/collections/nothing", 404),
        ("/ogc/collections/nothing/items", 404),
        ("/ogc/collections/sites/items/nothing", 404),
        ("/ogc/collections/sites/items/", 404),
        ("/ogc/nothing", 404),
        ("/ogc?colour=red", 400),
        ("/ogc/collections?f=xml", 400),
        ("/ogc/collections/sites/items?colour=red", 400),
        ("/ogc/collections/sites/items?bbox=1,2,3", 400),
        ("/ogc/collections/sites/items?datetime=soon", 400),
        ("/ogc/collections/sites/items?limit=0", 400),
        ("/ogc/collections/sites/items?crs=http://www.opengis.net/def/crs/EPSG/0/3857", 400),
        ("/ogc/collections/sites/items?" + "&".join(f"a{n}=1" for n in range(50)), 400),
    ],
)
def test_what_is_not_understood_is_a_problem_document(app, target, status):
    answer = ask(app, target)
    assert answer.status == status
    if target != "/ogc/nothing":
        assert answer.headers["content-type"] == "application/problem+json"
        assert json.loads(answer.body)["status"] == status


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "place",
    ["/ogc/collections/{}", "/ogc/collections/{}/items", "/ogc/collections/sites/items/{}", "/ogc/collections/sites/items?bbox={}",
     "/ogc/collections/sites/items?datetime={}", "/ogc/collections/sites/items?limit={}", "/ogc/collections?f={}", "/ogc?{}=1"],
)  # fmt: skip
def test_hostile_addresses_leave_no_trace(app, place, value):
    answer = ask(app, place.format(value))
    assert answer.status in {400, 404}
    assert value.encode() not in answer.body
    assert all(value not in header for header in answer.headers.values())


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_of_a_property_stays_text(app, value):
    for form in ("json", "html"):
        answer = ask(app, f"/ogc/collections/sites/items?country={value}&f={form}")
        assert answer.status in {200, 400}
        assert b"<script>alert" not in answer.body
        assert all("<script>" not in header for header in answer.headers.values())


def test_a_hostile_host_stays_text(app):
    shown = ask(app, "/ogc?f=html", host='a"><script>alert(1)</script>').body.decode()
    assert "<script>" not in shown
    json.loads(ask(app, "/ogc", host='a"><script>').body)


def test_the_description_names_every_address_and_parameter(app, found):
    told = json.loads(ask(app, "/ogc/api").body)
    for name, collection in found.items():
        parameters = told["paths"][f"/collections/{name}/items"]["get"]["parameters"]
        named = {one["name"] for one in parameters if "name" in one}
        shared = {one["$ref"].rpartition("/")[2] for one in parameters if "$ref" in one}
        assert named == set(collection.queryables)
        assert shared == {"bbox", "datetime", "limit", "offset", "f", "lang", "edition", "appended"}
    for one in re.findall(r'"\$ref": "#/components/parameters/(\w+)"', json.dumps(told)):
        assert one in told["components"]["parameters"]


def test_addresses_lie_below_the_path_of_the_server(monkeypatch):
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "tools/map/"}.get)
    app = Starlette(routes=ogc_routes())
    told = json.loads(ask(app, "/tools/map/ogc", host="map.example").body)
    assert all(link["href"].startswith("http://map.example/tools/map/ogc") for link in told["links"])
    assert ask(app, "/ogc").status == 404


def test_nothing_is_sent_twice_and_any_site_may_read(app):
    answer = ask(app, "/ogc/collections/lines/items")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert ask(app, "/ogc/collections/lines/items", if_none_match=answer.headers["etag"]).status == 304
    assert ask(app, "/ogc/collections", "POST").status == 405
