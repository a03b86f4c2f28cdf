"""Rooms, in memory and in Redis: who may write, when they end, and 200 followers hear."""

import asyncio
import contextlib
import json
import threading
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from geo.errors import RoomStoreError
from panels.bridge.place import Place
from panels.counts import Counts
from panels.rooms.store import (
    CODE_LETTERS,
    LIFETIME_S,
    MOST_ROOMS,
    TOKEN_LETTERS,
    MemoryRooms,
    Position,
    RedisRooms,
    Stand,
    is_code,
)  # fmt: skip
from panels.rooms.stream import MOST_SAID, TOO_BIG, Hub, Lines, is_own_page, stream_routes, write_stand
from panels.walkthrough import roles
from tests.limits import WAIT_S
from tests.panels.asgi import run_aside

FIRST = Position("caravanserai", 1)
FOLLOWERS = 200


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["memory", "redis"])
def rooms(request, clock):
    if request.param == "memory":
        return MemoryRooms(clock)
    return RedisRooms(request.getfixturevalue("redis_url"), clock)


def test_what_is_written_is_read(rooms, clock):
    keys = rooms.open(FIRST)
    assert rooms.read(keys.code) == Stand(FIRST, 1_000_001, 1000, 1000)
    clock.now = 1060
    moved = Position("e-tir", 3, blank=True, by="x")
    assert rooms.write(keys.code, keys.token, moved)
    assert rooms.read(keys.code) == Stand(moved, 1_000_002, 1000, 1060)


def test_a_room_that_is_opened_again_is_newer_than_all_that_was_heard_of_it(rooms, clock):
    keys = rooms.open(FIRST)
    for stop in range(2, 12):
        rooms.write(keys.code, keys.token, Position("caravanserai", stop))
    heard = rooms.read(keys.code).version
    clock.now += 1
    again = MemoryRooms(clock)  # a new server, in whichever store
    assert again.open(Position("caravanserai", 4), keys.token) == keys
    assert again.read(keys.code).version > heard


def test_the_time_at_a_stop_goes_on_while_the_screen_is_blank(rooms, clock):
    keys = rooms.open(FIRST)
    clock.now = 1030
    rooms.write(keys.code, keys.token, Position("caravanserai", 1, blank=True))
    assert rooms.read(keys.code).arrived == 1000


@pytest.mark.parametrize("token", ["", "x", "{code}", "{token}x"])
def test_without_the_token_nothing_is_written(rooms, token):
    keys = rooms.open(FIRST)
    wrong = token.format(code=keys.code, token=keys.token)
    assert not rooms.allows(keys.code, wrong)
    assert not rooms.write(keys.code, wrong, Position("e-tir", 2))
    assert rooms.read(keys.code).position == FIRST


def test_the_token_of_one_room_opens_no_other(rooms):
    one, other = rooms.open(FIRST), rooms.open(FIRST)
    assert not rooms.write(one.code, other.token, Position("e-tir", 2))


def test_who_has_the_token_opens_the_same_room_again_after_a_new_start(clock):
    keys = MemoryRooms(clock).open(FIRST)
    rooms = MemoryRooms(clock)
    assert rooms.open(Position("e-tir", 2), keys.token) == keys
    assert rooms.read(keys.code).position == Position("e-tir", 2)
    assert rooms.write(keys.code, keys.token, FIRST)


def test_a_room_that_is_open_stays_where_it_is_when_it_is_opened_again(rooms):
    keys = rooms.open(FIRST)
    assert rooms.open(Position("e-tir", 2), keys.token) == keys
    assert rooms.read(keys.code).position == FIRST


@pytest.mark.parametrize("token", ["", "short", "x" * (TOKEN_LETTERS + 1)])
def test_a_token_of_another_length_opens_a_room_of_its_own(rooms, token):
    assert len(rooms.open(FIRST, token).token) == TOKEN_LETTERS


def test_a_room_that_nobody_opened_is_none(rooms):
    assert rooms.read("no-such-room") is None
    assert not rooms.allows("no-such-room", "")
    assert not rooms.write("no-such-room", "", FIRST)


def test_codes_cannot_be_guessed(rooms):
    keys = [rooms.open(FIRST) for _ in range(50)]
    assert len({key.code for key in keys} | {key.token for key in keys}) == 100
    assert min(len(key.code) for key in keys) >= 12
    assert min(len(key.token) for key in keys) >= 24


def test_rooms_in_memory_expire_and_are_limited(clock):
    rooms = MemoryRooms(clock)
    keys = rooms.open(FIRST)
    clock.now += LIFETIME_S - 1
    assert rooms.write(keys.code, keys.token, FIRST)
    clock.now += LIFETIME_S - 1
    assert rooms.read(keys.code)
    clock.now += 2
    assert rooms.read(keys.code) is None
    assert not rooms.write(keys.code, keys.token, FIRST)
    first, *_, last = [rooms.open(FIRST) for _ in range(MOST_ROOMS + 1)]
    assert rooms.read(first.code) is None
    assert rooms.read(last.code)


def test_rooms_in_redis_expire(redis_url):
    rooms = RedisRooms(redis_url)
    began, _ = rooms._redis.time()
    keys = rooms.open(FIRST)
    left = rooms._redis.ttl(f"caravanserai:room:{keys.code}")
    now, _ = rooms._redis.time()
    assert began + LIFETIME_S - 1 <= now + left  # Redis counts whole seconds
    assert left <= LIFETIME_S
    rooms._redis.delete(f"caravanserai:room:{keys.code}")
    assert rooms.read(keys.code) is None


def test_no_store_holds_the_token(redis_url):
    rooms = RedisRooms(redis_url)
    keys = rooms.open(FIRST)
    assert keys.token not in str(rooms._redis.hgetall(f"caravanserai:room:{keys.code}"))


def test_a_redis_that_is_not_there_is_told_as_such():
    rooms = RedisRooms("redis://127.0.0.1:1/0")
    for act in (
        lambda: rooms.read("x" * CODE_LETTERS),
        lambda: rooms.open(FIRST),
        lambda: rooms.write("x" * CODE_LETTERS, "y", FIRST),
    ):
        with pytest.raises(RoomStoreError):
            act()


def test_times_are_told_as_seconds_ago():
    stand = Stand(Position("e-tir", 2, by="w"), 7, began=100, arrived=160)
    assert write_stand(stand, 190.04) == {
        "story": "e-tir", "stop": 2, "blank": False, "by": "w", "version": 7, "elapsed": 90.0, "here": 30.0,
    }  # fmt: skip


@pytest.fixture
def served(rooms):
    """Serve the real route for these rooms; gives its port."""
    hub = Hub(rooms)
    app = Starlette(routes=stream_routes(lambda: hub))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(WAIT_S)
    assert not thread.is_alive()


@contextlib.asynccontextmanager
async def followers(port, code, number):
    async with contextlib.AsyncExitStack() as stack:
        address = f"ws://127.0.0.1:{port}/rooms/{code}"
        lines = [stack.enter_async_context(connect(address, open_timeout=WAIT_S)) for _ in range(number)]
        yield await asyncio.gather(*lines)


async def hear(lines):
    async with asyncio.timeout(WAIT_S):
        return [json.loads(said) for said in await asyncio.gather(*(line.recv() for line in lines))]


def test_two_hundred_followers_hear_of_a_move(rooms, served):
    keys = rooms.open(FIRST)

    async def move():
        async with followers(served, keys.code, FOLLOWERS) as lines:
            assert {said["stop"] for said in await hear(lines)} == {1}
            await asyncio.to_thread(rooms.write, keys.code, keys.token, Position("caravanserai", 5))
            return [said["stop"] for said in await hear(lines)]

    assert run_aside(move) == [5] * FOLLOWERS  # how soon is for `make bench`


def test_the_end_of_a_room_is_told_and_nothing_that_a_follower_says_is_heard(rooms, served):
    keys = rooms.open(FIRST)

    async def listen():
        async with followers(served, keys.code, 1) as (line,):
            await line.send(json.dumps({"stop": 9, "token": keys.token}))
            await line.recv()
        async with followers(served, "nothing", 1) as (line,):
            return [json.loads(said) async for said in line]

    assert run_aside(listen) == [{"ended": True}]
    assert rooms.read(keys.code).position == FIRST


def test_only_what_can_be_a_code_is_looked_up(rooms):
    assert all(is_code(rooms.open(FIRST).code) for _ in range(50))
    assert not any(map(is_code, ["", "x", "x" * 13, "x" * 100_000, "*" * CODE_LETTERS, "aaaa aaaaaaa"]))


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        (None, "map.example", True),
        ("https://map.example", "map.example", True),
        ("https://map.example:8443", "map.example", False),
        ("https://evil.example", "map.example", False),
        ("null", "map.example", False),
    ],
)
def test_a_line_is_for_pages_of_this_server(origin, host, own):
    assert is_own_page(origin, host) is own


def test_a_page_of_somebody_else_is_refused(rooms, served):
    code = rooms.open(FIRST).code

    async def ask(origin):
        async with connect(f"ws://127.0.0.1:{served}/rooms/{code}", origin=origin) as line:
            return json.loads(await line.recv())["stop"]

    assert run_aside(ask, f"http://127.0.0.1:{served}") == 1
    with pytest.raises(InvalidStatus):
        run_aside(ask, "http://evil.example")


@pytest.mark.parametrize("base", ["", "map/", "tools/map/"])
def test_a_line_is_open_below_any_path(rooms, served, base):
    code = rooms.open(FIRST).code

    async def ask():
        async with connect(f"ws://127.0.0.1:{served}/{base}rooms/{code}") as line:
            return json.loads(await line.recv())["stop"]

    assert run_aside(ask) == 1


def test_whoever_says_too_much_is_hung_up_on(rooms, served):
    code = rooms.open(FIRST).code

    async def say():
        async with connect(f"ws://127.0.0.1:{served}/rooms/{code}") as line:
            await line.recv()
            await line.send("x" * (MOST_SAID + 1))
            await line.recv()

    with pytest.raises(ConnectionClosedError) as closed:
        run_aside(say)
    assert closed.value.rcvd.code == TOO_BIG


def test_a_room_and_an_address_have_only_so_many_lines(monkeypatch):
    monkeypatch.setattr("panels.rooms.stream.MOST_IN_ROOM", 2)
    monkeypatch.setattr("panels.rooms.stream.MOST_FROM_ADDRESS", 3)
    lines = Lines()
    with lines.hold("room", "a"), lines.hold("room", "b"):
        assert lines.full("room", "c")
        with lines.hold("other", "a"), lines.hold("third", "a"):
            assert lines.full("fourth", "a")
            assert not lines.full("fourth", "b")
    assert not lines.full("room", "a")
    assert (lines.by_room, lines.by_address) == ({}, {})


def test_a_full_room_takes_no_more(rooms, served, monkeypatch):
    monkeypatch.setattr("panels.rooms.stream.MOST_IN_ROOM", 1)
    code = rooms.open(FIRST).code

    async def follow():
        async with followers(served, code, 2) as (first, second):
            await first.recv()
            await second.recv()

    with pytest.raises(ConnectionClosedError):
        run_aside(follow)


def test_an_address_opens_so_many_rooms_and_they_are_counted(rooms, monkeypatch):
    counted, opened, allowed = Counts(), [], [True, False]
    monkeypatch.setattr(roles, "KEYS", SimpleNamespace(read=lambda: None, write=opened.append))
    monkeypatch.setattr(roles, "room_hub", lambda: Hub(rooms))
    monkeypatch.setattr(roles, "counts", lambda: counted)
    monkeypatch.setattr(roles, "may_begin", lambda what: what == "room" and allowed.pop(0))
    assert [roles.open_room(Place("e-tir", 1)) for _ in range(2)] == [True, False]
    assert [rooms.read(keys.code).position.stop for keys in opened] == [1]
    assert counted.registry.get_sample_value("caravanserai_rooms_opened_total") == 1
