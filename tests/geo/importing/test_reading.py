"""A file in any of six formats becomes the same plain text."""

import pytest

from geo.importing.reading import read_book
from tests.geo.importing import made_up

PLAIN = (("Post", "Hours"), ("Torugart", "4.5"), ("Нур Жолы", "12"))


def rows_of(book, place=0):
    return tuple(cells for _, cells in book.sheets[place].rows)


@pytest.mark.parametrize("raw", [
    "Post,Hours\nTorugart,4.5\nНур Жолы,12\n".encode(),
    "\ufeffPost;Hours\r\nTorugart;4.5\r\nНур Жолы;12\r\n".encode(),
    "Post\tHours\nTorugart\t4.5\nНур Жолы\t12\n".encode("utf-16"),
    '"Post","Hours"\n"Torugart","4.5"\n\n"Нур Жолы","12"\n,\n'.encode(),
])  # fmt: skip
def test_csv_in_the_forms_that_spreadsheets_write(raw):
    assert rows_of(read_book("a.csv", raw)) == PLAIN


def test_a_workbook_has_its_sheets():
    book = read_book("a.xlsx", made_up.workbook({"Empty": [], "Hours": made_up.ROWS, "More": [["x"]]}))
    assert [sheet.name for sheet in book.sheets] == ["Hours", "More"]
    assert rows_of(book) == PLAIN


def test_a_workbook_shows_days_and_truths_as_people_see_them_and_formulas_as_text():
    (_, cells) = rows_of(read_book("a.xlsx", made_up.dated_workbook()))
    assert cells == ("2024-03-05", "2024-03-05T13:30:00", "TRUE", "=1+1", "a b")


def test_texts_that_cells_share_are_read_without_what_only_helps_to_pronounce_them():
    words = "<sst><si><r><t>Tor</t></r><r><t>ugart</t></r><rPh><t>x</t></rPh></si><si><t> two</t></si></sst>"
    cells = '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c><c><f>A1</f><v>4.5999999999999996</v></c>'
    assert rows_of(read_book("a.xlsx", made_up.with_words(words, cells))) == (("Torugart", "two", "", "4.6"),)


def test_rows_and_columns_keep_their_places():
    raw = made_up.workbook({"a": [[], [None, "x", None, "y"], [], ["z"]]})
    assert read_book("a.xlsx", raw).sheets[0].rows == ((2, ("", "x", "", "y")), (4, ("z",)))


def test_an_open_workbook_keeps_values_and_counts_what_is_repeated():
    body = (
        '<table:table table:name="Hours"><table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>a<text:s text:c="2"/>b</text:p>'
        "<office:annotation><text:p>aside</text:p></office:annotation></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="3"/>'
        '<table:table-cell office:value-type="float" office:value="4.5"><text:p>4,50</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row></table:table>'
    )
    (sheet,) = read_book("a.ods", made_up.open_workbook(body)).sheets
    assert (sheet.name, sheet.rows) == ("Hours", ((3, ("a  b", "a  b", "", "", "", "4.5")),))


def test_geojson_has_a_row_for_each_feature():
    raw = made_up.geojson(made_up.feature(75.3925, 40.5525, name="Torugart", hours=4.5, more=[1, 2], closed=False))
    names, cells = rows_of(read_book("a.geojson", raw))
    assert dict(zip(names, cells, strict=True)) == {
        "name": "Torugart", "hours": "4.5", "more": "[1, 2]", "closed": "no", "geometry": "Point",
        "lat": "40.5525", "lon": "75.3925",
    }  # fmt: skip


def test_kml_has_a_row_for_each_placemark():
    names, point, line = rows_of(read_book("a.kml", made_up.KML.encode()))
    assert dict(zip(names, point, strict=True)) == {
        "name": "Torugart", "hours": "4.5", "geometry": "Point", "lat": "40.5525", "lon": "75.3925",
    }  # fmt: skip
    assert dict(zip(names, line, strict=False)) == {"name": "A line", "hours": "", "geometry": "LineString"}


def test_a_geopackage_has_a_sheet_for_each_table_that_it_lists():
    (sheet,) = read_book(
        "a.gpkg", made_up.geopackage("CREATE TABLE unlisted (a); INSERT INTO unlisted VALUES (1);")
    ).sheets
    assert sheet.name == "posts"
    assert sheet.rows[1][1] == ("1", "Point", "40.5525", "75.3925", "Torugart", "4.5")


def test_folders_in_a_name_are_passed_over():
    assert read_book("../../etc/C:\\x\\a.csv", b"a,b\n1,2\n").file == "a.csv"
