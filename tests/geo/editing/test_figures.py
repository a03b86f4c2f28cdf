"""Figures that an edition says otherwise than the one before it."""

from dataclasses import replace

import pytest

from geo.editing.figures import FigureChange, compare_figures, leave_out_recorded
from geo.records.dictionary import NUMBER_TYPES
from geo.records.figures import FIGURES
from geo.tables.folder_files import read_files
from tests.conftest import ROOT

FILES = read_files(ROOT / "data")


def with_rows(*changes):
    """Give the tables with some texts of `dwell.csv` replaced."""
    content = FILES["dwell.csv"]
    for old, new in changes:
        assert old in content
        content = content.replace(old, new, 1)
    return FILES | {"dwell.csv": content}


def test_every_figure_is_a_number_of_the_dictionary(catalogue):
    numbers = {(column.table, column.column) for column in catalogue.dictionary if column.type in NUMBER_TYPES}
    assert {(table, column) for table, columns in FIGURES.items() for column in columns} <= numbers


def test_two_states_that_are_the_same_have_changed_nothing():
    assert compare_figures(FILES, FILES).changes == ()
    assert compare_figures({}, FILES) == compare_figures(FILES, FILES)


def test_a_figure_that_is_changed_filled_or_taken_away_is_listed_and_a_word_is_not():
    before = with_rows((b"2020,measured,4.5,20,", b"2020,measured,4.0,,"), (b"D003,red-bridge", b"D900,red-bridge"))
    after = with_rows((b"Table 3.2", b"Table 3.3"))
    compared = compare_figures(before, after)
    assert compared.changes == (
        FigureChange("dwell", "D001", "hours", "4.0", "4.5"),
        FigureChange("dwell", "D001", "cost_usd", "", "20"),
        FigureChange("dwell", "D900", "hours", "13.6", ""),
        FigureChange("dwell", "D900", "cost_usd", "43", ""),
    )
    assert compared.unread == ()


def test_a_column_that_only_one_state_has_hides_no_figure():
    header, _, rest = FILES["speeds.csv"].partition(b"\n")
    older = b"\n".join(
        line.removesuffix(b"\r") + b"," for line in (rest.replace(b"43.6", b"44.6", 1)).split(b"\n") if line
    )
    before = FILES | {"speeds.csv": header.removesuffix(b"\r") + b",extra\n" + older + b"\n"}
    assert compare_figures(before, FILES).changes == (FigureChange("speeds", "SP01", "swod_kmh", "44.6", "43.6"),)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"nothing,of,ours\n1,2,3\n", None])
def test_a_table_that_cannot_be_compared_row_by_row_is_named(content):
    after = {name: raw for name, raw in FILES.items() if name != "dwell.csv"}
    after |= {"dwell.csv": content} if content is not None else {}
    assert compare_figures(FILES, after).unread == ("dwell",)


def test_without_a_dictionary_no_row_can_be_found_again():
    after = with_rows((b"4.5", b"4.6")) | {"dictionary.csv": b"table,column\n"}
    assert compare_figures(FILES, after).unread == ("dwell",)


def test_what_the_table_of_corrections_records_is_not_said_again(catalogue):
    recorded = replace(
        catalogue.corrections[0], table="dwell", row_id="D001", column="hours", before="4.0", after="4.5"
    )
    same = FigureChange("dwell", "D001", "hours", "4.0", "4.5")
    other = replace(same, after="4.6")
    assert leave_out_recorded([same, other], [recorded]) == (other,)
