import json
import re
from dataclasses import replace

import folium
import pytest

from geo.language import load_language
from geo.map import layers
from geo.map.home import home_bounds
from geo.map.layers import (
    SITE_COLUMNS,
    Content,
    describe_site,
    line_vertices,
    list_labels,
    site_index,
    write_credit,
    write_credit_lines,
)
from geo.sites import selection

HOSTILE = "<img src=x onerror=alert(1)>`${alert(1)}</script><script>alert(1)</script>'\"{{ 7*191 }}{% raw %}{#"


@pytest.fixture(scope="module")
def entries(catalogue):
    return selection.list_entries(catalogue)


ONLY_BETWEEN = ("R2k", "R2n", "H4")
"""Lines that only join stations, all of them."""


def script_of(draw):
    """Render a feature group on a map and give back its script with the random ids numbered."""
    holder = folium.Map(tiles=None)
    group = folium.FeatureGroup().add_to(holder)
    draw(group)
    text = layers.unshield(holder.get_root().render())
    names = dict.fromkeys(re.findall(r"[0-9a-f]{32}", text))
    for number, name in enumerate(names):
        text = text.replace(name, f"id{number}")
    return text


def test_as_many_lines_as_have_vertices(catalogue):
    text = script_of(lambda group: layers.draw_lines(catalogue, group))
    drawn = len(line_vertices(catalogue)) + len(layers.country_paths(catalogue))
    assert text.count("L.polyline(") == drawn == len(catalogue.lines) + 2
    for line in catalogue.lines:
        assert f"line line--{line.line_id} " in text


def test_as_many_symbols_as_sites_have_a_position(entries):
    text = script_of(lambda group: layers.draw_sites(entries, load_language("en"), group))
    assert text.count("L.marker(") == sum(1 for e in entries if e.position)
    for entry in entries:
        assert (f"site site--{entry.id} " in text) == (entry.position is not None)


def test_the_etir_line_names_its_route(catalogue):
    text = script_of(lambda group: layers.draw_lines(catalogue, group))
    assert "etir etir--T1" in text


def test_routes_without_end_points_are_dotted_from_country_to_country(catalogue):
    text = script_of(lambda group: layers.draw_lines(catalogue, group))
    for route_id in ("T2", "T3"):
        assert f"line line--{route_id} layer--etir mode--road etir etir--{route_id}" in text
        assert "no end points are published" in layers.line_index(catalogue, load_language("en"))[route_id]
    assert layers.drawn_routes(catalogue) == {"T1", "T2", "T3"}


def test_a_country_that_the_base_map_does_not_name_draws_nothing(catalogue, monkeypatch):
    monkeypatch.setattr(layers.basemap, "read_labels", lambda _: ())
    assert layers.country_paths(catalogue) == {}
    assert layers.drawn_routes(catalogue) == {"T1"}


def test_the_same_data_give_the_same_script(catalogue):
    assert script_of(lambda g: layers.draw_lines(catalogue, g)) == script_of(lambda g: layers.draw_lines(catalogue, g))


def test_many_sites_become_one_canvas_layer(entries, monkeypatch):
    monkeypatch.setattr(layers, "MAX_SYMBOLS", 3)
    text = script_of(lambda group: layers.draw_sites(entries, load_language("en"), group))
    assert "L.marker(" not in text
    assert "caravan.setContent" in text


def test_no_site_at_all_draws_nothing(catalogue):
    assert "L.marker(" not in script_of(lambda group: layers.draw_sites([], load_language("en"), group))
    assert home_bounds(catalogue, []) is None


def test_a_hostile_text_cannot_leave_its_string():
    text = script_of(lambda group: group.add_child(Content({"x": HOSTILE})))
    assert "<img" not in text
    assert "</script><script>" not in text
    inner = re.search(r"caravan\.setContent\((\".*?\")\);", text).group(1)
    assert json.loads(json.loads(inner)) == {"x": HOSTILE}


def test_the_first_view_holds_every_caravanserai_site_and_the_corridor(catalogue, entries):
    box = home_bounds(catalogue, entries)
    for line in catalogue.lines:
        if line.part == "main":
            for at in layers.line_vertices(catalogue)[line.line_id]:
                assert box.south <= at.lat <= box.north
                assert box.west <= at.lon <= box.east
    for entry in entries:
        if entry.site.role == "caravanserai":
            assert box.south <= entry.position.lat <= box.north
            assert box.west <= entry.position.lon <= box.east


def test_a_symbol_says_name_countries_and_kind(entries):
    entry = next(e for e in entries if e.id == "red-bridge")
    assert describe_site(entry, load_language("en")) == "Red Bridge · Azerbaijan – Georgia · road crossing"


@pytest.mark.parametrize(
    ("code", "caspian"),
    [("en", "Caspian Sea"), ("tr", "Hazar Denizi"), ("ru", "Каспийское море"), ("kk", "Каспий теңізі")],
)
def test_labels_and_credit_in_the_readers_language(catalogue, code, caspian):
    labels = list_labels(catalogue, load_language(code))
    assert {row[0] for row in labels} == {"country", "water", "place"}
    assert caspian in {row[4] for row in labels}
    assert "OpenStreetMap" in write_credit(load_language(code))


def test_a_line_of_the_credit_ends_between_two_of_its_parts():
    credit = write_credit(load_language("en"), "data version 0123abcd")
    parts = credit.split("\u00a0· ")
    assert [part.replace("\u00a0", " ") for part in parts[1:]] == [*write_credit_lines()[1:], "data version 0123abcd"]
    assert not any(" " in part for part in parts[1:])
    assert parts[0].endswith(write_credit_lines()[0].replace(" ", "\u00a0"))


def test_the_index_holds_what_the_browser_filters_by(catalogue, entries):
    rows = {row[0]: row for row in site_index(catalogue, entries, load_language("en"))}
    assert {len(row) for row in rows.values()} == {len(SITE_COLUMNS)}
    assert rows["red-bridge"][2:5] == [["AZE", "GEO"], ["road"], "road"]
    assert rows["altynkol"][SITE_COLUMNS.index("area")] == "Khorgos"
    facing = {site: row[SITE_COLUMNS.index("facing")] for site, row in rows.items()}
    assert facing["red-bridge"] == [("tsiteli-khidi", 41.3292, 45.0731)]
    assert len(facing["baku-port-alat"]) == 3
    assert facing["torugart"] == []  # where the other side stands is not known
    assert rows["tsiteli-khidi"][SITE_COLUMNS.index("layer")] == "posts"


def test_the_corridor_is_cut_at_its_borders(catalogue):
    found = layers.list_line_countries(catalogue, ("KAZ", "AZE", "GEO", "TUR"))
    assert {country for crossed in found.values() for country in crossed} == {"KAZ", "AZE", "GEO", "TUR"}
    assert found["R1"] == ["KAZ"]  # China's part is not asked for
    assert found["R2"] == ["KAZ"]
    assert found["R4"] == ["AZE", "GEO"]
    assert found["R5"] == ["GEO", "TUR"]
    assert "S1" not in found  # the sea belongs to nobody


def test_a_line_comes_from_end_to_end_and_its_course_by_address(catalogue):
    """The group that is sent stays small, however exactly the lines are known."""
    text = script_of(lambda group: layers.draw_lines(catalogue, group))
    assert len(text) - len(script_of(lambda _: None)) < 25_000
    assert text.count('"dashArray": "5 4"') == len(ONLY_BETWEEN)
    for line in ONLY_BETWEEN:
        path = text[: text.index(f"line line--{line} ")].rpartition("L.polyline(")[2]
        assert path.count("[") == 3


def test_only_drawn_legs_are_played_and_in_their_order(catalogue):
    legs = layers.list_legs(catalogue, load_language("en"))
    assert legs == {
        "T1": [("E1", "road: Ark buloq → Avia yuklar"), ("E2", "air: Avia yuklar → Baku Cargo Terminal")],
    }
    turned = replace(catalogue, etir_legs=tuple(reversed(catalogue.etir_legs)))
    assert layers.list_legs(turned, load_language("en")) == legs


def test_places_of_events_are_marked_only_where_their_position_is_known(catalogue):
    marked = layers.mark_index(catalogue, load_language("tr"))
    assert {"bishkek", "brussels", "red-bridge"} <= set(marked)
    assert not {"turkistan", "antalya", "sarp", ""} & set(marked)
    assert marked["bishkek"][2] == "Bişkek"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "R2",
            ["45 % drawn between stations", "– Zhetygen · 278 km along our line · 293 km published · Drawn between"],
        ),
        (
            "R5",
            [
                "147 km along our line · 170 km published",
                "104 km along our line · 105.6 km published",
                "Sources differ",
            ],
        ),
        ("H4", ["road · drawn between stations · 307 km along"]),
        ("S2", ["km along our line · No length is published for this line."]),
    ],
)
def test_a_line_tells_its_length_along_the_line_and_as_published(catalogue, line, told):
    text = layers.line_index(catalogue, load_language("en"))[line]
    assert [words for words in told if words not in text] == []
