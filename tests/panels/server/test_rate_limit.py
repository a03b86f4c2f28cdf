"""One address may ask so often; it is told when to come back, and others are not kept waiting."""

import json

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from panels.server.rate_limit import RateLimit
from panels.settings import QUESTIONS, questions_per_minute
from panels.ui import buckets
from tests.panels.asgi import ask

PATHS = ("/data", "/data/dwell.csv", "/ogc", "/ogc/collections", "/cite", "/feed/dwell")


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def limited(monkeypatch, clock):
    monkeypatch.setenv(QUESTIONS.name, "3")
    routes = [Route("/{rest:path}", lambda _: PlainTextResponse("here"))]
    return RateLimit(Starlette(routes=routes), clock=clock)


def at(app, host):
    async def reached(scope, receive, send):
        await app({**scope, "client": (host, 1)}, receive, send)

    return reached


def test_whoever_asks_too_often_is_told_when_to_come_back(limited, clock):
    app = at(limited, "192.0.2.1")
    assert [ask(app, path).status for path in PATHS[:4]] == [200, 200, 200, 429]
    refused = ask(app, "/cite")
    assert refused.headers["content-type"] == "application/problem+json"
    assert json.loads(refused.body)["status"] == 429
    assert refused.headers["retry-after"] == "20"
    clock.now += 19
    assert ask(app, "/data").headers["retry-after"] == "1"
    clock.now += 1
    assert [ask(app, "/data").status, ask(app, "/data").status] == [200, 429]
    clock.now += 3600
    assert [ask(app, "/data").status for _ in range(4)] == [200, 200, 200, 429]


def test_pages_are_not_counted_and_others_are_not_kept_waiting(limited):
    app = at(limited, "192.0.2.1")
    assert {ask(app, path).status for path in ("/", "/brief", "/datasheet", "/static/data") for _ in range(3)} == {200}
    assert [ask(app, "/data").status for _ in range(4)][-1] == 429
    assert ask(at(limited, "192.0.2.2"), "/data").status == 200


def test_a_network_of_ipv6_is_one_reader(limited):
    hosts = [f"2001:db8::{n}" for n in range(1, 5)]
    assert [ask(at(limited, host), "/data").status for host in hosts] == [200, 200, 200, 429]
    assert ask(at(limited, "2001:db8:0:1::1"), "/data").status == 200
    assert ask(at(limited, "fe80::1%eth0"), "/data").status == 200


def test_no_more_addresses_are_kept_than_there_is_room_for(limited, monkeypatch):
    monkeypatch.setattr(buckets, "MOST_ADDRESSES", 2)
    for host in ("a", "b", "c", "b"):
        ask(at(limited, host), "/data")
    assert list(limited._buckets._buckets) == ["c", "b"]


def test_nought_is_no_limit_and_without_a_word_there_is_one(monkeypatch, clock):
    monkeypatch.delenv(QUESTIONS.name, raising=False)
    assert questions_per_minute() == 1200
    monkeypatch.setenv(QUESTIONS.name, "0")
    app = RateLimit(Starlette(routes=[Route("/data", lambda _: PlainTextResponse("here"))]), clock=clock)
    assert [ask(app, "/data").status for _ in range(5)] == [200] * 5
    assert not app._buckets._buckets


@pytest.mark.parametrize("value", ["-1", "many", "1.5", "٣"])
def test_what_is_no_number_stops_the_server_with_a_word(monkeypatch, value):
    monkeypatch.setenv(QUESTIONS.name, value)
    with pytest.raises(ValueError, match=QUESTIONS.name):
        questions_per_minute()
