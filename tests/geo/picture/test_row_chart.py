"""The chart of a figure among those that measure the same: what is drawn, what is not, and that texts stay texts."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from geo.language import list_languages, load_language
from geo.picture.row_chart import CHARTED, SMALL_PX, draw_row_chart, fold_lines
from geo.picture.text_width import text_width
from geo.style import read_style

SVG = "{http://www.w3.org/2000/svg}"


def draw(catalogue, table, row_id, code="en"):
    svg = draw_row_chart(catalogue, table, row_id, row_id, load_language(code))
    return ET.fromstring(svg) if svg else None


def list_columns(root):
    """List fill and height of every column, from left to right, without the ground and the key."""
    return [(one.get("fill"), float(one.get("height"))) for one in root.iter(f"{SVG}rect")][1:-2]


def list_texts(root):
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def test_this_row_stands_filled_among_the_years_of_its_post(catalogue):
    root = draw(catalogue, "dwell", "D023")
    own, other = read_style().colours["brand"], read_style().colours["paper"]
    assert [fill for fill, _ in list_columns(root)] == [other, other, other, own]
    texts = list_texts(root)
    assert {"2020", "2021", "2022", "2023", "54.9"} <= set(texts)
    assert any(text.startswith("Source: ") for text in texts)
    assert any("D023" in text and catalogue.version in text for text in texts)


def test_columns_are_as_high_as_their_values(catalogue):
    heights = [height for _, height in list_columns(draw(catalogue, "dwell", "D023"))]
    hours = [5.1, 2.4, 24.2, 54.9]
    assert [height / heights[-1] for height in heights] == pytest.approx([one / hours[-1] for one in hours], abs=0.01)


def test_a_blank_is_not_drawn_and_a_zero_is(catalogue):
    blank = [row.dwell_id for row in catalogue.dwell if row.hours is None and row.cost_usd is None]
    assert blank
    assert all(draw(catalogue, "dwell", row_id) is None for row_id in blank)
    assert draw(catalogue, "dwell", "nothing") is None
    row = next(row for row in catalogue.dwell if row.dwell_id == "D023")
    beside = replace(row, dwell_id="D001", year=2024, hours=None)
    assert len(list_columns(draw(replace(catalogue, dwell=(row, beside)), "dwell", "D023"))) == 1
    none = replace(row, hours=0.0, place_id="", post_as_printed="Nowhere")
    (column,) = list_columns(draw(replace(catalogue, dwell=(none,)), "dwell", "D023"))
    assert column[1] == 0


def test_what_is_foreseen_does_not_stand_beside_what_was_counted(catalogue):
    counted = next(row for row in catalogue.volumes if row.volume_id == "V183")
    foreseen = replace(counted, volume_id="V001", year=2040, kind="forecast")
    others = (row for row in catalogue.volumes if row.volume_id != "V001")
    with_it = replace(catalogue, volumes=(*others, foreseen))
    assert len(list_columns(draw(with_it, "volumes", "V183"))) == len(list_columns(draw(catalogue, "volumes", "V183")))
    assert len(list_columns(draw(with_it, "volumes", "V001"))) == 1


@pytest.mark.parametrize("code", list_languages())
def test_every_row_with_a_value_is_drawn_in_every_language(catalogue, code):
    drawn = {(table, row_id): draw(catalogue, table, row_id, code) for table, row_id in list_rows(catalogue)}
    assert {key for key, root in drawn.items() if root is None} == {
        (table, row_id) for table, row_id in list_rows(catalogue) if not has_value(catalogue, table, row_id)
    }
    for root in filter(None, drawn.values()):
        width = float(root.get("width"))
        for one in root.iter(f"{SVG}text"):
            if one.get("text-anchor") is None:
                assert float(one.get("x")) + text_width(one.text, float(one.get("font-size"))) < width


def list_rows(catalogue):
    return [("dwell", row.dwell_id) for row in catalogue.dwell] + [("volumes", r.volume_id) for r in catalogue.volumes]


def has_value(catalogue, table, row_id):
    if table == "dwell":
        return any(r.dwell_id == row_id and (r.hours, r.cost_usd) != (None, None) for r in catalogue.dwell)
    return any(r.volume_id == row_id and r.value is not None and r.year is not None for r in catalogue.volumes)


def test_only_tables_of_figures_by_year_have_charts():
    assert set(CHARTED) == {"dwell", "volumes"}


def test_hostile_names_stay_text(catalogue):
    value = "<script>alert(1)</script>\x00"
    row = next(row for row in catalogue.dwell if row.dwell_id == "D023")
    hostile = replace(catalogue, dwell=(replace(row, place_id="", post_as_printed=value),))
    svg = draw_row_chart(hostile, "dwell", "D023", value, load_language("en"))
    assert "<script" not in svg
    assert "<script>alert(1)</script>" in "".join(ET.fromstring(svg).itertext())


def test_a_long_text_is_folded_and_ends_in_an_ellipsis():
    assert fold_lines("one two three", SMALL_PX, 1000) == ["one two three"]
    first, second = fold_lines("word " * 60, SMALL_PX, 120)
    assert second.endswith("…")
    assert max(text_width(one, SMALL_PX) for one in (first, second)) <= 120
    assert text_width(fold_lines("x" * 400, SMALL_PX, 120, 1)[0], SMALL_PX) <= 120
