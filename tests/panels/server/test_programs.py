"""Programs are answered with the headers of every answer, packed where they take it so, and pages are left alone."""

import json

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from panels.open_data.routes import data_routes
from panels.server.programs import Programs
from panels.settings import QUESTIONS
from tests.panels.asgi import ask


@pytest.fixture
def app():
    rest = Starlette(routes=[Route("/{rest:path}", lambda _: PlainTextResponse("a page"))])
    return Programs(rest, data_routes())


def test_an_answer_carries_the_headers_and_may_be_packed(app):
    plain, packed = ask(app, "/data/gaps.json"), ask(app, "/data/gaps.json", accept_encoding="gzip")
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert "default-src" in plain.headers["content-security-policy"]
    assert plain.headers["access-control-allow-origin"] == "*"
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.body == plain.body
    assert packed.headers["etag"] == plain.headers["etag"]
    again = ask(app, "/data/gaps.json", accept_encoding="gzip", if_none_match=packed.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/brief", "/datasheet", "/component/data"])
def test_pages_are_left_alone(app, path):
    assert ask(app, path).body == b"a page"


def test_what_is_not_there_is_a_problem_document(app):
    answer = ask(app, "/feed/a/b/c/d")
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")
    assert json.loads(answer.body)["status"] == 404


def test_programs_are_counted_and_pages_are_not(monkeypatch, app):
    monkeypatch.setenv(QUESTIONS.name, "1")
    assert [ask(app, "/data/gaps.json").status for _ in range(2)] == [200, 429]
    assert ask(app, "/data/gaps.json").headers["x-content-type-options"] == "nosniff"
    assert ask(app, "/brief").status == 200
