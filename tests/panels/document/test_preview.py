"""Pictures of views: as large as a card wants them, kept, and only at the addresses that a page names."""

import json
import struct
from urllib.parse import parse_qs, quote

import pytest
from starlette.applications import Starlette

import panels.document.preview
import panels.open_data.drawn
from geo.language import load_language
from geo.picture.hours import Hours
from panels.data import read_data
from panels.document.manifest import SIZES_PX, manifest_routes
from panels.document.opened import read_opened
from panels.document.preview import Previews, compose_preview, draw_preview, preview_link, preview_routes
from panels.export.request import draft_request
from panels.open_data.answers import PROBLEM
from panels.open_data.views import list_parts, list_views
from tests.panels.asgi import ask
from tests.panels.open_data.test_routes import HOSTILE


def opened(page, code="en", **query):
    return read_opened(page, query, load_language(code))


def size_of(png):
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


@pytest.fixture
def drawn(monkeypatch):
    """Count what is drawn, and draw nothing."""
    found = []
    monkeypatch.setattr(
        panels.document.preview, "draw_preview", lambda one: found.append(preview_link(one)) or b"picture"
    )
    return found


@pytest.fixture
def app():
    return Starlette(routes=[*preview_routes(), *manifest_routes()])


def test_a_picture_is_as_large_as_a_card_and_no_larger_than_it_may_be():
    png = draw_preview(opened("", site=["torugart"]))
    assert size_of(png) == (1200, 630)
    assert 50_000 < len(png) < 500_000


def test_a_picture_shows_the_view():
    assert compose_preview(opened("", country=["KGZ"], layer=["corridor"])).layers == ("corridor",)
    near = compose_preview(opened("", site=["torugart"]))
    assert near.site == "torugart"
    assert near.bounds.south < 40.5 < near.bounds.north
    assert near.title.startswith("Torugart")
    brief = compose_preview(opened("brief", "tr", country=["KGZ"]))
    assert brief.choices.countries == ("KGZ",)
    assert "Kırgızistan" in brief.title
    assert "OpenStreetMap" in brief.credit
    assert compose_preview(opened("sources")).site == ""


@pytest.mark.parametrize("page", ["", "brief", "record", "visits"])
def test_a_picture_of_a_country_shows_the_whole_of_it(page):
    box = compose_preview(opened(page, country=["KGZ"])).bounds
    assert (box.south <= 39.3, box.north >= 43.2) == (True, True)
    assert (box.west <= 69.4, box.east >= 80.2) == (True, True)


def test_a_picture_of_a_stop_or_a_comparison_shows_its_places():
    stop = compose_preview(opened("walkthrough", story=["caravanserai"], stop=["4"]))
    assert (stop.site, "Red Bridge" in stop.title) == ("red-bridge", True)
    lat, lon = next(one.position for one in read_data()[1] if one.id == "red-bridge")
    assert stop.bounds.south < lat < stop.bounds.north
    assert stop.bounds.west < lon < stop.bounds.east
    pair = compose_preview(opened("compare", site=["torugart", "irkeshtam"])).bounds
    assert (pair.west > 70, pair.east < 80) == (True, True)
    assert compose_preview(opened("compare", country=["KGZ"])).bounds.east >= 80.2
    assert compose_preview(opened("compare", journey=["altynkol-poti"])).bounds is None


def test_a_picture_names_one_of_each_and_no_more():
    """What can be combined freely would make more pictures than anybody looks at."""
    asked = {"country": ["KGZ"], "type": ["meeting", "forum"], "from": ["2020"], "partner": ["IRU"], "tab": ["map"]}
    one = opened("record", **asked)
    assert preview_link(one) == "preview/en/record.png?country=KGZ"
    assert compose_preview(opened("record", country=["KGZ"])).choices.countries == ("KGZ",)


@pytest.mark.usefixtures("drawn")
def test_every_picture_that_a_head_names_has_an_address(app):
    links = [*(link for link, _ in list_views(*read_data())), *list_parts(read_data()[0])]
    links += ["corridor?mode=rail&journey=altynkol-poti&direction=back&unit=usd&way=shortest", "brief?since=2023"]
    for link in links:
        page, _, query = link.partition("?")
        assert ask(app, f"/{preview_link(opened(page, **parse_qs(query)))}").status == 200, link


@pytest.mark.parametrize("page", ["", "corridor", "brief", "walkthrough"])
def test_a_picture_is_drawn_once_and_sent_once(app, drawn, page):
    link = f"/{preview_link(opened(page))}"
    first = ask(app, link)
    assert (first.status, first.headers["content-type"], first.body) == (200, "image/png", b"picture")
    assert ask(app, link).body == first.body
    assert ask(app, link, if_none_match=first.headers["etag"]).status == 304
    assert len(drawn) == 1


def test_only_so_many_are_kept(app, drawn, monkeypatch):
    monkeypatch.setattr(panels.open_data.drawn, "MOST_KEPT", 2)
    for page in ("corridor", "visits", "record", "corridor"):
        assert ask(app, f"/preview/en/{page}.png").status == 200
    assert len(drawn) == 4


def test_who_comes_when_many_wait_is_sent_away(drawn):
    previews = Previews()
    previews._drawn._waiting = panels.open_data.drawn.MOST_WAITING
    answer = ask(Starlette(routes=previews.routes()), "/preview/en/map.png")
    assert (answer.status, answer.headers["content-type"], answer.headers["retry-after"]) == (503, PROBLEM, "10")
    assert drawn == []


@pytest.mark.parametrize(
    "address",
    [
        "/preview/xx/map.png",
        "/preview/en/nothing.png",
        "/preview/en/map.png?q=torugart",
        "/preview/en/map.png?site=nowhere",
        "/preview/en/map.png?site=torugart&x=1",
        "/preview/en/map.png?country=KGZ&country=KGZ",
        "/preview/en/brief.png?country=XXX",
        "/preview/en/brief.png?country=KGZ&since=2023",
        "/preview/en/record.png?country=KGZ&country=KAZ",
        "/preview/en/record.png?country=KGZ&from=2020",
        "/preview/en/corridor.png?unit=usd",
        *(f"/preview/en/map.png?site={quote(value)}" for value in HOSTILE),
        *(f"/preview/{quote(value)}/map.png" for value in HOSTILE),
        *(f"/preview/en/{quote(value)}.png" for value in HOSTILE),
    ],
)
def test_nothing_else_is_an_address_of_a_picture(app, drawn, address):
    answer = ask(app, address)
    assert answer.status == 404
    assert drawn == []


@pytest.mark.parametrize("size", SIZES_PX)
def test_icons_are_as_large_as_the_manifest_says(app, size):
    assert size_of(ask(app, f"/icon-{size}.png").body) == (size, size)


def test_the_manifest_speaks_the_language_of_its_address(app):
    told = json.loads(ask(app, "/manifest.webmanifest?lang=ru").body)
    assert told["lang"] == "ru"
    assert told["start_url"] == "/?lang=ru"
    assert told["name"] == load_language("ru").text("Caravanserai map")
    assert {icon["src"] for icon in told["icons"]} == {f"/icon-{size}.png" for size in SIZES_PX}
    assert json.loads(ask(app, "/manifest.webmanifest?lang=<script>").body)["lang"] == "en"


def test_who_looks_for_an_icon_where_browsers_do_is_led_to_it(app):
    answer = ask(app, "/favicon.ico")
    assert (answer.status, answer.headers["location"]) == (308, "/icon-192.png")
    assert "max-age" in answer.headers["cache-control"]
    assert ask(app, answer.headers["location"]).status == 200


def test_the_pictures_of_the_view_of_hours_show_its_glyphs_and_no_symbol_of_a_site():
    of_hours, of_sites = opened("", view=["waiting"], dir=["west"]), opened("")
    assert compose_preview(of_sites).hours is None
    assert compose_preview(of_hours).hours == Hours(max(of_hours.reader.codes.years), "west")
    drawn = draft_request(of_hours.reader, of_hours.view).draw()
    assert drawn.count('class="wait-border"') > 5
    assert "Hours at each post" in drawn
    assert 'class="wait-' not in draft_request(of_sites.reader, of_sites.view).draw()
    wanted = {part.partition('"')[0] for part in drawn.split('class="site site--')[1:]}
    assert drawn.count('class="wait-border"') == len(wanted)
