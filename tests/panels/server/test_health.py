"""Whoever runs the server is told whether it lives and whether it can answer."""

import json

import pytest
from starlette.applications import Starlette

from geo.errors import RoomStoreError
from panels.rooms import stream
from panels.rooms.store import CODE_LETTERS, MemoryRooms, is_code
from panels.server import health
from panels.server.health import UNUSED_CODE, health_routes
from panels.server.stopping import stopping
from panels.settings import DATA_FOLDER
from tests.panels.asgi import ask


@pytest.fixture
def app(monkeypatch):
    rooms = MemoryRooms()
    monkeypatch.setattr(health, "room_hub", lambda: stream.Hub(rooms))
    return Starlette(routes=health_routes())


def told(app):
    answer = ask(app, "/ready")
    assert answer.headers["cache-control"] == "no-store"
    return answer.status, json.loads(answer.body)


def test_a_server_that_lives_says_so(app):
    answer = ask(app, "/live")
    assert (answer.status, answer.body) == (200, b"alive")


def test_a_server_is_ready_when_tables_are_read_and_rooms_are_reached(app):
    status, said = told(app)
    assert status == 200
    assert said["ready"] is True
    assert said["tables"] > 30
    assert said["edition"]
    assert said["faults"] == 0


def test_without_tables_it_is_not_ready(app, monkeypatch, tmp_path):
    monkeypatch.setenv(DATA_FOLDER.name, str(tmp_path / "nowhere"))
    status, said = told(app)
    assert (status, said["ready"], said["rooms"]) == (503, False, "reached")
    assert "edition" not in said


def test_without_the_store_of_rooms_it_is_not_ready(app, monkeypatch):
    class Gone(MemoryRooms):
        def read(self, code):
            raise RoomStoreError(code)

    monkeypatch.setattr(health, "room_hub", lambda: stream.Hub(Gone()))
    status, said = told(app)
    assert (status, said["ready"], said["rooms"]) == (503, False, "not reached")


def test_the_room_that_is_asked_for_is_nobody_s():
    assert len(UNUSED_CODE) == CODE_LETTERS
    assert is_code(UNUSED_CODE)


def test_a_server_that_stops_takes_no_readers(app):
    stopping().set()
    status, said = told(app)
    stopping().clear()
    assert (status, said["ready"], said["stopping"]) == (503, False, True)
