import re

import pytest

from geo.records.places import Line
from geo.style import font_faces, read_style

STYLE = read_style()


def make_line(mode, status):
    return Line("R1", "x", "main", mode, status, "", "", None, "", (), "high", "")


@pytest.mark.parametrize("symbol", STYLE.symbols.values(), ids=lambda s: s.kind)
def test_every_symbol_draws_and_is_hidden_from_screen_readers(symbol):
    svg = str(symbol.svg(18))
    assert 'width="18"' in svg
    assert 'aria-hidden="true"' in svg
    assert re.fullmatch(r"#[0-9a-f]{6}", symbol.colour)


def test_symbols_differ_by_shape_and_by_colour():
    assert len({s.path for s in STYLE.symbols.values()}) == len(STYLE.symbols)
    assert len({s.colour for s in STYLE.symbols.values()}) == len(STYLE.symbols)


@pytest.mark.parametrize("stroke", STYLE.strokes.values(), ids=lambda s: s.key)
def test_every_stroke_draws(stroke):
    assert f'stroke="{stroke.colour}"' in str(stroke.svg())


@pytest.mark.parametrize("mode", ["road", "rail", "sea", "air"])
def test_what_is_not_built_looks_so_whatever_its_mode(mode):
    assert STYLE.stroke_of(make_line(mode, "planned")).key == "planned"
    assert STYLE.stroke_of(make_line(mode, "in-service")).key == mode


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [("ink", "paper", 7), ("muted", "paper", 4.5), ("brand", "paper", 4.5), ("place-name", "land", 4.5),
     ("place-name", "member-land", 4.5), ("water-name", "sea", 3.9), ("land-name", "land", 3.4)],
)  # fmt: skip
def test_text_stands_out_from_its_ground(text, ground, least):
    light, dark = sorted((luminance(STYLE.colours[text]), luminance(STYLE.colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def test_font_faces_stay_with_the_app():
    css = font_faces("../fonts")
    assert css.count("@font-face") > 5
    assert "http" not in css


def test_no_name_of_the_base_map_is_worth_a_line_below_it():
    rules = read_style().labels
    places = max(len(rules["centred"]), len(rules["beside"]))
    assert rules["ink_cost"] > rules["most_cost_point"] >= places
    assert rules["ink_cost"] > rules["most_cost_area"] >= places
