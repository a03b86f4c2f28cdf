"""A walk over tables and kinds of damage: one cause each, told by file, and never an exception."""

import csv
import io
import random
import shutil
from pathlib import Path

import pytest

from geo.check.consequences import LOST
from geo.check.folder import DATA_FOLDER, check_folder
from geo.check.report import _cause, write_lines
from geo.messages import write_english

TABLES = ("places", "visits", "sources", "dwell")


def write(rows, separator=","):
    held = io.StringIO()
    csv.writer(held, delimiter=separator, lineterminator="\n").writerows(rows)
    return held.getvalue()


def one_row(rows, separator, draw):
    at = draw.randrange(1, len(rows))
    return write(rows[:at]) + write(rows[at : at + 1], separator) + write(rows[at + 1 :])


KINDS = {
    "rows parted by semicolons": lambda rows, _draw: write(rows[:1]) + write(rows[1:], ";"),
    "header parted by semicolons": lambda rows, _draw: write(rows[:1], ";") + write(rows[1:]),
    "one row parted by semicolons": lambda rows, draw: one_row(rows, ";", draw),
    "one row parted by tabs": lambda rows, draw: one_row(rows, "\t", draw),
    "header in capitals": lambda rows, _draw: write([[name.upper() for name in rows[0]], *rows[1:]]),
    "header again": lambda rows, _draw: write([*rows[:3], rows[0], *rows[3:]]),
    "merged header": lambda rows, _draw: write([[*rows[0][:1], "", *rows[0][2:]], *rows[1:]]),
    "header alone": lambda rows, _draw: write(rows[:1]),
    "row moved by one cell": lambda rows, _draw: write([*rows[:2], ["", *rows[2][:-1]], *rows[3:]]),
    "web page": lambda _rows, _draw: "<html><body><table></table></body></html>",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return Path(shutil.copytree(DATA_FOLDER, tmp_path_factory.mktemp("walk") / "data"))


@pytest.mark.seeds(1)
@pytest.mark.parametrize("kind", KINDS)
def test_one_damage_is_one_cause(folder, kind, seed):
    draw = random.Random(f"{seed} {kind}")  # noqa: S311 - a test that can be repeated
    path = folder / f"{draw.choice(TABLES)}.csv"
    whole = path.read_bytes()
    rows = list(csv.reader(io.StringIO(whole.decode())))
    path.write_text(KINDS[kind](rows, draw), encoding="utf-8")
    try:
        faults = check_folder(folder).faults
    finally:
        path.write_bytes(whole)
    causes = {_cause(fault) for fault in faults if not fault.cause.startswith(LOST)}
    assert len(causes) == 1, [str(fault) for fault in faults][:8]
    assert faults[0].file == path.name
    assert len(list(write_lines(faults, write_english))) <= 10
