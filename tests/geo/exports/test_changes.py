"""Two editions are compared row by row."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from geo.exports.changes import compare_catalogues, is_about
from panels.data import read_data


def changed(catalogue, name, change):
    frame = catalogue.tables[name].copy()
    change(frame)
    return replace(catalogue, tables=MappingProxyType({**catalogue.tables, name: frame}))


@pytest.fixture(scope="module")
def now():
    return read_data()[0]


def told(older, newer):
    return [(one.table, one.row_id, one.kind, one.columns) for one in compare_catalogues(older, newer)]


def test_an_edition_is_like_itself(now):
    assert compare_catalogues(now, replace(now)) == ()


def test_a_cell_that_changed_is_named(now):
    def change(frame):
        frame.loc[frame["dwell_id"] == "D023", "hours"] = "99"

    assert told(changed(now, "dwell", change), now) == [("dwell", "D023", "changed", ("hours",))]


def test_rows_come_and_go_and_may_move(now):
    fewer = replace(now, tables=MappingProxyType({**now.tables, "gaps": now.tables["gaps"].iloc[:0:-1]}))
    columns = tuple(now.tables["gaps"].columns)
    assert told(fewer, now) == [("gaps", "G01", "added", columns)]
    assert told(now, fewer) == [("gaps", "G01", "removed", columns)]


def test_a_column_or_a_table_that_is_new(now):
    older = changed(now, "gaps", lambda frame: frame.pop("as_of"))
    assert {one[2:] for one in told(older, now)} == {("changed", ("as_of",))}
    without = replace(now, tables=MappingProxyType({n: f for n, f in now.tables.items() if n != "gaps"}))
    assert {one[2] for one in told(without, now)} == {"added"}
    assert {one[2] for one in told(now, without)} == {"removed"}


def test_a_row_is_about_the_sites_and_countries_that_it_names(now):
    without = replace(
        now, tables=MappingProxyType({n: f.iloc[0:0] if n == "findings" else f for n, f in now.tables.items()})
    )
    first = compare_catalogues(without, now)[0]
    assert first.row_id == "F001"
    assert [is_about(first, code) for code in ("tsiteli-khidi", "AZE", "GEO", "KGZ", "red")] == [True] * 3 + [False] * 2
