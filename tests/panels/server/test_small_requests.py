"""A large request is refused before it is read whole, whether it says its length or not."""

import json

import pytest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from panels.server.small_requests import MOST_B, MOST_OF_FILE_B, SmallRequests
from tests.panels.asgi import ask, run_aside


async def count(request):
    return PlainTextResponse(str(len(await request.body())))


def never(_):
    raise AssertionError


APP = Starlette(routes=[Route("/count", count, methods=["POST"])])


def send(app, parts, length=None, *, leaves=False, path="/count"):
    """Send a body in parts; gives status, body, headers, and how many parts were taken."""
    said, waiting = [], list(parts)
    headers = [] if length is None else [(b"content-length", str(length).encode())]

    async def receive():
        if leaves and not waiting:
            return {"type": "http.disconnect"}
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": leaves or bool(waiting)}

    async def take(message):
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
    run_aside(app, scope, receive, take)
    first, *rest = said
    return (
        first["status"],
        b"".join(m.get("body", b"") for m in rest),
        dict(first["headers"]),
        len(parts) - len(waiting),
    )


@pytest.mark.parametrize("length", [None, MOST_B])
def test_what_is_not_too_large_passes(length):
    half = b"x" * (MOST_B // 2)
    assert send(SmallRequests(APP), [half, half], length)[:2] == (200, str(MOST_B).encode())


def test_what_says_that_it_is_too_large_is_not_read():
    status, body, headers, taken = send(SmallRequests(never), [b"x"], MOST_B + 1)
    assert (status, json.loads(body)["status"], taken) == (413, 413, 0)
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_a_question_that_says_a_length_is_judged_by_it():
    assert ask(SmallRequests(never), "/count", content_length=str(MOST_B + 1)).status == 413


@pytest.mark.parametrize("length", [None, 1])
def test_what_turns_out_to_be_too_large_is_read_no_further(length):
    parts = [b"x" * MOST_B, b"x", b"x", b"x"]
    status, body, headers, taken = send(SmallRequests(APP), parts, length)
    assert (status, json.loads(body)["status"], taken) == (413, 413, 2)
    assert headers[b"content-type"] == b"application/problem+json"


def test_who_leaves_in_the_middle_is_not_said_to_be_too_large():
    app = SmallRequests(Starlette(routes=[Route("/count", count, methods=["POST"])]))
    with pytest.raises(ClientDisconnect):
        send(app, [b"x"], leaves=True)


def test_a_file_of_a_session_may_be_larger_where_the_tables_can_be_changed(monkeypatch):
    upload = "/_stcore/upload_file/a/b"
    app = SmallRequests(Starlette(routes=[Route(path, count, methods=["POST"]) for path in (upload, "/count")]))
    body = [b"x" * (MOST_B + 1)]
    assert send(app, body, path=upload)[0] == 413
    monkeypatch.setenv("EDITING", "1")
    monkeypatch.setenv("CARAVANSERAI_EDITIONS", "editions.sqlite")
    assert send(app, body, path=upload)[:2] == (200, str(MOST_B + 1).encode())
    assert send(app, body)[0] == 413
    assert send(app, [b""], MOST_OF_FILE_B + 1, path=upload)[0] == 413
