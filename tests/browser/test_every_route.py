"""What a scanner looks for in every route, without a browser: headers, cookies, methods, origins, what an answer gives away."""

from __future__ import annotations

import http.client
import json
import re
from urllib.parse import urlsplit

import pytest

from geo.language import load_language
from panels.server.own_pages import FORBIDDEN
from panels.server.small_requests import MOST_B
from panels.server.watched import Watched
from panels.shell.titles import list_titles
from tests.limits import WAIT_S

pytestmark = pytest.mark.browser

PAGES = tuple(f"/{path}" for path in list_titles(load_language("en")))
ROUTES = (
    *PAGES,
    *(
        "/live",
        "/ready",
        "/robots.txt",
        "/sitemap.xml",
        "/llms.txt",
        "/.well-known/security.txt",
        "/manifest.webmanifest",
        "/opensearch.xml",
        "/favicon.ico",
        "/service-worker.js",
        "/preview/en/corridor.png",
    ),
    *("/data", "/data/dwell.csv", "/data/sites.json", "/data/openapi.json", "/data/none", "/cite", "/feed"),
    *(
        "/data/dwell/D023",
        "/data/dwell/D023?f=svg",
        "/cite?page=brief&country=KGZ&f=ris",
        "/feed/country/KGZ",
        "/feed?country=KGZ",
    ),
    *(
        "/ogc/collections/sites/items",
        "/ogc/collections/sites/items/red-bridge?f=html",
        "/embed/brief/KGZ",
        "/embed/site/torugart",
        "/embed/profile/altynkol-poti",
        "/embed/story/e-tir",
        "/icon-192.png",
    ),
    *("/ogc", "/ogc/collections", "/ogc/api", "/oembed", "/share?of=corridor", "/embed/map", "/embed/none"),
    *("/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/app/static/icon.png", "/static/none.js"),
    *("/media/none", "/component/none/x.js", "/rooms/none", "/photographs/none", "/sight/none.svg", "/none"),
    *("/sign-in", "/auth/login", "/auth/logout", "/oauth2callback"),
    *("/edit", "/import", "/edition", "/report-form"),
)
"""At least one of every kind that the server answers."""
PROXY_B = 4096
"""What nginx reads of an answer's headers before it answers 502 in its place."""
GUARDS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
FOREIGN = "https://evil.example"


@pytest.fixture(scope="module")
def ask(server):
    def send(path, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=WAIT_S)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        said = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer, said

    return send


@pytest.fixture(scope="module")
def answers(ask):
    """Collect what every route says to a page of somebody else, behind a proxy that ends TLS."""
    return {path: ask(path, Origin=FOREIGN, X_Forwarded_Proto="https") for path in ROUTES}


def policy_of(answer):
    return dict(rule.partition(" ")[::2] for rule in answer.headers["content-security-policy"].split("; "))


def test_there_is_a_route_of_every_kind():
    known = Watched(None)
    assert {known.name_route(path.partition("?")[0]) for path in ROUTES} >= known._routes - {"", "mcp"}


def test_every_answer_is_guarded(answers):
    for path, (answer, _) in answers.items():
        assert answer.status < 500, path
        assert {name: answer.headers[name] for name in GUARDS} == GUARDS, path
        assert answer.headers.get_all("content-security-policy"), path
        assert "unsafe-inline" not in policy_of(answer)["script-src"], path


def test_a_proxy_as_it_is_delivered_takes_the_headers(answers):
    for path, (answer, _) in answers.items():
        assert sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items()) < PROXY_B, path


def test_nothing_is_given_away(answers):
    for path, (answer, said) in answers.items():
        assert "x-powered-by" not in answer.headers, path
        assert not re.search(r"\d", answer.headers.get("server", "")), path
        assert "Traceback" not in said, path
        kind = answer.headers.get("content-type", "")
        assert "charset" in kind or not kind.startswith("text/"), path


def test_whoever_has_an_answer_is_not_sent_it_again(ask, answers):
    """As the server sends it: no body, the same tag, and on `HEAD` the headers of the whole."""
    tagged = {path: answer for path, (answer, _) in answers.items() if "etag" in answer.headers}
    assert len(tagged) > 20
    for path, answer in tagged.items():
        asked = {"Origin": FOREIGN, "X_Forwarded_Proto": "https"}
        headers, said = ask(path, "HEAD", **asked)
        assert (headers.status, said) == (200, ""), path
        assert compared(headers) == compared(answer), path
        tag = answer.headers["etag"]
        for named in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
            again, said = ask(path, If_None_Match=named, **asked)
            assert (again.status, said) == (304, ""), (path, named)
            assert compared(again).items() <= compared(answer).items(), path
        again, said = ask(path, If_None_Match='"other"', **asked)
        assert (again.status, bool(said)) == (200, True), path


def compared(answer):
    once = {"date", "server", "x-request-id", "set-cookie", "server-timing"}
    return {name.lower(): value for name, value in answer.headers.items() if name.lower() not in once}


def test_a_page_fetches_nothing_without_tls(answers):
    for path, (answer, said) in answers.items():
        if answer.headers.get("content-type", "").startswith("text/html"):
            fetched = re.findall(
                r"""(?:\bsrc=|<link\b[^>]*\brel="(?:stylesheet|icon|preload)"[^>]*\bhref=)"([^"]*)""", said
            )
            assert not [address for address in fetched if address.startswith("http:")], path


def test_cookies_are_for_our_own_pages_alone(answers):
    given = [cookie for answer, _ in answers.values() for cookie in answer.headers.get_all("set-cookie") or ()]
    assert given
    for cookie in given:
        said = {part.strip().partition("=")[0].lower() for part in cookie.split(";")[1:]}
        assert {"samesite", "secure"} <= said, cookie
        assert ("httponly" in said) == (not cookie.startswith("_streamlit_xsrf=")), cookie


def test_no_page_of_others_reads_with_a_reader_s_cookies(answers):
    for path, (answer, _) in answers.items():
        assert answer.headers.get("access-control-allow-origin", "*") == "*", path
        assert "access-control-allow-credentials" not in answer.headers, path


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_no_route_is_written_to(ask, method):
    for path in ROUTES:
        answer, said = ask(path, method)
        assert 400 <= answer.status < 500, path
        assert GUARDS.items() <= dict(answer.headers.items()).items(), path
        assert "cookie" not in said, path


@pytest.mark.parametrize(
    ("origin", "status"),
    [(FOREIGN, 403), ("null", 403), ("http://127.0.0.1.evil.example", 403), ("http://127.0.0.1", 403), ("", 101)],
)
def test_no_page_of_others_begins_a_session(ask, server, origin, status):
    """All that editors do goes through the session of a page: what cannot begin one can sign in, save and approve nothing."""
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    key = {"Sec_WebSocket_Key": "bWFkZSB1cCBmb3IgdGVzdA==", "Sec_WebSocket_Protocol": "streamlit"}
    answer, said = ask("/_stcore/stream", Origin=origin or server, **upgrade, **key)
    assert answer.status == status
    assert ("Open the app itself." in said) is (status == FORBIDDEN)


def test_a_large_request_is_refused_with_a_word(ask):
    for path, status in (("/", 413), ("/data", 413), ("/_stcore/upload_file/x/y", 403)):  # a file of no editor
        answer, said = ask(path, "PUT", b"x" * (MOST_B + 1))
        assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json"), path
        assert json.loads(said)["status"] == status
        assert GUARDS.items() <= dict(answer.headers.items()).items(), path
