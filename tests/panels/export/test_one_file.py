"""The map and the walkthrough as one file hold everything that it show, and ask nobody for anything."""

import base64
import gzip
import json
import re

import pytest

from geo.language import load_language
from panels.data import read_data
from panels.export.one_file import write_data, write_styles, write_tour_data
from panels.export.page import make_request
from panels.map.sheets import read_sheets
from panels.reader import Reader
from panels.view import Codes, View

LARGEST = 2_050_000


def reader_in(code):
    catalogue, entries = read_data()
    codes = Codes(
        {c for e in entries for c in e.countries},
        {m for e in entries for m in e.modes},
        {e.site.symbol for e in entries},
        {e.id for e in entries},
    )
    return Reader(catalogue, entries, codes, load_language(code))


@pytest.fixture(scope="module", params=["en", "kk", "tour-en", "tour-ru"])  # Cyrillic takes most room
def page(request):
    kind, _, code = request.param.rpartition("-")
    heard = []
    if kind:
        content = make_request(reader_in(code), View(), story_id="caravanserai").write_tour(heard.append)
    else:
        content = make_request(reader_in(code), View(countries=("KGZ",), site="torugart")).write_page(heard.append)
    assert heard[-1] == 1.0
    return content


def test_it_is_small(page):
    assert len(page) <= LARGEST


def test_it_names_no_file_and_no_foreign_host_to_fetch(page):
    text = page.decode()
    head, *_ = text.partition("<script>")
    assert not re.findall(r"<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)=", text)
    wanted = [url.strip("\"'")[:5] for url in re.findall(r"url\(([^)]{1,12})", head)]
    assert set(wanted) <= {"data:", "#defa"}  # the latter is Leaflet's word to browsers of old
    assert "default-src 'none'" in head


def test_every_site_has_its_card(page):
    packed = re.search(r'id="cards">([^<]+)<', page.decode())[1]
    cards = json.loads(gzip.decompress(base64.b64decode(packed)))
    _, entries = read_data()
    assert set(cards) == {entry.id for entry in entries}
    assert all(f'data-card="{site}"' in card for site, card in cards.items())


def test_the_base_map_is_packed_whole():
    sheet = json.loads(read_sheets(read_data()[0])["overview.json"])
    assert set(sheet) >= {"land", "water", "borders"}


def test_what_the_scripts_are_told_cannot_end_its_element():
    data = write_data(reader_in("en"), View(text="</script><script>alert(1)</script>"), load_language("en"))
    assert "<" not in data
    assert json.loads(data)["view"]["text"].startswith("</script>")
    assert "base" not in {group["name"] for group in json.loads(data)["setting"]["chips"]}


def test_fonts_are_inside():
    assert write_styles("").count("data:font/woff2;base64,") >= 8


def test_a_story_is_told_without_what_needs_a_server():
    reader = reader_in("tr")
    order = make_request(reader, View(), story_id="e-tir")
    told = json.loads(write_tour_data(order, reader, order.story))["story"]
    assert told["alone"]
    assert told["stories"] == []
    assert told["languages"] == {"tr": "Türkçe"}
    assert order.live.edition.version in told["credit"]
    assert len(told["scenes"]) == len(order.story.scenes)
