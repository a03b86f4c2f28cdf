"""Whoever has an embed, or a file of one, is not sent it again: it changes with edition, language, parameters and day alone."""

import datetime as dt
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.routing import compile_path

from panels import data
from panels.brief import sheet
from panels.data import read_data, read_named
from panels.document.parts import name_cited
from panels.embeds import brief, routes
from panels.embeds.routes import embed_routes
from panels.server.headers import security_middleware
from panels.site_card import card
from panels.ui.address import EMBED
from tests.panels.asgi import ask

PAGES = {
    "/embed/map": "?country=KGZ",
    "/embed/site/torugart": "?theme=dark",
    "/embed/profile/altynkol-poti": "?unit=days",
    "/embed/brief/KGZ": "?theme=dark",
    "/embed/story/e-tir": "?theme=dark",
}
"""Embed → parameters that make another of it."""
MORNING = dt.datetime(2026, 11, 29, 4, 5, 6, tzinfo=dt.UTC)
FILE = re.compile(r'"(?:\.\./)?((?:files|pictures)/[^"]+)"')


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=embed_routes(name_cited), middleware=security_middleware())


@pytest.fixture
def set_clock(monkeypatch):
    """Set the clock of all that an embed reads the time from."""

    def at(moment):
        class Stopped(dt.datetime):
            @classmethod
            def now(cls, tz=None):
                return moment.astimezone(tz)

        clock = SimpleNamespace(**{**vars(dt), "datetime": Stopped})
        for module in (data, sheet, brief, card):
            monkeypatch.setattr(module, "dt", clock)
        monkeypatch.setattr(routes, "now_ms", lambda: round(moment.timestamp() * 1000))

    at(MORNING)
    return at


@pytest.fixture
def earlier(monkeypatch):
    """Keep an edition 1: the same tables under another name."""
    catalogue, entries = read_data()
    older = replace(catalogue, version="1" * len(catalogue.version)), entries
    monkeypatch.setattr(routes, "read_named", lambda edition: older if edition == "1" else read_named(edition))


def list_files(app, address):
    return [f"{EMBED}{one}" for one in FILE.findall(ask(app, address).body.decode())]


def test_every_route_of_an_embed_is_tried_here(app):
    tried = [*PAGES, *list_files(app, "/embed/story/e-tir")]
    for route in embed_routes(name_cited):
        if route.path.startswith("/embed/") and "rest:path" not in route.path:
            assert [one for one in tried if compile_path(route.path)[0].match(one.partition("?")[0])], route.path


@pytest.mark.parametrize("address", PAGES)
def test_the_same_day_brings_the_same_page_and_it_is_not_sent_again(app, set_clock, address):
    first = ask(app, address)
    set_clock(MORNING + dt.timedelta(hours=19, minutes=54))
    again = ask(app, address)
    assert (again.body, again.headers["etag"]) == (first.body, first.headers["etag"])
    tag = first.headers["etag"]
    for named in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        known = ask(app, address, if_none_match=named)
        assert (known.status, known.body, known.headers["etag"]) == (304, b"", tag)
        assert "Accept-Language" in known.headers["vary"]
    other = ask(app, address, if_none_match='"other"')
    assert (other.status, other.body) == (200, first.body)


@pytest.mark.usefixtures("earlier")
@pytest.mark.parametrize("address", PAGES)
def test_what_makes_another_page_makes_another_tag(app, set_clock, address):
    first = ask(app, address)
    tag = first.headers["etag"]
    asked = {
        "language": ask(app, f"{address}?lang=ru", if_none_match=tag),
        "the browser's language": ask(app, address, if_none_match=tag, accept_language="kk"),
        "parameters": ask(app, address + PAGES[address], if_none_match=tag),
        "edition": ask(app, f"{address}?edition=1", if_none_match=tag),
    }
    set_clock(MORNING + dt.timedelta(days=1))
    asked["day"] = ask(app, address, if_none_match=tag)
    for what, answer in asked.items():
        assert (answer.status, answer.body != first.body) == (200, True), what
    tags = [tag, *(answer.headers["etag"] for answer in asked.values())]
    assert len(set(tags)) == len(tags)


def test_the_time_is_said_beside_the_page_and_again_where_it_is_not_sent(app, set_clock):
    first = ask(app, "/embed/site/torugart")
    clocks = re.findall(r"<time data-zone=[^>]*>([^<]*)</time>", first.body.decode())
    assert clocks == ["", ""], "a kept page would say the time of when it was first sent"
    assert first.headers["server-timing"] == f'now;desc="{round(MORNING.timestamp() * 1000)}"'
    later = MORNING + dt.timedelta(hours=3)
    set_clock(later)
    known = ask(app, "/embed/site/torugart", if_none_match=first.headers["etag"])
    assert (known.status, known.headers["server-timing"]) == (304, f'now;desc="{round(later.timestamp() * 1000)}"')
    assert "server-timing" not in ask(app, "/embed/brief/KGZ").headers, "nothing there goes by it"


@pytest.mark.parametrize("address", PAGES)
def test_a_file_of_an_embed_is_not_sent_again_by_force(app, address):
    for file in list_files(app, address):
        found = ask(app, file)
        tag = found.headers["etag"]
        known = ask(app, file, if_none_match=tag)
        assert (known.status, known.body) == (304, b""), file
        assert {name: known.headers[name] for name in ("etag", "cache-control", "vary")} == {
            name: found.headers[name] for name in ("etag", "cache-control", "vary")
        }
        other = ask(app, file, if_none_match='"other"')
        assert (other.status, other.body) == (200, found.body), file
