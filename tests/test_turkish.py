"""The Turkish texts say what the English ones say: the same numbers, the same months, nothing left in English."""

import re
from collections import Counter

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from geo.language import LOCALE_FOLDER, SCREEN_DOMAIN, TABLES_DOMAIN

ENGLISH_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
TURKISH_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
ENGLISH_WORDS = re.compile(r"\b(?:the|of|and|or|not|for|with|by|from|to|in|at|is|are|was|were)\b")
WORDS_LEFT = re.compile(r"\b(?:the|of|and|for|with|from|are|was|were)\b")  # the others are Turkish words too
NUMBERED = re.compile(r"\b(?:Table|Tablo) \d+\.\d+")  # a name, written alike in both languages
QUOTED = re.compile(r"“[^”]*”|\{\w+\}")
ENGLISH_MONTHS = {name: n for w in ("wide", "abbreviated") for n, name in Locale("en").months["format"][w].items()}
ENGLISH_MONTHS |= {"Sept": 9}
TURKISH_MONTHS = {name: n for n, name in Locale("tr").months["format"]["wide"].items()}
NO_MONTH = r"(?!\w| (?:have|be|explain|answer)\b)"  # “May have acceded since”


def read_pairs(domain):
    with (LOCALE_FOLDER / "tr" / f"{domain}.po").open("rb") as stream:
        catalogue = read_po(stream, locale="tr", domain=domain)
    for message in catalogue:
        if message.id:
            english = message.id if isinstance(message.id, tuple) else (message.id,)
            turkish = message.string if isinstance(message.string, tuple) else (message.string,)
            yield english[0], turkish


TABLE_PAIRS = [(english, turkish[0]) for english, turkish in read_pairs(TABLES_DOMAIN)]
SCREEN_PAIRS = [(english, text) for english, turkish in read_pairs(SCREEN_DOMAIN) for text in turkish]
ALL_PAIRS = TABLE_PAIRS + SCREEN_PAIRS


def english_numbers(text):
    return Counter(found.replace(",", "") for found in ENGLISH_NUMBER.findall(NUMBERED.sub("", text)))


def turkish_numbers(text):
    return Counter(found.replace(".", "").replace(",", ".") for found in TURKISH_NUMBER.findall(NUMBERED.sub("", text)))


def months(text, names):
    """Count the months named with a capital letter, so that `may` is no month; suffixes after an apostrophe too."""
    return Counter(names[found] for found in re.findall(rf"\b({'|'.join(names)}){NO_MONTH}", text))


@pytest.mark.parametrize("domain", [SCREEN_DOMAIN, TABLES_DOMAIN])
def test_every_text_is_translated(domain):
    empty = [english for english, turkish in read_pairs(domain) if not all(turkish)]
    assert empty == []


def test_numbers_are_kept():
    changed = [
        (english, turkish)
        for english, turkish in ALL_PAIRS
        if english != turkish and english_numbers(english) != turkish_numbers(turkish)
    ]
    assert changed == []


def test_months_are_kept():
    changed = [
        (english, turkish)
        for english, turkish in ALL_PAIRS
        if months(english, ENGLISH_MONTHS) != months(turkish, TURKISH_MONTHS)
    ]
    assert changed == []


def test_only_names_and_codes_stay_as_they_are():
    same = [english for english, turkish in ALL_PAIRS if english == turkish and ENGLISH_WORDS.search(english)]
    assert same == []


def test_no_english_words_are_left_outside_quotations():
    left = [turkish for _, turkish in ALL_PAIRS if WORDS_LEFT.search(QUOTED.sub("", turkish))]
    assert left == []


@pytest.mark.parametrize(
    ("english", "turkish", "kept"),
    [
        ("4,591.5 ha, 334,000 m²", "4.591,5 ha, 334.000 m²", True),
        ("41.50, 45.10 is wrong", "41,50; 45,10 yanlış", True),
        ("1.226 million", "1.226 milyon", False),
        ("from 30 to 10 minutes", "30 dakikadan 100 dakikaya", False),
    ],
)
def test_numbers_are_compared_by_value(english, turkish, kept):
    assert (english_numbers(english) == turkish_numbers(turkish)) is kept


@pytest.mark.parametrize(
    ("english", "turkish", "kept"),
    [
        ("opened in May 2018", "Mayıs 2018'de açıldı", True),
        ("it may be older", "daha eski olabilir", True),
        ("May have acceded since", "Katılmış olabilir", True),
        ("26 Sept 2025, Nov-Dec", "26 Eylül 2025, Kasım-Aralık", True),
        ("January to July", "Ocak-Haziran", False),
    ],
)
def test_months_are_compared_by_name(english, turkish, kept):
    assert (months(english, ENGLISH_MONTHS) == months(turkish, TURKISH_MONTHS)) is kept
