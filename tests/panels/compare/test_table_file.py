"""The files of a comparison: everything with its id, blanks left blank, safe for spreadsheets, a sensible name."""

import csv
import io
from dataclasses import replace

import pytest

from geo.exports.csv_table import signs_for, write_csv
from geo.language import load_language
from geo.sites.selection import list_entries
from panels.compare.choices import Asked, Pick
from panels.compare.table_file import COLUMNS, list_rows, name_file
from panels.reader import Reader
from panels.view import Codes

PAIR = Asked("site", (Pick("torugart"), Pick("irkeshtam")))
NO_CODES = Codes(frozenset(), frozenset(), frozenset(), frozenset())


@pytest.fixture(scope="module")
def reader(catalogue):
    return Reader(catalogue, list_entries(catalogue), NO_CODES, load_language("en"))


def read(reader, asked):
    return [dict(zip(COLUMNS, row, strict=True)) for row in list_rows(reader, asked)]


def test_every_value_and_record_of_both_sites_is_in_it(reader):
    rows = read(reader, PAIR)
    hours = {row["record"]: row for row in rows if row["part"] == "hours"}
    assert {"D030", "D031", "D032", "D033", "D034", "D089", "D090", "D092", "D093", "D094"} <= set(hours)
    assert (hours["D090"]["value"], hours["D090"]["act"], hours["D090"]["side"]) == (1.7, "enter", "own")
    assert hours["D090"]["second_hand"] is True
    assert {"hours", "opening-hours", "visit", "finding", "readiness", "disagreement"} <= {row["part"] for row in rows}
    assert all(row["sources"] for row in rows if row["part"] != "readiness")


def test_what_is_not_known_is_blank_and_not_zero(reader):
    rows = read(reader, Asked("site", (Pick("nur-zholy"),)))
    written = write_csv(COLUMNS, list_rows(reader, Asked("site", (Pick("nur-zholy"),))), signs_for(reader.language))
    gap = next(row for row in rows if row["record"] == "D110")
    assert gap["value"] is None
    lines = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    assert next(line for line in lines if line["record"] == "D110")["value"] == ""


def test_payments_have_lines_of_their_own_with_their_unit(reader):
    rows = read(reader, PAIR)
    paid = {row["record"]: row for row in rows if row["part"] == "payment"}
    assert [(paid[one]["value"], paid[one]["unit"], paid[one]["act"]) for one in ("D089", "D092")] == [
        (583, "US$", "enter"), (0, "US$", "leave"),
    ]  # fmt: skip
    assert paid["D030"]["value"] is None


def test_text_is_safe_for_spreadsheets(reader):
    catalogue = reader.catalogue
    hostile = replace(
        catalogue,
        findings=tuple(replace(row, text="=1+1") if row.finding_id == "F001" else row for row in catalogue.findings),
    )
    asked = Asked("site", (Pick("red-bridge"),))
    written = write_csv(COLUMNS, list_rows(replace(reader, catalogue=hostile), asked)).decode("utf-8-sig")
    assert "'=1+1" in written
    assert ",=1+1" not in written


def test_countries_years_and_ways_have_rows_of_their_own(reader):
    years = read(reader, Asked("country", (Pick("AZE", 2022), Pick("AZE", 2023))))
    assert {row["compared"] for row in years} == {"AZE 2022", "AZE 2023"}
    ways = read(
        reader,
        Asked("journey", (Pick("alat-tbilisi"), Pick("alat-tbilisi", None, "alat-boyuk-kesik.boyuk-kesik-tbilisi"))),
    )
    assert {row["part"] for row in ways} == {"leg", "stop"}
    assert len({row["compared"] for row in ways}) == 2
    assert None in [row["value"] for row in ways]


@pytest.mark.parametrize(("asked", "name"), [
    (PAIR, "compare-torugart-irkeshtam"),
    (Asked("country", (Pick("KGZ", 2022), Pick("KGZ", 2023))), "compare-KGZ-2022-2023"),
    (Asked("site", (Pick("a/../b c"),)), "compare-a-b-c"),
    (Asked("site", (Pick("x" * 200),)), "compare-" + "x" * 72),
])  # fmt: skip
def test_the_file_is_named_after_what_is_compared(asked, name):
    assert name_file(asked) == name
