"""The small map of a country: its own sites by number, its land in the middle."""

from xml.etree import ElementTree as ET

import pytest

from geo.geodesy import Bounds
from geo.language import load_language
from geo.picture.country import draw_country, fit_country
from geo.picture.draw import WHOLE_REGION
from geo.picture.svg import NAMESPACE
from geo.sites.selection import list_entries

EN = load_language("en")


def draw(catalogue, numbers, country):
    return draw_country(catalogue, list_entries(catalogue), numbers, country, EN)


def sites_of(svg):
    groups = ET.fromstring(svg).iter(f"{{{NAMESPACE}}}g")
    return {
        group.get("class").removeprefix("site site--"): "".join(group.itertext())
        for group in groups
        if (group.get("class") or "").startswith("site site--")
    }


@pytest.mark.parametrize(
    ("country", "numbers"),
    [("KAZ", {"altynkol": 1, "nur-zholy": 2}), ("CHN", {"irkeshtam-cn": 1}), ("BGR", {"kapitan-andreevo": 1})],
)
def test_its_own_posts_stand_on_it_by_number_and_no_others(catalogue, country, numbers):
    shown = sites_of(draw(catalogue, numbers, country))
    assert set(shown) == set(numbers)
    assert all(shown[site].endswith(str(number)) for site, number in numbers.items())


def test_without_a_site_that_has_a_position_there_is_no_map(catalogue):
    assert draw(catalogue, {}, "HUN") == ""
    assert draw(catalogue, {"tashkent-ark-buloq": 1}, "UZB") == ""


def test_the_box_is_the_country_kept_near_the_region():
    whole = fit_country("KAZ", None, WHOLE_REGION)
    assert (whole.south < 41, whole.north > 55) == (True, True)
    assert (whole.west < 47, whole.east > 87) == (True, True)
    assert fit_country("CHN", None, WHOLE_REGION).east == WHOLE_REGION.east + 10
    far = Bounds(20.0, 100.0, 21.0, 130.0)
    assert fit_country("CHN", far, WHOLE_REGION).east == pytest.approx(130.0)
    assert fit_country("no land", far, WHOLE_REGION) == far
