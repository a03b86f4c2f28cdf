"""The map as one file holds everything that it shows, and asks nobody for anything."""

import base64
import gzip
import json
import re

import pytest

from geo.language import load_language
from panels.entrance import Reader
from panels.export_page import make_order
from panels.one_file import pack_sheet, write_data, write_styles
from panels.shared import read_data
from panels.view import Codes, View

LARGEST = 1_500_000


def reader_in(code):
    catalogue, entries = read_data()
    codes = Codes(
        {c for e in entries for c in e.countries},
        {m for e in entries for m in e.modes},
        {e.site.symbol for e in entries},
        {e.id for e in entries},
    )
    return Reader(catalogue, entries, codes, load_language(code))


@pytest.fixture(scope="module", params=["en", "kk"])
def page(request):
    order = make_order(reader_in(request.param), View(countries=("KGZ",), site="torugart"))
    heard = []
    content = order.write_page(heard.append)
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
    sheet = json.loads(gzip.decompress(base64.b64decode(pack_sheet("overview.json"))))
    assert set(sheet) >= {"land", "water", "borders"}


def test_what_the_scripts_are_told_cannot_end_its_element():
    data = write_data(reader_in("en"), View(text="</script><script>alert(1)</script>"), load_language("en"))
    assert "<" not in data
    assert json.loads(data)["view"]["text"].startswith("</script>")
    assert "base" not in {group["name"] for group in json.loads(data)["chips"]}


def test_fonts_are_inside():
    assert write_styles().count("data:font/woff2;base64,") >= 8
