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
from panels.editions import kept
from panels.editions.kept import list_editions
from panels.open_data.routes import data_routes
from panels.optional import warn_once
from tests.conftest import ROOT
from tests.pages.apps import html_of, new_app, open_page
from tests.panels.asgi import ask

AT = dt.datetime(2024, 5, 6, tzinfo=dt.UTC)
FILES = read_files(ROOT / "data")
OLDER = FILES | {
    "sites.csv": FILES["sites.csv"].replace(b"Red Bridge", b"The Older Bridge"),
    "speeds.csv": FILES["speeds.csv"] + b"nowhere,many,,,\n",
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
