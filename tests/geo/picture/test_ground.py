"""A picture close in is not empty: ground, names, where detail ends, and what is coarse."""

from xml.etree import ElementTree as ET

import pytest

from geo.geodesy import Bounds
from geo.language import load_language
from geo.map.ground import list_surroundings
from geo.picture.draw import Picture, draw_map
from geo.picture.svg import NAMESPACE
from geo.sites.selection import list_entries

AROUND_DEG = 0.25
SITES = {
    "kapikule": "Edirne", "torugart": None, "irkeshtam": None, "red-bridge": "Marneuli", "baku-port-alat": "Qobustan",
    "nur-zholy": "Zharkent", "tashkent-aviayuklar": "Chirchiq", "baku-airport-cargo": "Sumqayit",
}  # fmt: skip


def draw(catalogue, bounds, code="en", closest=12.5):
    picture = Picture(width=700, height=500, bounds=bounds, closest=closest)
    return ET.fromstring(draw_map(catalogue, list_entries(catalogue), picture, load_language(code)))


def around(catalogue, site, reach=AROUND_DEG):
    place = catalogue.places[site]
    return Bounds(place.lat - reach, place.lon - reach, place.lat + reach, place.lon + reach)


def ground_of(root):
    return next((e for e in root.iter(f"{{{NAMESPACE}}}g") if e.get("class") == "surroundings"), None)


def words(root):
    return {e.text for e in root.iter(f"{{{NAMESPACE}}}text")}


@pytest.mark.parametrize("site", SITES)
def test_the_inset_of_a_site_has_ground_and_names(catalogue, site):
    root = draw(catalogue, around(catalogue, site))
    ways = [e for e in ground_of(root) if (e.get("class") or "").startswith("ground ")]
    assert ways
    assert SITES[site] is None or SITES[site] in words(root)


def test_from_afar_there_is_no_ground(catalogue):
    root = draw(catalogue, Bounds(36, 26, 48, 82))
    assert ground_of(root) is None


def test_a_picture_says_where_detail_ends(catalogue):
    root = draw(catalogue, around(catalogue, "red-bridge", 0.6))
    assert "detail ends here" in words(root)
    assert any(e.get("class") == "detail-edge" for e in ground_of(root))
    within = draw(catalogue, around(catalogue, "red-bridge", 0.05))
    assert "detail ends here" not in words(within)


def test_what_may_be_kilometres_off_is_dashed_and_named(catalogue):
    khorgos, red_bridge = (draw(catalogue, around(catalogue, site)) for site in ("nur-zholy", "red-bridge"))
    dashed = [e for e in ground_of(khorgos) if e.get("stroke-dasharray") and e.get("class").startswith("ground ")]
    assert dashed
    assert "road or railway up to 3 km off" in words(khorgos)
    assert not [e for e in ground_of(red_bridge) if e.get("stroke-dasharray") and e.get("class").startswith("ground ")]
    assert "road or railway up to 3 km off" not in words(red_bridge)


def test_what_only_joins_stations_is_dashed_without_a_white_band(catalogue):
    root = draw(catalogue, around(catalogue, "nur-zholy"))
    between = [e for e in root.iter() if (e.get("class") or "").startswith("between ")]
    assert {e.get("class").split()[2] for e in between} >= {"line--H4", "line--R2"}
    assert all(e.get("stroke-dasharray") for e in between)
    casings = next(e for e in root.iter() if e.get("class") == "casings")
    drawn = {e.get("d") for e in casings}
    assert not drawn & {e.get("d") for e in between}
    assert "drawn between stations" in words(root)


def test_towns_have_the_names_of_the_readers_language(catalogue):
    bounds = around(catalogue, "kapikule")
    assert {"Edirne", "Svilengrad"} <= words(draw(catalogue, bounds, "tr"))
    assert {"Эдирне", "Свиленград"} <= words(draw(catalogue, bounds, "ru"))


def test_a_town_is_named_once(catalogue):
    root = draw(catalogue, around(catalogue, "red-bridge", 0.7))
    names = [e.text for e in root.iter(f"{{{NAMESPACE}}}text") if (e.get("class") or "").startswith("name")]
    assert len(names) == len(set(names))


def test_every_sheet_can_be_drawn(catalogue):
    for one in list_surroundings():
        at = one.circles[0]
        assert ground_of(draw(catalogue, Bounds(at.lat - 0.1, at.lon - 0.1, at.lat + 0.1, at.lon + 0.1))) is not None
