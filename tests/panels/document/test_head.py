"""The head of the first document: title, description, card, languages and data of every view, safe from hostile words."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs

import pytest

from geo.language import list_languages, load_language
from panels.data import read_data
from panels.document.about import LONGEST, tell_about
from panels.document.head import write_head
from panels.document.linked_data import write_linked_data
from panels.document.opened import read_opened
from panels.open_data.views import list_parts, list_views
from panels.shell.titles import list_titles
from tests.panels.open_data.test_routes import HOSTILE

ROOT = "https://map.example/"
MORE_HOSTILE = (
    '"><script>alert(1)</script>',
    "</script><script>alert(1)</script>",
    "{{7*7}}",
    "\u2028",
    "<!--",
    "\x00",
)
PARAMETERS = (
    "site", "country", "mode", "journey", "story", "tab", "lang", "q", "year", "layer", "stop", "room", "v",
    "direction", "way", "unit", "versus", "type", "instrument", "partner", "origin", "from", "to", "place", "table",
    "since", "status", "topic", "undertaking", "visit", "route",
)  # fmt: skip


class Head(HTMLParser):
    """Elements of a head, and what its one script says."""

    def __init__(self, html):
        super().__init__()
        self.metas, self.links, self.tags, self.said = {}, [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append(tag)
        if tag == "meta":
            self.metas.setdefault(named.get("name") or named["property"], []).append(named["content"])
        elif tag == "link":
            self.links.append(named)

    def handle_data(self, data):
        self.said += data

    def linked(self, rel):
        return [link["href"] for link in self.links if link["rel"] == rel]


def opened(page, code="en", **query):
    return read_opened(
        page, {name: [value] if isinstance(value, str) else value for name, value in query.items()}, load_language(code)
    )


def open_link(link, code="en"):
    page, _, query = link.partition("?")
    return opened(page, code, **dict(part.split("=") for part in query.split("&") if part))


def head_of(one):
    title, html = write_head(one, ROOT)
    return title, Head(html)


@pytest.fixture(scope="module")
def views():
    return list_views(*read_data())


@pytest.mark.parametrize("code", list_languages())
def test_every_view_has_a_title_and_sentences_of_its_own(views, code):
    language = load_language(code)
    titles = {}
    for link in [*(link for link, _ in views), *list_parts(read_data()[0])]:
        title, head = head_of(open_link(link, code))
        titles[link] = title
        assert title.endswith(language.text("Caravanserai map"))
        assert "Streamlit" not in title
        (said,) = head.metas["description"]
        assert 10 < len(said) <= LONGEST
        assert "<" not in said
        assert "{" not in said
        assert head.linked("canonical") == [ROOT + link]
    assert len(set(titles.values())) == len(titles)


def test_hours_and_stops_are_named_and_told():
    hours = tell_about(read_opened("", {"view": ["waiting"], "year": ["2022"]}, load_language("en")))
    assert hours.title == "Hours at each post, 2022 · Caravanserai map"
    assert re.match(r"going west · In 2022 a truck", hours.description)
    stop = tell_about(read_opened("walkthrough", {"story": ["caravanserai"], "stop": ["4"]}, load_language("en")))
    assert stop.title.startswith("Caravanserai sites, west to east · Red Bridge · ")
    assert re.match(r"Azerbaijan – Georgia · road crossing · [\d.]+ h · .*\. [A-Z]", stop.description)


def test_sentences_are_those_of_the_tables():
    said = tell_about(opened("", site="torugart")).description
    assert "Torugart" in tell_about(opened("", site="torugart")).title
    assert re.search(r"\d+(\.\d+)? h", said)
    assert "CAREC" in said
    assert tell_about(opened("brief", country="KGZ")).description.startswith("In 20")
    assert tell_about(opened("", mode="rail")).description != tell_about(opened("", mode="road")).description


def test_a_view_names_itself_its_languages_and_its_picture():
    title, head = head_of(opened("brief", "tr", country="KGZ", lang="tr", since="2020", v="261127aaaaaa"))
    assert head.linked("canonical") == head.metas["og:url"] == [f"{ROOT}brief?country=KGZ&since=2020&lang=tr"]
    alternates = {link["hreflang"]: link["href"] for link in head.links if link.get("hreflang")}
    assert list(alternates) == [*list_languages(), "x-default"]
    assert alternates["ru"] == f"{ROOT}brief?country=KGZ&since=2020&lang=ru"
    assert alternates["x-default"] == f"{ROOT}brief?country=KGZ&since=2020"
    assert head.metas["og:title"] == head.metas["twitter:title"] == [title]
    assert head.metas["og:image"] == head.metas["twitter:image"] == [f"{ROOT}preview/tr/brief.png?country=KGZ"]
    assert (head.metas["og:image:width"], head.metas["og:image:height"]) == (["1200"], ["630"])
    assert head.metas["twitter:card"] == ["summary_large_image"]
    assert head.metas["og:locale"] == ["tr"]
    assert head.linked("manifest") == [f"{ROOT}manifest.webmanifest?lang=tr"]
    assert f"{ROOT}feed?lang=tr" in head.linked("alternate")


PARTS = {
    "corridor?journey=altynkol-poti&direction=back&unit=days": ("→ Altynkol · Unit: days · Corridor", "→ Altynkol"),
    "corridor?mode=rail&way=shortest": ("Mode: Rail · the shortest · Corridor", "the shortest"),
    "record?tab=map&country=KGZ&country=KAZ&from=2020": ("Kyrgyzstan and Kazakhstan · From year: 2020", "of 72 events"),
    "visits?tab=findings&country=KGZ&status=open": ("Findings · Kyrgyzstan · Status: open · Visits", "findings. Field"),
    "visits?visit=V05": ("Altynkol, undated · Visits", "Altynkol, undated. Field"),
    "sources?tab=corrections": ("Corrections · Sources", "Corrections. Every"),
    "sources?table=dwell": ("Hours and costs at posts · Sources", "Hours and costs at posts. Every"),
    "etir?tab=readiness&instrument=e-cmr": ("Readiness of countries · e-CMR · e-TIR", "e-CMR. "),
    "brief?country=KGZ&since=2023": ("Kyrgyzstan · since 2023 · Brief", "since 2023. In 20"),
    "compare?journey=altynkol-poti": ("Altynkol – Poti: rail, ferry, rail · Compare", "Altynkol"),
}  # fmt: skip


@pytest.mark.parametrize("link", PARTS)
def test_a_part_of_a_page_names_itself(link):
    title, said = PARTS[link]
    page, _, query = link.partition("?")
    one = read_opened(page, parse_qs(query), load_language("en"))
    about = tell_about(one)
    assert title in about.title
    assert said in about.description
    assert one.link() == link


@pytest.mark.parametrize(
    "link",
    [
        "corridor?unit=hours&direction=&mode=road",
        "etir?tab=routes",
        "record?tab=list",
        "sources?table=sites&tab=sources",
    ],
)
def test_what_a_page_shows_by_itself_names_nothing(link):
    assert open_link(link).link() == link.partition("?")[0]


def test_an_address_without_a_language_is_the_reader_s_own():
    _, head = head_of(opened("corridor", "ru"))
    assert head.linked("canonical") == [f"{ROOT}corridor"]


def test_machines_read_the_data_set_the_way_and_the_place():
    one = opened("", site="torugart", lang="en")
    told = json.loads(write_linked_data(one, tell_about(one), ROOT))
    data_set, page, way, place = told["@graph"]
    catalogue, _ = read_data()
    assert [file["contentUrl"] for file in data_set["distribution"]] == [
        f"{ROOT}data/{name}.csv" for name in catalogue.tables
    ]
    assert page["url"] == f"{ROOT}?site=torugart&lang=en"
    assert page["about"]["@id"] == data_set["@id"]
    assert re.fullmatch(r"(19|20)\d\d/20\d\d", data_set["temporalCoverage"])
    south, west, north, east = map(float, data_set["spatialCoverage"]["geo"]["box"].split())
    assert [round(side, -1) for side in (south, west, north, east)] == [40, 30, 50, 90]
    assert [step["item"] for step in way["itemListElement"]] == [ROOT, f"{ROOT}?site=torugart"]
    assert (round(place["geo"]["latitude"]), round(place["geo"]["longitude"])) == (41, 75)


@pytest.mark.parametrize("value", [*HOSTILE, *MORE_HOSTILE])
@pytest.mark.parametrize("page", list_titles(load_language("en")))
def test_hostile_addresses_leave_no_trace(page, value):
    asked = opened(page, **dict.fromkeys(PARAMETERS, value))
    assert write_head(asked, ROOT) == write_head(opened(page), ROOT)


def test_no_word_of_a_table_ends_the_script():
    one = opened("")
    about = tell_about(one)
    hostile = type(about)("", "", "</script><script>alert(1)</script>", "a\u2028b & <!-- <b>")
    written = write_linked_data(one, hostile, ROOT)
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written)["@graph"][1]["description"] == hostile.description
