"""How a column is labelled in a form, and how its choices are named, in the reader's language."""

import pytest

from geo.editing.changes import compare_rows
from geo.errors import EditingError
from geo.language import load_language
from geo.messages import tell
from panels.edit import columns, told
from panels.edit.columns import ask, configure, describe, label_column, name_column, write_option


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


def test_a_source_that_is_added_with_a_change_is_named_by_its_title(catalogue, monkeypatch):
    shown = []
    monkeypatch.setattr(told.st, "html", shown.append)
    changes = [
        *compare_rows("dwell", "D002", {"source_id": "founding-text"}, {"source_id": "founding-text; made-up"}),
        *compare_rows("sources", "made-up", None, {"source_id": "made-up", "title": "A table, made up"}),
    ]
    told.show_changes(changes, catalogue, load_language("kk"))
    assert ", A table, made up</span>" in shown[0]


def test_a_date_is_asked_for_with_an_example(catalogue, monkeypatch):
    asked = {}
    monkeypatch.setattr(
        columns.st, "text_input", lambda label, _cell, **more: asked.update({label: more["placeholder"]})
    )
    for heading in ("date", "aim"):
        ask(find(catalogue, "visits", heading), "", catalogue, load_language("kk"), "V02")
    assert asked == {"Күні": "Мысалы: 2024-05-06", "Мақсаты": None}


def test_an_error_names_the_table_and_its_columns_as_the_editor_sees_them(catalogue):
    error = EditingError(
        tell("A row of the table {table} needs its own id in {columns}, not {row}.",
             table="places", columns="place_id", row='""')
    )  # fmt: skip
    said = told.say_error(error, catalogue, load_language("ru"))
    assert "Места" in said
    assert "«Код места»" in said
    assert "place" not in said
