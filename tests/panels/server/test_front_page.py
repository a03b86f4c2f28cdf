"""The first document of a page speaks the reader's language, before any script has run and where none may."""

import logging
import re
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from geo.language import list_languages, load_language
from panels.data import read_data
from panels.document.first_sight import FirstSight, write_script
from panels.server import front_page
from panels.server.front_page import FrontPage, translate
from panels.server.headers import content_security_policy, inline_hashes
from panels.web.streamlit_paths import measure_chunk, read_document
from tests.panels.asgi import ask
from tests.panels.open_data.test_routes import HOSTILE

NAME_TR = load_language("tr").text("Caravanserai map")
OWN = "<html lang='en'><title>Streamlit</title>"


def app_of(folder, document, *layers):
    (folder / "index.html").write_text(document, encoding="utf-8")
    routes = [Route("/own", lambda _: HTMLResponse(OWN)), Mount("/", StaticFiles(directory=folder, html=True))]
    return Starlette(routes=routes, middleware=[*layers, Middleware(FrontPage)])


@pytest.fixture
def app(tmp_path):
    return app_of(tmp_path, read_document())


@pytest.mark.parametrize("code", list_languages())
def test_streamlit_s_own_document_speaks_every_language(code):
    language = load_language(code)
    html = translate(read_document(), language, "Torugart <b>", '<meta name="x">')
    assert f'<html lang="{code}">' in html
    assert '<title>Torugart &lt;b&gt;</title>\n<meta name="x">' in html
    (told,) = re.findall("<noscript>.*?</noscript>", html, re.DOTALL)
    assert "JavaScript" in told
    assert "agent" not in told
    assert re.findall("<script.*", html) == re.findall("<script.*", read_document())


@pytest.mark.parametrize(
    ("address", "wish", "code"),
    [
        ("/", "tr-TR,tr;q=0.9,en;q=0.8", "tr"),
        ("/?lang=kk", "tr", "kk"),
        ("/", "ru", "ru"),
        ("/", "de,ru;q=0.5", "ru"),
        ("/", "az-AZ,az;q=0.9,tr;q=0.8,ru;q=0.8,en;q=0.7", "tr"),
        ("/", "ru;q=0.1,kk;q=0.9", "kk"),
        ("/", "ru;q=0,de", "en"),
        ("/?lang=%22%3E%3Cscript%3E", "", "en"),
    ],
)
def test_the_address_goes_before_the_browser(app, address, wish, code):
    answer = ask(app, address, accept_language=wish)
    assert f'<html lang="{code}">' in answer.body.decode()
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "script>alert" not in answer.body.decode()


@pytest.mark.parametrize(
    ("address", "cookie", "code"),
    [
        ("/", "lang=kk", "kk"),
        ("/?lang=ru", "lang=kk", "ru"),
        ("/?lang=xx", "lang=kk", "kk"),
        ("/", "other=1; lang=ru", "ru"),
        ("/", 'lang="><script>alert(1)</script>', "tr"),
        ("/", "lang=" + "k" * 5000, "tr"),
    ],
)
def test_what_a_reader_chose_goes_before_the_browser_and_after_the_address(app, address, cookie, code):
    answer = ask(app, address, accept_language="tr", cookie=cookie)
    assert f'<html lang="{code}"' in answer.body.decode()
    assert "alert(1)" not in answer.body.decode()
    assert "set-cookie" not in answer.headers
    assert "Cookie" in answer.headers["vary"].split(", ")


def test_a_reader_who_changed_the_language_is_not_told_that_nothing_changed(app):
    first = ask(app, "/", accept_language="en")
    assert "etag" not in first.headers
    again = ask(app, "/", accept_language="tr", if_modified_since="Fri, 27 Nov 2099 00:00:00 GMT", if_none_match="*")
    assert again.status == 200
    assert '<html lang="tr">' in again.body.decode()


def test_a_packed_document_is_translated_too(tmp_path):
    app = app_of(tmp_path, read_document(), Middleware(GZipMiddleware))
    assert '<html lang="tr">' in ask(app, "/", accept_language="tr", accept_encoding="gzip").body.decode()


def test_the_document_says_what_the_address_is_about(app):
    html = ask(app, "/?site=torugart&lang=tr", host="map.example").body.decode()
    assert re.search(rf"<title>Torugart[^<]* · {NAME_TR}</title>", html)
    assert '<link rel="canonical" href="http://map.example/?site=torugart&amp;lang=tr">' in html
    assert html.index("application/ld+json") < html.index("</head>")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_addresses_and_hosts_leave_no_trace(app, value, monkeypatch):
    address = "/?" + "&".join(f"{name}={quote(value)}" for name in ("site", "country", "q", "lang", "journey"))
    head, rest = ask(app, address).body.split(b"</head>")
    assert head == ask(app, "/").body.split(b"</head>")[0]
    assert rest.count(b"<script") == 2  # that of the first sight, and Streamlit's own after them
    monkeypatch.setattr(FirstSight, "write", lambda *_: "")
    assert ask(app, "/", host=value).body == ask(app, "/").body


def test_the_document_is_packed_for_whoever_takes_it_so(app, monkeypatch):
    monkeypatch.setattr(FirstSight, "write", lambda *_: "")
    packed = ask(app, "/", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < 10_000
    assert packed.body == ask(app, "/").body


def test_a_document_is_answered_without_a_head_that_fails(app, monkeypatch, caplog):
    monkeypatch.setattr(front_page, "read_opened", lambda *_: 1 / 0)
    with caplog.at_level(logging.WARNING):
        html = ask(app, "/", accept_language="tr").body.decode()
    assert f"<title>{NAME_TR}</title>" in html
    assert "first document is about" in caplog.text


def test_a_first_sight_that_fails_leaves_the_word_about_scripts(app, monkeypatch, caplog):
    monkeypatch.setattr(FirstSight, "write", lambda *_: 1 / 0)
    with caplog.at_level(logging.WARNING):
        html = ask(app, "/").body.decode()
    assert html.count("<noscript>") == 1
    assert 'id="first-sight"' not in html
    assert "first sight" in caplog.text


def test_first_sight_stands_before_what_streamlit_fills(app):
    html = ask(app, "/").body.decode()
    assert html.index('id="first-sight"') < html.index('id="root"')


def measure(tag):
    address = re.search(r'(?:href|src)="([^"]*js)"', tag)
    return measure_chunk(address[1]) if address else 0


def test_nothing_is_painted_before_the_first_sight_is_whole(app, monkeypatch):
    head, rest = ask(app, "/").body.decode().split("</head>")
    end = re.search(r'<link rel="expect" href="#([\w-]+)" blocking="render">', head)[1]
    sight = rest.partition("</first-sight>")[2]
    # What fills the page comes after it: its style sheet would hold the painting up.
    assert sight.lstrip().startswith(f'<script id="{end}">')
    assert sight.index(f'id="{end}"') < sight.index('rel="stylesheet"')
    monkeypatch.setattr(FirstSight, "write", lambda *_: "")
    assert "expect" not in ask(app, "/").body.decode()


def test_what_the_live_page_needs_waits_in_a_template_and_is_not_lost(app, monkeypatch):
    files = re.compile(
        r'<link rel="(?:stylesheet|modulepreload)"[^>]*>|<script type="module"[^>]* src="[^>]*></script>'
    )
    wanted = files.findall(read_document())
    assert len(wanted) > 20
    html = ask(app, "/").body.decode()
    before, rest = html.split("<template data-later>")
    waiting, after = rest.split("</template>")
    early = [tag.replace(' fetchpriority="low"', "") for tag in files.findall(before.partition("</first-sight>")[2])]
    assert sum(map(measure, early)) > sum(map(measure, files.findall(waiting)))
    assert len(early) <= 5
    assert sorted({*early, *files.findall(waiting)}) == sorted({*wanted, *early})
    assert 'id="root"' in after
    assert files.search(before.partition("</first-sight>")[0] + after) is None
    assert "template[data-later]" in write_script()
    assert "data-later" not in ask(app, "/corridor").body.decode()
    monkeypatch.setattr(FirstSight, "write", lambda *_: "")
    without = ask(app, "/").body.decode()
    assert files.findall(without[: without.index("</head>")]) == wanted


def test_the_policy_names_what_runs_and_nothing_else_does(app):
    html = ask(app, "/").body.decode()
    hashes = inline_hashes(html)
    assert len(hashes) == 2  # Streamlit's own and ours
    assert all(f"'sha256-{one}'" in content_security_policy() for one in hashes)
    assert re.findall(r"<[^>]* on\w+=", html.split("</template>")[0]) == []


def test_pages_of_others_are_left_alone(app):
    assert ask(app, "/own", accept_language="tr").body.decode() == OWN


def test_a_document_that_is_written_otherwise_is_answered_as_it_is(tmp_path, caplog):
    with caplog.at_level(logging.WARNING):
        answer = ask(app_of(tmp_path, "<title>Other</title>"), "/", accept_language="tr")
    assert answer.body.decode() == "<title>Other</title>"
    assert "first document" in caplog.text


def test_a_document_says_its_edition_where_a_browser_may_keep_it(app, monkeypatch):
    assert ask(app, "/").headers[front_page.EDITION] == read_data()[0].version
    assert front_page.EDITION not in ask(app, "/?edition=1").headers
    monkeypatch.setenv("SIGN_IN", "required")
    assert front_page.EDITION not in ask(app, "/").headers


def test_who_asks_for_the_headers_alone_gets_those_of_the_page(app):
    whole, alone = ask(app, "/?lang=ru"), ask(app, "/?lang=ru", "HEAD")
    assert (alone.status, alone.body) == (200, b"")
    assert alone.headers == whole.headers
    assert int(alone.headers["content-length"]) == len(whole.body)


def test_no_drawing_begins_while_a_document_is_written(app, monkeypatch):
    held = []
    monkeypatch.setattr(FirstSight, "write", lambda sights, *_: held.append(sights.drawings._written) or "")
    assert ask(app, "/").status == 200
    assert held == [1]
    assert front_page.shared_sights().drawings._written == 0
