import re

import pytest

from geo.language import choose_language, first_sentences, fold, list_languages, load_language

EN = load_language("en")
TR = load_language("tr")
RU = load_language("ru")
KK = load_language("kk")


@pytest.mark.parametrize(
    ("asked", "browser", "chosen"),
    [
        ("tr", "en-GB", "tr"),
        ("", "tr-TR", "tr"),
        ("", "tr", "tr"),
        ("", "tr_TR", "tr"),
        ("", "ru-RU", "ru"),
        ("", "kk-KZ", "kk"),
        ("kk", "ru-KZ", "kk"),
        ("", "kk-Cyrl-KZ", "kk"),
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
    ("edtf", "english", "turkish", "russian", "kazakh"),
    [
        ("2019", "2019", "2019", "2019", "2019"),
        ("2015-02", "February 2015", "Şubat 2015", "февраль 2015\u202fг.", "2015 ж. ақпан"),
        ("2022-12-27", "27 December 2022", "27 Aralık 2022", "27 декабря 2022\u202fг.", "2022 ж. 27 желтоқсан"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(edtf, english, turkish, russian, kazakh):
    assert EN.date(edtf) == english
    assert TR.date(edtf) == turkish
    assert plain(RU.date(edtf)) == plain(russian)
    assert plain(KK.date(edtf)) == plain(kazakh)


def plain(text):
    """Give a text with plain spaces: editions of CLDR differ in which narrow one they take."""
    return re.sub(r"\s", " ", text)


@pytest.mark.parametrize(
    ("text", "count", "head"),
    [
        ("One. Two.", 1, "One."),
        ("One. Two. Three.", 2, "One. Two."),
        ("One. Two.", 2, "One. Two."),
        ("Only", 1, "Only"),
        ("", 1, ""),
        ("Открыт 3 мая 2018 г. на границе. Потом закрыт.", 1, "Открыт 3 мая 2018 г. на границе."),
        ("Уплачено 36 долл. США. Прочее.", 1, "Уплачено 36 долл. США."),
        ("2018 ж. 3 мамыр. Содан кейін.", 1, "2018 ж. 3 мамыр."),
        ("Орташа 5 сағ. және 2 т. жүк. Тағы.", 1, "Орташа 5 сағ. және 2 т. жүк."),
    ],
)
def test_a_remark_is_cut_at_the_end_of_a_sentence(text, count, head):
    assert first_sentences(text, count) == head


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
    ("code", "english", "turkish", "russian", "kazakh"),
    [
        ("TUR", "Türkiye", "Türkiye", "Турция", "Түркия"),
        ("KAZ", "Kazakhstan", "Kazakistan", "Казахстан", "Қазақстан"),
        ("CHN", "China", "Çin", "Китай", "Қытай"),
        ("KGZ", "Kyrgyzstan", "Kırgızistan", "Кыргызстан", "Қырғызстан"),  # Киргизия in CLDR
        ("HUN", "Hungary", "Macaristan", "Венгрия", "Мажарстан"),  # Венгрия in CLDR's Kazakh too
        ("AZE", "Azerbaijan", "Azerbaycan", "Азербайджан", "Әзербайжан"),
        ("XXX", "XXX", "XXX", "XXX", "XXX"),
    ],
)
def test_countries_by_cldr_and_what_stands_beside_it(code, english, turkish, russian, kazakh):
    assert [language.country(code) for language in (EN, TR, RU, KK)] == [english, turkish, russian, kazakh]


@pytest.mark.parametrize(
    ("value", "digits", "english", "turkish", "cyrillic"),
    [
        (54.9, None, "54.9", "54,9", "54,9"),
        (1350, None, "1,350", "1.350", "1\u00a0350"),
        (41.3286, 4, "41.3286", "41,3286", "41,3286"),
        (0, None, "0", "0", "0"),
        (45.0720, 4, "45.0720", "45,0720", "45,0720"),
    ],
)
def test_numbers_are_not_rounded_and_follow_the_language(value, digits, english, turkish, cyrillic):
    said = [language.number(value, digits) for language in (EN, TR, RU, KK)]
    assert said == [english, turkish, cyrillic, cyrillic]


@pytest.mark.parametrize("number", [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111])
def test_russian_counts_in_three_forms(number):
    last, tens = number % 10, number % 100 // 10
    form = 2 if tens == 1 or last in (0, 5) else 0 if last == 1 else 1
    forms = [RU.count("{n} site", "{n} sites", n) for n in (1, 2, 5)]
    assert len(set(forms)) == 3
    assert RU.count("{n} site", "{n} sites", number) == forms[form].replace("125"[form], str(number), 1)


def test_languages_are_named_by_their_speakers():
    assert [language.own_name() for language in (EN, TR, RU, KK)] == ["English", "Türkçe", "Русский", "Қазақша"]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (EN, ["Alat", "Ələt 2", "Kapıkule", "Red Bridge", "Redcar", "Торугарт"]),
        (TR, ["Afganistan", "Cezayir", "Çad", "Çin", "Danimarka", "Hırvatistan", "Hindistan", "Irak", "İran", "Kâbil"]),
        (RU, ["1-й пост", "Европа", "Ёлка", "Ж", "Иран", "Йемен", "Казахстан", "Poti"]),
        (
            KK,
            ["Ауғанстан", "Әзербайжан", "Боз", "Қазақстан", "Латвия", "Өзбекстан", "Ресей", "Ұлыбритания", "Үндістан"],
        ),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_names_are_sorted_by_the_alphabet_of_the_language(language, names):
    codes = {name.upper() if place % 2 else name: name for place, name in enumerate(reversed(names))}
    assert list(language.by_name(codes).values()) == names
    assert language.order(names[0].lower()) == language.order(names[0])


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Kapıkule", "kapikule"),
        ("KAPIKULE", "kapikule"),
        ("İrkeştam", "irkestam"),
        ("Türkmenbaşy", "turkmenbasy"),
        ("Qırmızı Körpü", "qirmizi korpu"),
        ("Нұр жолы", "нур жолы"),
        ("Қорғас", "коргас"),
        ("Іле Өңір Һәм Үй", "иле онир хам уи"),
        ("ӘҒҚҢӨҰҮҺІ", "агкноуухи"),
        ("Ёлкино-Й", "елкино и"),
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


def test_the_languages():
    assert set(list_languages()) == {"en", "tr", "ru", "kk"}
    assert list_languages()[0] == "en"


@pytest.mark.parametrize("code", list_languages())
def test_a_language_has_the_order_of_its_letters(code):
    language = load_language(code)
    letters = {letter for name in language.locale.territories.values() for letter in name.lower() if letter.isalpha()}
    own = [letter for letter in letters if language.order(letter)[0] < language.order("ω")[0]]
    assert len(own) > 0.7 * len(letters)
