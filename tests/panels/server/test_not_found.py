"""What is no page is answered as such, in the reader's language; the metrics are closed."""

import json
import re

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from geo.language import load_language
from panels.server.not_found import NotFound, answer_not_found
from panels.shell.titles import list_titles
from panels.ui.address import base_path
from tests.panels.asgi import ask

FRONT = "<title>Streamlit</title>"
CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PICTURE = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
"""What a browser sends for a picture."""


@pytest.fixture
def app(tmp_path):
    """Answer as Streamlit does: its front page, out of a folder of static files, for whatever it does not know."""
    (tmp_path / "index.html").write_text(FRONT, encoding="utf-8")

    class FrontPage(StaticFiles):
        async def get_response(self, path, scope):
            return await super().get_response("index.html" if path != "app.js" else path, scope)

    (tmp_path / "app.js").write_text("1", encoding="utf-8")
    routes = [
        Route("/_stcore/metrics", lambda _: PlainTextResponse("sessions 3")),
        Route("/own", lambda _: HTMLResponse("our own page")),
        Mount("/", FrontPage(directory=tmp_path)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(NotFound)])


@pytest.mark.parametrize("path", ["/", *(f"/{path}" for path in list_titles(load_language("en"))), "/corridor/"])
def test_a_page_is_answered(app, path):
    answer = ask(app, path)
    assert (answer.status, answer.body.decode()) == (200, FRONT)


@pytest.mark.parametrize("path", ["/nope", "/corridor/x/y", "/corridor/x", "/maps", "/index.php"])
@pytest.mark.parametrize(("language", "wish"), [("tr", "tr-TR,tr;q=0.9"), ("ru", "ru"), ("en", "")])
def test_what_is_no_page_says_so_with_links(app, path, language, wish):
    answer = ask(app, path, accept_language=wish, accept=CHROMIUM)
    assert answer.status == 404
    html = answer.body.decode()
    assert f'<html lang="{language}">' in html
    assert load_language(language).text("There is no such page") in html
    assert re.findall('href="/([^"]*)"', html) == list(list_titles(load_language(language)))
    assert "Streamlit" not in html
    assert f"<header><p>{load_language(language).text('Caravanserai')}</p></header>" in html
    assert set(re.findall(r'url\("([^"]*)/[^/]*\.woff2"\)', html)) == {"/app/static/fonts"}  # from whatever depth
    assert "--brand:" in html


def test_the_language_of_the_address_goes_before_that_of_the_browser(app):
    html = ask(app, "/nope?lang=kk", accept_language="tr", accept=FIREFOX).body.decode()
    assert '<html lang="kk">' in html
    assert 'href="/corridor?lang=kk"' in html
    assert '<html lang="en">' in ask(app, "/nope?lang=%3Cscript%3E", accept=FIREFOX).body.decode()


@pytest.mark.parametrize("path", ["/app.js", "/own"])
def test_files_and_pages_of_others_are_left_alone(app, path):
    assert ask(app, path).status == 200


def test_the_metrics_of_streamlit_are_closed(app):
    assert ask(app, "/_stcore/metrics").status == 404


def test_links_stand_below_the_path_of_the_server(app, monkeypatch):
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "tools/map/"}.get)
    assert base_path() == "/tools/map"
    assert 'href="/tools/map/corridor"' in ask(app, "/tools/map/nope", accept=FIREFOX).body.decode()
    assert ask(app, "/tools/map/corridor").status == 200
    assert ask(app, "/tools/map/_stcore/metrics").status == 404


@pytest.mark.parametrize(
    "accept",
    [CHROMIUM, FIREFOX, "text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml", "text/html,application/json;q=0.9",
     "application/json,text/html", "*/*,text/html;q=0.1", "text/html;q=1;level=1"],
)  # fmt: skip
def test_whoever_takes_a_page_gets_one(app, accept):
    page = ask(app, "/nope", accept=accept)
    assert (page.status, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert page.headers["vary"] == "Accept, Accept-Language, Cookie"


@pytest.mark.parametrize(
    "accept",
    [None, "", "*/*", "application/json", "application/problem+json", "application/*", "text/*", "application/geo+json, */*",
     "text/html;q=0.5,application/json", "text/html;q=0", "text/html;q=x", "text/htmlx", PICTURE, "text/css,*/*;q=0.1"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/nope", "/corridor/x", "/_stcore/metrics"])
def test_whoever_asks_for_no_page_gets_a_problem_document(app, path, accept):
    """So asks `curl` (`*/*`), and many a program says nothing at all."""
    answer = ask(app, path, **({} if accept is None else {"accept": accept}))
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")
    assert json.loads(answer.body)["status"] == 404
    assert answer.headers["vary"] == "Accept"


def test_what_is_taken_may_be_said_in_several_lines():
    scope = {
        "type": "http",
        "path": "/nope",
        "query_string": b"",
        "headers": [(b"accept", b"*/*"), (b"accept", b"text/html")],
    }
    assert answer_not_found(scope).media_type == "text/html"
