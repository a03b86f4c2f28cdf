"""Every request has a name and is counted; neither the count nor the log says who asked for what."""

import logging
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from panels.counts import Counts
from panels.server import watched
from panels.server.watched import Watched
from panels.timing import REQUEST
from tests.conftest import ROOT
from tests.logs import list_records
from tests.panels.asgi import ask, run_aside

LINES = "caravanserai_lines"


@pytest.fixture
def counted(monkeypatch):
    given = Counts()
    monkeypatch.setattr(watched, "counts", lambda: given)
    return given


def tell_name(_):
    return PlainTextResponse(REQUEST.get())


def fail(_):
    raise ZeroDivisionError


@pytest.fixture
def app(counted):
    assert counted.registry
    routes = [Route("/data/broken", fail), Route("/{rest:path}", tell_name)]
    return Starlette(routes=routes, middleware=[Middleware(Watched)])


def times(counted, route, status="200"):
    return counted.registry.get_sample_value("caravanserai_answer_seconds_count", {"route": route, "status": status})


def test_a_request_has_one_name_within_and_without(app):
    first, second = ask(app, "/"), ask(app, "/")
    assert re.fullmatch("[0-9a-f]{16}", first.headers["x-request-id"])
    assert first.body.decode() == first.headers["x-request-id"] != second.headers["x-request-id"]
    assert REQUEST.get() == ""


@pytest.mark.parametrize(
    ("given", "kept"), [("a1b2c3d4", True), ("short", False), ("a" * 65, False), ("a\nb c d e", False)]
)
def test_the_name_that_a_proxy_gave_is_kept_if_it_can_be_one(app, given, kept):
    assert (ask(app, "/", x_request_id=given).headers["x-request-id"] == given) is kept


def test_answers_are_counted_by_the_first_part_of_the_path(app, counted):
    for path in ("/", "/corridor", "/data/dwell.csv?country=GE", "/data", "/secret-of-a-reader/x"):
        ask(app, path)
    assert [times(counted, route) for route in ("map", "corridor", "data", "other")] == [1, 1, 2, 1]
    assert "secret" not in repr(list(counted.registry.collect()))


def test_an_answer_that_fails_is_counted_as_such(app, counted):
    with pytest.raises(ZeroDivisionError):
        ask(app, "/data/broken")
    assert times(counted, "data", "500") == 1


def test_the_log_says_neither_who_nor_what(app, caplog):
    with caplog.at_level(logging.INFO, "panels.server.watched"):
        ask(app, "/data/dwell.csv?country=GE", "BREW", x_forwarded_for="192.0.2.9")
    (record,) = list_records(caplog, "panels.server.watched")
    assert {**record.told, "ms": 0} == {"method": "other", "route": "data", "status": 405, "ms": 0}
    assert not re.search("192.0.2|dwell|GE|BREW", repr(record.__dict__))


@pytest.mark.parametrize(("path", "kind"), [("/_stcore/stream", "session"), ("/rooms/abc", "follower")])
def test_lines_are_counted_while_they_are_open(counted, path, kind):
    seen = []

    async def line(_scope, _receive, _send):
        seen.append(counted.registry.get_sample_value(LINES, {"kind": kind}))

    run_aside(Watched(line), {"type": "websocket", "path": path}, None, None)
    assert [*seen, counted.registry.get_sample_value(LINES, {"kind": kind})] == [1, 0]


def test_every_route_of_the_server_is_known(counted):
    del counted
    known = Watched(None)
    program = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "panels").rglob("*.py"))
    firsts = set(re.findall(r'Route\(f"\{base_path\(\)\}/([a-z.]+)', program))
    assert {"oembed", "share", "live", "ready", "cite", "preview"} <= firsts
    assert {known.name_route(f"/{first}/x") for first in firsts} == firsts
