"""The files of lines are written again for another line, and not for another edition in which all lines are the same."""

from dataclasses import replace

import pytest

from panels.map import sheets


@pytest.fixture
def written(monkeypatch):
    sheets.write_line_files.cache_clear()
    sheets._write_files.cache_clear()
    calls = []
    monkeypatch.setattr(sheets, "write_overview", lambda catalogue: calls.append(catalogue) or "{}")
    monkeypatch.setattr(sheets, "write_exact", lambda _catalogue: "{}")
    yield calls
    sheets.write_line_files.cache_clear()
    sheets._write_files.cache_clear()


def test_another_edition_with_the_same_lines_has_the_same_files(catalogue, written):
    first = sheets.write_line_files(catalogue)
    other = replace(catalogue, version="0" * 64, findings=())
    assert sheets.write_line_files(other) is first
    assert len(written) == 1


@pytest.mark.parametrize("table", ["lines", "waypoints", "alignments", "vertices"])
def test_another_line_is_written(catalogue, written, table):
    sheets.write_line_files(catalogue)
    other = replace(catalogue, version="0" * 64, **{table: getattr(catalogue, table)[1:]})
    sheets.write_line_files(other)
    assert written == [catalogue, other]
