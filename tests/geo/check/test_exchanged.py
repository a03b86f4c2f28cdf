"""Damages that show only beside other tables: told at the table they were done to, as one thing, in few lines."""

import pytest

from geo.check import folder as checking
from geo.check.report import write_lines
from geo.messages import write_english
from geo.tables.hints import proposal_of
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_mutations import MOST_LINES, folder, rows_of  # noqa: F401 - fixtures


def exchange(one, other):
    def change(rows):
        a, b = rows[0].index(one), rows[0].index(other)
        swapped = [list(row) for row in rows[1:]]
        for row in swapped:
            row[a], row[b] = row[b], row[a]
        return [rows[0], *swapped]

    return change


def each(heading, change):
    def changed(rows):
        place = rows[0].index(heading)
        return [
            rows[0],
            *([*row[:place], change(row[place], n), *row[place + 1 :]] for n, row in enumerate(rows[1:], start=1)),
        ]

    return changed


def fill(sign):
    return lambda rows: [rows[0], *([cell or sign for cell in row] for row in rows[1:])]


PLACES = "seem to have changed places"
# Table, what is done to it, and what its first line says.
KINDS = {
    "ids and places": ("visits", exchange("visit_id", "site_id"), f"The cells of site_id and visit_id {PLACES}."),
    "a place and its name": (
        "dwell", exchange("place_id", "post_as_printed"), f"The cells of place_id and post_as_printed {PLACES}.",
    ),
    "a key and an end": (
        "stretches", exchange("stretch_id", "from_place"), f"The cells of from_place and stretch_id {PLACES}.",
    ),
    "a country and a place": ("visits", exchange("country", "site_id"), f"The cells of country and site_id {PLACES}."),
    "two terms": ("dwell", exchange("mode", "kind"), f"The cells of mode and kind {PLACES}."),
    "a term and a note": ("readiness", exchange("confidence", "note"), f"The cells of confidence and note {PLACES}."),
    "countries in a list": ("stretches", exchange("country", "to_place"), f"The cells of country and to_place {PLACES}."),
    "other ids": ("dwell", each("dwell_id", lambda _cell, n: f"X{n}"), "rows seem to be missing"),
    "numbers for ids": ("stretches", each("stretch_id", lambda _cell, n: str(n)), "rows seem to be missing"),
    "small ids": ("dwell", each("dwell_id", lambda cell, _n: cell.lower()), "15 ids are in other capitals"),
    "capitals of others' ids": ("dwell", each("place_id", lambda cell, _n: cell.upper()), 'Did you mean "red-bridge"?'),
    "noughts for blanks": ("stretches", fill("0"), ""),
    "crosses for blanks": ("visits", fill("x"), ""),
    "no rows": ("opening_hours", lambda rows: rows[:1], "The table has no rows."),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_others_show_is_told_where_it_was_done(folder, kind):  # noqa: F811
    name, change, words = KINDS[kind]
    path = folder / f"{name}.csv"
    whole = path.read_bytes()
    path.write_text(write(change(rows_of(path))), encoding="utf-8")
    try:
        checked = checking.check_folder(folder)
    finally:
        path.write_bytes(whole)
    lines = [line.text for line in write_lines(checked.faults, write_english)]
    own = [line for line in lines if line.startswith(path.name)]
    assert lines[0] == own[0], lines
    assert any(words in line for line in own), lines
    assert len(lines) <= MOST_LINES, lines


def test_an_id_is_not_made_of_a_sentence(folder):  # noqa: F811
    path = folder / "stretches.csv"
    whole = path.read_bytes()
    path.write_text(write(exchange("stretch_id", "note")(rows_of(path))), encoding="utf-8")
    try:
        faults = checking.check_folder(folder).faults
    finally:
        path.write_bytes(whole)
    assert [fault.hint for fault in faults if proposal_of(fault.hint).count("-") > 3] == []


def test_rows_that_are_pasted_twice_are_told_as_such_and_accuse_no_column(folder):  # noqa: F811
    path = folder / "dwell.csv"
    whole = path.read_bytes()
    rows = rows_of(path)
    pasted = [[f"D9{n:02}", *row[1:]] for n, row in enumerate(rows[1::8])]
    path.write_text(write([*rows, *pasted]), encoding="utf-8")
    try:
        faults = checking.check_folder(folder).faults
    finally:
        path.write_bytes(whole)
    assert [fault.row for fault in faults] == list(range(len(rows) + 1, len(rows) + 1 + len(pasted)))


def test_many_tables_without_rows_are_a_beginning(small):
    assert not checking.check_folder(small.write()).faults
