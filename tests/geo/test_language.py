import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from geo.language import LOCALE_FOLDER, choose_language, fold, list_languages, load_language

EN = load_language("en")
TR = load_language("tr")
CATALOGUES = sorted(LOCALE_FOLDER.glob("*/*.po"))


@pytest.mark.parametrize(
    ("asked", "browser", "chosen"),
    [
        ("tr", "en-GB", "tr"),
        ("", "tr-TR", "tr"),
        ("", "tr", "tr"),
        ("", "tr_TR", "tr"),
        ("xx", "tr-TR", "tr"),
        ("", "", "en"),
        ("", "fr-FR", "en"),
        ("<script>", "", "en"),
    ],
)
def test_language_is_chosen_by_address_then_browser_then_english(asked, browser, chosen):
    assert choose_language(asked, browser) == chosen


def test_unknown_language_is_english():
    assert load_language("xx").code == "en"


@pytest.mark.parametrize(
    ("edtf", "english", "turkish"),
    [
        ("2019", "2019", "2019"),
        ("2015-02", "February 2015", "Şubat 2015"),
        ("2022-12-27", "27 December 2022", "27 Aralık 2022"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(edtf, english, turkish):
    assert EN.date(edtf) == english
    assert TR.date(edtf) == turkish


def test_interval_is_one_expression():
    assert re.fullmatch(r"16\s?–\s?18 May 2022", EN.date("2022-05-16/2022-05-18"))
    assert re.fullmatch(r"16\s?–\s?18 May(ıs)? 2022", TR.date("2022-05-16/2022-05-18"))


def test_blank_date_is_undated_never_guessed():
    assert EN.date("") == "undated"
    assert TR.date("") != "undated"


@pytest.mark.parametrize(("edtf", "said"), [("2023-09/..", "since September 2023"), ("../2023", "until 2023")])
def test_open_intervals(edtf, said):
    assert EN.date(edtf) == said


def test_doubtful_dates_say_so():
    assert EN.date("2010?") == "2010, uncertain"
    assert EN.date("2010~") == "about 2010"


@pytest.mark.parametrize(
    ("code", "english", "turkish"),
    [
        ("TUR", "Türkiye", "Türkiye"),
        ("KAZ", "Kazakhstan", "Kazakistan"),
        ("CHN", "China", "Çin"),
        ("XXX", "XXX", "XXX"),
    ],
)
def test_countries_by_cldr(code, english, turkish):
    assert EN.country(code) == english
    assert TR.country(code) == turkish


@pytest.mark.parametrize(
    ("value", "digits", "english", "turkish"),
    [(54.9, None, "54.9", "54,9"), (1350, None, "1,350", "1.350"), (41.3286, 4, "41.3286", "41,3286"), (0, None, "0", "0"),
     (45.0720, 4, "45.0720", "45,0720")],
)  # fmt: skip
def test_numbers_are_not_rounded_and_follow_the_language(value, digits, english, turkish):
    assert EN.number(value, digits) == english
    assert TR.number(value, digits) == turkish


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Kapıkule", "kapikule"),
        ("KAPIKULE", "kapikule"),
        ("İrkeştam", "irkestam"),
        ("Türkmenbaşy", "turkmenbasy"),
        ("Qırmızı Körpü", "qirmizi korpu"),
        ("Нұр жолы", "нұр жолы"),
        ("Қорғас", "қорғас"),
        ("Нур-Жолы", "нур жолы"),
        ("Oʻzbekiston", "ozbekiston"),
        ("霍尔果斯", "霍尔果斯"),
        ("წითელი ხიდი", "წითელი ხიდი"),
        ("Əlyaz", "elyaz"),
        ("  a   b ", "a b"),
        ("", ""),
    ],
)
def test_folding(name, folded):
    assert fold(name) == folded


@pytest.mark.parametrize("name", ["Kapıkule", "Ələt", "Нұр жолы", "İstanbul"])
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_catalogue_is_complete_and_keeps_every_named_place(path: Path):
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    for message in catalogue:
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        translations = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(translations), f"not translated: {originals[0]!r}"
        places = {name for text in originals for name in re.findall(r"\{(\w+)\}", text)}
        for text in translations:
            assert set(re.findall(r"\{(\w+)\}", text)) == places, originals[0]


def test_english_and_turkish_are_there():
    assert {"en", "tr"} <= set(list_languages())
