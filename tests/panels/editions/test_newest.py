"""With editing, the newest edition in the database is what is shown, in every process; without, the folder is."""

import datetime as dt
from contextlib import closing

import pytest
from starlette.applications import Starlette

from geo.edition import read_stamp
from geo.editions.store import EditionStore
from geo.errors import EditionStoreError
from geo.tables.folder_files import read_files
from panels import data
from panels.data import read_data
from panels.editions import kept
from panels.editions.kept import ASKED_AGAIN_S, ASKED_EACH_S, Newest, note_published
from panels.map import leaflet
from panels.optional import warn_once
from panels.server.health import health_routes
from panels.server.new_editions import make_ready
from tests.conftest import ROOT
from tests.panels.asgi import ask

AT = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
FILES = read_files(ROOT / "data")
EDITED = FILES | {"sites.csv": FILES["sites.csv"].replace(b"Red Bridge", b"The Edited Bridge")}


def name():
    return read_data()[0].sites["red-bridge"].short_name


def forget():
    for one in (kept.open_store, kept._find, kept._read, kept._newest, kept._read_once, data._read, warn_once):
        one.cache_clear()


@pytest.fixture
def editing(monkeypatch, tmp_path):
    path = str(tmp_path / "editions.sqlite")
    monkeypatch.setenv("CARAVANSERAI_EDITIONS", path)
    monkeypatch.setenv("EDITING", "1")
    forget()
    with closing(EditionStore(path)) as store:
        yield store
    forget()


def test_what_another_process_publishes_is_shown_and_a_restart_does_not_take_it_back(editing):
    assert name() == "Red Bridge"
    assert [one.number for one in editing.list_all()] == [1]
    editing.record(EDITED, AT)
    note_published()  # as if half a second had passed
    assert name() == "The Edited Bridge"
    assert read_data("1")[0].sites["red-bridge"].short_name == "Red Bridge"
    assert read_data()[0] is read_data()[0]
    forget()
    assert name() == "The Edited Bridge"
    assert [one.number for one in editing.list_all()] == [2, 1]


def test_without_editing_the_folder_is_shown_whatever_was_published(editing, monkeypatch):
    editing.record(EDITED, AT)
    monkeypatch.delenv("EDITING")
    assert name() == "Red Bridge"
    assert [one.number for one in editing.list_all()] == [2, 1]


def test_a_folder_that_was_never_kept_is_the_next_edition(editing):
    editing.record(EDITED, AT)
    assert name() == "Red Bridge"
    assert [one.number for one in editing.list_all()] == [2, 1]


class Database:
    def __init__(self):
        self.asked, self.newest = 0, "one"

    def __call__(self):
        self.asked += 1
        if self.newest is None:
            raise EditionStoreError
        return self.newest


def test_the_database_is_asked_once_in_half_a_second_and_left_alone_while_it_is_gone():
    database, now = Database(), [0.0]
    newest = Newest(database, lambda: now[0])
    assert [newest.find(), newest.find(), database.asked] == ["one", "one", 1]
    database.newest = None
    now[0] += ASKED_EACH_S
    assert [newest.find(), database.asked] == ["one", 2]
    database.newest = "two"
    now[0] += ASKED_AGAIN_S - 0.1
    assert [newest.find(), database.asked] == ["one", 2]
    now[0] += 0.2
    assert newest.find() == "two"
    database.newest = "three"
    newest.forget()
    assert newest.find() == "three"


def test_a_page_that_is_open_can_ask_for_the_edition_where_there_is_editing_and_nowhere_else(editing, monkeypatch):
    stamps = [ask(Starlette(routes=health_routes()), "/edition").body.decode()]
    editing.record(EDITED, AT)
    note_published()
    stamps.append(ask(Starlette(routes=health_routes()), "/edition").body.decode())
    assert [read_stamp(stamp).version for stamp in stamps] == [one.version[:6] for one in reversed(editing.list_all())]
    monkeypatch.delenv("EDITING")
    assert ask(Starlette(routes=health_routes()), "/edition").status == 404


def test_one_of_all_who_ask_for_a_new_edition_reads_it(editing, monkeypatch):
    read_data()
    editing.record(EDITED, AT)
    note_published()
    alone, open_files = [], kept.open_files
    monkeypatch.setattr(kept, "open_files", lambda files: alone.append(kept._reading().locked()) or open_files(files))
    assert name() == name() == "The Edited Bridge"
    assert alone == [True]
    assert not kept._reading().locked()


def test_the_map_of_a_new_edition_is_written_before_a_page_asks_for_it(editing, monkeypatch):
    written = []
    leaflet.write_group_script.clear()
    monkeypatch.setattr(leaflet, "spoken", lambda: {"en", "ru"})
    monkeypatch.setattr(leaflet, "compose_group_script", lambda reader: written.append(reader.language.code) or "made")
    shown = make_ready(None)
    assert (make_ready(shown), written) == (shown, [])
    editing.record(EDITED, AT)
    note_published()
    newest = make_ready(shown)
    assert newest is read_data()[0] is not shown
    assert written == ["en", "ru"]
    assert leaflet.write_group_script(newest.version, "ru", None) == "made"
    assert written == ["en", "ru"]
    leaflet.write_group_script.clear()


def test_an_edition_whose_map_cannot_be_prepared_is_shown_all_the_same(editing, monkeypatch, caplog):
    shown = make_ready(None)
    editing.record(EDITED, AT)
    note_published()
    monkeypatch.setattr(leaflet, "home_bounds", lambda *_: 1 / 0)
    newest = make_ready(shown)
    assert newest.sites["red-bridge"].short_name == "The Edited Bridge"
    assert make_ready(newest) is newest
    assert caplog.text.count("Making a new edition ready before a page asks for it") == 1
