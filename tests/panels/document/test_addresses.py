"""Every address that a head, JSON-LD, robots.txt, the sitemap or llms.txt names is there; figures are those of the tables."""

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from starlette.applications import Starlette

from geo.dates import parse_edtf
from geo.language import list_languages, load_language
from geo.sites.waiting import list_waiting, list_years
from panels.data import read_data
from panels.document import opened, preview
from panels.document.about import tell_about
from panels.document.linked_data import write_linked_data
from panels.document.manifest import manifest_routes
from panels.document.opened import read_opened
from panels.document.parts import name_cited
from panels.document.search_description import search_routes
from panels.embeds.routes import embed_routes
from panels.ogc.routes import ogc_routes
from panels.open_data.citing import cite_routes
from panels.open_data.feed import feed_routes
from panels.open_data.routes import data_routes
from panels.open_data.views import list_parts, list_views, view_routes
from panels.settings import ROOT as FOLDER
from panels.shell.titles import list_titles
from panels.web.streamlit_paths import STATIC_ADDRESS
from tests.panels.asgi import ask
from tests.panels.document.test_head import ROOT, head_of, open_link

VIEWS = [path for path, _ in list_views(*read_data())]
PARTS = list_parts(read_data()[0])
CODES = list(list_languages())


@pytest.fixture(scope="module")
def app():
    """Answer everything but pages; what a picture for a link card shows is drawn elsewhere."""
    programs = [*data_routes(), *cite_routes(name_cited), *ogc_routes(), *feed_routes()]
    others = [
        *embed_routes(name_cited),
        *view_routes(),
        *manifest_routes(),
        *search_routes(),
        *preview.preview_routes(),
    ]
    return Starlette(routes=[*programs, *others])


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    monkeypatch.setattr(preview, "draw_preview", lambda _: b"a picture")


@pytest.fixture(scope="module")
def seen():
    """Addresses that were found to be there: most are named by every view."""
    return {}


def is_page(address):
    """Say whether a page is there and knows all that its address says, as the page itself would read it."""
    path, query = urlsplit(address).path.removeprefix("/"), parse_qs(urlsplit(address).query)
    code = query.pop("lang", ["en"])[-1]
    if path not in list_titles(load_language("en")) or code not in CODES:
        return False
    return name_cited(path, query, load_language(code)).query == query


def is_there(app, address, seen):
    if address not in seen:
        parts = urlsplit(address)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if parts.path.startswith(f"/{STATIC_ADDRESS}/"):
            seen[address] = (FOLDER / "static" / parts.path.removeprefix(f"/{STATIC_ADDRESS}/")).is_file()
        else:
            seen[address] = is_page(address) or ask(app, target, host="map.example").status == 200
    return seen[address]


def list_addresses(told):
    """List every address of ours in JSON."""
    inner = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    own = [told] if isinstance(told, str) and told.startswith(ROOT) else []
    return own + [address for one in inner for address in list_addresses(one)]


def absolute(address):
    return address if "://" in address else ROOT + address


@pytest.mark.parametrize("code", CODES)
def test_what_a_head_names_is_there(app, seen, code):
    for link in (*VIEWS, *PARTS):
        _, head = head_of(open_link(link, code))
        named = {absolute(one["href"]) for one in head.links}
        named |= {value for name in ("og:url", "og:image", "twitter:image") for value in head.metas[name]}
        named |= set(list_addresses(json.loads(head.said)))
        assert len(named) > 50
        missing = {
            address.replace("https://map.example", "") for address in named if not is_there(app, https(address), seen)
        }
        assert (link, missing) == (link, set())


def https(address):
    """The test's own client asks without TLS: an address in a parameter has to be one of the same server."""
    return address.replace("https%3A%2F%2F", "http%3A%2F%2F")


def test_an_address_that_is_not_there_would_be_seen(app):
    gone = (
        "sources?tab=nothing",
        "nothing",
        "?site=nowhere",
        "data/nothing.csv",
        "preview/en/nothing.png",
        "brief?colour=red",
        "?lang=xx",
    )
    for address in (*gone, f"{STATIC_ADDRESS}/none.woff2"):
        assert not is_there(app, ROOT + address, {}), address


def test_what_robots_and_the_sitemap_name_is_there(app):
    told = ask(app, "/robots.txt", host="map.example").body.decode().splitlines()
    (place,) = [line.partition(": ")[2] for line in told if line.startswith("Sitemap: ")]
    assert urlsplit(place).netloc == "map.example"
    top = ET.fromstring(ask(app, urlsplit(place).path, host="map.example").body)
    named = [one.text or one.get("href") for one in top.iter() if (one.text or "").strip() or one.get("href")]
    assert len(named) > 1000
    assert [address for address in set(named) if not is_page(address)] == []
    shut = [line.partition(": ")[2] for line in told if line.startswith("Disallow: ")]
    assert shut
    assert not [address for address in named if urlsplit(address).path.startswith(tuple(shut))]


def test_what_is_written_for_language_models_is_there(app, seen):
    told = ask(app, "/llms.txt", host="map.example").body.decode()
    lines = told.splitlines()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("> ")
    named = re.findall(r"http://map\.example[^\s)]*", told)
    assert len(named) > len(VIEWS)
    assert [address for address in named if not is_there(app, address, seen)] == []
    for folder in ("data", "ogc", "feed", "cite", "sitemap.xml"):
        assert f"(http://map.example/{folder}" in told


def read_things(link, code):
    one = open_link(link, code)
    told = json.loads(write_linked_data(one, tell_about(one), ROOT))
    assert told["@context"] == "https://schema.org"
    return one, {thing["@type"]: thing for thing in told["@graph"]}


@pytest.mark.parametrize("code", CODES)
def test_the_figures_of_linked_data_are_those_of_the_tables(code):
    catalogue, entries = read_data()
    placed = {f"?site={entry.id}": entry for entry in entries if entry.position}
    days = [parse_edtf(event.date).earliest for event in catalogue.events if event.date]
    years = {*(day.year for day in days if day), *list_years(list_waiting(catalogue))}
    data_sets = []
    for link in VIEWS:
        one, told = read_things(link, code)
        data_sets.append(told["Dataset"])
        about = tell_about(one)
        page, way = told["WebPage"], told["BreadcrumbList"]["itemListElement"]
        assert (page["name"], page["description"], page["inLanguage"]) == (about.title, about.description, code)
        assert [step["position"] for step in way] == list(range(1, len(way) + 1))
        assert (link in placed) == ("Place" in told)
        if link in placed:
            position, geo = placed[link].position, told["Place"]["geo"]
            assert (geo["latitude"], geo["longitude"]) == (position.lat, position.lon)
    (data_set,) = {json.dumps(one) for one in data_sets}  # one thing, called the same on every page
    told = json.loads(data_set)
    assert told["temporalCoverage"] == f"{min(years)}/{max(years)}"
    assert catalogue.version.startswith(told["version"])
    assert [one["name"] for one in told["distribution"]] == list(catalogue.tables)
    south, west, north, east = map(float, told["spatialCoverage"]["geo"]["box"].split())
    home = [entry.position for entry in entries if entry.position and entry.listed]
    inside = [one for one in home if south <= one.lat <= north and west <= one.lon <= east]
    assert len(inside) > len(home) / 2


def test_the_files_of_an_older_edition_are_those_of_that_edition(monkeypatch):
    catalogue, entries = read_data()
    old = replace(catalogue, version="0123456789abcdef")
    monkeypatch.setattr(opened, "read_data", lambda edition="": (old if edition else catalogue, entries))
    one = read_opened("", {"edition": ["1"]}, load_language("en"))
    told = json.loads(write_linked_data(one, tell_about(one), ROOT))
    data_set = told["@graph"][0]
    assert data_set["version"] == "01234567"
    for address in (data_set["license"], *(file["contentUrl"] for file in data_set["distribution"])):
        assert address.endswith(".csv?edition=0123456789abcdef")
