"""What a hint says to write keeps the rules of the cell that it is for: all kinds of columns, all hints that propose."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from geo.check.folder import DATA_FOLDER, check_folder
from geo.tables.cells import rules_for, split_list
from geo.tables.csv_file import read_table
from geo.tables.hints import proposal_of
from geo.tables.schema import Cells, read_dictionary

ROOT = Path(__file__).parents[3]
# What people and spreadsheets write in cells.
WRITTEN = (
    "417185", "417.185", "417,185", "41,7185", "4 171 850", "1.234.567,5", "1 234 567,5", "1,234,567", "1'234", "41.0", "41,0",
    "91.00", "103.5", "999,5", "2022.0", "'41.7185", "“41.7185”", "41.7185\u200e", "−5", "50%", "12 km", "$20", "4.5 h", "1e5",
    "41°43'07\"N", "41° 43.11'", "N 41°43'07\"", "26°21'11\"W", "41.7185°", "95°10'", "200°00'00\"", "-41°30'", "41,5°",
    "31.02.2015", "18.03.2022", "3/18/2022", "03.03.2022", "03.04.2022", "2015-02-31", "2015/2/31", "2015/2/3", "2015-13-01",
    "2015-02-31 00:00:00", "2022-03-18 00:00:00", "'2022-03-18", "45123", "Feb-15", "15.фев", "8:5", "8:30", "25:00", "8.30", "'08:00",
    "KZ", "kaz", "Kaz", "'KAZ", "XX", "yes ", "'yes", "«да»", "Asia/Bakou", "asia/baku", "'Asia/Baku", "raod", "Rail", "rail;road",
    "HIGH", "meduim", "'high", "high\u00ad", "red_bridge", "'V01", "V01\u200b", "n/a", "-", "нет данных", "KapÄ±kule", "=Ã§",
    "Ã¢â‚¬Å“x", "+Ã§;Ã§", "www.a.org", "\u200ehttps://a.org/", "=1+1", "-", "#REF!", "a?b", "\u00ad=1",
    "12:30", "12:30:00", "99:59", "١٢", "۱۲٫۵", "１２", "٤١٫٧", "２０２３-１２-３１", "٠٨:٠٠", "D٠٠١", "12 ч.", "1,5 saat", "90 min", "2 days",
    "202", "20222", "20 22", "early 2024", "весна 2023", "2024/05", "05.2024", "1.5.24", "2024-13", "H1 2024", "2023 h2", "2023/24", "2020s",
    "winter 2022/23", "41.7.2", "41,7,2", "41°42'N", "N41.7", "1.234,5", "12k", "~12", "12-14", "<1", "bilinmiyor", "t", "f", "off", "WAHR", "12%",
    "½", "3*", "3 [1]", "3¹", ".5", ",5", "12.", "12.5.", "+ 3", "- 3", "2O19", "l2", "12.3 million", "1,2 bin", "12 тыс.", "20k",
    "1.2345 k", "$1,234", "US$ 1,234.50", "1 234 USD", "%50", "2019 г.", "2019г.", "FY 2019", "19", "2019/20", "2019-2020", "31.12.2023 г.",
    "N41.7185", "41.7185 S", "44.9 E", "41 43 07", "41 63.11", "41d43m07s", "95 N", "41.7 с. ш.", "41.7185, 44.9", "lat: 41.7",
    "31 December 2023", "Dec 2023", "30 февраля 2023", "Şubat 2015", "2023 жылғы 31 желтоқсан", "45291.0", "31.12.2023 10:30",
    "2023-12-1", "2023-1", "2023-19", "20231231", "20231331", "12/2023", "13/2023", "Q1 2023", "c. 2023", "~2023", "~2023-13",
    "16-18 May 2022", "18-16 May 2022", "2022-05-16 - 2022-05-18", "2022-05-18 to 2022-05-16", "2015–2016", "2016–2015", "2023–12–31",
    "Kazakhstan", "Қазақстан", "Türkiye", "Turkmenstan", "КAZ", "KAZ, UZB", "KAZ/UZB", "Karayolu", "ж/д", "road, rail", "HIGH.", "орташа",
    "1", "0", "✓", "Y", "n", "x", "да.", "8", "8 am", "13 pm", "12:30 PM", "0800", "2599", "08：00", "24/7", "8-17", "0.333",
    "1900-01-00", "00.01.1900", "”", "ditto", "''", "(blank)", "жоқ", "K\\u0131z", "a&nbsp;b", "No length is known for it.",
    "htp://a.org", "https//a.org", "a.org/b c", "10.1000/182", "[a](https://a.org)", "<https://a.org>", "a@b.org", "x.pdf", "//a",
    "red bridge", "red–bridge", "Kapıkule", "a--b", "UTC+4", "Istanbul", '="V01"', '="5"', '="="', "Err:502", "####", "&amp;", "a&#61;b", "&#61;1",
)  # fmt: skip


@pytest.fixture(scope="module")
def columns():
    dictionary = read_dictionary(
        read_table(DATA_FOLDER / "dictionary.csv"), read_table(DATA_FOLDER / "vocabularies.csv")
    )
    every = {
        replace(column, table="", meaning="", key=False, column=column.column if column.column in {"lat", "lon"} else "x")
        for columns in dictionary.columns.values() for column in columns
    }  # fmt: skip
    return [
        Cells(column, rules_for(column, dictionary.vocabularies, decimal_comma=comma))
        for column in sorted(every, key=repr) for comma in (False, True)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def advice(columns):
    """Say of every entry in every kind of column what may help, once for all tests."""
    return [
        (cells, value, cells.advise(rule, value))
        for cells in columns for entry in WRITTEN for rule, value in cells.broken(entry)
    ]  # fmt: skip


def test_what_a_hint_proposes_keeps_every_rule_of_the_cell(advice):
    proposed = [(cells, value, text) for cells, value, hint in advice if (text := proposal_of(hint))]
    assert len(proposed) > 100
    bad = [(value, text) for cells, value, text in proposed if list(cells.broken(text)) or text == value]
    assert bad == []
    assert all(split_list(text) == (text,) for cells, _, text in proposed if cells.column.list)


def test_a_cell_may_be_left_blank_where_a_hint_says_so(advice):
    told = [cells for cells, _, hint in advice if hint == "Leave the cell blank when this is not known."]
    assert told
    assert [cells for cells in told if list(cells.broken(""))] == []


def templates(hint):
    yield getattr(hint, "template", "")
    for part in getattr(hint, "values", {}).values():
        yield from templates(part)


def test_every_hint_that_proposes_is_among_them(advice):
    written = {
        found
        for folder in ("tables", "check")
        for path in (ROOT / "geo" / folder).glob("*.py")
        for found in re.findall(r"""tell\(\s*(?:"([^"]*\{(?:text|word)\}[^"]*)"|'([^']*\{(?:text|word)\}[^']*)')""", path.read_text())
    }  # fmt: skip
    seen = {template for _, _, hint in advice for template in templates(hint)}
    of_tables = {
        template for template, _ in written if template.startswith(("{n} ids ", "Other tables "))
    }  # of no single cell
    assert {one or other for one, other in written} - of_tables == {t for t in seen if re.search(r"\{(text|word)\}", t)}


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("41°43'07\"N", "Degrees are written with decimals, without signs; write 41.718611."),
        ("41° 43.11'", "Degrees are written with decimals, without signs; write 41.7185."),
        ("26°21'11\"W", "It belongs under lon, not under lat."),
        ("26°21'11\"S", "Degrees are written with decimals, without signs; write -26.353056."),
        ("95°10'", ""),
        ("1 234,5", ""),
        ("'41.7185", "Signs around or inside it keep it from being read; write 41.7185."),
        ("n/a", "Leave the cell blank when this is not known."),
    ],
)
def test_positions_in_other_forms(columns, entry, hint):
    lat = next(cells for cells in columns if cells.column.column == "lat" and not cells.column.required)
    assert [str(lat.advise(rule, value)) for rule, value in lat.broken(entry)] == [hint]


@pytest.mark.parametrize(
    ("table", "column", "entry", "hint"),
    [
        ("dwell", "year", "1900-01-00", "A spreadsheet has made a date of a nought"),
        ("dwell", "year", "12:30", "A time of day stands here"),
        ("dwell", "hours", "12½", "Write 12.5."),
        (
            "sources",
            "url",
            "https://ex\u0430mple.org/a",
            "Some of its letters are Cyrillic and only look Latin; write https://example.org/a.",
        ),
        ("dwell", "hours", "¼", "Write 0.25."),
        ("dwell", "year", "12½", ""),
        ("dwell", "mode", "”", "It stands for what the row above says"),
        ("visits", "date", "''", "Leave the cell blank"),
        ("visits", "date", "00.01.1900", "Leave the cell blank"),
        ("visits", "country", "rail", ""),
        ("visits", "aim", r"K\u0131z", 'It may have been "Kız".'),
        ("visits", "aim", "a&nbsp;b", 'It may have been "a b".'),
    ],
)
def test_what_programs_leave_in_cells(table, column, entry, hint):
    tables = [read_table(DATA_FOLDER / f"{name}.csv") for name in ("dictionary", "vocabularies")]
    dictionary = read_dictionary(*tables)
    row = next(one for one in dictionary.columns[table] if one.column == column)
    told = [said for _, _, said in Cells(row, rules_for(row, dictionary.vocabularies)).judge(entry)]
    assert len(told) == 1
    assert str(told[0]).startswith(hint)
    assert bool(told[0]) is bool(hint)


def test_an_id_that_is_proposed_stands_in_its_table(small):
    folder = small.change("lines", 2, to_place="kapikul").write()
    (fault,) = (fault for fault in check_folder(folder).faults if fault.column == "to_place")
    small.change("lines", 2, to_place=proposal_of(fault.hint)).write()
    assert check_folder(folder).faults == ()
