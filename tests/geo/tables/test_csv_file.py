"""Files as spreadsheets leave them."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.tables.csv_file import parse_table, read_table, rows_in_words
from geo.tables.row_faults import TOTALS
from geo.tables.rows import UNREADABLE, tidy

HEADER = ("site_id", "name", "lat")
IDS = st.text(
    st.characters(categories=["L"]), min_size=1, max_size=8
)  # rows without one may be totals, frames, changes
LETTERS = st.text(st.characters(exclude_characters="\0"), max_size=8)  # what becomes of zeros is another test
ROWS = (("kapikule", "Kapıkule", "41.7185"), ("khorgos", "Хоргос 霍尔果斯", "44.2"))


def csv_bytes(separator=",", newline="\n", encoding="utf-8", tail="", rows=ROWS):
    lines = [separator.join(cells) for cells in (HEADER, *rows)]
    return (newline.join(lines) + newline + tail).encode(encoding)


def cells_of(table):
    return [tuple(row) for row in table.frame.itertuples(index=False)]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(csv_bytes(), id="as we write it"),
        pytest.param(csv_bytes(encoding="utf-8-sig"), id="byte order mark"),
        pytest.param(csv_bytes(separator=";"), id="semicolons"),
        pytest.param(csv_bytes(separator="\t"), id="tabs"),
        pytest.param(csv_bytes(newline="\r\n"), id="CRLF"),
        pytest.param(csv_bytes(newline="\r"), id="old Mac lines"),
        pytest.param(csv_bytes(tail=",,\n,,\n\n"), id="trailing blank lines"),
        pytest.param(csv_bytes().rstrip(b"\n"), id="no line end at the end"),
        pytest.param(csv_bytes().replace(b"\n", b",,\n"), id="trailing blank columns"),
        pytest.param(csv_bytes().replace(b",", b" , "), id="blanks around cells"),
        pytest.param(csv_bytes().replace(b"kapikule", "\u00a0kapikule\u202f".encode()), id="non-breaking blanks"),
        pytest.param(b"sep=;\r\n" + csv_bytes(separator=";"), id="a line that names the separator"),
        pytest.param(unicodedata.normalize("NFD", csv_bytes().decode()).encode(), id="letters taken apart"),
    ],
)
def test_habits_of_spreadsheets_are_read_without_complaint(raw):
    table = parse_table("sites.csv", raw)
    assert cells_of(table) == list(ROWS)
    assert table.faults == ()


@pytest.mark.parametrize(("separator", "decimal_comma"), [(",", False), (";", True), ("\t", True)])
def test_decimal_commas_go_with_other_separators(separator, decimal_comma):
    assert parse_table("sites.csv", csv_bytes(separator=separator)).decimal_comma is decimal_comma


def test_na_stays_a_code():
    assert parse_table("x.csv", b"country\nNA\nnull\nnan\n").frame["country"].tolist() == ["NA", "null", "nan"]


def test_rows_are_numbered_as_a_spreadsheet_does():
    raw = b'id,note\na,"two\nlines"\n\nb,\n,,\nc,x\n'
    assert parse_table("x.csv", raw).frame.index.tolist() == [2, 4, 6]


def test_header_alone_is_an_empty_table_without_fault():
    table = parse_table("x.csv", b"a,b\n")
    assert (list(table.frame.columns), len(table.frame), table.faults) == (["a", "b"], 0, ())


@pytest.mark.parametrize(
    ("raw", "said", "kept"),
    [
        pytest.param(b"", "x.csv: The file is empty.", [], id="nothing"),
        pytest.param(b"\xef\xbb\xbf\r\n,,,\r\n", "x.csv: The file is empty.", [], id="only blanks"),
        pytest.param(
            b"a,b,a\n1,2,3\n",
            'x.csv, row 1, column a: "a" – expected every column name once. '
            "Only the first column of this name is read.",
            [("1", "2")],
            id="column name twice",
        ),
        pytest.param(
            b"a,,b\n1,x,2\n",
            "x.csv, row 1: expected a name above column 2. What stands below it in row 2 is not read.",
            [("1", "2")],
            id="value under no name",
        ),
        pytest.param(
            b"a,b\n1,2,3\n4,5\n",
            'x.csv, row 2: "3" – expected 2 cells as in the header, not 3. '
            "A text with a separator in it needs quotation marks.",
            [("4", "5")],
            id="row too long",
        ),
        *(
            pytest.param(
                text.encode(),
                f'x.csv, row 2: "{beyond}" – expected 2 cells as in the header, not 3. '
                'Quotation marks around a text with a separator in it are straight ("), not curly; replace them.',
                [("4", "5")],
                id=f"curly quotation marks {text[6]}",
            )
            for text, beyond in (("a,b\n1,“two, three”\n4,5\n", "three”"), ("a,b\n1,”two, three”\n4,5\n", "three”"))
        ),
        pytest.param(
            "a,b\n“1”,2,3\n4,5\n".encode(),
            'x.csv, row 2: "3" – expected 2 cells as in the header, not 3. '
            "A text with a separator in it needs quotation marks.",
            [("4", "5")],
            id="curly quotation marks of a whole text",
        ),
        pytest.param(
            b"a,b\n1\n4,5\n",
            "x.csv, row 2: expected 2 cells as in the header, not 1. Those missing at the end are read as blank.",
            [("1", ""), ("4", "5")],
            id="row too short",
        ),
        pytest.param(
            b'a,b\n1,"two\n3,4\n',
            "x.csv, row 2: expected quotation marks in pairs. "
            'One is opened and never closed, or stands inside a text (write "" for one).',
            [("3", "4")],
            id="quotation mark never closed",
        ),
        pytest.param(
            b'a,b\n1,"x"y\n3,4\n',
            "x.csv, row 2: expected quotation marks in pairs. "
            'One is opened and never closed, or stands inside a text (write "" for one).',
            [("3", "4")],
            id="quotation mark inside a text",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told_once(raw, said, kept):
    table = parse_table("x.csv", raw)
    assert [str(fault) for fault in table.faults] == [said]
    assert cells_of(table) == kept


@pytest.mark.parametrize("encoding", ["cp1254", "cp1251", "utf-16", "utf-16-be"])
def test_other_encodings_are_told_with_the_cure(encoding):
    letters = "Хоргос" if encoding == "cp1251" else "Kapıkule ş"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    table = parse_table("x.csv", f"{mark}id,name\na,{letters}\nb,plain\n".encode(encoding))
    assert 'Save the file again as "CSV UTF-8".' in str(table.faults[0])
    assert table.faults[0].severity == "error"
    assert ("b", "plain") in cells_of(table)
    assert all("\ufffd" not in cell for row in cells_of(table) for cell in row)


def test_encoding_fault_names_the_first_line():
    table = parse_table("x.csv", "id\na\nb\nş\n".encode("cp1254"))
    assert "Line 4" in str(table.faults[0])


def test_missing_file_is_a_fault(tmp_path):
    table = read_table(tmp_path / "sites.csv")
    assert [str(fault) for fault in table.faults] == ["sites.csv: The file is missing."]
    assert table.frame.empty


def test_folder_in_place_of_a_file_is_a_fault(tmp_path):
    (tmp_path / "sites.csv").mkdir()
    table = read_table(tmp_path / "sites.csv")
    assert table.faults[0].effect == "table"


@given(st.binary(max_size=200))
def test_no_bytes_raise(raw):
    table = parse_table("x.csv", raw)
    assert table.frame.index.is_unique


def is_aside(row):
    """Ask whether a row is a total, of which other cells are blank or hold a number, or a note."""
    first = row[0] or next(filter(None, row), "")
    others = [cell for cell in row if cell and cell != first]
    counts = not others or any(letter.isdigit() for cell in others for letter in cell)
    return (first.rstrip(" :").casefold() in TOTALS and counts) or (" " in row[0] and not any(row[1:]))


@example([("a", UNREADABLE, "b"), ("c", "", "d")])
@example([("-0", "", ""), ("+1", "a", "b")])
@example([("СУММА", "", ":")])
@example([("TOPLAM", "", ""), ("c", "", "d"), ("a note", "", "")])
@given(st.lists(st.tuples(IDS, LETTERS, LETTERS), max_size=5))
def test_quoted_cells_come_back_tidy(rows):
    rows = [("first", "row", "of all"), *rows]  # a row of units may stand below the header
    quoted = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in (HEADER, *rows)]
    table = parse_table("x.csv", "\r\n".join(quoted).encode("utf-8", errors="replace"))
    expected = [tuple(tidy(cell.encode("utf-8", errors="replace").decode()) for cell in row) for row in rows]
    # A letter that is lost already takes its row away, as does what is a total or a note instead of a row.
    whole = [row for row in expected if UNREADABLE not in "".join(row) and not is_aside(row)]
    assert cells_of(table) == [row for row in whole if any(row)]
    assert len(table.faults) == len(expected) - len(whole)


@given(st.text())
def test_tidy_twice_is_tidy_once(cell):
    assert tidy(tidy(cell)) == tidy(cell)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([7], "row 7"),
        ([7, 9], "rows 7, 9"),
        (list(range(2, 42)), "rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, … (40 in all)"),
    ],
)
def test_rows_in_words(rows, words):
    assert rows_in_words(rows) == words


def test_columns_hold_what_the_frame_holds_and_equal_cells_are_kept_once():
    table = parse_table("x.csv", b"id,note\na,same text\nb,same text\nc\n")
    assert {name: list(cells) for name, cells in table.columns.items()} == table.frame.to_dict("list")
    assert table.columns["note"][0] is table.columns["note"][1]


def test_rows_after_many_bad_quotation_marks_keep_their_numbers():
    table = parse_table("x.csv", b"id,note\n" + b'"x"y,1\n' * 300 + b"a,2\n")
    assert [fault.row for fault in table.faults] == list(range(2, 302))
    assert table.frame.index.tolist() == [302]
