"""oEmbed and Share: an address of ours leads to its embed, one of others to nothing; links, code and QR are right."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.applications import Starlette

from geo.language import load_language
from panels.document.head import write_head
from panels.document.opened import read_opened
from panels.document.parts import name_cited
from panels.embeds.routes import embed_routes
from panels.open_data.citing import cite_routes
from panels.server.headers import security_middleware
from tests.panels.asgi import ask

HOST = "map.example.org"
ROOT = f"http://{HOST}/"
EMBEDDED = {
    "": "embed/map",
    "?country=KGZ&view=waiting&year=2023&lang=tr&v=261127abcdef": "embed/map?country=KGZ&view=waiting&year=2023&lang=tr",
    "?site=red-bridge&country=GEO": "embed/site/red-bridge",
    "?site=nowhere": "embed/map?site=nowhere",
    "corridor?journey=altynkol-poti&unit=days&at=x": "embed/profile/altynkol-poti?unit=days",
    "brief": "embed/brief/KGZ",
    "brief?country=GEO&since=2020": "embed/brief/GEO",
    "walkthrough?story=e-tir&stop=3": "embed/story/e-tir",
    "embed/site/red-bridge?theme=dark&x=1": "embed/site/red-bridge?theme=dark",
}
FOREIGN = (
    "https://example.org/?site=red-bridge", "http://map.example.org.evil.example/", "javascript:alert(1)", "//evil.example/",
    "http://map.example.org@evil.example/", "file:///etc/passwd", "../../etc/passwd",
    f"{ROOT}embed/site/<script>alert(1)</script>", f"{ROOT}embed/../data", f"{ROOT}sources", f"{ROOT}brief?country=XXX",
)  # fmt: skip


@pytest.fixture
def app(monkeypatch):
    monkeypatch.setenv("EMBED_ANCESTORS", "https://news.example.org")
    return Starlette(routes=[*embed_routes(name_cited), *cite_routes(name_cited)], middleware=security_middleware())


def oembed(app, url, more=""):
    return ask(app, f"/oembed?url={quote(url, safe='')}{more}", host=HOST, accept_language="en")


def share(app, of, more=""):
    found = ask(app, f"/share?of={quote(of, safe='')}&scheme=http{more}", host=HOST, accept_language="en")
    assert found.status == 200
    return json.loads(found.body)


def address_in(code):
    return unescape(re.search(r'src="([^"]*)"', code)[1])


@pytest.mark.parametrize("view", EMBEDDED)
def test_an_address_of_ours_leads_to_its_embed(app, view):
    told = json.loads(oembed(app, ROOT + view).body)
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert address_in(told["html"]) == ROOT + EMBEDDED[view]
    assert told["title"]
    assert ask(app, "/" + EMBEDDED[view], host=HOST).status == 200


@pytest.mark.parametrize("url", FOREIGN)
def test_an_address_of_others_and_what_has_no_embed_lead_nowhere(app, url):
    found = oembed(app, url)
    assert found.status == 404
    assert b"<script" not in found.body
    assert b"evil" not in found.body


def test_a_program_says_how_large_it_may_be(app):
    told = json.loads(oembed(app, f"{ROOT}?site=red-bridge", "&maxwidth=300&maxheight=9000&format=json").body)
    assert (told["width"], told["height"]) == (300, 640)
    assert 'width="300" height="640"' in told["html"]


@pytest.mark.parametrize(
    ("more", "status"),
    [("&format=xml", 501), ("&format=<b>", 501), ("&maxwidth=x", 400), ("&maxheight=-1", 400), ("&maxwidth=0", 400),
     ("&maxwidth=²", 400), ("&maxwidth=999999", 400)],
)  # fmt: skip
def test_what_oembed_cannot_write_is_a_problem_document(app, more, status):
    found = oembed(app, ROOT, more)
    assert (found.status, found.headers["content-type"]) == (status, "application/problem+json")
    assert ask(app, "/oembed", host=HOST).status == 400


def test_where_no_host_may_show_a_frame_a_link_is_all_there_is(app, monkeypatch):
    monkeypatch.setenv("EMBED_ANCESTORS", "")
    told = json.loads(oembed(app, f"{ROOT}?site=red-bridge").body)
    assert told["type"] == "link"
    assert "html" not in told
    shared = share(app, "?site=red-bridge")
    assert shared["embed"] == ""
    assert "EMBED_ANCESTORS" in shared["why"]


def test_an_embed_leads_programs_to_its_description(app):
    page = ask(app, "/embed/site/red-bridge?theme=dark", host=HOST).body.decode()
    found = unescape(re.search(r'application/json\+oembed" href="([^"]+)"', page)[1])
    assert found.startswith(f"{ROOT}oembed?url=")
    told = json.loads(ask(app, found.removeprefix(ROOT.rstrip("/")), host=HOST).body)
    assert address_in(told["html"]) == f"{ROOT}embed/site/red-bridge"


@pytest.mark.parametrize("page", ["", "corridor", "brief", "walkthrough", "sources", "compare"])
def test_a_page_of_the_app_leads_to_it_where_it_has_an_embed(app, page):
    _, head = write_head(read_opened(page, {}, load_language("en")), ROOT)
    found = re.search(r'application/json\+oembed" href="([^"]+)"', head)
    assert bool(found) == (share(app, page)["why"] == "")
    if found:
        assert ask(app, unescape(found[1]).removeprefix(ROOT.rstrip("/")), host=HOST).status == 200


def test_a_link_opens_in_the_reader_s_language_or_in_the_one_named(app):
    first = share(app, "?country=KGZ&lang=ru")
    assert parse_qs(urlsplit(first["link"]).query).keys() == {"country", "v"}
    named = share(app, "?country=KGZ&lang=ru", "&in=kk")
    assert parse_qs(urlsplit(named["link"]).query)["lang"] == ["kk"]
    assert named["named"] == "kk"
    assert "lang=kk" in address_in(named["embed"])
    assert "lang=xx" not in share(app, "", "&in=xx")["link"]


def test_the_link_of_a_draft_says_who_can_open_it_and_is_neither_embedded_nor_cited(app):
    told = share(app, "?site=red-bridge&edition=draft-7&lang=ru", "&in=kk")
    assert told["link"] == f"{ROOT}?site=red-bridge&edition=draft-7&lang=kk"
    assert "only for its author" in told["warning"]
    assert not {"embed", "citation", "references", "qr"} & set(told)
    assert "warning" not in share(app, "?site=red-bridge")


def test_the_speaker_s_right_to_move_a_stage_is_not_shared(app):
    told = share(app, "walkthrough?role=speaker&room=abcd-1234&key=secret-of-the-room")
    assert "secret" not in json.dumps(told)
    assert "role=" not in told["link"]


def test_the_sentence_has_title_edition_address_day_and_primary_sources(app):
    told = share(app, "?site=red-bridge&country=GEO")
    address = re.escape(f"{ROOT}?site=red-bridge&country=GEO")
    assert re.match(
        rf"Red Bridge\. Caravanserai map, edition \S+, {address} \(read on .* 2026\)\..*CAREC", told["citation"]
    )
    assert [label for label, _ in told["references"]] == ["BibTeX", "RIS", "CSL-JSON"]
    for _, link in told["references"]:
        found = ask(app, link.removeprefix(ROOT.rstrip("/")), host=HOST)
        assert found.status == 200
        assert b"Red Bridge" in found.body


@pytest.mark.parametrize(
    "of",
    [
        "",
        "sources",
        "?country=KGZ",
        "brief?country=XXX",
        "corridor?journey=x",
        "?site=__proto__",
        "compare?site=red-bridge&site=torugart",
        "record?country=KGZ",
        "visits?tab=findings",
        "etir?tab=readiness",
        "export",
    ],
)
def test_what_has_no_sources_of_its_own_can_be_cited_as_a_page(app, of):
    for _, link in share(app, of)["references"]:
        assert ask(app, link.removeprefix(ROOT.rstrip("/")), host=HOST).status == 200


VIEWS = {
    "?view=waiting&year=2022&dir=east&country=KGZ": "Kyrgyzstan · Hours at each post, 2022",
    "?country=KGZ&q=порт": "Kyrgyzstan",
    "?site=torugart&mode=road": "Torugart",
    "visits?tab=findings&country=KGZ": "Findings · Kyrgyzstan · Visits",
    "record?country=KGZ&place=torugart": "Kyrgyzstan · Record",
    "compare?country=KGZ&year=2022&year=2023": "Kyrgyzstan · Compare",
    "corridor?journey=altynkol-poti&unit=days&hours=khorgos.3": "Altynkol – Poti: rail, ferry, rail · Unit: days · Corridor",
    "etir?tab=readiness&country=KGZ": "Readiness of countries · e-TIR",
    "brief?country=KGZ&since=2024-05-01": "Kyrgyzstan · Brief",
    "walkthrough?story=caravanserai&stop=4": "Caravanserai sites, west to east · Red Bridge · Walkthrough",
    "export?only=torugart&country=KGZ": "Export",
}


@pytest.mark.parametrize("of", VIEWS)
def test_sentence_and_files_cite_the_very_view(app, of):
    told = share(app, f"{of}&utm_source=x&lang=ru&v=261127abcdef")
    page, _, query = of.partition("?")
    assert told["title"] == VIEWS[of]
    for _, link in told["references"][2:]:
        ours, *_ = json.loads(ask(app, link.removeprefix(ROOT.rstrip("/")), host=HOST).body)
        parts = urlsplit(ours["URL"])
        assert (parts.path, parse_qs(parts.query)) == (f"/{page}", parse_qs(query))
        assert ours["title"] == told["title"]
        assert ours["URL"] in told["citation"]


def test_a_citation_that_is_kept_as_a_file_has_a_name_and_an_ending(app):
    _, link = share(app, "?site=torugart")["references"][0]
    found = ask(app, link.removeprefix(ROOT.rstrip("/")), host=HOST)
    assert found.headers["content-disposition"] == 'inline; filename="caravanserai-site-torugart.bib"'


def test_a_code_to_scan_is_drawn_only_where_a_phone_can_reach_the_address(app):
    assert share(app, "corridor")["qr"].startswith("data:image/svg+xml")
    told = json.loads(ask(app, "/share?of=corridor", host="127.0.0.1:8501").body)
    assert told["qr"] == ""


@pytest.mark.parametrize("page", ["sources", "visits", "record"])
def test_a_page_without_an_embed_can_be_shared(app, page):
    told = share(app, page)
    assert told["embed"] == ""
    assert told["why"] == "This page has no embed."


@pytest.mark.parametrize(
    "of",
    [
        "../etc/passwd",
        "//evil.example/",
        "http://evil.example/",
        "nothing",
        "<script>",
        "embed/map",
        "%2e%2e/",
        "x" * 9000,
    ],
)
def test_only_pages_of_ours_are_shared(app, of):
    found = ask(app, f"/share?of={quote(of, safe='')}", host=HOST)
    assert found.status == 404
    assert b"evil" not in found.body


def test_hostile_values_stay_in_the_address(app):
    value = '"><script>alert(1)</script>'
    told = share(app, f"?q={quote(value)}")
    for part in ("link", "embed", "citation"):
        assert value not in told[part]
        assert "<script" not in told[part]
    assert parse_qs(urlsplit(told["link"]).query)["q"] == [value]


def test_a_host_that_cannot_be_one_is_left_out(app):
    found = ask(app, "/embed/map", host='x"><script>alert(1)</script>')
    assert b"<script>alert" not in found.body
