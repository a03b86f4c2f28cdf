"""Every translation says what the English says: the same numbers, the same months, nothing left in English."""

import re
from collections import Counter
from functools import cache

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from geo.language import LOCALE_FOLDER, SCREEN_DOMAIN, TABLES_DOMAIN, list_languages

LANGUAGES = list_languages()[1:]
CYRILLIC = [code for code in LANGUAGES if re.search("[а-я]", Locale(code).months["format"]["wide"][1])]

ENGLISH_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
ENGLISH_WORDS = re.compile(r"\b(?:the|of|and|or|not|for|with|by|from|to|in|at|is|are|was|were)\b")
WORDS_LEFT = re.compile(r"\b(?:the|of|and|for|with|from|are|was|were)\b")  # the others are Turkish words too
# A name, written with a point in every language.
NUMBERED = re.compile(r"\b(?:Table|Tablo|[Тт]аблиц\w+|[Кк]есте\w*) \d+\.\d+|\d+\.\d+-кесте\w*")
PLACE = re.compile(r"\{\w+(?::[^{}]*)?\}")
QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\{ [^{}]* \}|\{\w+(?::[^{}]*)?\}")
TWO_SCRIPTS = re.compile(r"(?=[^\W\d_]*[a-zəɵ])(?=[^\W\d_]*[\u0400-\u04ff])[^\W\d_]+", re.IGNORECASE)
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
NO_MONTH = r"(?!\w| (?:have|be|explain|answer)\b)"  # “May have acceded since”
MONTHS = {name: n for w in ("wide", "abbreviated") for n, name in Locale("en").months["format"][w].items()}
MONTHS |= {"Sept": 9}
ENGLISH_MONTH = re.compile(rf"\b({'|'.join(MONTHS)}){NO_MONTH}")  # with a capital letter, so that `may` is no month
# The months as they stand in a sentence: Turkish ones with a capital letter, so that `ocak` is no month; Russian and
# Kazakh ones in any case, with its ending.
MONTHS_OF = {
    "tr": [rf"\b{name}{NO_MONTH}" for name in Locale("tr").months["format"]["wide"].values()],
    "ru": [
        rf"(?i:\b{stem}\b)"
        for stem in (
            r"январ\w+", r"феврал\w+", r"март\w{0,2}", r"апрел\w+", r"ма(?:[йяею]|ем)", r"июн\w+", r"июл\w+",
            r"август\w{0,2}", r"сентябр\w+", r"октябр\w+", r"ноябр\w+", r"декабр\w+",
        )
    ],
    "kk": [
        rf"(?i:\b{stem})"
        for stem in (
            "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым(?!дық)", "шілде", "тамыз", "қыркүйе[кг]", "қазан", "қараша",
            "желтоқсан",
        )
    ],
}  # fmt: skip


@cache
def read_catalogue(code, domain):
    with (LOCALE_FOLDER / code / f"{domain}.po").open("rb") as stream:
        return read_po(stream, locale=code, domain=domain)


@cache
def read_pairs(code):
    """List the English texts, each with its translations: one, or one for each form of the plural."""
    pairs = []
    for domain in (SCREEN_DOMAIN, TABLES_DOMAIN):
        for message in read_catalogue(code, domain):
            if message.id:
                english = message.id if isinstance(message.id, tuple) else (message.id,)
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                pairs += [(english[0], form) for form in forms]
    return pairs


@cache
def ordinary_words():
    """List the words that stand in small letters somewhere in the English texts: they are no names."""
    english = " ".join(text for text, _ in read_pairs(LANGUAGES[0]))
    return frozenset(word for word in re.findall(r"\b[a-z]{2,}\b", english))


def english_numbers(text):
    return Counter(found.replace(",", "") for found in ENGLISH_NUMBER.findall(NUMBERED.sub("", text)))


@cache
def number_of(code):
    symbols = Locale(code).number_symbols["latn"]
    group, decimal = re.escape(symbols["group"]), re.escape(symbols["decimal"])
    return re.compile(rf"\d{{1,3}}(?:{group}\d{{3}})+(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?")


def numbers(text, code):
    symbols = Locale(code).number_symbols["latn"]
    found = number_of(code).findall(NUMBERED.sub("", text))
    return Counter(number.replace(symbols["group"], "").replace(symbols["decimal"], ".") for number in found)


def english_months(text):
    return Counter(MONTHS[found] for found in ENGLISH_MONTH.findall(text))


def months(text, code):
    counts = {number: len(re.findall(stem, text)) for number, stem in enumerate(MONTHS_OF[code], 1)}
    return Counter({number: count for number, count in counts.items() if count})


def left_in_latin(text):
    """List the ordinary English words of a text that has no letter of another script."""
    if re.search("[\u0400-\u04ff]", text):
        return []
    words = LATIN_WORD.findall(QUOTED.sub("", text))
    return [word for word in words if not word.isupper() and word.lower() in ordinary_words()]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("domain", [SCREEN_DOMAIN, TABLES_DOMAIN])
def test_every_text_is_translated(code, domain):
    catalogue = read_catalogue(code, domain)
    for message in catalogue:
        if message.id:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(forms), f"not translated: {message.id!r}"
            assert len(forms) == (catalogue.num_plurals if message.pluralizable else 1), message.id
            assert not message.fuzzy, message.id


def test_every_language_has_the_same_texts():
    for domain in (SCREEN_DOMAIN, TABLES_DOMAIN):
        texts = {code: {message.id for message in read_catalogue(code, domain)} for code in LANGUAGES}
        assert {code: found ^ texts["tr"] for code, found in texts.items() if found != texts["tr"]} == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_named_places_are_kept(code):
    changed = [
        (english, said)
        for english, said in read_pairs(code)
        if Counter(PLACE.findall(english)) != Counter(PLACE.findall(said))
    ]
    assert changed == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_outer_spaces_are_kept(code):
    changed = [
        english
        for english, said in read_pairs(code)
        if (english[0].isspace(), english[-1].isspace()) != (said[0].isspace(), said[-1].isspace())
    ]
    assert changed == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_numbers_are_kept(code):
    changed = [
        (english, said)
        for english, said in read_pairs(code)
        if english != said and english_numbers(english) != numbers(said, code)
    ]
    assert changed == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_months_are_kept(code):
    changed = [(english, said) for english, said in read_pairs(code) if english_months(english) != months(said, code)]
    assert changed == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_only_names_and_codes_stay_as_they_are(code):
    same = [english for english, said in read_pairs(code) if english == said and ENGLISH_WORDS.search(english)]
    assert same == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_english_words_are_left_outside_quotations(code):
    left = [said for _, said in read_pairs(code) if WORDS_LEFT.search(QUOTED.sub("", said))]
    assert left == []


@pytest.mark.parametrize("code", CYRILLIC)
def test_what_stays_in_latin_letters_is_a_name_or_a_code(code):
    names = {english for english, said in read_pairs("tr") if english == said}  # those of publishers, for instance
    left = [said for english, said in read_pairs(code) if left_in_latin(said) and english not in names]
    assert left == []


@pytest.mark.parametrize("code", CYRILLIC)
def test_no_word_mixes_letters_of_two_scripts(code):
    mixed = {said: words for _, said in read_pairs(code) if (words := TWO_SCRIPTS.findall(said))}
    assert mixed == {}


@pytest.mark.parametrize(
    ("code", "english", "said", "kept"),
    [
        ("tr", "4,591.5 ha, 334,000 m²", "4.591,5 ha, 334.000 m²", True),
        ("tr", "41.50, 45.10 is wrong", "41,50; 45,10 yanlış", True),
        ("tr", "1.226 million", "1.226 milyon", False),
        ("tr", "from 30 to 10 minutes", "30 dakikadan 100 dakikaya", False),
        ("ru", "4,591.5 ha, 334,000 m²", "4\u00a0591,5 га, 334\u00a0000 м²", True),
        ("ru", "334,000 m²", "334 000 м²", False),
        ("ru", "Table 3.1 of 2019", "Таблица 3.1 за 2019 год", True),
        ("kk", "1.226 million in Table 3.1", "3.1-кестеде 1,226 млн", True),
        ("kk", "1.226 million", "1.226 млн", False),
    ],
)
def test_numbers_are_compared_by_value(code, english, said, kept):
    assert (english_numbers(english) == numbers(said, code)) is kept


@pytest.mark.parametrize(
    ("code", "english", "said", "kept"),
    [
        ("tr", "opened in May 2018", "Mayıs 2018'de açıldı", True),
        ("tr", "it may be older", "daha eski olabilir", True),
        ("tr", "May have acceded since", "Katılmış olabilir", True),
        ("tr", "26 Sept 2025, Nov-Dec", "26 Eylül 2025, Kasım-Aralık", True),
        ("tr", "January to July", "Ocak-Haziran", False),
        ("ru", "opened in May 2018, on 3 March", "открыт в мае 2018 г., 3 марта", True),
        ("ru", "it may be a major route", "возможно, это майор маршрута", True),
        ("ru", "January to July", "с января по июнь", False),
        ("kk", "opened in September 2018", "2018 жылғы қыркүйекте ашылды", True),
        ("kk", "January to July", "қаңтардан маусымға дейін", False),
        ("kk", "seasonal closures", "маусымдық жабылулар", True),
    ],
)
def test_months_are_compared_by_name(code, english, said, kept):
    assert (english_months(english) == months(said, code)) is kept


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Sources", ["Sources"]),
        ("OpenStreetMap", []),
        ("TFI1, TFI2", []),
        ("{n} sites", ["sites"]),
        ("Источники: “the sources”", []),
    ],
)
def test_words_left_in_latin_are_told_from_names(said, left):
    assert left_in_latin(said) == left


@pytest.mark.parametrize(("word", "mixed"), [("кiру", True), ("кіру", False), ("Xоргос", True), ("TIR-дің", False)])
def test_letters_that_only_look_alike_are_found(word, mixed):
    assert bool(TWO_SCRIPTS.search(word)) is mixed
