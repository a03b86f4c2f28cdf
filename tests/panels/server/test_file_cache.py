"""Files that never change are asked of the app once, and answered as they are, packed or plain."""

from __future__ import annotations

import gzip

import anyio
import anyio.lowlevel
import pytest
from starlette.applications import Starlette
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from panels.optional import warn_once
from panels.server.file_cache import LARGEST_KEPT_B, KeptFiles
from tests.logs import list_records
from tests.panels.asgi import ask, run_aside

FOREVER = "public, immutable, max-age=31536000"
SCRIPT = b"const word = 'Kapikule';\n" * 200
FILES = {
    "/static/js/part.js": (SCRIPT, {"cache-control": FOREVER, "content-type": "application/javascript"}),
    "/static/font.woff2": (SCRIPT, {"cache-control": FOREVER, "content-type": "font/woff2"}),
    "/static/small.js": (b"1", {"cache-control": FOREVER, "content-type": "application/javascript"}),
    "/index.html": (SCRIPT, {"cache-control": "no-cache", "content-type": "text/html"}),
    "/static/huge.js": (b"x" * (LARGEST_KEPT_B + 1), {"cache-control": FOREVER, "content-type": "text/plain"}),
    "/packed.js": (
        gzip.compress(SCRIPT),
        {"cache-control": FOREVER, "content-type": "text/javascript", "content-encoding": "gzip"},
    ),
}


@pytest.fixture
def served():
    """Serve a few files, and note which were asked of the app behind."""
    asked = []

    def answer(request):
        asked.append(request.url.path)
        body, headers = FILES.get(request.url.path, (b"", {}))
        return Response(body, status_code=200 if headers else 404, headers=headers)

    inner = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "HEAD"])])
    return KeptFiles(inner), asked


@pytest.mark.parametrize("path", ["/static/js/part.js", "/static/font.woff2", "/static/small.js", "/packed.js"])
@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_a_file_that_never_changes_is_asked_for_once(served, path, accepted):
    app, asked = served
    answers = [ask(app, path, accept_encoding=accepted) for _ in range(3)]
    assert asked == [path]
    assert {a.body for a in answers[1:]} == {b"1" if "small" in path else SCRIPT}
    assert {a.headers["cache-control"] for a in answers} == {FOREVER}
    for answer in answers[1:]:
        packed = accepted == "gzip" and path in {"/static/js/part.js", "/packed.js"}
        assert (answer.headers.get("content-encoding") == "gzip") is packed
        assert answer.headers["vary"] == "Accept-Encoding"
        assert (int(answer.headers["content-length"]) < len(SCRIPT) / 10) is (packed or "small" in path)


@pytest.mark.parametrize("path", ["/index.html", "/static/huge.js", "/nothing.js"])
def test_what_may_change_is_always_asked_for(served, path):
    app, asked = served
    statuses = {ask(app, path).status for _ in range(2)}
    assert asked == [path, path]
    assert statuses == {404 if "nothing" in path else 200}


@pytest.mark.parametrize("headers", [{"range": "bytes=0-9"}, {"if_none_match": '"x"'}])
def test_a_request_with_a_condition_reaches_the_app(served, headers):
    app, asked = served
    for _ in range(2):
        ask(app, "/static/js/part.js")
    ask(app, "/static/js/part.js", **headers)
    assert asked == ["/static/js/part.js"] * 2


def test_only_a_stamp_is_taken_as_a_query(served):
    app, asked = served
    for query in ("?v=1", "?v=2", "", "?other=1", "?other=2"):
        assert ask(app, "/static/js/part.js" + query).body == SCRIPT
    assert len(asked) == 3
    ask(app, "/static/js/part.js", "HEAD")
    assert len(asked) == 4


@pytest.mark.parametrize("kind", ["file", "stream", "short"])
def test_an_answer_broken_off_is_not_taken_for_the_file(tmp_path, kind):
    file = tmp_path / "part.js"
    file.write_bytes(SCRIPT)
    headers = {"cache-control": FOREVER, "content-type": "application/javascript"}

    async def trickle(said):
        for _ in range(2):
            yield said[:100]
            await anyio.lowlevel.checkpoint()  # where a reader's leaving is noticed
            said = said[100:]
        yield said

    def answer(request):
        if kind == "file" or "again" in request.headers:
            return FileResponse(file, headers=headers)
        named = headers | {"content-length": str(len(SCRIPT))}
        return StreamingResponse(trickle(SCRIPT if kind == "stream" else SCRIPT[:500]), headers=named)

    app = KeptFiles(Starlette(routes=[Route("/part.js", answer)]))
    ask(app, "/part.js", leaves=kind != "short")
    assert [ask(app, "/part.js", again="yes").body for _ in range(2)] == [SCRIPT] * 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/javascript", "content-encoding": "gzip"},
        {"content-type": "text/javascript", "content-length": "many"},
    ],
    ids=["no type", "not packed as it says", "no length"],
)
def test_a_file_that_cannot_be_kept_is_answered_all_the_same(caplog, headers):
    warn_once.cache_clear()

    async def app(_scope, _receive, send):
        named = [(k.encode(), v.encode()) for k, v in ({"cache-control": FOREVER} | headers).items()]
        await send({"type": "http.response.start", "status": 200, "headers": named})
        await send({"type": "http.response.body", "body": SCRIPT})

    sent = []
    scope = {"type": "http", "method": "GET", "path": "/part.js", "query_string": b"", "headers": []}

    async def send(message):
        sent.append(message)

    kept = KeptFiles(app)
    for _ in range(3):
        run_aside(kept, scope, None, send)
    assert [message["body"] for message in sent if "body" in message] == [SCRIPT] * 3
    assert len(list_records(caplog, "panels.server.file_cache")) == 1
