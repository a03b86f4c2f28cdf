"""The hours at posts in the first document: glyphs as the live map draws them, set apart as on each of four screens."""

import gzip
import json
import re

import pytest

from geo.language import load_language
from geo.picture import glyphs as drawn
from geo.sites.waiting import BOTH, list_waiting, pick_waiting
from panels.data import read_data
from panels.document import glyphs, near
from panels.document.drawing import fit_home
from panels.document.first_sight import FirstSight
from panels.document.glyphs import list_glyphs, measure_scales
from panels.document.opened import read_opened
from panels.view import WAITING, View
from panels.web.join import SCRIPT_FOLDER
from tests.panels.document.test_first_sight import MOST_PACKED_B, REST_B


@pytest.fixture(scope="module")
def sight():
    return FirstSight()


def write(sight, **query):
    query = {"view": [WAITING], **query}
    opened = read_opened("", query, load_language("en"))
    sight.write(opened, query)
    sight.finish()
    return sight.write(opened, query)


def find_all(view):
    catalogue, entries = read_data()
    fit, frame = fit_home(catalogue, entries)
    return list_glyphs(catalogue, entries, view, frame, measure_scales(fit, framed=False, site=False))


def test_sizes_are_those_of_the_scripts():
    def read(name):
        text = (SCRIPT_FOLDER / "map" / f"{name}.js").read_text(encoding="utf-8")
        return {one: json.loads(value) for one, value in re.findall(r"const (\w+) = ([\d.]+|\[[\d., ]+\]);", text)}

    glyph, camera = read("waiting"), read("camera")
    for name in ("LEAST_REACH_PX", "BORDER_PX", "RING_PX"):
        assert glyph[name] == getattr(drawn, name)
    assert glyph["LEADER_FROM_PX"] == glyphs.LEADER_FROM_PX
    left, top, right, bottom = camera["HOME_MARGINS_PX"]
    assert (left + right, top + bottom) == glyphs.HOME_MARGINS_PX
    assert (bottom - top) / 2 == near.HOME_UP_PX
    assert camera["SIGHT_PX"] == near.SIGHT_PX
    assert tuple(camera["WIDEST_MARGIN_PX"]) == glyphs.WIDEST_MARGIN_PX
    assert tuple(camera["MARGIN_SHARE"]) == glyphs.MARGIN_SHARE
    assert sorted(set(glyphs.LEGEND_PX.values())) == camera["LEGEND_PX"]


def test_each_site_with_posts_has_a_glyph_and_no_symbol(sight):
    html = write(sight)
    picked = pick_waiting(list_waiting(read_data()[0]), ())
    assert sorted(re.findall(r'<a class="sight-wait"[^>]*?[?;]site=([\w-]+)["&]', html)) == sorted(picked)
    assert '<a class="symbol ' not in html
    assert html.count('id="wait-hatch"') == 1
    assert len(gzip.compress(html.encode(), 6)) < MOST_PACKED_B - REST_B


def test_what_is_not_shown_has_no_glyph(sight):
    assert "sight-wait" not in re.sub(r"<style>.*?</style>", "", write(sight, layer=["corridor"]), flags=re.DOTALL)
    assert {one.entry.id for one in find_all(View(view=WAITING, modes=("rail",)))} == {"altynkol", "baku-port-alat"}
    some = View(view=WAITING, countries=("KGZ",))
    assert {one.entry.id: one.on for one in find_all(some)}["altynkol"] is False
    assert all(one.on for one in find_all(View(view=WAITING, countries=("KGZ",), hide=True)))


def test_a_chosen_site_without_hours_keeps_its_symbol_and_one_with_hours_is_marked(sight):
    html = write(sight, site=["baku-airport-cargo"])
    assert re.findall(r'<a class="symbol [^"]* sight-chosen"[^>]*?[?;]site=([\w-]+)["&]', html) == [
        "baku-airport-cargo"
    ]
    html = write(sight, site=["red-bridge"])
    assert re.findall(r'<a class="sight-wait wait--chosen"[^>]*?[?;]site=([\w-]+)["&]', html) == ["red-bridge"]


def test_halves_are_drawn_as_the_sheet_of_the_screen_names_them():
    catalogue, _ = read_data()
    bridge = pick_waiting(list_waiting(catalogue), ())["red-bridge"]
    group = drawn.draw_glyph(bridge.halves(2023, BOTH), bridge.halves(2021, BOTH))
    classes = [one.get("class") for one in group]
    assert classes.count("wait-half wait-half--measured") == 4
    assert classes.count("wait-ring") == sum(half.value.disputed for half in bridge.halves(2023, BOTH)) == 2
    assert classes.count("wait-sign") == 4
    assert classes.count("wait-before") == 4
    blank = drawn.draw_glyph(bridge.halves(2019, "west"), ())
    assert [one.get("fill") for one in blank][1:3] == [f"url(#{drawn.HATCH})"] * 2


def test_glyphs_give_way_where_the_map_is_small_and_a_line_joins_them_to_their_post(sight):
    found = {one.entry.id: one for one in find_all(View(view=WAITING))}
    moved = found["nur-zholy"].moves
    assert set(moved) == set(glyphs.MAPS_PX)
    assert not found["kapikule"].moves
    x, y = moved["phone"]
    assert f'class="wait-leader sight-leader--phone"><path d="M0 0L{x} {y}" />' in found["nur-zholy"].picture
    assert f"--phone: {x}px {y}px" in write(sight)
    assert "sight-signs--phone" in write(sight)
    assert 'class="sight-sheet sight-signs--phone sight-signs--narrow"' in write(sight)
