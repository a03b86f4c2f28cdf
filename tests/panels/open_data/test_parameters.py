"""Every address for programs refuses a parameter that it does not know, and passes over what others append to a link."""

import json
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from geo.exports.collections import list_collections
from geo.exports.item_query import OWN_NAMES
from geo.language import load_language
from panels.data import read_data
from panels.document.named import list_known
from panels.document.opened import read_opened
from panels.document.parts import UNNAMED, name_cited
from panels.embeds.kinds import KINDS
from panels.embeds.routes import OF_OEMBED, OF_SHARE, embed_routes
from panels.ogc.routes import ogc_routes
from panels.open_data.citing import cite_routes
from panels.open_data.feed import feed_routes
from panels.open_data.parameters import APPENDED, LONGEST, MOST_FIELDS, STANDING
from panels.open_data.routes import data_routes
from panels.shell.titles import list_titles
from panels.view import PARAMETERS, View
from tests.panels.asgi import ask

ROOT = "http://map.example/"
ROUTES = {
    "/data": "/data",
    "/data/openapi.json": "/data/openapi.json",
    "/data/{table}.{form}": "/data/dwell.csv",
    "/data/{table}": "/data/dwell",
    "/data/{table}/{row_id:path}": "/data/dwell/D023",
    "/cite": "/cite?page=brief&country=KGZ",
    "/feed": "/feed",
    "/feed/{kind}": "/feed/dwell",
    "/feed/{kind}/{name}": "/feed/country/KGZ",
    "/ogc": "/ogc",
    "/ogc/": "/ogc/",
    "/ogc/api": "/ogc/api",
    "/ogc/conformance": "/ogc/conformance",
    "/ogc/collections": "/ogc/collections",
    "/ogc/collections/{name}": "/ogc/collections/sites",
    "/ogc/collections/{name}/queryables": "/ogc/collections/sites/queryables",
    "/ogc/collections/{name}/items": "/ogc/collections/sites/items?country=KGZ",
    "/ogc/collections/{name}/items/{item_id:path}": "/ogc/collections/sites/items/red-bridge",
    "/oembed": f"/oembed?url={ROOT}",
    "/share": "/share?of=corridor",
}
"""Route → an address of it that answers."""
EMBEDS = (
    "/embed/map",
    "/embed/site/red-bridge",
    "/embed/profile/altynkol-poti",
    "/embed/brief/KGZ",
    "/embed/story/e-tir",
)
TAGGED = "fbclid=IwAR0&utm_source=bulletin&utm_medium=email&gclid=x&_=1764408000"


def list_routes():
    programs = [*data_routes(), *cite_routes(name_cited), *feed_routes(), *ogc_routes()]
    return [*programs, *embed_routes(name_cited)]


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=list_routes())


def add(address, more):
    return f"{address}{'&' if '?' in address else '?'}{more}"


def is_refused(answer, word=""):
    told = json.loads(answer.body)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert (told["status"], told["title"]) == (400, "The question is not understood")
    assert answer.headers["access-control-allow-origin"] == "*"
    return word in told["detail"]


def test_every_route_for_programs_is_tried_here():
    tried = [route.path for route in list_routes() if not route.path.startswith("/embed/")]
    assert tried == list(ROUTES)


@pytest.mark.parametrize("address", ROUTES.values())
class TestEveryAddress:
    """The rule that holds for each of them."""

    def test_answers_as_it_stands(self, app, address):
        assert ask(app, address, host="map.example").status == 200

    def test_refuses_what_it_does_not_know_with_what_it_knows(self, app, address):
        for asked in ("colour=red", "colour=", "colour"):
            answer = ask(app, add(address, asked))
            assert is_refused(answer, "colour is not known here; these are: ")
            assert "lang" in json.loads(answer.body)["detail"]

    def test_lists_nothing_that_it_does_not_take(self, app, address):
        listed = json.loads(ask(app, add(address, "colour=red")).body)["detail"].partition("these are: ")[2]
        version = read_data()[0].version
        asked = {"lang": "ru", "edition": version, "country": "KGZ", "site": "red-bridge", "table": "dwell"}
        standing = [name for name in listed.rstrip(".").split(", ") if name in asked and f"{name}=" not in address]
        assert "lang" in standing
        for name in standing:
            assert ask(app, add(address, f"{name}={asked[name]}"), host="map.example").status in {200, 307}, name

    def test_repeats_no_name_that_is_no_word(self, app, address):
        for name in ("%3Cscript%3E", "x" * 41, "%00", "a%0Ab"):
            answer = ask(app, add(address, f"{name}=1"))
            assert is_refused(answer, "A parameter is not known here")
            assert b"script" not in answer.body

    def test_refuses_what_stands_twice(self, app, address):
        assert is_refused(ask(app, add(address, "lang=ru&lang=tr")), "lang stands twice.")
        assert is_refused(ask(app, add(address, "lang=&lang=tr")), "lang stands twice.")

    def test_takes_a_blank_for_nothing(self, app, address):
        first = ask(app, address, host="map.example")
        assert ask(app, add(address, "lang="), host="map.example").body == first.body or "/ogc" in address
        assert ask(app, add(address, "lang="), host="map.example").status == 200

    def test_refuses_what_is_too_long_or_too_much(self, app, address):
        assert is_refused(ask(app, add(address, f"lang={'x' * LONGEST}")), f"{LONGEST} bytes")
        assert is_refused(ask(app, add(address, "&".join(["lang=x"] * (MOST_FIELDS + 1)))), f"{MOST_FIELDS} parameters")
        long = ask(app, add(address, f"lang={'x' * 9_000}"), host="map.example")
        assert long.status == 200 or (is_refused(long, "longer than 200") and "/items?" in address)

    def test_passes_over_what_others_append_to_a_link(self, app, address):
        first = ask(app, address, host="map.example")
        answer = ask(app, add(address, TAGGED), host="map.example")
        assert (answer.status, answer.headers["content-type"]) == (200, first.headers["content-type"])
        assert b"utm_" not in answer.body or address == "/ogc/api"
        assert answer.body == first.body or "/ogc" in address  # which says in `self` how it was asked


def test_a_form_that_stands_twice_or_is_blank(app):
    for address in ("/data/dwell", "/data/dwell/D023", "/ogc", "/cite"):
        assert is_refused(ask(app, f"{address}?f=json&f=csv"), "f stands twice.")
        assert ask(app, f"{address}?f=").status == 200
        assert ask(app, f"{address}?f={'x' * 4_000}").status in {400, 404}
    assert ask(app, "/data/dwell?f=csv").body == ask(app, "/data/dwell.csv").body
    assert is_refused(ask(app, "/data/dwell.csv?f=json"), "f is not known here")


def test_a_blank_property_filters_nothing_and_a_blank_box_is_no_box(app):
    every = json.loads(ask(app, "/ogc/collections/sites/items").body)["numberMatched"]
    assert json.loads(ask(app, "/ogc/collections/sites/items?country=").body)["numberMatched"] == every > 0
    for name in ("bbox", "datetime", "limit", "offset"):
        assert is_refused(ask(app, f"/ogc/collections/sites/items?{name}="), name)


def test_an_edition_is_asked_for_once_and_never_answered_with_the_newest(app):
    for address in (
        "/data",
        "/data/openapi.json",
        "/data/dwell.csv",
        "/data/dwell",
        "/data/dwell/D023",
        "/cite",
        "/ogc",
    ):
        for asked in ("edition=nothing", f"edition={'9' * 4_000}"):
            answer = ask(app, f"{address}?{asked}")
            assert (answer.status, json.loads(answer.body)["title"]) == (404, "No such edition"), address
        assert ask(app, f"{address}?edition=").status == 200
        assert is_refused(ask(app, f"{address}?edition=&edition=1"), "edition stands twice.")


def test_a_list_of_tables_leads_to_those_of_its_edition(app):
    version = read_data()[0].version
    told = json.loads(ask(app, f"/data?edition={version}").body)
    for address in (told["description"], told["tables"][0]["csv"], told["tables"][0]["json"]):
        assert address.endswith(f"?edition={version}")
        assert ask(app, address).status == 200


@pytest.mark.parametrize("name", list(STANDING))
def test_what_is_written_of_the_addresses_names_these_parameters(app, name):
    for path, told in json.loads(ask(app, "/data/openapi.json").body)["paths"].items():
        assert name in [one["name"] for one in told["get"]["parameters"]], path
        assert "400" in told["get"]["responses"]
    parts = json.loads(ask(app, "/ogc/api").body)
    assert set(parts["components"]["parameters"]["appended"]["schema"]["properties"]) == set(APPENDED)
    for path, told in parts["paths"].items():
        named = [one.get("$ref", "").rpartition("/")[2] for one in told["get"]["parameters"]]
        assert {name, "appended"} <= set(named), path


def test_nothing_of_ours_is_called_as_what_others_append():
    ours = {*OWN_NAMES, *OF_OEMBED, *OF_SHARE, *PARAMETERS, *(one for names in UNNAMED.values() for one in names)}
    ours |= {name for kind in KINDS.values() for name in kind.parameters}
    ours |= {name for collection in list_collections(read_data()[0]).values() for name in collection.queryables}
    assert not ours & set(APPENDED)


@pytest.mark.parametrize("page", list_titles(load_language("en")))
def test_a_citation_knows_the_parameters_of_its_page(app, page):
    reader = read_opened(page, {}, load_language("en")).reader
    known = PARAMETERS if page in {"", "export"} else list_known(page, {}, reader)
    answer = ask(app, f"/cite?page={page}&colour=red")
    assert is_refused(answer, "colour is not known here")
    told = json.loads(answer.body)["detail"]
    assert all(name in told for name in (*known, *UNNAMED.get(page, ()), "page", "f", *STANDING))
    assert ask(app, f"/cite?page={page}&{TAGGED}").status == 200


def test_the_map_writes_no_other_parameters_than_are_listed():
    whole = View(("KGZ",), ("road",), ("bcp",), (), "x", True, "torugart", "osm", "waiting", 2023, 2022, "east")  # noqa: FBT003
    assert tuple(whole.to_query()) == PARAMETERS


@pytest.mark.parametrize("address", EMBEDS)
def test_an_embed_is_a_page_and_passes_over_what_it_does_not_know(app, address):
    first = ask(app, address).body.decode()
    for more in ("colour=red", TAGGED, "theme=", "theme=dark&theme=auto", f"q={'x' * 20_000}", "a=1&" * 1_500):
        answer = ask(app, f"{address}?{more}")
        assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), more[:20]
        title = first[: first.index("</title>")]
        assert answer.body.decode().startswith(title)


@pytest.mark.parametrize(
    "asked", ["a=1&" * 1_500, "x" * 20_000, "//[", "http://[::1", f"{ROOT}//[", f"{ROOT}?{'a=1&' * 1_500}"]
)
def test_whatever_an_address_in_a_parameter_says_is_no_fault_of_ours(app, asked):
    for place in ("/oembed?url=", "/share?of="):
        assert ask(app, place + quote(asked, safe=""), host="map.example").status in {200, 400, 404}


def test_a_link_that_is_shared_does_not_say_by_which_link_its_sender_came(app):
    told = json.loads(ask(app, f"/share?of={quote(f'?site=red-bridge&{TAGGED}')}", host="map.example").body)
    assert told["link"].startswith(f"{ROOT}?site=red-bridge&v=")


def test_a_content_system_may_say_that_it_follows_nobody(app):
    """WordPress asks with `dnt=1`."""
    asked = f"/oembed?url={ROOT}&maxwidth=600&maxheight=900&dnt=1&format=json"
    assert ask(app, asked, host="map.example").status == 200
