"""The hours at posts on a picture: its key has what the key on the screen has."""

from xml.etree import ElementTree as ET

import pytest

from geo.language import load_language
from geo.picture.draw import OFF_LINE_OPACITY, WHOLE_REGION, Picture, draw_map
from geo.picture.hours import FADED, Hours
from geo.picture.site_marks import OFF_SITE_OPACITY
from geo.picture.svg import NAMESPACE
from geo.sites.selection import Choices, list_entries

EN = load_language("en")


def read_key(catalogue, hours):
    """Draw a picture of hours; list the texts of its key and the class names of its signs."""
    root = ET.fromstring(draw_map(catalogue, list_entries(catalogue), Picture(hours=hours), EN))
    [key] = [one for one in root.iter() if one.get("class") == "hours-key"]
    texts = [one.text for one in key.iter(f"{{{NAMESPACE}}}text")]
    return root, texts, [one.get("class") for one in key.iter() if (one.get("class") or "").startswith("sign")]


@pytest.mark.parametrize("year", [2021, 2023])
@pytest.mark.parametrize("direction", ["west", "east", "both"])
def test_the_key_says_where_sources_disagree_if_they_do(catalogue, year, direction):
    root, texts, signs = read_key(catalogue, Hours(year, direction))
    seen = any(one.get("class") == "wait-ring" for one in root.iter())
    assert ("sources disagree" in texts) == seen
    assert ("sign sign--ring" in signs) == seen


def test_some_sources_disagree(catalogue):
    assert "sources disagree" in read_key(catalogue, Hours(2023, "both"))[1]


def test_the_key_names_the_year_that_is_compared_with(catalogue):
    _, texts, signs = read_key(catalogue, Hours(2023, "west", 2021))
    assert texts[0] == "Hours at each post, 2021 → 2023"
    assert texts[-1] == "2021"
    assert signs[-1] == "sign sign--outline"
    _, texts, signs = read_key(catalogue, Hours(2023, "west"))
    assert texts[0] == "Hours at each post, 2023"
    assert "sign sign--outline" not in signs


@pytest.mark.parametrize("key", [False, True])
def test_a_legend_has_no_lines_that_are_dimmed_as_on_the_screen(catalogue, key):
    def list_lines(*modes):
        picture = Picture(hours=Hours(2023, "west"), choices=Choices(modes=modes), bounds=WHOLE_REGION, key=key)
        root = ET.fromstring(draw_map(catalogue, list_entries(catalogue), picture, EN))
        dimmed = {one.get("class") for one in root.iter() if one.get("opacity") == f"{OFF_LINE_OPACITY:g}"}
        return {one.text for one in root.iter(f"{{{NAMESPACE}}}text")} & {"rail", "sea", "road"}, dimmed

    assert list_lines()[0] == {"rail", "sea", "road"}
    shown, dimmed = list_lines("rail")
    assert shown == {"rail"}
    assert any("line--" in (names or "") for names in dimmed)


def test_a_glyph_that_does_not_answer_is_as_pale_as_a_site():
    """One rule of the style sheet of the screen fades both."""
    assert FADED == OFF_SITE_OPACITY
