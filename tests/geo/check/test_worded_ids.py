"""Ids that hardly any table names: their form says that the column was rewritten."""

import pytest

from geo.check import folder as checking
from geo.check.report import write_lines
from geo.messages import write_english
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_mutations import dictionary, folder, is_one_cause, rows_of  # noqa: F401 - fixtures

WAYS = {
    "all in capitals": str.upper,
    "the first letter in another size": lambda one: one[:1].swapcase() + one[1:],
    "something before it": lambda one: f"x-{one}",
    "something after it": lambda one: f"{one}-1",
    "one letter is lost": lambda one: one.replace("t", ""),
    "another letter is lost": lambda one: one.replace("h", ""),
    "parts from the last to the first": lambda one: "-".join(one.split("-")[::-1]),
}
TABLES = ("crossings", "members", "opening_hours", "scenarios")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("way", WAYS)
def test_ids_that_were_all_rewritten_are_one_cause_at_their_table(folder, name, way):  # noqa: F811
    rows = rows_of(folder / f"{name}.csv")
    changed = [[WAYS[way](row[0]), *row[1:]] for row in rows[1:]]
    several = sum("-" in row[0] for row in rows[1:]) > 1  # a single id may well begin with its last part
    if changed != rows[1:] and (several or "parts" not in way):
        is_one_cause(folder, name, write([rows[0], *changed]))


def test_one_crossing_whose_id_was_rewritten_is_told_at_its_row(folder):  # noqa: F811
    path = folder / "crossings.csv"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("\nbaku-aktau,", "\naku-aktau,"), encoding="utf-8")
    lines = [line.text for line in write_lines(checking.check_folder(folder).faults, write_english)]
    path.write_text(whole, encoding="utf-8")
    assert lines[0].startswith('crossings.csv, row 2, column crossing_id: "aku-aktau"')
    assert "Write baku-aktau." in lines[0]


def test_a_new_row_may_have_an_id_of_other_words(folder):  # noqa: F811
    for name in TABLES:
        path = folder / f"{name}.csv"
        whole = path.read_text(encoding="utf-8")
        rows = rows_of(path)
        new = "H99" if name == "opening_hours" else "quite-another"
        path.write_text(write([*rows, [new, *rows[1][1:]]]), encoding="utf-8")
        faults = [fault for fault in checking.check_folder(folder).faults if "rewritten" in str(fault)]
        path.write_text(whole, encoding="utf-8")
        assert not faults, name
