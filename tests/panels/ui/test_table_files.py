"""A table that is offered as CSV is offered as a workbook as well."""

import pytest

from panels.settings import ROOT

OFFERING = [path for path in sorted((ROOT / "panels").rglob("*.py")) if 'mime="text/csv"' in path.read_text("utf-8")]


@pytest.mark.parametrize("path", OFFERING, ids=lambda path: path.stem)
def test_beside_each_csv_stands_a_workbook(path):
    code = path.read_text("utf-8")
    assert code.count("mime=XLSX") == code.count('mime="text/csv"')


def test_tables_are_offered():
    assert {path.stem for path in OFFERING} >= {"table_files", "page"}
