"""Which policy a document gets, and what a cookie is given."""

import base64
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from panels.document.first_sight import write_script
from panels.edit.form_script import write_form_script
from panels.server.headers import (
    SecurityHeaders,
    content_security_policy,
    data_policy,
    frame_policy,
    inline_hashes,
    security_middleware,
)
from panels.settings import QUESTIONS
from panels.web.streamlit_paths import read_document
from tests.panels.asgi import ask

MAP_FRAME = "/component/streamlit_folium.st_folium/index.html"


def scripts_of(policy):
    return next(rule for rule in policy.split("; ") if rule.startswith("script-src")).split()[1:]


def answer_with(cookie):
    return SecurityHeaders(PlainTextResponse("x", headers={"set-cookie": cookie}))


def test_only_the_map_s_frame_may_run_what_stands_in_it():
    app = SecurityHeaders(PlainTextResponse("x"))
    for path in ("/", "/corridor", "/component/panels.web.components.page/map.js", "/index.html", "/data"):
        assert ask(app, path).headers["content-security-policy"] == content_security_policy(), path
    assert ask(app, MAP_FRAME).headers["content-security-policy"] == frame_policy()
    assert scripts_of(frame_policy()) == ["'self'", "'unsafe-inline'", "'unsafe-eval'"]


def test_a_page_runs_the_script_in_streamlit_s_document_and_those_of_ours_by_their_hashes():
    script = read_document().partition("<script>")[2].partition("</script>")[0]
    digests = [
        base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()
        for one in (script, write_script(), write_form_script())
    ]
    assert scripts_of(content_security_policy()) == [
        "'self'",
        *(f"'sha256-{one}'" for one in digests),
        "'unsafe-eval'",
        "blob:",
    ]


def test_what_is_for_programs_runs_nothing_and_stands_in_no_frame():
    policy = dict(rule.split(" ", 1) for rule in data_policy().split("; "))
    assert {policy[name] for name in ("default-src", "script-src", "frame-ancestors", "form-action")} == {"'none'"}
    assert len(data_policy()) < len(content_security_policy()) / 2


def test_scripts_with_an_address_and_data_have_no_hash():
    document = '<script src="a.js"></script><script type="application/ld+json">{}</script><script nonce="1">x</script>'
    assert inline_hashes(document) == [base64.b64encode(hashlib.sha256(b"x").digest()).decode()]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a=1", "a=1; SameSite=Lax; HttpOnly"),
        ("a=1; Path=/; httponly; samesite=strict", "a=1; Path=/; httponly; samesite=strict"),
        ("_streamlit_xsrf=2|x; Path=/; SameSite=Lax", "_streamlit_xsrf=2|x; Path=/; SameSite=Lax"),
        ("a=secure", "a=secure; SameSite=Lax; HttpOnly"),
    ],
)
def test_a_cookie_gets_what_it_lacks(given, kept):
    assert ask(answer_with(given), "/").headers["set-cookie"] == kept


def test_a_cookie_that_came_by_tls_stays_there():
    async def by_tls(scope, receive, send):
        await answer_with("a=1; HttpOnly")({**scope, "scheme": "https"}, receive, send)

    assert ask(by_tls, "/").headers["set-cookie"] == "a=1; HttpOnly; SameSite=Lax; Secure"


def test_what_costs_to_answer_is_counted_and_pages_are_not(monkeypatch):
    monkeypatch.setenv(QUESTIONS.name, "2")
    routes = [Route("/{rest:path}", lambda _: PlainTextResponse("here"))]
    app = Starlette(routes=routes, middleware=security_middleware())
    assert [ask(app, path).status for path in ("/share?of=x", "/oembed", "/preview/en/x.png")] == [200, 200, 429]
    assert ask(app, "/share").headers["x-content-type-options"] == "nosniff"
    assert {ask(app, path).status for path in ("/", "/sharee", "/embed/map")} == {200}
