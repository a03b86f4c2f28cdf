"""How often we were wrong: what the table of corrections says is what the other tables say."""

from dataclasses import replace

import pytest

from geo.exports.table_rows import index_rows
from geo.language import load_language
from panels.sources.corrections import group_corrections, write_corrections
from tests.pages.apps import html_of, open_page


def test_the_last_correction_of_a_cell_is_the_cell(catalogue):
    last = {(one.table, one.row_id, one.column): one.after for one in catalogue.corrections}
    for (table, row_id, column), after in last.items():
        number = index_rows(catalogue, table).get(row_id)
        assert (catalogue.tables[table][column].iloc[number] if number is not None else "") == after, row_id


def test_each_correction_of_a_cell_begins_where_the_one_before_ended(catalogue):
    was = {}
    for one in catalogue.corrections:
        cell = (one.table, one.row_id, one.column)
        assert one.before != one.after
        assert was.setdefault(cell, one.before) == one.before
        was[cell] = one.after


def test_the_newest_stand_first_and_rows_stay_together(catalogue):
    one, two, three = (
        replace(row, table="dwell", row_id=name, date=date)
        for row, name, date in zip(catalogue.corrections, "abb", ("2026-01", "2026-03", "2026-02"), strict=False)
    )
    assert group_corrections([one, two, three]) == {"dwell": {"b": [two, three], "a": [one]}}


def test_the_tab_shows_every_correction(catalogue):
    html = html_of(open_page("sources", {"tab": "corrections"}))
    assert all(f'data-id="{one.correction_id}"' in html for one in catalogue.corrections)


@pytest.mark.parametrize("before", ["<script>x</script>"])
def test_what_a_cell_said_is_escaped(catalogue, before):
    told = replace(catalogue.corrections[0], before=before, noticed_by="<b>")
    html = write_corrections(replace(catalogue, corrections=(told,)), load_language("en"))
    assert "<script>" not in html
    assert "<b>" not in html


def test_no_correction_is_told_in_words(catalogue):
    assert "No correction is recorded." in write_corrections(replace(catalogue, corrections=()), load_language("en"))
