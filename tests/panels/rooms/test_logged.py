"""A store of rooms that cannot be reached leaves one line in the log, and one when it is back."""

import pytest
import redis

from geo.errors import RoomStoreError
from panels.rooms.logged import LoggedRooms
from panels.rooms.store import MemoryRooms, Position, RedisRooms
from panels.rooms.stream import Hub, room_hub
from tests.logs import list_records

FIRST = Position("caravanserai", 1)
LOGGER = "panels.rooms.logged"


class Breaking(MemoryRooms):
    """A store in memory that can be told to fail."""

    cause = None

    def read(self, code):
        if self.cause is not None:
            msg = "the rooms cannot be read"
            raise RoomStoreError(msg) from self.cause
        return super().read(code)


@pytest.fixture
def inner():
    return Breaking()


@pytest.fixture
def rooms(inner):
    return LoggedRooms(inner)


def ask(rooms, times=1):
    for _ in range(times):
        with pytest.raises(RoomStoreError):
            rooms.read("code")


def test_an_outage_is_two_lines_however_often_it_is_met(rooms, inner, caplog):
    for cause in (redis.ConnectionError("Error 111 connecting to localhost:6379"), redis.TimeoutError("too slow")):
        inner.cause = cause
        ask(rooms, 5)
        inner.cause = None
        for _ in range(5):
            rooms.read("code")
    first, back, second, _ = (record.getMessage() for record in list_records(caplog, LOGGER))
    assert "localhost:6379" in first
    assert "REDIS_URL" in first
    assert "again" in back
    assert "too slow" in second
    assert {record.levelname for record in list_records(caplog, LOGGER)} == {"WARNING"}


def test_all_is_quiet_while_the_store_answers(rooms, caplog):
    keys = rooms.open(FIRST)
    assert rooms.allows(keys.code, keys.token)
    assert rooms.write(keys.code, keys.token, Position("caravanserai", 2))
    assert rooms.read(keys.code).position.stop == 2
    assert list_records(caplog, LOGGER) == []


def test_no_room_is_named_in_the_log(rooms, inner, caplog):
    inner.cause = redis.ResponseError("Command # 1 (HSET caravanserai:room:Xy12_secret token 0af1) of pipeline: OOM")
    ask(rooms)
    assert "ResponseError" in caplog.text
    assert "secret" not in caplog.text
    assert "0af1" not in caplog.text


def test_a_password_in_the_address_is_not_logged(caplog):
    with pytest.raises(RoomStoreError):
        LoggedRooms(RedisRooms("redis://someone:hidden@127.0.0.1:1/0")).open(FIRST)
    assert "127.0.0.1:1" in caplog.text
    assert "hidden" not in caplog.text
    assert "someone" not in caplog.text


def test_the_server_logs_for_redis(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    hub = room_hub.__wrapped__()
    assert isinstance(hub, Hub)
    assert isinstance(hub.rooms, LoggedRooms)
