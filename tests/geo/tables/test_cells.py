"""What a single cell must be."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.records.dictionary import Column
from geo.tables.cells import COLUMN_TYPES, read_number, rules_for, split_list
from geo.tables.word_hints import nearest

VOCABULARIES = {"mode": frozenset({"road", "rail", "sea", "air"})}
GOOD = {
    "text": ["Kapıkule – Капитан", "霍尔果斯", "– not measured", "#1 of 3", "5", "NA"],
    "integer": ["0", "2022", "-3", "+7", "007"],
    "number": ["0", "41.7185", "-0.5", "+3", "1000000"],
    "edtf": ["2015", "2015-02", "2022-05-16/2022-05-18", "2023-09/.."],
    "url": ["https://www.carecprogram.org/?p=440", "http://пример.рф/а"],
    "https": ["https://web.archive.org/web/2026/http://a.org/"],
    "passage": [" ".join(["word"] * 25) + " – …", "口" * 50, "up 65%"],
    "sha-256": ["sha256:" + "0a" * 32],
    "language": ["en", "kk", "zh"],
    "country": ["KAZ", "NAM", "CHN"],
    "yes-no": [
        "yes",
        "no",
        "YES",
        "TRUE",
        "ИСТИНА",
        "DOĞRU",
        "evet",
        "да",
        "нет",
        "HAYIR",
        "жоқ",
        "bəli",
        "ооба",
        "yoʻq",
    ],
    "term": ["road", "sea"],
    "id": ["red-bridge", "V01", "R2a", "TITR-01", "T1"],
    "time-zone": ["Asia/Baku", "Europe/Istanbul", "UTC"],
    "clock": ["00:00", "08:30", "23:59", "24:00"],
}
BAD = {
    "text": [
        "=1+1",
        "+5%",
        "-",
        "@home",
        "#REF!",
        "#N/A",
        "#DEĞER!",
        "#ЗНАЧ!",
        "####",
        "#SPILL!",
        "Err:502",
        "Loading...",
        "Kap&#305;kule",
        "a\x00b",
        "\u202egnp.exe",
    ],
    "integer": ["", "1.0", "1,0", "1 000", "2e3", "x", "nan", "٣", "1_000", "−3", "9" * 16],
    "number": ["1,5", "1.234,5", "1 000", "1E+05", "inf", "nan", "12km", "--1", "."],
    "edtf": ["18.03.2022", "2022-02-30", "Feb-15", "45000", "2022-05-18/2022-05-16"],
    "url": [
        "www.carec.org",
        "javascript:alert(1)",
        "https://",
        "https://a b",
        'https://a/"x',
        "ftp://a.b/c",
        "http://[x",
        "https://https://a.org",
    ],
    "https": ["http://web.archive.org/x", "web.archive.org", "https://", "ftp://a.b/c", "https://a b"],
    "passage": [" ".join(["word"] * 26), "口" * 51, "=1+1", "a\x00b"],
    "sha-256": ["0a" * 32, "sha256:" + "0A" * 32, "sha256:" + "0a" * 31, "md5:x", "sha256-" + "a" * 43 + "="],
    "language": ["EN", "eng", "en-GB", "xx", "sh", "English", 'tr"', "../en"],
    "country": ["KZ", "kaz", "XKX", "Kazakhstan"],
    "yes-no": ["1", "perhaps", "y e s"],
    "term": ["Road", "road/rail", "tram"],
    "time-zone": ["Asia/Bakou", "asia/baku", "Baku", "+04:00", "../../etc/passwd"],
    "clock": ["8:30", "24:01", "25:00", "08.30", "08:60", "8 am", "08:30:00"],
    "id": ["red bridge", "kapı", "-a", "a--b", "a_b", "a<b>", "a;b"],
}


def column(kind="text", **changes):
    told = {
        "table": "sites", "column": "lat", "type": kind, "required": False, "list": False, "key": False,
        "refers_to": "mode", "unit": "", "minimum": None, "maximum": None, "meaning": "",
    }  # fmt: skip
    return Column(**(told | changes))


def broken(kind, entry, *, decimal_comma=False, **changes):
    changes = {"refers_to": "mode" if kind == "term" else ""} | changes
    rules = rules_for(column(kind, **changes), VOCABULARIES, decimal_comma=decimal_comma)
    return [rule for rule in rules if not rule.holds(entry)]


def test_every_type_has_examples():
    assert set(GOOD) == set(BAD) == set(COLUMN_TYPES)


@pytest.mark.parametrize(("kind", "entry"), [(kind, entry) for kind, entries in GOOD.items() for entry in entries])
def test_good_cells_pass(kind, entry):
    assert broken(kind, entry) == []


@pytest.mark.parametrize(
    ("kind", "entry"), [(kind, entry) for kind, entries in BAD.items() for entry in entries if entry]
)
def test_bad_cells_fail(kind, entry):
    assert len(broken(kind, entry)) == 1


EITHER_WAY = "which number is the day and which the month is not certain."


@pytest.mark.parametrize(
    ("kind", "entry", "hint"),
    [
        ("https", "http://a.org/b", "Write https://a.org/b."),
        ("https", "web.archive.org/web/x", "Write https://web.archive.org/web/x."),
        ("passage", "a " * 30, "It has 30 words; keep those that say the figure."),
        ("sha-256", "0A" * 32, "Write sha256:" + "0a" * 32 + "."),
        ("sha-256", "SHA-256: " + "0a" * 32, "Write sha256:" + "0a" * 32 + "."),
        ("sha-256", "0a" * 32 + "  page.html", "Write sha256:" + "0a" * 32 + "."),
        ("sha-256", "0a" * 16, "It has 32 digits, as a sum of the kind MD5; make one of the kind SHA-256."),
        ("sha-256", "sha256:" + "0a" * 30, "It has 60 digits; a SHA-256 has 64."),
        ("sha-256", "sha256-" + "a" * 43 + "=", "Write the 64 digits 0-9 and a-f, as `sha256sum` prints them."),
        ("sha-256", "not yet", ""),
        ("edtf", "18.03.2022", "Write 2022-03-18."),
        ("edtf", "3/18/2022", "Write 2022-03-18."),
        ("edtf", "18.03.2022 00:00:00", "Write 2022-03-18."),
        ("edtf", "12.05.2022", f"Write 2022-05-12 or 2022-12-05: {EITHER_WAY}"),
        ("edtf", "5/12/2022 0:00", f"Write 2022-12-05 or 2022-05-12: {EITHER_WAY}"),
        ("edtf", "2022-03-18 00:00:00", "Write 2022-03-18."),
        ("edtf", "44638", "A spreadsheet seems to have turned a date into its day number; format the cell as text."),
        ("edtf", "2021-02-29", "It must be a day that the month has (2021-02 has 28 days)."),
        ("edtf", "31.02.2015", "It must be a day that the month has (2015-02 has 28 days)."),
        ("edtf", "soon", ""),
        ("edtf", "Feb-15", "Write year-month-day; a spreadsheet may have changed this date."),
        ("edtf", "Şub.15", "Write year-month-day; a spreadsheet may have changed this date."),
        ("number", "04.май", "A spreadsheet may have turned this number into a date; format the column as text."),
        ("number", "41,7185", "Write a decimal point: 41.7185."),
        ("integer", "2022.0", "Write 2022."),
        ("number", "1 000 000", "Write it without separators: 1000000."),
        ("number", "1.234.567", "Write it without separators: 1234567."),
        ("number", "1E+05", "A spreadsheet has shortened this number; write all its digits."),
        ("number", "many", ""),
        ("country", "KZ", "Write KAZ."),
        ("country", "kaz", "Capitals count here; write KAZ."),
        ("country", "Kazakhstan", "Write KAZ."),
        ("country", "Nowhere", ""),
        ("term", "raod", 'Did you mean "road"?'),
        ("term", "Rail", "Capitals count here; write rail."),
        ("term", "zzz", ""),
        ("text", "=SUM(A1)", "A formula stands here, not its result; write the value."),
        ("text", "+5 %", "A spreadsheet would take it for a formula; begin otherwise than with +."),
    ],
)
def test_hints(kind, entry, hint):
    assert [rule.hint(entry) for rule in broken(kind, entry)] == [hint]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"minimum": -90.0, "maximum": 90.0, "unit": "degrees"}, "a number from -90 to 90 (lat, degrees)"),
        ({"minimum": 0.0}, "a number of 0 or more (lat)"),
        ({"maximum": 9.5}, "a number of 9.5 or less (lat)"),
        ({"column": "hours", "unit": "h"}, "a number (hours, h)"),
    ],
)
def test_range_is_told_in_words(changes, expected):
    assert rules_for(column("number", **changes), {})[0].expected == expected


@pytest.mark.parametrize(
    ("entry", "good"), [("-90", True), ("90", True), ("90.0001", False), ("-91", False), ("91", False)]
)
def test_range_holds_its_ends(entry, good):
    assert (broken("number", entry, minimum=-90.0, maximum=90.0) == []) is good


@pytest.mark.parametrize("entry", ["41,7185", "41.7185", "41"])
def test_decimal_comma_where_the_file_allows_it(entry):
    assert broken("number", entry, decimal_comma=True) == []


@pytest.mark.parametrize("entry", ["1.234,5", "1,2,3"])
def test_decimal_comma_is_not_guessed(entry):
    assert broken("number", entry, decimal_comma=True) != []


def test_without_the_vocabulary_any_term_will_do():
    assert broken("term", "tram", refers_to="nothing") == []


def test_an_id_that_points_elsewhere_is_not_judged_by_its_form():
    assert broken("id", "red_bridge", refers_to="places.place_id") == []


def test_formula_does_not_cost_the_cell():
    assert [rule.harmless for rule in broken("text", "-5 %")] == [True]
    assert [rule.harmless for rule in broken("text", "#REF!")] == [False]


@pytest.mark.parametrize(
    ("cell", "entries"),
    [("", ()), ("a", ("a",)), ("a; b", ("a", "b")), ("a;b;", ("a", "b")), (" ; ;", ()), ("a,b", ("a,b",))],
)
def test_split_list(cell, entries):
    assert split_list(cell) == entries


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_numbers_come_back(number):
    text = f"{number:.9f}"
    assert read_number(text) == float(text)
    assert read_number(text.replace(".", ","), decimal_comma=True) == float(text)


@given(st.text(max_size=10))
def test_no_text_becomes_an_odd_number(text):
    number = read_number(text, decimal_comma=True)
    assert number is None or math.isfinite(number)


@given(st.sampled_from(COLUMN_TYPES), st.text(max_size=12))
def test_no_text_raises(kind, text):
    for rule in rules_for(column(kind), VOCABULARIES):
        rule.holds(text)
        assert isinstance(rule.hint(text), str) or not text


@pytest.mark.parametrize(
    ("value", "known", "hint"),
    [
        ("red_bridge", ["red-bridge", "kapikule"], 'Did you mean "red-bridge"?'),
        ("Red Bridge", ["red-bridge"], 'Did you mean "red-bridge"?'),
        ("r1", ["R1"], 'Did you mean "R1"?'),
        ("xyz", ["kapikule"], ""),
        ("a", [], ""),
    ],
)
def test_nearest(value, known, hint):
    assert nearest(value, known) == hint


@pytest.mark.parametrize("entry", ["417.185", "417185", "417,185", "4 171 850", "41.0", "91.00", "103.5", "999,5"])
@pytest.mark.parametrize("name", ["lat", "lon", "hours"])
def test_what_a_hint_says_to_write_keeps_the_rule(name, entry):
    limits = {"lat": 90.0, "lon": 180.0, "hours": 1000.0}
    rule = rules_for(column("number", column=name, minimum=-limits[name], maximum=limits[name]), {})[0]
    hint = rule.hint(entry)
    if "text" in getattr(hint, "values", {}) and not rule.holds(entry):
        assert rule.holds(hint.values["text"])


@pytest.mark.parametrize("month", range(13))
@pytest.mark.parametrize("day", [0, 1, 12, 13, 29, 30, 31, 32])
@pytest.mark.parametrize("written", ["{d:02}.{m:02}.2015", "{m}/{d}/2015", "2015-{m:02}-{d:02} 00:00:00"])
def test_a_date_that_a_hint_says_to_write_is_one(written, day, month):
    rule = rules_for(column("edtf"), {})[0]
    hint = rule.hint(written.format(d=day, m=month))
    if "text" in getattr(hint, "values", {}):
        assert rule.holds(hint.values["text"])


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("417.185", "The decimal point seems to be lost, or to stand in a wrong place."),
        ("417185", "The decimal point seems to be lost, or to stand in a wrong place."),
        ("103.5", "lat and lon look swapped."),
    ],
)
def test_degrees_out_of_range(entry, hint):
    assert [rule.hint(entry) for rule in broken("number", entry, minimum=-90.0, maximum=90.0)] == [hint]


@pytest.mark.parametrize(
    ("entry", "code"),
    [("EN", "en"), ("eng", "en"), ("en-GB", "en"), ("English", "en"), ("Казахский", "kk"), ("iw", "he")],
)
def test_a_language_that_is_written_otherwise_is_recognised(entry, code):
    (rule,) = broken("language", entry)
    assert rule.hint(entry) == f"Write {code}."


@pytest.mark.parametrize("entry", ["xx", "nonsense", '"><b>', "", "42"])
def test_of_a_language_that_there_is_not_nothing_is_guessed(entry):
    (rule,) = broken("language", entry)
    assert "ISO 639-1" in rule.expected
    assert "Write" not in rule.hint(entry)


@pytest.mark.parametrize(
    "word",
    [
        "NULL",
        "NaN",
        "None",
        "n/a",
        "N/A",
        "<NA>",
        "\\N",
        "nil",
        "—",
        "TBD",
        "No data",
        "нет данных",
        "Veri yok",
        "дерек жоқ",
    ],
)
@pytest.mark.parametrize("kind", ["text", "passage"])
def test_a_word_for_a_blank_alone_in_a_cell_of_text_is_told(kind, word):
    told = [rule.expected for rule in rules_for(column(kind), {}) if not rule.holds(word)]
    assert told == ["a text, not a word for a blank"]
    assert all(rule.holds(f"{word} stands in the sheet") for rule in rules_for(column(kind), {}))


def test_a_table_of_words_may_quote_a_word_for_a_blank():
    assert all(rule.holds("NULL") for rule in rules_for(column(table="corrections"), {}))
