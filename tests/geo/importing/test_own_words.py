"""What the app itself writes is understood when it comes back in a file: headings, labels of sites, words of lists."""

import pytest

from geo.importing.book import Sheet
from geo.importing.headings import guess_header, match_columns
from geo.importing.names import PLACE, Names, Written
from geo.importing.rules import read_terms
from geo.language import list_languages, load_language
from geo.records.headings import head_column
from geo.records.registry import RECORDS
from geo.tables.header import headings_of

LANGUAGES = list_languages()


@pytest.fixture(scope="module")
def names(catalogue):
    return Names(catalogue)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", RECORDS)
def test_a_column_is_known_by_the_heading_that_is_shown(catalogue, names, table, lang):
    columns = headings_of(table)
    shown = tuple(head_column(table, column, load_language(lang)) for column in columns)
    sheet = Sheet("", ((1, ("A table",)), (2, shown), (3, ("1",) * len(columns))))
    header = guess_header(sheet)
    assert header == 1
    assert [one.target for one in match_columns(sheet, header, table, catalogue, names)] == list(columns)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_site_is_known_by_the_label_that_is_shown(catalogue, names, lang):
    for site in catalogue.sites.values():
        place = catalogue.places[site.site_id]
        label = load_language(lang).cell(site.short_name)
        asked = [Written(PLACE, label, place.country, mode) for mode in ("", *place.modes)]
        assert [site.site_id in names.find(one) for one in asked] == [True] * len(asked), label


@pytest.mark.parametrize(("vocabulary", "words"), [
    ("mode", {"Авто": "road", "Ж/д": "rail", "Море": "sea", "Воздух": "air", "Tır": "road", "жүк көлігі": "road"}),
    ("dwell-scope", {"пост": "bcp", "Sınır kapısı": "bcp"}),
    ("direction", {"на въезд": "inbound", "exit": "outbound"}),
])  # fmt: skip
def test_a_word_of_a_list_is_known_as_people_write_it(names, vocabulary, words):
    assert {word: names.term(vocabulary, word) for word in words} == words


def test_every_word_of_others_means_one_term(catalogue, names):
    for vocabulary, terms in read_terms().items():
        assert set(terms) <= set(catalogue.vocabularies[vocabulary])
        for term, words in terms.items():
            assert {word: names.term(vocabulary, word) for word in words} == dict.fromkeys(words, term)
