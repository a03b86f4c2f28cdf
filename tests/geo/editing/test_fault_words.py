"""Faults are said with the headings and names that readers see; what is to be written stays as it is."""

from dataclasses import replace

import pytest

from geo.editing.cell_names import name_cells, name_origin
from geo.editing.changes import Change
from geo.editing.fault_words import FaultWords
from geo.exports.changes import ADDED
from geo.language import load_language
from geo.messages import tell
from geo.tables.fault import Fault


@pytest.fixture
def words(catalogue):
    return FaultWords(catalogue, load_language("ru"))


SAID = [
    (
        Fault("dwell.csv", 3, "source_id", "no-such", tell(
            "an id that stands in {file}, column {column}", file="sources.csv", column="source_id"
        )),
        '"no-such" – ожидается: идентификатор, который есть в «Источники», столбец «Код источника».',
    ),
    (
        Fault("dwell.csv", 3, "mode", "lorry", tell(
            'a term of the vocabulary "{vocabulary}" ({terms})', vocabulary="mode", terms="rail, …"
        ), tell('Did you mean "{word}"?', word="road")),
        '"lorry" – ожидается: слово из словаря «Вид транспорта» (rail · железная дорога, …). Может быть, «road»?',
    ),
    (
        Fault("speeds.csv", 3, "swd_kmh", "99", tell("at most {column} ({high})", column="swod_kmh", high="41.6")),
        '"99" – ожидается: не больше «Скорость без задержек, км/ч» (41.6).',
    ),
    (
        Fault("dwell.csv", 2, "hours", "4,5", tell(
            "{kind} from {low} to {high} ({about})", kind=tell("a number"), low="0", high="1000", about="hours, hours"
        ), tell("Write a decimal point: {text}.", text="4.5")),
        '"4,5" – ожидается: число от 0 до 1000 (ч). Пишите десятичную точку: 4.5.',
    ),
    (
        Fault("opening_hours.csv", 2, "closes", "08:00", tell("another time than opens")),
        '"08:00" – ожидается: время, отличное от «Открывается в».',
    ),
    (
        Fault("dwell.csv", 2, "to_country", "KAZ", "AZE"),
        '"KAZ" (Казахстан) – ожидается: AZE · Азербайджан.',
    ),
    (
        Fault("places.csv", 6, "country", "KZ", hint=tell("Write {text}.", text="KAZ")),
        '"KZ" – Напишите KAZ.',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "said"), SAID)
def test_a_fault_is_said_in_the_words_of_readers(words, fault, said):
    assert words.say(fault) == said


def test_where_a_fault_is_has_its_technical_names_too(words):
    fault = Fault("dwell.csv", 3, "year", "", tell("a value, this cell may not be blank"))
    assert words.place(fault) == "Часы и расходы на постах (dwell.csv), строка 3, столбец «Год» (year)"
    blank = "пусто – ожидается: значение: эта ячейка не может быть пустой."
    assert words.write_short([fault]) == [f"Год: {blank}"]
    negative = Fault("dwell.csv", 3, "hours", "-4", tell("a positive number"))
    assert words.write_short([fault, negative, replace(fault, column="mode")]) == [
        f"Год, Вид транспорта: {blank}", f"Часы на посту (TFI1): {words.say(negative)}"
    ]  # fmt: skip
    assert str(fault) == "dwell.csv, row 3, column year: blank – expected a value, this cell may not be blank."


@pytest.mark.parametrize("file", ["middle-corridor.toml", "CPMM 2024.csv"])
def test_a_file_that_is_no_table_keeps_its_name(words, file):
    fault = Fault(file, None, "", "", hint=tell("The file is empty."), part=tell("stop {n}", n=3))
    assert words.write(fault) == f"{file}, остановка 3: Файл пуст."


def test_a_message_without_a_table_names_files_and_tables(words):
    translate = words.translate_for()
    assert translate("And {n} more for the same reason, in {files}.", n=2, files="dwell.csv, my.csv").endswith(
        "«Часы и расходы на постах», my.csv."
    )


def test_where_a_row_is_from_is_said_by_year_and_title(catalogue):
    describe = name_origin(name_cells(catalogue, load_language("tr")))
    source = next(iter(catalogue.sources.values()))
    assert describe("dwell", {"year": "2023", "source_id": source.source_id}).startswith(f"2023, {source.title[:40]}")
    assert describe("dwell", {}) == ""
    added = Change("sources", "made-up", ADDED, after={"source_id": "made-up", "title": "A table, made up"})
    described = name_origin(name_cells(catalogue, load_language("tr"), [added]))("dwell", {"source_id": "made-up"})
    assert described == "A table, made up"
