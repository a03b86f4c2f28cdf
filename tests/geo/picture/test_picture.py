"""The map as a picture says what the screen says, and fits on its sheet."""

import io
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from geo.errors import GeometryError
from geo.geodesy import Bounds, Point, bounds_of
from geo.language import list_languages, load_language
from geo.map.basemap import BASE_MAP_FOLDER, OVERVIEW_FILE, read_labels
from geo.map.layers import line_vertices, list_labels
from geo.picture import margins
from geo.picture.basemap import read_sheet, share_abroad
from geo.picture.draw import Picture, draw_map
from geo.picture.frame import fit_frame
from geo.picture.labels import Box, Room, list_kinds
from geo.picture.svg import NAMESPACE
from geo.picture.text_width import text_width
from geo.picture.typeset import PRINT_DPI, draw_png
from geo.sites.selection import Choices, adjoining_countries, layer_of, list_entries, member_states
from geo.style import read_style

EN = load_language("en")
LEAST_TEXT_PX = 11
DISCLAIMER = "Boundaries and names shown do not imply endorsement."


@pytest.fixture(scope="module")
def entries(catalogue):
    return list_entries(catalogue)


@pytest.fixture(scope="module")
def drawn(catalogue, entries):
    numbers = {entry.id: number for number, entry in enumerate(entries, 1) if entry.listed}
    return ET.fromstring(draw_map(catalogue, entries, Picture(numbers=numbers, title="Title", credit=DISCLAIMER), EN))


def classes(root, part):
    return [e.get("class").split() for e in root.iter() if part in (e.get("class") or "").split()]


def texts(root, part=""):
    return [e.text for e in root.iter(f"{{{NAMESPACE}}}text") if part in (e.get("class") or "")]


def test_every_line_of_the_layers_that_are_on_is_drawn(catalogue, drawn):
    wanted = {
        f"line--{line.line_id}"
        for line in catalogue.lines
        if line.line_id in line_vertices(catalogue) and layer_of(line) in Picture().layers
    }
    found = {name for names in classes(drawn, "line") for name in names if name.startswith("line--")}
    assert found == wanted


def test_strokes_and_symbols_are_those_of_the_style_table(drawn):
    style = read_style()
    known = {stroke.colour for stroke in style.strokes.values()}
    used = {e.get("stroke") for e in drawn.iter() if (e.get("class") or "").startswith("line ")}
    assert used <= known
    symbols = {e.get("d") for e in drawn.iter() if e.get("transform", "").startswith("translate(") and e.get("d")}
    assert symbols <= {symbol.path for symbol in style.symbols.values()}


def test_every_site_with_a_position_has_a_symbol_with_its_number(entries, drawn):
    wanted = {f"site--{entry.id}" for entry in entries if entry.listed and entry.position}
    assert {name for names in classes(drawn, "site") for name in names[1:]} == wanted
    shown = {int(text) for text in texts(drawn) if text.isdigit()}
    assert len(shown) == len(wanted)


def test_the_picture_has_legend_scale_arrow_title_and_disclaimer(drawn):
    assert {"rail", "road crossing", "N", "Title", DISCLAIMER} <= set(texts(drawn))
    assert any(re.fullmatch(r"[\d,]+ km at \d+° N", text) for text in texts(drawn))


@pytest.mark.parametrize(
    "size", [{}, {"width": 616, "height": 250, "key": True}, {"width": 290, "height": 230, "key": True}]
)
@pytest.mark.parametrize("bounds", [None, Bounds(41.2, 44.8, 41.5, 45.3), Bounds(43.9, 79.9, 44.5, 80.9)])
def test_every_symbol_and_line_of_a_picture_stands_in_its_legend(catalogue, entries, bounds, size):
    layers = ("sites", "corridor", "branches", "comparison", "etir", "posts")
    root = ET.fromstring(draw_map(catalogue, entries, Picture(bounds=bounds, layers=layers, closest=10.5, **size), EN))
    legend = next(e for e in root.iter() if e.get("class") == "legend")
    shown, explained = set(), {(e.get("d"), e.get("fill")) for e in legend.iter() if e.get("transform")}
    for site in (e for e in root.iter() if (e.get("class") or "").startswith("site ")):
        shown |= {(e.get("d"), e.get("fill")) for e in site.iter() if e.get("transform")}
    look = ("stroke", "stroke-width", "stroke-dasharray")
    strokes = {tuple(map(e.get, look)) for e in root.iter() if (e.get("class") or "").startswith("line ")}
    assert shown
    assert shown == explained
    assert strokes <= {tuple(map(e.get, look)) for e in legend.iter() if e.get("stroke-width")}
    ground = [e for e in root.iter() if (e.get("class") or "").startswith("ground ")]
    exact = {e.get("stroke") for e in ground if e.get("stroke-dasharray") is None}
    assert exact <= {e.get("stroke") for e in legend.iter()}
    coarse = EN.text(read_style().coarse.label) in [e.text for e in legend.iter()]
    assert coarse == any(e.get("stroke-dasharray") for e in ground)
    assert all(float(e.get("y")) < root_height(root) for e in legend.iter() if e.get("y"))
    between = any((e.get("class") or "").startswith("between ") for e in root.iter())
    assert between == (EN.text(read_style().between.label) in [e.text for e in legend.iter()])


def root_height(root):
    return float(root.get("height"))


@pytest.mark.parametrize("code", list_languages())
def test_no_letters_of_a_picture_are_smaller_than_a_document_may_print_them(catalogue, entries, code):
    picture = Picture(616, 420, key=True, numbers={"torugart": 1}, credit=DISCLAIMER)
    root = ET.fromstring(draw_map(catalogue, entries, picture, load_language(code)))
    assert min(float(e.get("font-size")) for e in root.iter(f"{{{NAMESPACE}}}text")) >= LEAST_TEXT_PX


def test_what_does_not_answer_is_dimmed_or_left_out(catalogue, entries):
    only = Choices(countries=("KGZ",))
    dimmed = ET.fromstring(draw_map(catalogue, entries, Picture(choices=only, bounds=Bounds(36, 25, 48, 82)), EN))
    hidden = ET.fromstring(draw_map(catalogue, entries, Picture(choices=only, hide=True), EN))
    faint = [e for e in dimmed.iter() if (e.get("class") or "").startswith("site ") and e.get("opacity")]
    assert len(faint) == sum(1 for e in entries if e.listed and e.position and "KGZ" not in e.countries)
    shown = {names[1].removeprefix("site--") for names in classes(hidden, "site")}
    assert {"torugart", "irkeshtam"} <= shown <= {e.id for e in entries if "KGZ" in e.countries}


def test_a_layer_that_is_off_is_not_drawn(catalogue, entries):
    root = ET.fromstring(draw_map(catalogue, entries, Picture(layers=()), EN))
    assert not classes(root, "line")
    assert not classes(root, "site")


@pytest.mark.parametrize("size", [(300, 200), (640, 1100), (2400, 700)])
def test_names_and_symbols_stay_on_a_sheet_of_any_size(catalogue, entries, size):
    root = ET.fromstring(draw_map(catalogue, entries, Picture(*size, legend=False), EN))
    for element in root.iter(f"{{{NAMESPACE}}}text"):
        assert 0 <= float(element.get("x")) <= size[0]
        assert 0 <= float(element.get("y")) <= size[1]


def test_a_sheet_without_room_is_refused():
    with pytest.raises(GeometryError, match="no room"):
        fit_frame(Bounds(40, 40, 41, 41), 100, 100, padding=60)


@given(
    st.floats(-80, 80), st.floats(-179, 179), st.floats(0, 4), st.floats(0, 4), st.sampled_from([(400, 300), (300, 900)])
)  # fmt: skip
def test_what_was_asked_for_is_on_the_sheet(south, west, high, wide, size):
    bounds = Bounds(south, west, south + high, min(west + wide, 180))
    frame = fit_frame(bounds, *size, padding=20)
    for corner in (Point(bounds.south, bounds.west), Point(bounds.north, bounds.east)):
        assert frame.holds(frame.place(corner), 19.9)


def test_the_middle_of_a_sheet_is_where_it_says():
    frame = fit_frame(Bounds(40, 40, 44, 50), 600, 400)
    x, y = frame.place(frame.centre)
    assert x == pytest.approx(300)
    assert y == pytest.approx(200)


def test_a_kilometre_on_the_sheet_is_a_kilometre_on_the_ground():
    frame = fit_frame(Bounds(41.3, 45.0, 41.35, 45.2), 600, 400, closest=12.5)
    assert frame.km_for_px(600) == pytest.approx(16.7 * 600 / 480, rel=0.02)  # 0.2 degrees of longitude at 41.3 N


@pytest.mark.parametrize(("longest", "length"), [(7.3, 5), (5, 5), (4.9, 2), (1.2, 1), (0.4, 0.2), (999, 500)])
def test_a_scale_bar_has_a_round_length(longest, length):
    assert margins.round_length(longest) == pytest.approx(length)


@pytest.mark.parametrize("code", list_languages())
@pytest.mark.parametrize("width", [180, 240, 420])
def test_the_key_below_a_small_map_is_never_wider_than_it(code, width):
    style, language = read_style(), load_language(code)
    strokes, symbols = tuple(style.strokes.values()), tuple(style.symbols.values())
    rows = margins.lay_key(strokes, symbols, width, language)
    text = margins.CREDIT_TEXT_PX
    ends = [x + margins.indent_of(kind) + text_width(words, text) for row in rows for x, kind, words in row]
    assert max(ends) <= width
    assert " ".join(words for row in rows for *_, words in row) == " ".join(
        language.text(kind.label) for kind in (*symbols, *strokes)
    )


def test_land_is_land_and_water_is_water(catalogue, entries):
    """A rectangle cut from a lake that touched its corner once flooded the whole map."""
    picture = Picture(1400, 800, Bounds(36, 25, 48, 82), layers=(), legend=False)
    image = Image.open(io.BytesIO(draw_png(draw_map(catalogue, entries, picture, EN), 1400, 800))).convert("RGB")
    frame = fit_frame(picture.bounds, 1400, 800, 70)
    colours = read_style().colours
    for place, name in {
        (46.0, 70.0): "member-land",
        (34.0, 55.0): "land",
        (42.0, 51.0): "sea",
        (43.0, 34.5): "sea",
    }.items():
        at = tuple(map(int, frame.place(Point(*place))))
        assert "#{:02x}{:02x}{:02x}".format(*image.getpixel(at)) == colours[name], place


def test_the_sheet_is_the_file_that_the_browser_draws():
    assert (BASE_MAP_FOLDER / OVERVIEW_FILE).exists()
    assert set(read_sheet(OVERVIEW_FILE).land.words) >= {"KAZ", "TUR", "AZE", "KGZ", "UZB"}


def test_symbols_too_close_stand_apart_with_a_line_to_their_place(drawn):
    at = [
        tuple(map(float, re.search(r"translate\(([\d.]+) ([\d.]+)\)", e[-2].get("transform")).groups()))
        for e in drawn.iter()
        if (e.get("class") or "").startswith("site ")
    ]
    assert min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for i, a in enumerate(at) for b in at[:i]) > 20


@pytest.mark.parametrize("code", list_languages())
def test_a_picture_speaks_the_language_of_the_reader(catalogue, entries, code):
    language = load_language(code)
    root = ET.fromstring(draw_map(catalogue, entries, Picture(), language))
    assert language.country_in_capitals("TUR") in texts(root)
    assert language.text("sea port") in texts(root)


def test_hostile_text_stays_text(catalogue, entries):
    hostile = "</text><script>alert(1)</script>\x00&\ud800"
    svg = draw_map(catalogue, entries, Picture(title=hostile, credit=hostile), EN)
    assert "<script" not in svg
    assert "</text><script>alert(1)</script>&" in texts(ET.fromstring(svg), "title")


@pytest.mark.parametrize("code", list_languages())
def test_turkish_capitals_keep_their_dots(catalogue, code):
    language = load_language(code)
    expected = {
        "en": ("TÜRKİYE", "IRAN"),
        "tr": ("TÜRKİYE", "İRAN"),
        "ru": ("ТУРЦИЯ", "ИРАН"),
        "kk": ("ТҮРКИЯ", "ИРАН"),
    }
    assert (language.country_in_capitals("TUR"), language.country_in_capitals("IRN")) == expected[code]
    written = {row[4] for row in list_labels(catalogue, language) if row[0] == "country"}
    assert set(expected[code]) <= written  # as the map on the screen gets them


@pytest.mark.parametrize("code", list_languages())
@pytest.mark.parametrize("bounds", [Bounds(38, 42, 43, 52), Bounds(39, 43, 42, 47), Bounds(36, 25, 48, 82)])
def test_the_name_of_a_country_does_not_lie_across_its_neighbours(catalogue, entries, code, bounds):
    language = load_language(code)
    picture = Picture(900, 560, bounds=bounds, legend=False)
    frame = fit_frame(bounds, 900, 560, 67.2)
    root = ET.fromstring(draw_map(catalogue, entries, picture, language))
    codes = {language.country_in_capitals(label.country): label.country for label in read_labels(code) if label.country}
    kind = list_kinds()["country"]
    for before, element in pairwise(root.iter()):
        led = before.get("class") == "name-note"  # a line says whose name it is
        if element.get("class") == "name name--country" and not led:
            x, foot = float(element.get("x")), float(element.get("y"))
            size, spacing = float(element.get("font-size")), float(element.get("letter-spacing"))
            wide, high = text_width(element.text, size, kind.face, spacing), kind.height * size / kind.size
            box = (x, foot - high * 0.76, x + wide, foot + high * 0.24)
            beside = spacing != kind.spacing  # a member that has no room at home
            is_near = codes[element.text] in set(adjoining_countries(catalogue)) - set(member_states(catalogue))
            own = 0.85 if is_near else 0.3
            most = read_style().labels["beside_country"]["most_abroad"] if beside else own
            assert share_abroad(codes[element.text], box, frame) < most, element.text


def test_a_name_takes_no_place_that_is_taken():
    room = Room(100, 100, [Box(10, 10, 50, 50)])
    assert not room.free(Box(40, 40, 60, 60))
    assert not room.free(Box(80, 80, 120, 90))
    assert room.free(Box(51, 51, 60, 60))


def test_text_is_measured_with_the_font_it_is_set_in():
    assert text_width("iiii", 10) < text_width("MMMM", 10)
    assert text_width("Қорғас", 20) == pytest.approx(2 * text_width("Қорғас", 10))


def test_a_png_has_the_size_and_density_asked_for(catalogue, entries):
    svg = draw_map(catalogue, entries, Picture(400, 300), EN)
    image = Image.open(io.BytesIO(draw_png(svg, 400, 300, PRINT_DPI)))
    assert image.size == pytest.approx((1250, 937.5), abs=1)
    assert image.info["dpi"] == pytest.approx((PRINT_DPI, PRINT_DPI), abs=0.1)


def test_bounds_of_nothing_show_the_home_view(catalogue, entries):
    """A filter that nothing answers to still gives a map."""
    root = ET.fromstring(draw_map(catalogue, entries, Picture(choices=Choices(text="no such place"), hide=True), EN))
    assert bounds_of([]) is None
    assert classes(root, "line")
    assert not classes(root, "site")


def test_hundreds_of_sites_are_points_as_on_the_screen(catalogue, entries, monkeypatch):
    monkeypatch.setattr("geo.map.layers.MAX_SYMBOLS", 3)
    picture = Picture(choices=Choices(countries=("KGZ",)), bounds=Bounds(36.0, 25.0, 48.0, 82.0), site="torugart")
    root = ET.fromstring(draw_map(catalogue, entries, picture, EN))
    group = next(one for one in root.iter(f"{{{NAMESPACE}}}g") if one.get("class") == "sites")
    points = {one.get("class").split("--")[1]: one for one in group}
    assert {one.tag for one in group} == {f"{{{NAMESPACE}}}circle"}
    assert points.keys() == {entry.id for entry in entries if entry.position and entry.listed}
    colours = read_style().symbols
    assert all(points[e.id].get("fill") == colours[e.site.symbol].colour for e in entries if e.id in points)
    assert {site for site, one in points.items() if one.get("opacity") is None} == {
        entry.id for entry in entries if entry.id in points and "KGZ" in entry.countries
    }
    radii = {site: float(one.get("r")) for site, one in points.items()}
    assert [site for site, radius in radii.items() if radius > min(radii.values())] == ["torugart"]
    assert texts(root, "name--site") == ["Torugart"]


def test_names_of_the_ground_keep_off_points():
    room = Room(100.0, 100.0)
    room.put_ink([(50.0, 50.0)])
    assert room.inked(Box(45.0, 45.0, 55.0, 55.0)) == 1
    assert room.inked(Box(5.0, 5.0, 15.0, 15.0)) == 0


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("", [""]),
        ("Kapıkule · Map", ["Kapıkule · Map"]),
        ("A subject of some words · Page · Map", ["A subject of some words · Page · Map"]),
        ("A subject of several long words · Page · Map", ["A subject of several long words · Page", "Map"]),
        (
            "A subject of so many words that it has no room · Map",
            ["A subject of so many words that it has no", "room · Map"],
        ),
        (f"{'Word ' * 15}· Map", ["Word Word Word Word Word Word Word", "Word Word Word Word Word Word …"]),
    ],
)
def test_a_long_title_has_smaller_letters_or_two_lines_and_keeps_its_subject(title, lines):
    size, found = margins.lay_title(title, 310)
    assert found == lines
    assert size >= margins.TITLE_TEXT_PX[1]
    assert max(text_width(line, size, "noto-sans-bold") for line in found) <= 310


def test_every_line_of_a_title_is_drawn(catalogue, entries):
    title = "A subject of several long words · Page · Map"
    root = ET.fromstring(draw_map(catalogue, entries, Picture(334, 300, title=title), EN))
    assert texts(root, "title") == ["A subject of several long words · Page", "Map"]
