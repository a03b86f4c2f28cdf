"""What is made to break a reader is refused with a clear word, before it takes memory or time."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from geo.errors import ImportedFileError
from geo.importing import packed
from geo.importing.limits import MAX_COLUMNS, MAX_ROWS
from geo.importing.reading import read_book
from tests.geo.importing import made_up

SHEET = "xl/worksheets/sheet1.xml"
SMALL = made_up.workbook({"a": made_up.ROWS})
MANY = "the most that is read"
MAX_MB = 120


def sheet(rows):
    return f'<worksheet xmlns="s"><sheetData>{rows}</sheetData></worksheet>'


def laughs():
    """Ten entities, each ten times the one before."""
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "ha">{declared}]><a>&e9;</a>'


REPEATED = '<table:table><table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
NAMES = ", ".join(f"c{n}" for n in range(MAX_COLUMNS + 50))
WIDE = f"CREATE TABLE wide ({NAMES}); INSERT INTO gpkg_contents VALUES ('wide', 'attributes', 0);"  # noqa: S608
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)
HOSTILE = {
    "a workbook called CSV": ("a.csv", SMALL, "Excel workbook"),
    "a page called CSV": ("a.csv", b"<!doctype html><p>x", "web page"),
    "CSV called a workbook": ("a.xlsx", b"a,b\n1,2\n", "it is no XLSX file"),
    "an archive called a workbook": ("a.xlsx", made_up.packed({"a.txt": "x"}), "is a packed archive"),
    "an open workbook of another kind": ("a.ods", made_up.open_workbook("", b"application/vnd.oasis.opendocument.text"), "is an OpenDocument file, whatever it is called"),
    "a Word document": ("a.xlsx", made_up.packed({"[Content_Types].xml": "", "_rels/.rels": "", "word/document.xml": ""}), "is a Word document, whatever it is called"),
    "a presentation": ("a.xlsx", made_up.packed({"_rels/.rels": "", "ppt/presentation.xml": ""}), "is a presentation, whatever it is called"),
    "a binary workbook": ("a.xlsx", made_up.packed({"_rels/.rels": "", "xl/workbook.bin": "", "xl/theme/theme1.xml": ""}), "is a binary Excel workbook"),
    "an open workbook called .xlsx": ("a.xlsx", made_up.open_workbook(""), "is an OpenDocument file, whatever it is called; save its table as .ods or .xlsx"),
    "a workbook called .ods": ("a.ods", SMALL, "is an Excel workbook, whatever it is called; give it a name that ends in .xlsx"),
    "an archive called .geojson": ("a.geojson", made_up.packed({"a.geojson": "{}"}), "is a packed archive, whatever it is called"),
    "a program": ("a.exe", b"MZ", "Files of this kind are not read"),
    "nothing": ("a.csv", b" \n", "empty"),
    "no rows": ("a.csv", b",,,\n,,,\n", "no rows"),
    "letters of another encoding": ("a.csv", "Post,Şehir\n".encode("cp1254"), "another encoding"),
    "a broken packed file": ("a.xlsx", SMALL[:2000], "broken"),
    "half a workbook": ("a.xlsx", SMALL[: len(SMALL) // 2], "its end is missing. Copy or save it again"),
    "an older workbook called a new one": ("a.xlsx", OLD, r"older Excel workbook \(.xls\), whatever it is called; save it as .xlsx"),
    "an older workbook": ("a.xls", OLD, r"older Excel workbook \(.xls\)"),
    "a workbook with a password": ("a.xlsx", OLD + "EncryptedPackage".encode("utf-16-le"), "has a password; save it without one"),
    "a workbook without a row": ("a.xlsx", made_up.workbook({"visits": []}), "no rows"),
    "entities in a workbook": ("a.xlsx", made_up.repacked(SMALL, SHEET, laughs()), "declares a document type"),
    "entities in the texts": ("a.xlsx", made_up.with_words(laughs()), "declares a document type"),
    "entities in KML": ("a.kml", laughs().encode(), "declares a document type"),
    "a file from elsewhere": ("a.kml", b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "declares a document type"),
    "XML cut off": ("a.kml", b"<kml><Document>", "broken in line 1"),
    "XML without end": ("a.kml", b"<a>" * 100_000, "nested too deeply"),
    "JSON without end": ("a.geojson", b'{"a":' + b"[" * 200_000, "nested too deeply|cannot be read as JSON"),
    "a million lists": ("a.geojson", b'{"a":[' + b"[]," * 2_000_000 + b"]}", "far larger"),
    "JSON of another kind": ("a.json", b'{"a": 1}', "not a collection of features"),
    "another system": ("a.geojson", made_up.geojson(crs={"type": "name", "properties": {"name": "EPSG:3857"}}), "not in WGS84"),
    "a million columns": ("a.csv", b"," * 1_000_000 + b"x\n", "columns"),
    "a million cells in a row": ("a.xlsx", made_up.repacked(SMALL, SHEET, sheet("<row>" + "<c><v>1</v></c>" * 1_000_000)), "columns"),
    "a cell far to the right": ("a.xlsx", made_up.repacked(SMALL, SHEET, sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')), "columns"),
    "a cell repeated": ("a.ods", made_up.open_workbook(REPEATED.format(rows=1, columns=99_999_999)), "columns"),
    "a row repeated": ("a.ods", made_up.open_workbook(REPEATED.format(rows=99_999_999, columns=1)), "rows"),
    "many names": ("a.geojson", made_up.geojson(*(made_up.feature(1, 1, **{f"n{n}": 1}) for n in range(300))), "columns"),
    "many rows": ("a.csv", b"a\n" + b"1\n" * (MAX_ROWS + 1), "rows"),
    "a long cell": ("a.csv", b"a\n" + b"1" * 40_000, "letters"),
    "a long text of a workbook": ("a.xlsx", made_up.repacked(SMALL, SHEET, sheet(f'<row><c t="str"><v>{"1" * 40_000}</v></c></row>')), "letters"),
    "a database": ("a.gpkg", b"SQLite format 3\0" + b"\xff" * 5000, "no GeoPackage"),
    "a package in metres": ("a.gpkg", made_up.geopackage(system=3857), "not in WGS84"),
    "a table of many columns": ("a.gpkg", made_up.geopackage(WIDE), "columns|no GeoPackage"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_words(name):
    file, raw, words = HOSTILE[name]
    with pytest.raises(ImportedFileError, match=words):
        read_book(file, raw)


LARGE = made_up.repacked(SMALL, SHEET, sheet(" " * (2 << 20)))


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(packed, "MAX_UNPACKED", 1 << 20)
    assert len(LARGE) < 20_000
    with pytest.raises(ImportedFileError, match="far larger"):
        read_book("a.xlsx", LARGE)


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_says():
    with zipfile.ZipFile(io.BytesIO(LARGE)) as base:
        told = base.NameToInfo[SHEET]
    size = struct.pack("<I", told.file_size)
    lying = LARGE[: told.header_offset] + LARGE[told.header_offset :].replace(size, struct.pack("<I", 100))
    tracemalloc.start()
    try:
        with pytest.raises(ImportedFileError, match="broken"):
            read_book("a.xlsx", lying)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "name", ["a million columns", "a million cells in a row", "a cell repeated", "a million lists"]
)
def test_little_memory_is_taken_while_it_is_refused(name):
    file, raw, _ = HOSTILE[name]
    tracemalloc.start()
    try:
        with pytest.raises(ImportedFileError):
            read_book(file, raw)
        assert tracemalloc.get_traced_memory()[1] < MAX_MB << 20
    finally:
        tracemalloc.stop()


def test_a_view_and_a_table_that_works_itself_out_are_not_asked():
    script = (
        "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n;"
        "CREATE TABLE made (a TEXT, b GENERATED ALWAYS AS (zeroblob(900000000)));"
        "INSERT INTO made (a) VALUES ('x');"
        "INSERT INTO gpkg_contents VALUES ('endless', 'attributes', 0), ('made', 'attributes', 0);"
    )
    book = read_book("a.gpkg", made_up.geopackage(script))
    assert [s.name for s in book.sheets] == ["posts", "made"]
    assert book.sheets[1].rows == ((1, ("a",)), (2, ("x",)))


def test_a_part_that_lies_before_the_beginning_is_refused_in_words():
    raw = bytearray(SMALL)
    end = raw.rindex(b"PK\x05\x06")
    (begins,) = struct.unpack_from("<I", raw, end + 16)
    struct.pack_into("<I", raw, end + 16, begins + (1 << 24))  # the list of parts is said to stand far later
    with pytest.raises(ImportedFileError, match="broken"):
        read_book("a.xlsx", bytes(raw))
