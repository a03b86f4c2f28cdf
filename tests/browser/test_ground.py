"""Lines and ground in the browser: courses by address, exact close in, towns in the reader's language."""

from __future__ import annotations

import pytest

from geo.alignment import read_courses
from tests.browser.hooks import look_at

pytestmark = pytest.mark.browser

RED_BRIDGE = (41.3286, 45.072)
DRAWN = "line => [...document.querySelectorAll(`path.line--${line}`)].map(path => path.getAttribute('d'))"
CORNERS = "line => (document.querySelector(`path.line--${line}`).getAttribute('d').match(/[ML]/g) ?? []).length"
NAMES = "() => [...document.querySelectorAll('.label')].map(label => label.textContent)"
INKED = """() => {
  const canvas = document.querySelector('.leaflet-ground-pane canvas');
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels.some((value, place) => place % 4 === 3 && value > 0);
}"""


def test_lines_run_along_their_course_and_not_from_end_to_end(shared_map, catalogue):
    _, frame = shared_map
    for line in ("R1", "R3", "R6a", "H2"):
        assert frame.evaluate(CORNERS, line) > 5, line
    assert len(read_courses(catalogue)) == len(catalogue.lines)


def test_every_line_has_one_path_and_what_joins_stations_another(shared_map):
    _, frame = shared_map
    assert len(frame.evaluate(DRAWN, "R2")) == 1
    dashed = frame.eval_on_selector_all(
        "path.between", "found => found.filter(e => e.getAttribute('d').length > 9).map(e => e.getAttribute('class'))"
    )
    told = {name for names in dashed for name in names.split() if name.startswith("between--")}
    assert {"between--R2", "between--R2a", "between--R2w"} <= told
    assert frame.eval_on_selector("path.between--R2", "e => e.getAttribute('stroke-dasharray')") == "5 4"
    assert frame.eval_on_selector("path.line--H4", "e => e.getAttribute('stroke-dasharray')") == "5 4"


def test_close_in_the_ground_comes_and_says_where_it_ends(shared_map):
    _, frame = shared_map
    look_at(frame, *RED_BRIDGE, 9)
    frame.wait_for_function("[...document.querySelectorAll('.label')].some(e => e.textContent === 'detail ends here')")
    assert "Marneuli" in frame.evaluate(NAMES)
    assert frame.evaluate(INKED)
    look_at(frame, *RED_BRIDGE, 5)
    assert "Marneuli" not in frame.evaluate(NAMES)


def test_close_in_a_line_is_exact(shared_map):
    _, frame = shared_map
    look_at(frame, *RED_BRIDGE, 12)
    frame.wait_for_function("!document.querySelector('.line--H1').getAttribute('d').startsWith('M0 0')")
    gate = frame.evaluate("([lat, lon]) => map.latLngToLayerPoint([lat, lon])", list(RED_BRIDGE))
    assert frame.evaluate(
        """([x, y]) => {
          const path = document.querySelector('.line--H1');
          return path.isPointInStroke(new DOMPoint(x, y));
        }""",
        [gate["x"], gate["y"]],
    )


def test_coarse_roads_are_in_the_legend_only_where_they_are_seen(shared_map):
    _, frame = shared_map
    look_at(frame, 44.18, 80.3, 9)
    frame.wait_for_function("document.body.classList.contains('with-coarse')")
    look_at(frame, *RED_BRIDGE, 12)
    frame.wait_for_function("!document.body.classList.contains('with-coarse')")
