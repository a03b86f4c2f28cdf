"""Embeds: each kind answers without a session, in the language and colours asked for; only hosts named may frame them."""

import json
import re
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from panels.data import read_data
from panels.document.parts import name_cited
from panels.embeds.files import find_file
from panels.embeds.routes import embed_routes
from panels.open_data.routes import data_routes
from panels.server.headers import security_middleware
from panels.settings import SettingError
from tests.panels.asgi import ask

KINDS = {
    "/embed/map": "Caravanserai map",
    "/embed/site/red-bridge": "Red Bridge",
    "/embed/profile/altynkol-poti": "Altynkol – Poti: rail, ferry, rail",
    "/embed/brief/KGZ": "Kyrgyzstan",
    "/embed/story/caravanserai": "Caravanserai",
}
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "../../etc/passwd", "..%2f..%2fetc%2fpasswd",
    "javascript:alert(1)", "'--", "=1+1", "%00", "a\nb: c", "${7*7}", "`x`", "x" * 4000,
)  # fmt: skip
LINK = re.compile(r'(?:href|src)="([^"]+)"')
DATA = re.compile(r'<script type="application/json" id="embed-data">(.*?)</script>')


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=[*embed_routes(name_cited), *data_routes()], middleware=security_middleware())


def read_data_of(answer):
    return json.loads(DATA.search(answer.body.decode())[1])


@pytest.mark.parametrize("address", KINDS)
def test_every_kind_has_title_sources_edition_and_a_way_to_the_app(app, address):
    page = ask(app, address).body.decode()
    catalogue, _ = read_data()
    assert re.search(rf"<h1>(?:<span[^>]*>)?[^<]*{KINDS[address].split(':')[0]}", page)
    foot = page[page.index('<footer class="embed-foot">') :]
    assert "Sources: " in foot
    assert f"Data version {catalogue.version[:8]}" in foot
    assert 'target="_blank" rel="noopener">Open the full view' in foot


@pytest.mark.parametrize("address", KINDS)
def test_an_embed_fetches_only_files_of_its_own_and_each_is_kept_for_good(app, address):
    page = ask(app, f"{address}?lang=tr").body.decode()
    own = [one for one in LINK.findall(page) if re.match(r"(?:\.\./)?(?:files|pictures)/", one)]
    assert any(one.endswith(".css") for one in own)
    for one in own[:4]:
        found = ask(app, "/embed/" + one.removeprefix("../"))
        assert (found.status, "immutable" in found.headers["cache-control"]) == (200, True), one
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))|\son\w+=|javascript:", page) == []


@pytest.mark.parametrize("address", KINDS)
def test_links_lead_to_the_app_in_a_window_of_their_own(app, address):
    page = ask(app, f"{address}?lang=tr").body.decode()
    assert 'target="_self"' not in page
    leading = re.findall(r'<a [^>]*href="((?!#|https?:)[^"]*)"[^>]*>', page)
    assert leading
    assert [one for one in leading if not one.startswith("../") or "lang=tr" not in one] == []


def test_language_and_colours_are_those_asked_for(app):
    assert '<html lang="tr" data-theme="dark">' in ask(app, "/embed/site/red-bridge?lang=tr&theme=dark").body.decode()
    german = ask(app, "/embed/map?theme=pink", accept_language="de")
    assert '<html lang="en" data-theme="auto">' in german.body.decode()
    russian = ask(app, "/embed/map", accept_language="ru")
    assert '<html lang="ru"' in russian.body.decode()
    assert "lang=ru" not in russian.body.decode()  # a link without a language opens in the reader's
    assert "Accept-Language" in russian.headers["vary"]


def test_the_map_takes_the_filter_of_its_address(app):
    view = read_data_of(ask(app, "/embed/map?country=KGZ&mode=road&view=waiting&year=2023&dir=east&base=osm"))["view"]
    wanted = {"countries": ["KGZ"], "modes": ["road"], "view": "waiting", "year": 2023, "dir": "east", "base": "own"}
    assert {name: view[name] for name in wanted} == wanted


def test_a_profile_follows_unit_year_and_way(app):
    first = read_data_of(ask(app, "/embed/profile/altynkol-poti?unit=days"))["chart"]
    assert first["words"]["y"] == "days since the start"
    assert first["look"]["ink"] == "var(--ink)"
    back = ask(app, "/embed/profile/altynkol-poti?direction=back&way=shortest&year=1").body.decode()
    assert "direction=back" in back
    assert "year=1" not in back


@pytest.mark.parametrize(
    "address",
    ["/embed/site/nowhere", "/embed/profile/x", "/embed/brief/XXX", "/embed/story/x", "/embed/map/x", "/embed/x",
     "/embed/", "/embed/site", "/embed/a/b/c/d"],
)  # fmt: skip
def test_what_is_not_there_says_so_in_the_reader_s_language(app, address):
    found = ask(app, f"{address}?lang=tr", accept="text/html,*/*;q=0.8")
    assert (found.status, found.headers["cache-control"]) == (404, "no-cache")
    assert found.headers["vary"] == "Accept, Accept-Language"
    assert '<html lang="tr"' in found.body.decode()
    style = LINK.search(found.body.decode())[1]
    depth = address.count("/") - 2
    assert style.startswith("../" * depth + "files/")


@pytest.mark.parametrize(
    "address", ["/embed/site/nowhere", "/embed/x", "/embed/files/map/none.js", "/embed/map?edition=99"]
)
def test_a_program_is_answered_with_a_problem_document(app, address):
    found = ask(app, address, accept="*/*")
    assert (found.status, found.headers["content-type"]) == (404, "application/problem+json")
    assert json.loads(found.body)["status"] == 404


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_addresses_leave_no_trace(app, value):
    asked = quote(value, safe="%")
    for place in ("/embed/{}", "/embed/site/{}", "/embed/files/map/{}", "/embed/files/{}/embed-map.js",
                  "/embed/pictures/{0}/{0}/1-en.svg"):  # fmt: skip
        found = ask(app, place.format(value))
        assert found.status == 404
        assert value.encode() not in found.body
    for name in ("theme", "lang", "country", "mode", "view", "year", "dir", "site", "layer"):
        found = ask(app, f"/embed/map?{name}={asked}")
        assert found.status == 200
        assert value.encode() not in found.body
        assert asked.encode() not in found.body
        assert all(value not in header for header in found.headers.values())


@pytest.mark.parametrize("value", HOSTILE[:2])
def test_a_search_text_is_data_and_ends_no_element(app, value):
    found = ask(app, f"/embed/map?q={quote(value)}")
    assert read_data_of(found)["view"]["text"] == value
    assert value.encode() not in found.body


def test_nothing_is_sent_twice_and_only_reading_is_answered(app):
    found = ask(app, "/embed/brief/KGZ")
    assert ask(app, "/embed/brief/KGZ", if_none_match=found.headers["etag"]).status == 304
    assert ask(app, "/embed/brief/KGZ?lang=tr", if_none_match=found.headers["etag"]).status == 200
    assert ask(app, "/embed/brief/KGZ", "POST").status == 405


def test_only_files_of_embeds_are_found():
    assert find_file("basemap", "overview.json").name == "overview.json"
    for folder, file in [("basemap", "README.md"), ("basemap", "contested.csv"), ("map", "map.js"), ("page", "links.js"),
                         ("fonts", "../../server.py"), ("map", "embed-..")]:  # fmt: skip
        assert find_file(folder, file) is None


def ancestors_of(monkeypatch, value, address):
    monkeypatch.setenv("EMBED_ANCESTORS", value)
    app = Starlette(routes=[*embed_routes(name_cited), *data_routes()], middleware=security_middleware())
    headers = ask(app, address).headers
    assert "x-frame-options" not in headers
    return re.search(r"frame-ancestors ([^;]*)", headers["content-security-policy"])[1]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("", "'none'"),
        (" ", "'none'"),
        ("https://example.org", "https://example.org"),
        ("https://*.example.org, http://127.0.0.1:8080", "https://*.example.org http://127.0.0.1:8080"),
        ("*", "*"),
    ],
)
def test_only_hosts_that_are_named_may_frame_an_embed_and_nothing_else(monkeypatch, value, told):
    assert ancestors_of(monkeypatch, value, "/embed/site/red-bridge") == told
    assert ancestors_of(monkeypatch, value, "/embed/nothing") == told
    assert ancestors_of(monkeypatch, value, "/data") == "'self'"
    assert ancestors_of(monkeypatch, value, "/embedded") == "'self'"


@pytest.mark.parametrize(
    "value", ["example.org", "https://example.org/page", "'self'", "https://a.org; script-src *", "*.org", "https://"]
)
def test_what_is_no_host_stops_the_server_with_a_clear_word(monkeypatch, value):
    monkeypatch.setenv("EMBED_ANCESTORS", value)
    with pytest.raises(SettingError, match=r"EMBED_ANCESTORS names .*, which is no host: write scheme and host"):
        security_middleware()


def test_scripts_of_an_embed_come_from_files_alone(app):
    policy = ask(app, "/embed/map").headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
