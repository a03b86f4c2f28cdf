"""A check that finds most tables read says what one says that reads them all, and changes nothing that is kept."""

import random
import shutil
from pathlib import Path

import pytest

from geo.check import folder as checking
from geo.check import in_step, positions, stories
from geo.geodesy import measure_km
from geo.tables import csv_file, schema, values
from geo.tables.folder_files import read_files
from tests.geo.check.damage_kinds import HARMFUL, HARMLESS
from tests.geo.check.test_mutations import FEW_LINES, rows_of, write

KINDS = HARMLESS | HARMFUL
DRAWN = 6
"""Kinds of damage that are looked at, always the same ones."""
KEPT = (csv_file._parse_once, values._convert, checking._judge, checking._read_once, positions._read_shapes)
FOUND = (positions._explain_once, in_step._pair_words, in_step._list_words, stories.numbers_in, measure_km)


def forget():
    for kept in (*KEPT, *FOUND):
        kept.cache_clear()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give a copy of the real tables, with few of the vertices; it is read as the app reads it, not as tests do."""
    copied = Path(shutil.copytree(checking.DATA_FOLDER, tmp_path_factory.mktemp("kept") / "data"))
    rows = rows_of(copied / "vertices.csv")
    (copied / "vertices.csv").write_text(write([rows[0], *(row for row in rows if row[0] in FEW_LINES)]))
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((csv_file, "read_table"), (positions, "read_countries")):
            patch.setattr(checking, name, getattr(module, name))
        for name in ("read_dictionary", "validate"):
            patch.setattr(checking, name, getattr(schema, name))
        forget()
        yield copied
        forget()


def outcome(folder):
    checked = checking.check_folder(folder)
    rows = {name: (table.columns, table.left_out) for name, table in checked.values.items()}
    return checked.faults, rows, checked.stories, checked.version


def test_what_is_kept_changes_no_word_of_the_check(folder):
    draw = random.Random("kept")  # noqa: S311 - a test that can be repeated
    whole = {name: raw for name, raw in read_files(folder).items() if name.endswith(".csv")}
    for kind in draw.sample(sorted(KINDS), DRAWN):
        tables = draw.sample(sorted(whole), len(whole))
        found = ((file, KINDS[kind](rows_of(folder / file), draw)) for file in tables)
        file, raw = next((file, raw) for file, raw in found if raw is not None)
        assert checking.check_folder(folder).faults == (), f"what {kind} of an earlier table has left"
        (folder / file).write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        first, again = outcome(folder), outcome(folder)
        forget()
        anew = outcome(folder)
        (folder / file).write_bytes(whole[file])
        assert first == again == anew, (kind, file)
        assert anew[0] or kind in HARMLESS


def test_a_cell_that_is_changed_has_one_table_read(folder):
    checking.check_folder(folder)
    known = [kept.cache_info().misses for kept in KEPT]
    dwell = folder / "dwell.csv"
    whole = dwell.read_bytes()
    dwell.write_bytes(whole.replace(b"CPMM", b"CPMN", 1))
    try:
        assert dwell.read_bytes() != whole
        checking.check_folder(folder)
    finally:
        dwell.write_bytes(whole)
    assert [kept.cache_info().misses - before for kept, before in zip(KEPT, known, strict=True)] == [1, 1, 1, 0, 0]


def test_a_large_file_is_not_kept(folder, monkeypatch):
    monkeypatch.setattr(csv_file, "LARGEST_KEPT", 0)
    before = csv_file._parse_once.cache_info()
    assert csv_file.read_table(folder / "sites.csv").rows
    assert csv_file._parse_once.cache_info() == before


def test_what_a_check_blanks_is_not_blank_in_the_next_one(folder):
    tables = [csv_file.read_table(folder / f"{name}.csv") for name in ("dictionary", "vocabularies", "sites")]
    dictionary = checking._read_once(*tables[:2], older=frozenset())
    first = values.read_values(tables[2], "sites", dictionary)
    for cells in first.columns.values():
        cells[0] = None
    again = values.read_values(tables[2], "sites", dictionary)
    assert again.columns["site_id"][0] == tables[2].columns["site_id"][0]


def test_of_a_changed_table_only_what_was_changed_is_worked_out_again(folder, monkeypatch):
    looked, words = [], []
    find, tell = positions.find_misplaced, in_step.words_of
    monkeypatch.setattr(positions, "find_misplaced", lambda places, by: looked.append(len(places)) or find(places, by))
    monkeypatch.setattr(in_step, "words_of", lambda cell: words.append(cell) or tell(cell))
    places = folder / "places.csv"
    rows = rows_of(places)
    checking.check_folder(folder)
    looked.clear()
    words.clear()
    place = rows[0].index("name")
    try:
        places.write_text(write([rows[0], [*rows[1][:place], "made up", *rows[1][place + 1 :]], *rows[2:]]))
        checking.check_folder(folder)
        assert looked == []
        assert 0 < len(words) < 10 * len(rows)
    finally:
        places.write_text(write(rows))
