"""Every member is named on a drawing of the region, and a name beside its country does not stand across another."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely

from geo.geodesy import Bounds
from geo.language import list_languages, load_language
from geo.map.home import home_bounds
from geo.picture.basemap import find_sheet
from geo.picture.country_names import is_held, list_beside, place_beside
from geo.picture.draw import Picture, draw_map, lay_sheet
from geo.picture.labels import list_kinds
from geo.picture.svg import NAMESPACE
from geo.picture.text_width import text_width
from geo.sites.selection import adjoining_countries, list_entries, member_states

RULES = {"close": 1, "least_home": 0.5, "most_abroad": 0.4, "least_coast": 0.3, "least_water": 0.6}


@pytest.fixture(scope="module")
def home(catalogue):
    return Picture(1100, 1290, bounds=home_bounds(catalogue, list_entries(catalogue)), legend=False)


def find_beside(*rows, wide=3, **rules):
    home, abroad = (np.array([[one == name for one in row] for row in rows]) for name in "AB")
    return list_beside(home, abroad, wide, RULES | rules)


@pytest.mark.parametrize("code", list_languages())
def test_every_member_is_named_on_the_drawing_of_the_region(catalogue, home, code):
    language = load_language(code)
    root = ET.fromstring(draw_map(catalogue, [], home, language))
    written = {one.text for one in root.iter(f"{{{NAMESPACE}}}text")}
    assert {language.country_in_capitals(country) for country in member_states(catalogue)} <= written


def test_a_name_stands_half_beside_its_country_over_the_least_land_of_others():
    assert find_beside("BAAA  ") == [(2, 0), (3, 0), (1, 0), (4, 0)]
    assert find_beside("BAAA  ", most_abroad=0.2) == [(2, 0), (3, 0), (4, 0)]
    assert find_beside("BBBABB", most_abroad=1.0) == []
    assert find_beside("AAA   ", "      ", close=0, least_coast=1.1) == [(1, 0), (2, 0)]


def test_it_stands_over_the_water_of_its_coast_after_that():
    assert find_beside("A     ", "A   BB") == [(1, 0), (1, 1)]
    assert find_beside("A     ", least_water=0.7) == []
    assert find_beside("ABB   ") == []
    assert find_beside("   A ", wide=5, least_coast=0.2) == [(2, 0)]
    assert find_beside("  BA ", wide=5, least_coast=0.2) == []  # the water of others


def test_a_name_that_is_wider_than_the_grid_has_no_place():
    assert find_beside("AAA", wide=4) == []


def test_a_country_that_is_wide_or_not_on_the_sheet_is_not_named_beside_it(catalogue, home):
    frame = lay_sheet(catalogue, [], home)
    assert place_beside("AZE", 90, frame)
    assert place_beside("KAZ", 90, frame) == []
    corner = lay_sheet(catalogue, [], Picture(800, 430, bounds=Bounds(39, 42, 52, 88)))
    assert place_beside("TUR", 60, corner) == []  # what is seen of it is small
    assert place_beside("AZE", 60, corner)
    assert place_beside("AZE", 90, lay_sheet(catalogue, [], Picture(bounds=Bounds(42, 74, 43, 76)))) == []


@pytest.mark.parametrize("code", list_languages())
def test_a_member_is_named_before_sites_whose_names_can_stand_elsewhere(catalogue, home, code):
    language, entries = load_language(code), list_entries(catalogue)
    picture = Picture(800, 420, bounds=home.bounds, legend=False)
    root = ET.fromstring(draw_map(catalogue, entries, picture, language))
    written = [(one.text, one.get("class")) for one in root.iter(f"{{{NAMESPACE}}}text")]
    assert (language.country_in_capitals("AZE"), "name name--country") in written
    sites = {language.cell(one.name) for one in entries if one.listed and one.position}
    assert sites <= {text for text, _ in written}


def list_countries(root, known, language):
    """List the names of some countries on a drawing: alpha-3, left and right end, and how high their middle stands."""
    kind = list_kinds()["country"]
    codes = {language.country_in_capitals(one): one for one in known}
    for text in root.iter(f"{{{NAMESPACE}}}text"):
        country = codes.get(text.text, "")
        if text.get("class") == "name name--country" and country:
            x, foot = float(text.get("x")), float(text.get("y"))
            yield country, x, x + text_width(text.text, kind.size, kind.face, kind.spacing), foot - kind.size * 0.4


@pytest.mark.parametrize("size", [(1100, 1290), (1400, 900), (600, 700)])
@pytest.mark.parametrize("code", list_languages())
def test_a_country_that_is_no_member_is_named_on_its_own_land_or_the_sea_beside_it(catalogue, home, code, size):
    picture = Picture(*size, bounds=home.bounds, legend=False)
    frame, language = lay_sheet(catalogue, [], picture), load_language(code)
    land = find_sheet(frame).land
    others = {*land.words} - {"", *member_states(catalogue)}
    named = list(list_countries(ET.fromstring(draw_map(catalogue, [], picture, language)), others, language))
    assert len(named) > 5
    for country, left, right, y in named:
        xs, height = np.linspace(left, right, 200) / frame.scale + frame.left, y / frame.scale + frame.top
        below = {}
        for word, shape in zip(land.words, land.shapes, strict=True):
            below[word] = below.get(word, 0) | shapely.contains_xy(shape, xs, np.full_like(xs, height))
        assert below.pop(country).mean() > 0.05, country
        most = 0.85 if country in adjoining_countries(catalogue) else 0.15
        assert sum(over.mean() for word, over in below.items() if word) < most, country


def test_a_country_holds_a_name_over_its_own_land_and_the_sea_beside_it_but_not_across_others():
    rules = {"least_home": 0.25, "most_abroad": 0.25, "most_abroad_near": 0.5}

    def holds(row, *, is_near=False):
        return is_held(*(np.array([one == name for one in row]) for name in "AB"), rules, is_near=is_near)

    assert holds("AAAA")
    assert holds("A   ")
    assert holds("BAA ")
    assert not holds("    "), "the sea of anybody"
    assert not holds("BBAA")
    assert not holds("BBBB")
    assert holds("BBAA", is_near=True)
    assert not holds("BBBA", is_near=True)
