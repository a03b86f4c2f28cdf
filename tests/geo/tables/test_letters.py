"""Letters that were destroyed on the way."""

import pytest

from geo.tables.letters import decode_codes, has_codes, has_lost_letters, repair_letters

NAMES = ("Kapıkule", "霍尔果斯", "Қорғас – Хоргос", "Akşehir – İstanbul", "Toshkent oʻzbek")


@pytest.mark.parametrize("name", NAMES)
def test_good_names_are_left_alone(name):
    assert (repair_letters(name), has_lost_letters(name)) == ("", False)


@pytest.mark.parametrize("name", [*NAMES, "Иркештам", "Şərq"])
def test_letters_read_as_latin_are_read_anew(name):
    assert repair_letters(name.encode().decode("latin-1")) == name


@pytest.mark.parametrize("encoding", ["koi8-r", "mac-cyrillic", "mac-roman"])
def test_letters_read_as_those_of_other_systems_are_read_anew(encoding):
    assert repair_letters("Kapıkule sınır".encode().decode(encoding)) == "Kapıkule sınır"


def test_letters_read_wrongly_twice_are_read_anew():
    assert repair_letters("“Red".encode().decode("latin-1").encode().decode("latin-1")) == "“Red"


@pytest.mark.parametrize("name", ["“Étude sur l’Écosse", "«Её» и «ещё»", "—Ärzte", "l’Étape"])
def test_good_words_beside_marks_are_left_alone(name):
    assert repair_letters(name) == ""


def test_letters_of_an_older_encoding_are_read_anew():
    assert repair_letters("Èðêåøòàì") == "Иркештам"


@pytest.mark.parametrize("text", ["?????????", "Kap?kule", "?stanbul", "to Ak?ehir, then on"])
def test_question_marks_in_place_of_letters(text):
    assert has_lost_letters(text)


@pytest.mark.parametrize("text", ["Why?", "(?)", "see https://a.org/page?id=3 and a?b=1", "a history? (in Turkish)"])
def test_question_marks_that_ask(text):
    assert not has_lost_letters(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Kap&#305;kule", "Kapıkule"),
        (r"Kap\u0131kule", "Kapıkule"),
        (r"Kap\N{LATIN SMALL LETTER DOTLESS I}kule", "Kapıkule"),
        (r"\N{NO SUCH LETTER}", "NO SUCH LETTER"),
        ("Kap%C4%B1kule%20yolu", "Kapıkule yolu"),
        ('<p class="x">A gate<br/>of two</p>', "A gate of two"),
    ],
)
def test_codes_of_letters_are_written_as_letters(text, read):
    assert has_codes(text)
    assert decode_codes(text) == read


@pytest.mark.parametrize(
    "text", ["a < b > c", "<10 h", "5% of 20%", "see https://a.org/%D0%90%D0%91?x=1", "R&D; AT&T", "x <y@a.org>"]
)
def test_signs_that_stand_for_themselves_are_no_codes(text):
    assert not has_codes(text)
