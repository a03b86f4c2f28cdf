"""Programs are answered with the headers of every answer, packed where they take it so, and pages are left alone."""

import json

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from panels.open_data.routes import data_routes
from panels.server.headers import data_policy
from panels.server.programs import Programs
from panels.settings import QUESTIONS
from tests.panels.asgi import ask


def make_app():
    rest = Starlette(routes=[Route("/{rest:path}", lambda _: PlainTextResponse("a page"))])
    return Programs(rest, data_routes())


@pytest.fixture
def app():
    return make_app()


def test_an_answer_carries_the_headers_and_may_be_packed(app):
    plain, packed = ask(app, "/data/gaps.json"), ask(app, "/data/gaps.json", accept_encoding="gzip")
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert plain.headers["content-security-policy"] == data_policy()
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


def test_programs_are_counted_and_pages_are_not(monkeypatch):
    monkeypatch.setenv(QUESTIONS.name, "2")
    app = make_app()
    assert [ask(app, "/data/dwell/D023").status for _ in range(3)] == [200, 200, 429]
    assert ask(app, "/data/gaps.json").headers["x-content-type-options"] == "nosniff"
    assert ask(app, "/brief").status == 200


def test_what_was_answered_just_now_is_answered_again_to_the_same_question_alone(app):
    first = ask(app, "/data/dwell/D023")
    app._programs = None  # nothing is made from here on
    assert ask(app, "/data/dwell/D023", user_agent="another") == first
    for target, headers in (
        ("/data/dwell/D024", {}),
        ("/data/dwell/D023?f=csv", {}),
        ("/data/dwell/D023", {"accept_encoding": "gzip"}),
        ("/data/dwell/D023", {"host": "another.example"}),
        ("/data/dwell/D023", {"cookie": "a=b"}),
        ("/data/dwell/D023", {"if_none_match": first.headers["etag"]}),
    ):
        with pytest.raises(TypeError):
            ask(app, target, **headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/data", "/data/gaps.csv", "/data/dwell/D023"])
def test_who_would_write_is_told_in_a_problem_document_what_may_be_done(app, method, path):
    answer = ask(app, path, method)
    assert (answer.status, answer.headers["content-type"]) == (405, "application/problem+json")
    assert json.loads(answer.body)["status"] == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_page_of_others_may_ask_again_with_the_tag_it_has(app):
    """`If-None-Match` is none of the headers that a browser sends to others without asking."""
    answer = ask(app, "/data/gaps.json", "OPTIONS", origin="https://news.example", access_control_request_method="GET")
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "if-none-match" in answer.headers["access-control-allow-headers"]
    assert {"POST", "DELETE"} & set(answer.headers["access-control-allow-methods"].split(", ")) == set()
    assert ask(app, "/mcp", "OPTIONS").status != 204
