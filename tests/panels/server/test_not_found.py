"""What is no page is answered as such, in the reader's language; the metrics are closed."""

import re

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from geo.language import load_language
from panels.server.not_found import NotFound
from panels.shell.titles import list_titles
from panels.ui.address import base_path
from tests.panels.asgi import ask

FRONT = "<title>Streamlit</title>"


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
    answer = ask(app, path, accept_language=wish)
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
    html = ask(app, "/nope?lang=kk", accept_language="tr").body.decode()
    assert '<html lang="kk">' in html
    assert 'href="/corridor?lang=kk"' in html
    assert '<html lang="en">' in ask(app, "/nope?lang=%3Cscript%3E").body.decode()


@pytest.mark.parametrize("path", ["/app.js", "/own"])
def test_files_and_pages_of_others_are_left_alone(app, path):
    assert ask(app, path).status == 200


def test_the_metrics_of_streamlit_are_closed(app):
    assert ask(app, "/_stcore/metrics").status == 404


def test_links_stand_below_the_path_of_the_server(app, monkeypatch):
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "tools/map/"}.get)
    assert base_path() == "/tools/map"
    assert 'href="/tools/map/corridor"' in ask(app, "/tools/map/nope").body.decode()
    assert ask(app, "/tools/map/corridor").status == 200
    assert ask(app, "/tools/map/_stcore/metrics").status == 404


def test_a_program_that_takes_no_page_gets_a_problem_document(app):
    told = ask(app, "/nope", accept="application/json")
    assert (told.status, told.headers["content-type"]) == (404, "application/problem+json")
    page = ask(app, "/nope", accept="text/html,application/json;q=0.9")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["vary"] == "Accept, Accept-Language, Cookie"
