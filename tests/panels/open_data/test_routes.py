"""Tables and views by address: each answers, once only to whoever has it, and what is not there says so."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
import streamlit as st
from starlette.applications import Starlette

import panels.open_data.drawn
from geo.exports.table_rows import index_rows
from geo.language import list_languages, load_language
from geo.sites.selection import list_entries
from panels.data import read_data
from panels.document.parts import name_cited
from panels.open_data import answers, pictures
from panels.open_data.answers import Lately, make_body
from panels.open_data.citing import cite_routes
from panels.open_data.routes import data_routes
from panels.open_data.views import list_parts, list_views, view_routes
from panels.shell.titles import list_titles
from tests.panels.asgi import ask, run_aside

HOSTILE = (
    "<script>alert(1)</script>", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "D001'--", "=1+1", "%00", "a\nb: c",
    "x" * 4000,
)  # fmt: skip
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST_VIEWS = 200
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=[*data_routes(), *cite_routes(name_cited), *view_routes()])


@pytest.fixture(scope="module")
def catalogue():
    return read_data()[0]


def test_every_table_that_is_listed_answers_in_both_forms(app, catalogue):
    told = json.loads(ask(app, "/data").body)
    assert [one["name"] for one in told["tables"]] == list(catalogue.tables)
    assert told["edition"] == catalogue.version
    for one in told["tables"]:
        rows = json.loads(ask(app, one["json"]).body)["rows"]
        written = ask(app, one["csv"])
        assert len(rows) == one["rows"]
        assert ask(app, f"/data/{one['name']}").body == ask(app, one["json"]).body
        assert (written.status, written.headers["content-type"]) == (200, "text/csv; charset=utf-8")


def test_a_row_of_every_table_answers_by_its_address(app, catalogue):
    for name in catalogue.tables:
        for row_id in {row for rows in [list(index_rows(catalogue, name))] for row in (*rows[:1], *rows[-1:])}:
            answer = ask(app, f"/data/{name}/{row_id}")
            assert (answer.status, json.loads(answer.body)["id"]) == (200, row_id)
            written = ask(app, f"/data/{name}/{row_id}?f=csv")
            assert written.headers["content-type"] == "text/csv; charset=utf-8"


def test_every_row_of_every_table_answers(app, catalogue):
    """One loop for all of them: 8,000 rows in a few seconds."""

    async def walk():
        answered = []

        async def send(message):
            answered.append(message.get("status"))

        for name in catalogue.tables:
            for row_id in index_rows(catalogue, name):
                path = f"/data/{name}/{row_id}"
                scope = {
                    "type": "http",
                    "method": "GET",
                    "path": path,
                    "root_path": "",
                    "query_string": b"",
                    "headers": [],
                }
                await app(scope, None, send)
        return answered

    answered = run_aside(walk)
    assert answered == [200, None] * sum(len(index_rows(catalogue, name)) for name in catalogue.tables)
    for name, frame in catalogue.tables.items():
        assert len(index_rows(catalogue, name)) == len(frame), name


def test_a_question_soon_after_looks_at_no_file(monkeypatch, catalogue):
    asked, now = [], [100.0]
    monkeypatch.setattr(answers, "read_data", lambda: asked.append(now[0]) or (catalogue, ()))
    lately = Lately(lambda: now[0])
    for moment in (100.0, 100.9, 101.0, 101.5, 200.0):
        now[0] = moment
        assert run_aside(lately.read) is catalogue
    assert asked == [100.0, 101.0, 200.0]


def test_any_site_may_read_and_nothing_is_sent_twice(app):
    answer = ask(app, "/data/sites.json")
    assert answer.headers["access-control-allow-origin"] == "*"
    again = ask(app, "/data/sites.json", if_none_match=f'"x", {answer.headers["etag"]}')
    assert (again.status, again.body) == (304, b"")
    assert ask(app, "/data/sites.csv", if_none_match=answer.headers["etag"]).status == 200


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/data/nothing.csv", 404, "No such table"),
        ("/data/nothing/1", 404, "No such table"),
        ("/data/dwell.xml", 404, "No such form"),
        ("/data/dwell/nothing", 404, "No such row"),
        ("/data/dwell/", 404, "No such row"),
        ("/data/dwell/D001?f=xml", 400, "No such form"),
    ],
)
def test_what_is_not_there_is_a_problem_document(app, address, status, title):
    answer = ask(app, address)
    assert answer.headers["content-type"] == "application/problem+json"
    told = json.loads(answer.body)
    assert (answer.status, told["status"], told["title"]) == (status, status, title)
    assert told["detail"]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "place",
    [
        "/data/{}",
        "/data/{}.json",
        "/data/dwell/{}",
        "/data/{}/D001",
        "/data/dwell/D001?f={}",
        "/cite?page={}",
        "/cite?site={}",
        "/cite?f={}",
    ],
)
def test_hostile_addresses_leave_no_trace(app, place, value):
    answer = ask(app, place.format(value))
    assert answer.status in {400, 404}
    assert value.encode() not in answer.body
    assert all(value not in header for header in answer.headers.values())


def test_only_reading_is_answered(app):
    assert ask(app, "/data/dwell.json", "POST").status == 405
    assert ask(app, "/data/dwell/D001", "DELETE").status == 405


def test_the_description_names_every_address_and_every_column(app, catalogue):
    told = json.loads(ask(app, "/data/openapi.json").body)
    assert told["info"]["version"] == catalogue.version
    schemas = told["components"]["schemas"]
    for name, frame in catalogue.tables.items():
        assert {f"/data/{name}.json", f"/data/{name}.csv", f"/data/{name}/{{id}}"} <= set(told["paths"])
        assert set(schemas[name]["properties"]) == set(frame.columns)
    found = re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(told))
    assert set(found) == set(schemas)


def test_rows_are_what_the_description_says(app, catalogue):
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "null": type(None)}
    schemas = json.loads(ask(app, "/data/openapi.json").body)["components"]["schemas"]
    for name in catalogue.tables:
        for row in json.loads(ask(app, f"/data/{name}.json").body)["rows"]:
            for column, value in row.items():
                named = schemas[name]["properties"][column]["type"]
                kind = [named] if isinstance(named, str) else named
                assert any(isinstance(value, kinds[one]) for one in kind), (name, column, value, kind)


def test_the_map_of_the_app_lists_every_view_in_every_language(app):
    views = [*(path for path, _ in list_views(*read_data())), *list_parts(read_data()[0])]
    root = ET.fromstring(ask(app, "/sitemap.xml", host="map.example").body)
    found = {url.findtext(f"{SITEMAP}loc"): url for url in root}
    languages = list(list_languages())
    assert len(found) == len(views) * (len(languages) + 1)
    for page in list_titles(load_language("en")):
        assert f"http://map.example/{page}" in found
        assert f"http://map.example/{page}?lang=tr" in found
    assert "http://map.example/?site=torugart&lang=ru" in found
    assert "http://map.example/record?country=KGZ&lang=kk" in found
    assert "http://map.example/sources?tab=corrections" in found
    assert len(views) < MOST_VIEWS
    for url in root:
        assert [link.get("hreflang") for link in url.iter(f"{XHTML}link")] == [*languages, "x-default"]


def test_robots_and_llms_name_where_things_are(app, catalogue):
    robots = ask(app, "/robots.txt", host="map.example").body.decode()
    assert robots.splitlines()[-1] == "Sitemap: http://map.example/sitemap.xml"
    told = ask(app, "/llms.txt", host="map.example").body.decode()
    assert "(http://map.example/data/openapi.json)" in told
    assert "[Kapıkule](http://map.example/?site=kapikule)" in told
    assert catalogue.version in told


def test_a_hostile_host_stays_text(app):
    for name in ("sitemap.xml", "robots.txt", "llms.txt"):
        answer = ask(app, f"/{name}", host='a"><script>')
        assert answer.status == 200
    ET.fromstring(ask(app, "/sitemap.xml", host='a"><script>').body)


def test_addresses_lie_below_the_path_of_the_server(monkeypatch):
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "tools/map/"}.get)
    app = Starlette(routes=[*data_routes(), *cite_routes(name_cited), *view_routes()])
    assert json.loads(ask(app, "/tools/map/data").body)["tables"][0]["csv"].startswith("/tools/map/data/")
    assert (
        "http://map.example/tools/map/corridor" in ask(app, "/tools/map/sitemap.xml", host="map.example").body.decode()
    )
    assert ask(app, "/data").status == 404


CITED_TYPES = {
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
    "sentence": "text/plain; charset=utf-8",
}


def test_a_row_and_a_view_are_cited_in_every_form(app):
    for target, url in (
        ("/data/dwell/D023?", "http://map.example/data/dwell/D023"),
        ("/cite?site=red-bridge&", "http://map.example/?site=red-bridge"),
        ("/cite?page=brief&country=KGZ&", "http://map.example/brief?country=KGZ"),
        ("/cite?page=corridor&journey=altynkol-poti&", "http://map.example/corridor?journey=altynkol-poti"),
        ("/cite?page=sources&", "http://map.example/sources"),
        ("/cite?country=KGZ&site=red-bridge&q=x&", "http://map.example/?country=KGZ&site=red-bridge&q=x"),
        (
            "/cite?page=compare&site=red-bridge&site=torugart&",
            "http://map.example/compare?site=red-bridge&site=torugart",
        ),
        ("/cite?page=compare&country=KGZ&country=KAZ&", "http://map.example/compare?country=KGZ&country=KAZ"),
        (
            "/cite?page=walkthrough&story=caravanserai&stop=4&",
            "http://map.example/walkthrough?story=caravanserai&stop=4",
        ),
        ("/cite?page=etir&tab=readiness&", "http://map.example/etir?tab=readiness"),
        ("/cite?page=record&country=KGZ&", "http://map.example/record?country=KGZ"),
        ("/cite?", "http://map.example/"),
    ):
        for form, kind in CITED_TYPES.items():
            answer = ask(app, f"{target}f={form}", host="map.example")
            assert (answer.status, answer.headers["content-type"]) == (200, kind), target
            assert url in answer.body.decode()


def test_a_stop_is_cited_by_its_title_and_the_sources_of_its_figures_alone(app, catalogue):
    scene = catalogue.stories["caravanserai"].scenes[3]
    said = ask(app, "/cite?page=walkthrough&story=caravanserai&stop=4").body.decode()
    assert (scene.title or catalogue.short_name(scene.site)) in said
    of_stop, of_story = (
        json.loads(ask(app, f"/cite?page=walkthrough&story=caravanserai{stop}&f=csl").body) for stop in ("&stop=4", "")
    )
    assert 1 < len(of_stop) < len(of_story)
    assert len(json.loads(ask(app, "/cite?page=record&country=KGZ&f=csl").body)) == 1  # ours: a filter is no subject


def test_a_citation_is_in_the_language_that_is_asked_for(app):
    named = ask(app, "/cite?site=red-bridge&lang=ru")
    assert named.body == ask(app, "/cite?site=red-bridge", accept_language="ru-RU,ru;q=0.9").body
    assert named.headers["vary"] == "Accept-Language"
    assert "Красный Мост" in named.body.decode()
    assert ask(app, "/cite?site=red-bridge&lang=xx").body == ask(app, "/cite?site=red-bridge").body


@pytest.mark.parametrize(
    "target", ["/cite?site=nothing", "/cite?page=nothing", "/cite?page=brief&country=XXX", "/cite?country=XXX&site=red-bridge",
     "/cite?page=walkthrough&story=caravanserai&stop=99", "/cite?page=walkthrough&story=caravanserai&stop=x",
     "/cite?page=walkthrough&stop=2", "/cite?page=compare&site=red-bridge&site=nothing", "/cite?page=etir&tab=<script>"]
)  # fmt: skip
def test_a_view_that_is_not_there_is_not_cited(app, target):
    answer = ask(app, target)
    assert (answer.status, json.loads(answer.body)["title"]) == (404, "No such view")
    assert ask(app, "/cite?f=xml").status == 400


def test_every_journey_is_drawn_in_the_language_of_its_reader(app, catalogue):
    for journey in catalogue.journeys:
        drawn = ask(app, f"/data/journeys/{journey.journey_id}?f=svg")
        assert (drawn.status, drawn.headers["content-type"]) == (200, "image/svg+xml")
        assert ET.fromstring(drawn.body).tag.endswith("svg")
    assert (
        ask(app, "/data/journeys/altynkol-poti?f=svg&lang=ru").body
        != ask(app, "/data/journeys/altynkol-poti?f=svg").body
    )
    png = ask(app, "/data/journeys/altynkol-poti?f=png")
    assert (png.headers["content-type"], png.body[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert ask(app, "/data/legs/TITR-01?f=svg").status == 400


def test_every_figure_of_a_year_is_drawn_among_the_others(app, catalogue):
    valued = {row.dwell_id for row in catalogue.dwell if (row.hours, row.cost_usd) != (None, None)}
    valued |= {row.volume_id for row in catalogue.volumes if row.value is not None and row.year}
    for name in ("dwell", "volumes"):
        for row_id in index_rows(catalogue, name):
            drawn = ask(app, f"/data/{name}/{row_id}?f=svg")
            assert drawn.status == (200 if row_id in valued else 404), row_id
            kind = "image/svg+xml" if row_id in valued else "application/problem+json"
            assert drawn.headers["content-type"] == kind
    first = ask(app, "/data/dwell/D023?f=svg&lang=kk")
    assert ask(app, "/data/dwell/D023?f=svg&lang=kk", if_none_match=first.headers["etag"]).status == 304
    assert first.body != ask(app, "/data/dwell/D023?f=svg&lang=tr").body
    png = ask(app, "/data/dwell/D023?f=png")
    assert (png.headers["content-type"], png.body[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")


def test_every_site_with_a_place_is_drawn_with_its_name(app, catalogue):
    placed = {entry.id for entry in list_entries(catalogue) if entry.position}
    for row_id in index_rows(catalogue, "sites"):
        form = "svg" if row_id != "torugart" else "png"
        drawn = ask(app, f"/data/sites/{row_id}?f={form}&lang=tr")
        assert drawn.status == (200 if row_id in placed else 404), row_id
        if drawn.status == 200 and form == "svg":
            assert ET.fromstring(drawn.body).tag.endswith("svg")
            (mark,) = [
                one for one in ET.fromstring(drawn.body).iter() if f"site--{row_id}" in one.get("class", "").split()
            ]
            assert any(one.get("r") == "17" for one in mark.iter()), row_id  # the ring around it
        elif drawn.status == 200:
            assert drawn.body[:8] == b"\x89PNG\r\n\x1a\n"
    first = ask(app, "/data/sites/torugart?f=svg&lang=en")
    assert ask(app, "/data/sites/torugart?f=svg&lang=en", if_none_match=first.headers["etag"]).status == 304


def test_pictures_are_drawn_in_turn_and_only_so_many_are_kept(monkeypatch):
    drawn = []
    monkeypatch.setattr(pictures, "draw_row", lambda _, *key: drawn.append(key) or make_body(b"<svg/>"))
    monkeypatch.setattr(panels.open_data.drawn, "MOST_KEPT", 2)
    own = Starlette(routes=data_routes())
    for site in ("torugart", "kapikule", "torugart", "red-bridge", "kapikule"):
        assert ask(own, f"/data/sites/{site}?f=svg").status == 200
    assert [key[1] for key in drawn] == ["torugart", "kapikule", "red-bridge", "kapikule"]
    monkeypatch.setattr(panels.open_data.drawn, "MOST_WAITING", 0)
    busy = ask(own, "/data/sites/irkeshtam?f=svg")
    assert (busy.status, busy.headers["retry-after"]) == (503, "10")
    assert ask(own, "/data/sites/kapikule?f=svg").status == 200


def test_programs_are_told_which_rows_have_pictures(app):
    paths = json.loads(ask(app, "/data/openapi.json").body)["paths"]
    forms = {
        path.split("/")[2]: one["get"]["parameters"][1]["description"] for path, one in paths.items() if "{id}" in path
    }
    assert {name for name, words in forms.items() if "svg" in words} == set(pictures.DRAWN)
    views = Starlette(routes=view_routes())
    assert "/data/sites/torugart?f=svg" in ask(views, "/llms.txt").body.decode()
