"""How a column is labelled in a form, and how its choices are named, in the reader's language."""

import pytest

from geo.editing.changes import compare_rows
from geo.language import load_language
from panels.edit import told
from panels.edit.columns import label_column, write_option


def find(catalogue, table, heading):
    (column,) = [one for one in catalogue.dictionary if (one.table, one.column) == (table, heading)]
    return column


@pytest.mark.parametrize(
    ("table", "heading", "label"),
    [
        ("dwell", "hours", "hours – Бекеттен өту сағаты (TFI1)"),
        ("dwell", "year", "year * – Өлшеу жылы"),
        ("dictionary", "table", "table * – Кестенің аты, .csv жазылмайды"),
    ],
)
def test_a_field_is_labelled_with_the_gist_of_its_meaning(catalogue, table, heading, label):
    assert label_column(find(catalogue, table, heading), load_language("kk")) == label


def test_a_place_has_its_short_name_beside_its_id(catalogue):
    write = write_option(find(catalogue, "dwell", "place_id"), catalogue, load_language("ru"))
    assert write("red-bridge") == "red-bridge · Красный Мост"
    assert write("nowhere") == "nowhere"


def test_a_change_has_the_names_of_its_codes_beside_them(catalogue, monkeypatch):
    shown = []
    monkeypatch.setattr(told.st, "html", shown.append)
    changes = compare_rows("dwell", "D002", {"country": "AZE", "hours": "2.9"}, {"country": "KGZ", "hours": "3.1"})
    told.show_changes(list(changes), catalogue, load_language("kk"))
    assert 'KGZ <span class="note" lang="kk">Қырғызстан</span>' in shown[0]
    assert ">3.1</td>" in shown[0]
