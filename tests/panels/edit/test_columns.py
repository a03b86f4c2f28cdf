"""How a column is labelled in a form, and how its choices are named, in the reader's language."""

import pytest

from geo.editing.changes import compare_rows
from geo.language import load_language
from panels.edit import told
from panels.edit.columns import configure, describe, label_column, name_column, write_option


def find(catalogue, table, heading):
    (column,) = [one for one in catalogue.dictionary if (one.table, one.column) == (table, heading)]
    return column


@pytest.mark.parametrize(
    ("table", "heading", "label"),
    [
        ("dwell", "hours", "Бекеттегі сағат (TFI1)"),
        ("dwell", "year", "Жыл *"),
        ("dictionary", "table", "Кесте *"),
    ],
)
def test_a_field_is_labelled_with_the_heading_of_its_column(catalogue, table, heading, label):
    column = find(catalogue, table, heading)
    assert label_column(column, load_language("kk")) == label
    assert name_column(column, load_language("kk")) == f"{label} · {heading}"


def test_the_meaning_of_a_column_ends_with_its_technical_name(catalogue):
    described = describe(find(catalogue, "lines", "published_km"), load_language("ru"))
    assert described.endswith("Единица: км. Техническое имя: published_km")


def test_a_column_of_the_grid_has_its_heading_and_its_technical_name(catalogue):
    column = configure(find(catalogue, "findings", "year"), catalogue, load_language("tr"))
    assert column["label"] == "Yıl"
    assert column["help"].endswith("Teknik adı: year")
    assert configure(None, catalogue, load_language("tr"))["label"] is None


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
    assert '<td title="country">Ел</td>' in shown[0]
