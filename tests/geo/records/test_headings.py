"""Every column of every table has a short heading of its own in each language."""

from collections import Counter

import pytest

from geo.language import list_languages, load_language
from geo.records.headings import EVERY_TABLE, head_column, read_headings

MOST_LETTERS = 40


def list_headings(catalogue, code):
    language = load_language(code)
    return {(one.table, one.column): head_column(one.table, one.column, language) for one in catalogue.dictionary}


@pytest.mark.parametrize("code", list_languages())
def test_every_column_has_a_short_heading(catalogue, code):
    headings = list_headings(catalogue, code)
    assert {key for key, heading in headings.items() if heading in {"", key[1]}} == set()
    assert {heading for heading in headings.values() if len(heading) > MOST_LETTERS} == set()
    language = load_language(code)
    written = {heading for table in read_headings().values() for heading in table.values()}
    assert {heading for heading in written if not language.knows(heading)} == set()


@pytest.mark.parametrize("code", list_languages())
def test_no_two_columns_of_a_table_have_the_same_heading(catalogue, code):
    found = Counter((table, heading.casefold()) for (table, _), heading in list_headings(catalogue, code).items())
    assert [key for key, times in found.items() if times > 1] == []


def test_every_heading_is_one_of_a_column(catalogue):
    columns = {(one.table, one.column) for one in catalogue.dictionary}
    own = {
        (table, column) for table, headings in read_headings().items() for column in headings if table != EVERY_TABLE
    }
    assert own <= columns
    used = {column for table, column in columns - own}
    assert set(read_headings()[EVERY_TABLE]) == used


def test_a_column_that_nobody_has_named_keeps_its_technical_name():
    assert head_column("dwell", "weather", load_language("ru")) == "weather"
    assert head_column("weather", "year", load_language("ru")) == "Год"
