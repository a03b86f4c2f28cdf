"""What a scene shows: here the countries that it is about, instead of a line that could be read as a way."""

import pytest

from geo.geodesy import measure_line_km
from geo.language import load_language
from geo.map.layers import country_ends, country_paths
from geo.sites.selection import list_entries
from geo.stories.scenes import show_story

LONGEST_LINK_KM = 170


@pytest.fixture(scope="module")
def scenes(catalogue):
    return show_story(catalogue, tuple(list_entries(catalogue)), catalogue.stories["e-tir"], load_language("en"))


@pytest.mark.parametrize(
    ("title", "codes", "told", "is_open"),
    [
        ("Connected to eTIR", {"AZE", "GEO", "UZB"}, "connected", False),
        ("What is missing", {"KAZ", "KGZ", "CHN"}, "not confirmed", True),
        ("Digital TIR, the scheme of IRU", {"UZB", "KAZ", "KGZ"}, "countries with digital TIR", False),
    ],
)
def test_a_scene_about_countries_shows_which(scenes, title, codes, told, is_open):
    shown = next(scene.countries for scene in scenes if scene.title == title)
    assert (set(shown.codes), shown.told, shown.open) == (codes, told, is_open)


def test_other_scenes_colour_none(scenes):
    assert sum(scene.countries is not None for scene in scenes) == 3


def test_a_link_of_two_countries_is_too_short_to_be_read_as_a_way(catalogue):
    links = country_paths(catalogue)
    assert links.keys() == country_ends(catalogue).keys() == {"T2", "T3"}
    for link in links.values():
        assert 100 < measure_line_km(link) < LONGEST_LINK_KM
