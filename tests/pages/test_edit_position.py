"""Where a row is: typed or set on the map, it becomes a change at once, in the digits of its table, and is checked."""

import pytest

from panels.edit import position
from panels.edit.position import count_digits, read_set
from tests.pages.apps import html_of
from tests.pages.test_edit import again, editions, enter, go, open_edit, press

__all__ = ["editions"]
SENT = []


class Shown:
    """Stands for the map: what a hand has set on it is sent at the next run, as Streamlit does it."""

    def __init__(self, *_, **__):
        self.data = None

    def __call__(self, *, key, data, on_position_change, on_look_change):
        import streamlit as st  # noqa: PLC0415 - as the page has it

        SENT.append((data, on_position_change, on_look_change))
        st.session_state.setdefault(key, {})


@pytest.fixture
def clerk(editions, monkeypatch):
    del editions
    SENT.clear()
    monkeypatch.setattr(position.st.components.v2, "component", Shown)
    page = go(enter(open_edit(), "Ayşe"), tab="row", table="places")
    return go(page, row="torugart")


def field(page, row_id, heading):
    return page.text_input(key=f"edit-position-places-{row_id}-{heading}")


def test_what_is_typed_is_a_change_at_once_and_shown_on_the_map(clerk):
    assert SENT[-1][0]["position"] == {"lat": 40.5525, "lon": 75.3925}
    assert SENT[-1][0]["digits"] == 5
    field(clerk, "torugart", "lat").set_value("40.55")
    again(clerk)
    assert SENT[-1][0]["position"] == {"lat": 40.55, "lon": 75.3925}
    assert 'data-id="torugart" data-kind="changed"' in html_of(clerk)
    press(clerk, "Give the changes up")
    assert field(clerk, "torugart", "lat").value == "40.5525"
    assert 'data-kind="changed"' not in html_of(clerk)


def test_the_check_tells_of_a_position_beside_the_map(clerk):
    field(clerk, "torugart", "lat").set_value("north")
    again(clerk)
    assert html_of(clerk).count('data-row="torugart" data-column="lat"') == 2
    assert SENT[-1][0]["position"] is None
    field(clerk, "torugart", "lat").set_value("55.1")
    again(clerk)
    assert 'data-row="torugart"' in html_of(clerk)
    assert SENT[-1][0]["position"] == {"lat": 55.1, "lon": 75.3925}


def test_a_new_row_keeps_its_position_until_it_is_taken(clerk):
    page = go(clerk, row="+")
    assert SENT[-1][0]["position"] is None
    for heading, cell in (("lat", "41.33"), ("lon", "45.07")):
        field(page, "", heading).set_value(cell)
    again(page)
    assert SENT[-1][0]["position"] == {"lat": 41.33, "lon": 45.07}
    page.text_input(key="edit-cell-places--place_id").set_value("made-up")
    press(page, "Take this row")
    html = html_of(page)
    assert 'data-id="made-up" data-kind="added"' in html
    assert ">41.33</td>" in html


def test_a_row_without_a_place_has_no_map(clerk):
    SENT.clear()
    go(clerk, table="dwell", row="D001")
    assert SENT == []


@pytest.mark.parametrize(
    "message",
    [
        None, [], "x", {}, {"lat": 1}, {"lat": "x", "lon": 2}, {"lat": True, "lon": 2}, {"lat": 91, "lon": 2},
        {"lat": float("nan"), "lon": 2}, {"lat": 1, "lon": 1e400}, {"lat": [1], "lon": 2},
    ],
    ids=range(11),
)  # fmt: skip
def test_what_is_no_position_is_left_out(message):
    assert read_set(message, 5) is None


def test_what_was_set_has_the_digits_that_most_cells_of_the_table_have():
    assert read_set({"lat": 41.5, "lon": -7}, 3) == {"lat": "41.500", "lon": "-7.000"}
    assert count_digits(["41.1", "41.123", "2.345", "7.12345", ""]) == 3
    assert count_digits(["1.123456789"]) == 6
    assert count_digits([]) == 5
