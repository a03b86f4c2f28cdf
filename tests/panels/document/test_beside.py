"""The map beside a text in the first document: framed and marked as the live one will be."""

import gzip
import re
import subprocess
import sys

import pytest

from geo.language import load_language
from panels.data import read_data
from panels.document import beside
from panels.document.beside import fit_beside, list_marks, measure_screens, wish_beside
from panels.document.first_sight import FirstSight
from panels.document.opened import read_opened
from panels.reader import Reader
from panels.record.on_map import choose_view as choose_events_view
from panels.ui.address import opened_at
from panels.view import Mark, View, list_codes
from panels.visits.on_map import choose_view
from panels.visits.sheet import read_wish
from panels.web.join import SCRIPT_FOLDER
from tests.panels.document.test_first_sight import MOST_PACKED_B, REST_B


@pytest.fixture(scope="module")
def reader():
    catalogue, entries = read_data()
    return Reader(catalogue, entries, list_codes(catalogue, entries), load_language("en"))


def lay(reader, view):
    wish = wish_beside(reader.catalogue, reader.entries, view, "en")
    return (wish.placed, *fit_beside(reader.catalogue, wish))


def test_zooms_are_those_of_the_camera():
    script = (SCRIPT_FOLDER / "map" / "camera.js").read_text(encoding="utf-8")
    for name in ("MARKED_ZOOM", "FOUND_ZOOM", "LINES_ZOOM", "COUNTRIES_ZOOM", "HOME_ZOOM"):
        assert float(re.search(rf"^const {name} = ([\d.]+);", script, re.MULTILINE)[1]) == getattr(beside, name)
    marks = (SCRIPT_FOLDER / "map" / "marks.js").read_text(encoding="utf-8")
    assert float(re.search(r"^const APART_PX = (\d+);", marks, re.MULTILINE)[1]) == beside.APART_PX


def test_marks_are_framed_and_those_far_away_are_not(reader):
    near, far = Mark("torugart", 2), Mark("kapikule", 1, far=True)
    placed, _, frame = lay(reader, View(marks=(near, far)))
    place = reader.catalogue.places["torugart"]
    assert (placed.bounds.south, placed.bounds.east) == (place.lat, place.lon)
    ((number, left, top),) = list_marks(reader.catalogue, View(marks=(near,)), frame)
    assert (number, left, top) == (2, pytest.approx(50, abs=0.1), pytest.approx(50, abs=0.1))
    assert [one[0] for one in list_marks(reader.catalogue, View(marks=(near, far)), frame)] == [2]


def test_marks_on_each_other_share_one_and_no_record_is_lost(reader):
    with opened_at({}):
        view = choose_view(reader, read_wish(reader))
    *_, frame = lay(reader, view)
    numbers = [number for number, *_ in list_marks(reader.catalogue, view, frame)]
    assert sum(numbers) == sum(mark.number for mark in view.marks)
    assert len(numbers) < len(view.marks)  # Khorgos, Altynkol and Nur-Zholy lie together


def test_on_a_smaller_screen_more_marks_share_one(reader):
    with opened_at({"tab": ["map"]}):
        view = choose_events_view(reader)
    _, fit, frame = lay(reader, view)
    scales = measure_screens(fit, frame)
    listed = {name: list_marks(reader.catalogue, view, frame, scale) for name, scale in scales.items()}
    assert len(listed["phone"]) < len(listed["narrow"]) < len(listed["wide"]) < len(listed["large"])
    assert len({sum(number for number, *_ in marks) for marks in listed.values()}) == 1


def test_a_route_is_framed_by_its_legs_and_nothing_by_the_whole_map(reader):
    placed, fit, _ = lay(reader, View(route=reader.catalogue.etir_routes[0].route_id))
    whole, home, _ = lay(reader, View())
    assert fit.width < home.width / 2
    assert placed.zoom < whole.zoom


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("visits", {}), ("etir", {}), ("etir", {"tab": ["corridor"]}),
        ("record", {"tab": ["map"]}), ("record", {"tab": ["map"], "country": ["KGZ"]}),
    ],
)  # fmt: skip
def test_the_place_of_the_map_is_drawn(page, query):
    sight = FirstSight()
    opened = read_opened(page, query, load_language("en"))
    sight.write(opened, query)
    sight.finish()
    html = sight.write(opened, query)
    assert '<div class="sight-beside">' in html
    assert html.count('<img src="data:image/svg+xml') == 1
    assert ("<b class=" in html) == (page != "etir")
    assert len(gzip.compress(html.encode(), 6)) < MOST_PACKED_B - REST_B


def test_it_brings_no_component_of_streamlit_before_there_is_a_server():
    """What is registered without one is not found by any page."""
    script = (
        "import sys, panels.document.first_sight; "
        "print({'streamlit_folium', 'panels.web.components'} & {*sys.modules} or False)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
