"""Signs that nobody sees, and one wrong letter in the name of a group: told in their cell, and nothing follows."""

import pytest

from geo.check import folder as checking
from geo.tables.values import see_plainly
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_mutations import dictionary, folder, is_one_cause, rows_of, told  # noqa: F401 - fixtures

SIGNS = {"soft hyphen": "\u00ad", "word joiner": "\u2060", "left to right": "\u200e", "zero width joiner": "\u200d"}
CELLS = (("legs", "corridor"), ("series", "unit"), ("journey_stops", "faces"))


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
@pytest.mark.parametrize(("name", "heading"), CELLS)
@pytest.mark.parametrize("every", [False, True], ids=["in one cell", "in all cells"])
def test_a_sign_that_nobody_sees_is_one_cause_at_most(folder, name, heading, sign, every):  # noqa: F811
    rows = rows_of(folder / f"{name}.csv")
    place = rows[0].index(heading)
    filled = [number for number in range(1, len(rows)) if rows[number][place]]
    for number in filled if every else filled[len(filled) // 2 :][:1]:
        cell = rows[number][place]
        rows[number][place] = f"{cell[:2]}{sign}{cell[2:]}"
    path = folder / f"{name}.csv"
    whole = path.read_bytes()
    path.write_text(write(rows), encoding="utf-8")
    faults = checking.check_folder(folder).faults
    path.write_bytes(whole)
    assert len(told(faults)) <= 1, list(map(str, faults))
    assert {(fault.file, fault.column) for fault in faults} <= {(path.name, heading)}


def test_in_other_scripts_a_joiner_is_a_letter():
    assert see_plainly(("می\u200cروم", "TI\u200dTR", "Türk\u00adiye")) == ("می\u200cروم", "TITR", "Türkiye")


@pytest.mark.parametrize("row", [1, 9, 14])
@pytest.mark.parametrize("other", ["TI TR", "TITR.", "TlTR"])
def test_a_row_whose_group_is_misspelt_is_told_there(folder, row, other):  # noqa: F811
    rows = rows_of(folder / "legs.csv")
    assert rows[row][1] == "TITR"
    rows[row][1] = other
    is_one_cause(folder, "legs", write(rows))
    path = folder / "legs.csv"
    whole = path.read_bytes()
    path.write_text(write(rows), encoding="utf-8")
    said = [str(fault) for fault in checking.check_folder(folder).faults]
    path.write_bytes(whole)
    assert said[0].startswith(
        f'legs.csv, row {row + 1}, column corridor: "{other}" – expected TITR, which lacks the number'
    )
