"""Words that were replaced throughout a file, and ids and terms in other letters: one cause, where it was done."""

import pytest

from geo.check.belonging import have_parted
from geo.check.report import MOST_LINES as MOST_SHOWN
from geo.check.report import write_lines
from geo.messages import write_english
from geo.tables.fault import Fault
from geo.tables.hints import proposal_of
from geo.tables.word_hints import hint_term
from tests.geo.check.test_in_step import causes_of, cells, faults_of, is_told, lines_of
from tests.geo.check.test_mutations import MOST_LINES, folder, told  # noqa: F401 - a fixture


def replaced(old, new):
    return lambda rows: [rows[0], *([cell.replace(old, new) for cell in row] for row in rows[1:])]


def one(old, new):
    return lambda column: [new if cell == old else cell for cell in column]


def answers(yes, no):
    return lambda column: [{"yes": yes, "no": no}.get(cell, cell) for cell in column]


# Each was told as two things or more, or in more lines than ten.
REPLACED = [
    ("lines", "rail", "rai1"), ("places", "rail", "rai1"), ("places", "road", "r0ad"), ("places", "osm", "0sm"),
    ("site_facts", "torugart", "t0rugart"), ("place_names", "khorgos", "kh0rgos"), ("dwell", "road", "Road"),
    ("vocabularies", "rail", "rai1"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "old", "new"), REPLACED)
def test_a_word_that_was_replaced_throughout_a_table_is_one_cause(folder, table, old, new):  # noqa: F811
    faults = faults_of(folder, table, replaced(old, new))
    lines = [line.text for line in write_lines(faults, write_english)]
    assert len(told(faults)) == 1, lines
    assert lines[0].startswith(f"{table}.csv, row "), lines
    assert len(lines) <= MOST_LINES, lines


@pytest.mark.parametrize(("yes", "no"), [("t", "f"), ("TRUE", "FALSE"), ("evet", "hayır")])
def test_answers_in_other_words_are_told_where_they_are_defined(folder, yes, no):  # noqa: F811
    is_told(folder, "vocabularies", cells("term", answers(yes, no)), "Other tables write yes.")
    assert len(causes_of(folder, "vocabularies", cells("term", answers(yes, no)))) == 1


@pytest.mark.parametrize(("table", "heading"), [("readiness", "status"), ("members", "carec_member")])
def test_an_answer_in_other_words_is_proposed_where_a_vocabulary_has_it(folder, table, heading):  # noqa: F811
    is_told(folder, table, cells(heading, answers("t", "f")), "Write yes.")


def test_no_answer_is_proposed_that_a_vocabulary_lacks():
    assert proposal_of(hint_term("f", {"yes", "unknown-status"}, {}, listed=False)) == ""
    assert proposal_of(hint_term("t", {"yes", "unknown-status"}, {}, listed=False)) == "yes"


@pytest.mark.parametrize("new", ["BUDAPEST", "buda_pest", "budapest city", "bud\u0430pest"])
def test_an_id_in_other_letters_is_told_once_at_its_own_table(folder, new):  # noqa: F811
    faults = faults_of(folder, "places", cells("place_id", one("budapest", new)))
    assert faults[0].file == "places.csv", faults[0]
    assert faults[0].value == new
    assert len(told(faults)) == 1
    assert {fault.hint for fault in faults[1:]} == {""}  # what is proposed there is no id


def test_an_id_that_many_tables_name_is_told_once_when_its_row_cannot_be_read(folder):  # noqa: F811
    assert len(causes_of(folder, "places", cells("place_id", one("almaty", "al_maty")))) == 1


@pytest.mark.parametrize(("heading", "column", "new"), [
    ("osm-nominatim", "source_id", "OSM-NOMINATIM"), ("irkeshtam", "parent_id", "irkeshtam\u00a0"),
])  # fmt: skip
def test_an_id_that_others_write_in_other_letters_is_told_there(folder, heading, column, new):  # noqa: F811
    change = cells(column, lambda ids: [cell.replace(heading, new) for cell in ids])
    assert all(line.startswith("places.csv") for line in lines_of(folder, "places", change)[:4])
    assert len(causes_of(folder, "places", change)) <= 1


def test_the_only_lost_row_of_a_crossing_is_told_at_its_table(folder):  # noqa: F811
    lines = lines_of(folder, "crossings", lambda rows: [row for row in rows if row[0] != "baku-aktau"])
    assert lines[0] == "crossings.csv: Others name ids that do not stand in it (baku-aktau): rows seem to be missing."


@pytest.mark.parametrize(("own", "parted"), [(0, True), (1, True), (2, False), (10, False)])
def test_texts_part_from_a_table_when_nearly_all_are_of_other_rows(own, parted):
    beside = [frozenset({f"place{n}"}) for n in range(10)]
    texts = [beside[n] if n < own else beside[(n + 1) % 10] for n in range(10)]
    assert have_parted(texts, beside) is parted
    assert not have_parted(texts[:9], beside[:9])  # of so few nothing is known


@pytest.mark.parametrize("rows", [3, 2], ids=["in many rows", "in most texts"])
def test_common_words_tell_of_no_row(rows):
    beside = [frozenset({"customs", f"place{n}"}) if n < rows else frozenset({f"place{n}"}) for n in range(12)]
    assert not have_parted([*[frozenset()] * 2, *[frozenset({"customs"})] * 10], beside)


@pytest.mark.parametrize(
    ("kinds", "each", "lines"), [(1, 20, 4), (2, 20, 8), (3, 20, 9), (4, 20, 8), (9, 1, 9), (20, 1, 20)]
)
def test_a_report_of_several_causes_shows_fewer_of_each(kinds, each, lines):
    faults = [Fault("x.csv", row + 2, f"c{kind}", "?", "a word") for kind in range(kinds) for row in range(each)]
    assert len(list(write_lines(faults, write_english))) == lines
    assert MOST_SHOWN < MOST_LINES
