"""An older edition is open until the reader goes back to the newest; a line on every page says so."""

import datetime as dt
import json
import logging
import re
from contextlib import closing

import pytest
from starlette.applications import Starlette

from geo.editions.store import EditionStore
from geo.language import load_language
from geo.tables.folder_files import read_files
from panels import data
from panels.data import read_data
from panels.document.opened import read_opened
from panels.document.parts import name_cited
from panels.editions import kept
from panels.editions.kept import list_editions
from panels.embeds.routes import embed_routes
from panels.ogc.routes import ogc_routes
from panels.open_data.citing import cite_routes
from panels.open_data.mcp_server import make_server
from panels.open_data.routes import data_routes
from panels.optional import warn_once
from tests.conftest import ROOT
from tests.pages.apps import html_of, new_app, open_page
from tests.panels.asgi import ask
from tests.panels.open_data.test_mcp import call

AT = dt.datetime(2024, 5, 6, tzinfo=dt.UTC)
FILES = read_files(ROOT / "data")
OLDER = FILES | {
    "sites.csv": FILES["sites.csv"].replace(b"Red Bridge", b"The Older Bridge"),
    "speeds.csv": FILES["speeds.csv"] + b"nowhere,many,,,\n",
}

MODEL_ASKS = {
    "search": {"text": "Torugart"},
    "site": {"site_id": "red-bridge"},
    "crossing": {"crossing_id": "baku-aktau"},
    "profile": {"journey_id": "altynkol-poti"},
    "events": {"limit": 1},
}

pytestmark = pytest.mark.usefixtures("address")


def forget():
    """Forget stores and tables that were read, so that no test sees those of another one."""
    for one in (kept.open_store, kept._find, kept._read, data._read, warn_once):
        one.cache_clear()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Keep one older edition; the tables of today become the second one when they are read."""
    path = str(tmp_path_factory.mktemp("editions") / "editions.sqlite")
    with closing(EditionStore(path)) as store:
        store.record(OLDER, AT, author="A. Clerk", reason="before")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARAVANSERAI_EDITIONS", path)
        forget()
        read_data()
        yield path
        forget()


def open_link(**query):
    app = new_app()
    for name, value in query.items():
        app.query_params[name] = value
    return again(app)


def again(app):
    app.run()
    assert not app.exception
    return app


def test_an_older_edition_opens_and_says_so():
    html = html_of(open_link(edition="1", site="red-bridge"))
    assert 'data-older="1"' in html
    assert "This is edition 1 of 6 May 2024, as it was." in html
    assert "does not accept 1 thing" in html
    assert "The Older Bridge" in html


def test_it_opens_by_its_hash_in_another_language():
    version = list_editions()[1].version
    assert 'data-older="1"' in html_of(open_link(edition=version[:8], lang="tr"))


def test_the_newest_edition_needs_no_line():
    assert read_data()[0].version == list_editions()[0].version
    html = html_of(open_link(edition="2", site="red-bridge"))
    assert "data-older" not in html
    assert "The Older Bridge" not in html


def test_it_stays_open_from_page_to_page_until_the_newest_is_asked_for():
    app = open_link(edition="1", country="KGZ")
    assert app.query_params["edition"] in ("1", ["1"])
    assert app.query_params["country"] in ("KGZ", ["KGZ"])
    app.query_params.clear()
    app.switch_page("pages/sources.py")
    again(app)
    assert 'data-older="1"' in html_of(app)
    assert app.query_params["edition"] in ("1", ["1"])
    app.query_params["edition"] = "newest"
    assert "data-older" not in html_of(again(app))
    assert "edition" not in app.query_params
    assert "changed since this page was opened" not in html_of(app)


def test_the_bare_address_of_the_same_page_stays_bare():
    app = open_link(edition="1")
    app.query_params.clear()
    assert 'data-older="1"' in html_of(again(app))
    assert "edition" not in app.query_params


def test_an_edition_that_is_not_kept_is_told():
    html = html_of(open_link(edition="abcdef12"))
    assert "Edition abcdef12 cannot be opened here." in html
    assert "The Older Bridge" not in html


def test_a_hostile_name_is_ignored():
    html = html_of(open_link(edition="<script>alert(1)</script>"))
    assert "data-older" not in html
    assert "<script>alert" not in html


def test_without_a_database_the_address_is_ignored(monkeypatch):
    monkeypatch.delenv("CARAVANSERAI_EDITIONS", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert "data-older" not in html_of(open_link(edition="1"))


def test_a_database_that_is_gone_is_told_and_the_newest_tables_are_shown(monkeypatch, tmp_path, caplog):
    monkeypatch.setenv("CARAVANSERAI_EDITIONS", str(tmp_path / "no" / "folder.sqlite"))
    data._read.cache_clear()
    with caplog.at_level(logging.WARNING):
        html = html_of(open_link(edition="1", site="red-bridge"))
    assert "Edition 1 cannot be opened here." in html
    assert "The tables are shown but not kept as an edition: unable to open database file" in caplog.text
    assert "Red Bridge" in html


def test_the_history_and_the_difference_of_two_editions_stand_on_the_page_of_sources():
    app = open_link(edition="2")
    app.switch_page("pages/sources.py")
    app.query_params["tab"] = "editions"
    html = html_of(again(app))
    assert re.findall(r'<tr data-id="(\d+)"><th scope="row">', html) == ["2", "1"]
    assert "A. Clerk" in html
    assert 'href="./?edition=1"' in html
    assert "From edition 1 to 2 – rows added: 0; changed: 1; removed: 1." in html
    changed = re.search(r'data-id="red-bridge" data-kind="changed">.*?</tr>', html, re.DOTALL)[0]
    assert re.findall(r"<td[^>]*>(.*?)</td>", changed) == ["short_name", "The Older Bridge", "Red Bridge"]


def test_a_link_of_an_edition_that_is_kept_offers_it():
    version = list_editions()[1].version
    html = html_of(open_link(v=f"240506{version[:6]}"))
    assert f'edition={version}" target="_self">Open the edition of this link</a>' in html


def test_the_first_document_is_that_of_the_edition():
    english = load_language("en")
    assert (
        read_opened("", {"edition": ["1"]}, english).reader.catalogue.sites["red-bridge"].short_name
        == "The Older Bridge"
    )
    assert read_opened("", {"edition": ["x"]}, english).reader.catalogue is read_data()[0]


def test_a_program_reads_a_row_of_an_edition_and_never_of_another_one_unseen():
    app = Starlette(routes=data_routes())
    older, newer = (list_editions()[place].version for place in (1, 0))
    said = {name: ask(app, f"/data/sites/red-bridge?edition={name}") for name in ("1", older, "2", newer, "99", "x")}
    assert [one.status for one in said.values()] == [200, 200, 200, 200, 404, 404]
    rows = [json.loads(one.body) for one in list(said.values())[:4]]
    assert [(row["edition"], row["row"]["short_name"]) for row in rows] == [
        (older, "The Older Bridge"), (older, "The Older Bridge"), (newer, "Red Bridge"), (newer, "Red Bridge"),
    ]  # fmt: skip


def test_the_stage_names_an_older_edition_at_its_foot():
    def credit(name):
        app = open_page("walkthrough", {"edition": name})
        (found,) = (c.proto for c in app.get("bidi_component") if c.proto.component_name.endswith("stage_script"))
        return json.loads(found.json)["credit"]

    assert credit("1") == f"{credit('2')} · Edition {list_editions()[1].version[:8]}"


@pytest.fixture(scope="module")
def programs(address):
    del address
    return Starlette(routes=[*ogc_routes(), *cite_routes(name_cited), *data_routes(), *embed_routes(name_cited)])


def names_of(programs, edition, form="json"):
    answer = ask(programs, f"/ogc/collections/sites/items?limit=1000&f={form}&edition={edition}")
    return answer, answer.body.decode()


def test_features_of_an_older_edition_are_those_of_then_and_their_links_keep_it(programs):
    older, newer = (names_of(programs, name) for name in ("1", "2"))
    assert "The Older Bridge" in older[1]
    assert "The Older Bridge" not in newer[1]
    assert older[0].headers["etag"] != newer[0].headers["etag"]
    assert ask(programs, "/ogc/collections?edition=1", if_none_match=older[0].headers["etag"]).status == 200
    for form in ("json", "html"):
        for path in ("", "/api", "/conformance", "/collections", "/collections/sites", "/collections/sites/queryables",
                     "/collections/sites/items", "/collections/sites/items/red-bridge"):  # fmt: skip
            said = ask(programs, f"/ogc{path}?f={form}&edition=1").body.decode()
            links = re.findall(r'"href": "([^"]*)"' if form == "json" else r'href="([^"]*)"', said)
            assert [one for one in links if not re.search(r"[?&;]edition=1\b", one)] == [], (form, path)


@pytest.mark.parametrize("path", ["/ogc", "/ogc/collections/sites/items", "/cite", "/embed/map", "/oembed", "/share"])
def test_no_other_tables_are_given_for_an_edition_that_is_not_kept(programs, path):
    asked = {"/oembed": "url=http%3A%2F%2Fx%2F%3Fedition%3D99", "/share": "of=%3Fedition%3D99"}.get(path, "edition=99")
    assert ask(programs, f"{path}?{asked}").status == 404


def test_a_citation_names_the_edition_that_was_asked_for(programs):
    older = list_editions()[1].version
    for address in ("/cite?site=red-bridge&edition=1", "/data/sites/red-bridge?f=sentence&edition=1"):
        said = ask(programs, address, host="map.example").body.decode()
        assert older[:8] in said
        assert re.search(r"[?&]edition=1\b", said), said


@pytest.mark.parametrize("path", ["map", "site/red-bridge", "profile/altynkol-poti", "brief/KGZ", "story/caravanserai"])
def test_an_embed_of_an_older_edition_says_so_and_leads_to_it(programs, path):
    older, newer = (list_editions()[place].version[:8] for place in (1, 0))
    page = ask(programs, f"/embed/{path}?edition=1").body.decode()
    assert older in page
    assert newer not in page
    links = re.findall(r'href="((?:\.\./)+[^"]*)" target="_blank"', page)
    assert links
    assert [one for one in links if not re.search(r"[?&;]edition=1\b", one)] == []
    pictures = re.findall(r'"(?:\.\./)?(pictures/[^"]*)"', page)
    assert bool(pictures) == path.startswith("story")
    assert [ask(programs, f"/embed/{one}").status for one in pictures[:1]] == [200] * bool(pictures)


def test_what_is_shared_of_an_older_edition_is_of_that_one(programs):
    told = json.loads(ask(programs, "/share?of=%3Fsite%3Dred-bridge%26edition%3D1", host="map.example").body)
    assert "The Older Bridge" in told["title"]
    assert all("edition=1" in address for _, address in told["references"])
    assert "edition=1" in told["link"]


def test_a_model_asks_an_older_edition_by_its_number():
    server = make_server()
    assert call(server, "site", site_id="red-bridge", edition="99").is_error
    told = [json.loads(call(server, name, **args, edition="1").content[0].text) for name, args in MODEL_ASKS.items()]
    assert {one["edition"] for one in told} == {list_editions()[1].version}
