"""The words of the field are translated by one word each, in every text: those that `data/locale/glossary.csv` allows."""

import csv
import re
from functools import cache
from itertools import groupby

import pytest

from geo.language import (
    LOCALE_FOLDER,
    SCREEN_DOMAIN,
    SOURCE_LANGUAGE,
    TABLES_DOMAIN,
    fold,
    list_languages,
    load_language,
)
from tests.test_translations import read_catalogue

LANGUAGES = [code for code in list_languages() if code != SOURCE_LANGUAGE]
COLUMNS = ["term", "language", "translation", "forms", "not_when", "source"]
FEWEST_TERMS = 25
PLACE = re.compile(r"\{[^}]*\}")
SHOWN_AS = {
    "Present": "walkthrough",
    "Walkthrough": "walkthrough",
    "Record": "record",
    "Brief": "brief",
    "What if": "scenario",
    "e-TIR": "e-TIR",
    "Handout": "handout",
}
"""Headings and buttons, and the word of the glossary that each of them is."""


@cache
def read_glossary():
    with (LOCALE_FOLDER / "glossary.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@cache
def words_of(code):
    """Rows of a language, longer terms first: what is part of a longer term is not asked for once more."""
    rows = [row for row in read_glossary() if row["language"] == code]
    return sorted(rows, key=lambda row: -len(row["term"]))


def as_word(term):
    return re.compile(rf"(?<![\w-]){re.escape(term)}s?(?![\w-])", re.IGNORECASE)


def is_said(row, said):
    """Whether a translation says a term in an allowed form, or keeps the English word, as part of a name."""
    begins = (rf"(?<!\w){re.escape(fold(form))}" for form in row["forms"].split("|"))
    return any(re.search(form, fold(said)) for form in begins) or bool(as_word(row["term"]).search(said))


def find_misses(code, english, said):
    """List the terms that stand in an English text and are said otherwise in its translation."""
    left = PLACE.sub("…", english)
    for phrase in {phrase for row in words_of(code) for phrase in row["not_when"].split("|") if phrase}:
        left = re.sub(re.escape(phrase), "…", left, flags=re.IGNORECASE)
    for row in words_of(code):
        word = as_word(row["term"])
        if word.search(left):
            left = word.sub("…", left)
            if not is_said(row, said):
                yield row["term"]


def list_pairs(code):
    for domain in (SCREEN_DOMAIN, TABLES_DOMAIN):
        for message in read_catalogue(code, domain):
            if message.id:
                english = message.id if isinstance(message.id, str) else message.id[-1]
                forms = [message.string] if isinstance(message.string, str) else message.string
                yield from ((english, said) for said in forms)


def test_every_term_stands_in_every_language_once_with_its_source():
    rows = read_glossary()
    assert list(rows[0]) == COLUMNS
    by_term = {term: [row["language"] for row in group] for term, group in groupby(rows, lambda row: row["term"])}
    assert len(by_term) >= FEWEST_TERMS
    assert {term: found for term, found in by_term.items() if sorted(found) != sorted(LANGUAGES)} == {}
    assert [row for row in rows if not (row["translation"] and row["forms"] and row["source"])] == []
    assert [row["term"] for row in rows if not is_said({**row, "term": "\0"}, row["translation"])] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_says_a_term_by_its_word(code):
    missed = {
        english: (terms, said)
        for english, said in list_pairs(code)
        if (terms := list(find_misses(code, english, said)))
    }
    assert missed == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_leads_to_a_page_bears_its_word(code):
    language, words = load_language(code), {row["term"]: row["translation"] for row in words_of(code)}
    shown = {text: language.text(text) for text in SHOWN_AS}
    assert {text: said.lower() for text, said in shown.items()} == {
        text: words[term].lower() for text, term in SHOWN_AS.items()
    }


def test_modes_bear_their_full_names_in_turkish():
    turkish = load_language("tr")
    shown = [turkish.text(mode) for mode in ("Road", "Rail", "Sea", "Air")]
    assert shown == ["Karayolu", "Demiryolu", "Denizyolu", "Havayolu"]


@pytest.mark.parametrize(("number", "said"), [(1, "1 страна"), (3, "3 страны"), (5, "5 стран"), (21, "21 страна")])
def test_russian_counts_by_its_own_rules(number, said):
    russian = load_language("ru")
    assert russian.count("{value} country", "{value} countries", number, value=russian.number(number)) == said


@pytest.mark.parametrize(
    ("english", "said", "missed"),
    [
        ("Digital TIR, not eTIR", "Цифровая МДП, а не eTIR", []),
        ("Digital TIR, not eTIR", "Электронная МДП, а не eTIR", ["digital TIR"]),
        ("Post Clearance at the post", "Контроль после выпуска на заставе", ["post"]),
        ("{site} and Middle Corridor Multimodal", "{site} и Middle Corridor Multimodal", []),
    ],
)
def test_a_term_that_is_said_otherwise_is_found(english, said, missed):
    assert list(find_misses("ru", english, said)) == missed
