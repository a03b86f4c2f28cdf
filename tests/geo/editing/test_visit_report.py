"""A report of a visit becomes rows with the next numbers; what a browser kept is read whatever it is."""

import pytest

from geo.editing.rewriting import apply_changes
from geo.editing.visit_report import (
    MOST_FINDINGS,
    MOST_PHOTOGRAPHS,
    NOTHING_WRITTEN,
    Report,
    add_notes,
    add_report,
    read_report,
)
from geo.errors import EditingError
from geo.tables.folder_files import read_files
from tests.conftest import ROOT

FILES = read_files(ROOT / "data")
REPORT = Report({"country": "KAZ", "note": "made up, a line"}, ({"text": "made up"}, {"text": ""}, {"text": "second"}))


def test_visit_and_findings_get_the_next_numbers_and_blank_findings_are_left_out():
    changes = list(add_report(FILES, REPORT))
    numbers = [int(line.split(b",")[0][1:]) for line in FILES["findings.csv"].splitlines()[1:]]
    following = [f"F{max(numbers) + place:03}" for place in (1, 2)]
    assert [(one.table, one.row_id) for one in changes] == [
        ("visits", "V11"),
        *(("findings", one) for one in following),
    ]
    files = apply_changes(FILES, changes)
    assert files["visits.csv"].startswith(FILES["visits.csv"])
    assert b'V11,,KAZ,,,,,,,,,,,,"made up, a line"' in files["visits.csv"]


def test_a_report_comes_back_as_it_was_kept():
    assert read_report(REPORT.write()) == REPORT
    assert not REPORT.blank
    assert Report({"note": ""}, ({"text": ""},)).blank


@pytest.mark.parametrize("text", ["", "[]", "null", "7", "{", '{"visit": 3, "findings": 4}', '{"visit": {"note": 1}}'])
def test_what_has_another_shape_is_nothing(text):
    assert read_report(text) == NOTHING_WRITTEN


def test_more_findings_than_a_page_asks_for_are_left_out():
    assert len(read_report(Report({}, ({"text": "x"},) * 99).write()).findings) == MOST_FINDINGS


def test_words_of_photographs_are_kept_by_the_hash_of_the_picture_and_no_more_than_can_be():
    told = Report({}, photographs={"0a": {"caption": "A gate"}})
    assert not told.blank
    assert read_report(told.write()) == told
    assert add_notes(told, "more").photographs == told.photographs
    many = Report({}, photographs={f"{n}": {"caption": "x"} for n in range(99)})
    assert len(read_report(many.write()).photographs) == MOST_PHOTOGRAPHS


def test_a_cell_that_no_table_can_hold_is_refused():
    with pytest.raises(EditingError):
        list(add_report(FILES, Report({"note": "a\0b"})))


def test_what_was_written_without_a_line_follows_what_stood_in_the_note():
    noted = add_notes(REPORT, " seen\n\tat the gate ")
    assert noted == Report({**REPORT.visit, "note": "made up, a line seen at the gate"}, REPORT.findings)
    assert add_notes(NOTHING_WRITTEN, "x").visit == {"note": "x"}
    list(add_report(FILES, noted))


def test_photographs_name_their_visit_and_get_numbers_of_their_own():
    changes = list(add_report(FILES, REPORT, [{"file": "0" * 64}, {"file": "1" * 64, "author": "made up"}]))
    assert [(one.table, one.row_id, one.after["visit_id"]) for one in changes[-2:]] == [
        ("photographs", "P01", "V11"),
        ("photographs", "P02", "V11"),
    ]
    older = {name: raw for name, raw in FILES.items() if name != "photographs.csv"}
    with pytest.raises(EditingError, match="no table photographs"):
        apply_changes(older, add_report(older, REPORT, [{"file": "0" * 64}]))
