"""The encoding that a file seems to be in, by its letters."""

import pytest

from geo.tables.csv_file import parse_table
from geo.tables.encodings import NAMES, name_encoding

RUSSIAN = "id,name\na,Хоргос и Алтынколь – граница\nb,Капыкуле"
TURKISH = "id,name\na,Kapıkule sınır kapısı\nb,Gürbulak’ın ötesi, Çıldır"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "mac-cyrillic", "cp866"])
def test_encodings_of_cyrillic_are_told_apart(encoding):
    assert name_encoding(RUSSIAN.encode(encoding, "replace")) == NAMES[encoding]


@pytest.mark.parametrize("encoding", ["cp1254", "mac-turkish"])
def test_encodings_of_turkish_are_told_apart(encoding):
    assert name_encoding(TURKISH.encode(encoding)) == NAMES[encoding]


@pytest.mark.parametrize("text", ["a – b", "“Why?” he said"])
def test_signs_alone_name_no_encoding(text):
    assert name_encoding(text.encode("cp1251")) == ""


def test_lines_of_utf_8_say_nothing():
    assert name_encoding("Қорғас\n".encode() + RUSSIAN.encode("koi8-r", "replace")) == "KOI8-R"


def test_the_encoding_is_told_with_the_file():
    first = parse_table("x.csv", RUSSIAN.encode("koi8-r", "replace")).faults[0]
    assert "it seems to be KOI8-R" in str(first)
