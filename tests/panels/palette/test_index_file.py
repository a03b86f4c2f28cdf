"""The index of the palette: small, the same for the same tables, and every address in it is one of the app's."""

import gzip
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.language import list_languages, load_language
from geo.sites.selection import list_entries
from panels.palette.index_file import KINDS_OF_THE_APP, name_kinds, write_index
from panels.palette.page_keys import WITH_MAP, list_keys
from panels.shell.titles import STAGE, list_titles

MOST_PACKED_B = 150_000
LANGUAGES = list_languages()


def titles_in(code):
    english = list_titles(load_language("en"))
    return tuple((path, title, english[path]) for path, title in list_titles(load_language(code)).items())


@pytest.fixture(scope="module")
def written(catalogue):
    entries = list_entries(catalogue)
    return {code: write_index(catalogue, entries, load_language(code), titles_in(code)) for code in LANGUAGES}


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_small(written, code):
    assert len(gzip.compress(written[code].encode(), 6)) < MOST_PACKED_B


def test_it_is_the_same_for_the_same_tables(catalogue, written):
    again = write_index(catalogue, list_entries(catalogue), load_language("ru"), titles_in("ru"))
    assert again == written["ru"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_kind_has_a_name_and_every_row_a_kind(written, code):
    index = json.loads(written[code])
    assert {row[0] for row in index["rows"]} == set(index["kinds"])
    assert all(index["kinds"].values())


def test_every_address_is_a_page_of_the_app(written):
    pages = set(list_titles(load_language("en")))
    for row in json.loads(written["en"])["rows"]:
        kind, name, href = row[0], row[1], row[6]
        assert urlsplit(href).path.removeprefix("./") in pages, row
        assert href or (kind == "action" and name in {"print", "copy", "share", "cite", "file", "keys"}), row
        assert name.startswith("lang-") or "lang" not in parse_qs(urlsplit(href).query)


def test_what_has_no_page_of_its_own_names_its_record(written):
    rows = {(row[0], row[1]): row[6] for row in json.loads(written["en"])["rows"]}
    assert rows["event", "S03"] == "record?record=S03"
    assert rows["finding", "F001"] == "visits?tab=findings&record=F001"
    assert rows["source", "founding-text"] == "sources?record=founding-text"
    assert rows["figure", "D023"] == "?site=tsiteli-khidi&record=D023"
    assert rows["visit", "V04"] == "visits?visit=V04"


def test_languages_are_found_by_their_name_in_themselves_in_english_and_in_the_reader_s(written):
    rows = {row[1]: row for row in json.loads(written["ru"])["rows"] if row[0] == "action"}
    kazakh = rows["lang-kk"]
    assert {kazakh[2], *kazakh[5].split(" | ")} == {"Қазақша", "Kazakh", "казахский", "kk"}
    assert kazakh[6] == "?lang=kk"


def test_pages_and_actions_are_offered_before_anything_is_typed(written):
    offered = {row[0] for row in json.loads(written["en"])["rows"] if len(row) > 9}
    assert offered == {"site", *KINDS_OF_THE_APP}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_has_keys_and_those_with_a_map_more(code):
    language = load_language(code)
    for page in list_titles(language):
        keys = list_keys(page, language)
        assert all(pressed and does for pressed, does in keys)
        assert ("+ -" in dict(keys)) == (page in WITH_MAP), page
    assert set(list_titles(language)) > WITH_MAP
    assert STAGE not in WITH_MAP
    assert set(name_kinds(language)) >= set(KINDS_OF_THE_APP)
