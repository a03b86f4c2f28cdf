"""Every name can be read: the shipped fonts cover every character that the app may show."""

import csv
import json
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from fontTools.ttLib import TTFont

from geo.language import list_languages
from tools.build_fonts import PACKAGES, as_range, from_range

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "static" / "fonts"
PRINT = FONTS / "print"
FACES = json.loads((FONTS / "faces.json").read_text(encoding="utf-8"))
TABLES = sorted((ROOT / "data").glob("*.csv"))
LANGUAGES = ("en", "tr", "ru", "az", "kk", "ky", "uz")
SOURCES = sorted(
    path
    for folder in ("geo", "panels", "pages", "data")
    for ending in ("py", "js", "css", "html", "po", "json", "toml")
    for path in (ROOT / folder).rglob(f"*.{ending}")
)
SIGNS = "→–·×±↔‹›▾…−°′″“”’«»≤≥≈●■◆⬢▲✓⚠"
LARGEST_SET = 350_000
LARGEST_PRINT_SET = 300_000
LARGEST_FIRST_VIEW = 60_000


@cache
def characters_of(file: str) -> frozenset[str]:
    with TTFont(FONTS / file, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@cache
def family(name: str) -> frozenset[str]:
    return frozenset().union(*(characters_of(face["file"]) for face in FACES if face["family"] == name))


def missing(text: str, *, name: str = "Noto Sans") -> str:
    return "".join(sorted(set(text) - family(name) - set("\r\n\t\ufeff")))


@cache
def place_names() -> tuple[tuple[str, str, str], ...]:
    with (ROOT / "data" / "place_names.csv").open(encoding="utf-8-sig", newline="") as lines:
        return tuple((row["place_id"], row["language"], row["name"]) for row in csv.DictReader(lines))


@pytest.mark.parametrize("row", place_names(), ids=lambda row: f"{row[0]}-{row[1]}-{row[2]}")
def test_every_place_name_is_covered(row):
    assert not missing(row[2])


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_every_character_of_every_table_is_covered(table):
    assert not missing(table.read_text(encoding="utf-8-sig"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_character_the_code_may_show_is_covered(source):
    assert not missing(source.read_text(encoding="utf-8"))


def test_no_language_is_offered_without_fonts_for_it():
    assert set(list_languages()) <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Noto Sans", "Noto Serif"])
def test_country_names_of_every_language_are_covered(language, name):
    plain = "".join(Locale(language).territories.values())
    shown = plain if name == "Noto Sans" else "".join(filter(str.isalpha, plain))
    assert not missing(shown, name=name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_numbers_of_every_language_are_covered(language):
    locale = Locale(language)
    months = "".join(locale.months["format"]["wide"].values())
    symbols = locale.number_symbols["latn"]
    assert not missing(months + "".join(symbols[key] for key in ("decimal", "group", "minusSign", "percentSign")))


@pytest.mark.parametrize("letter", "әғқңөұүһіӘҒҚҢӨҰҮҺІəƏğĞışŞİʻʼçÇ")
def test_letters_of_the_member_states_are_covered(letter):
    assert not missing(letter)
    assert not missing(letter, name="Noto Serif")


def test_signs_are_covered():
    assert not missing(SIGNS)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face["file"])
def test_a_face_serves_only_what_its_file_holds(face):
    assert set(map(chr, from_range(face["unicodeRange"]))) <= characters_of(face["file"])


def test_every_file_is_declared_and_no_other():
    assert {face["file"] for face in FACES} == {path.name for path in FONTS.glob("*.woff2")}


def test_files_of_a_family_can_be_mixed_by_character():
    assert len({(face["family"], face["weight"], face["style"]) for face in FACES}) == 2


def test_no_character_is_served_twice_in_a_family():
    served = [(face["family"], code) for face in FACES for code in from_range(face["unicodeRange"])]
    assert len(served) == len(set(served))


def test_fonts_stay_small():
    sizes = {face["file"]: (FONTS / face["file"]).stat().st_size for face in FACES}
    first = ("noto-sans-latin", "noto-sans-latin-ext", "noto-sans-signs", "noto-serif-latin")
    assert sum(sizes.values()) <= LARGEST_SET
    assert sum(sizes[f"{name}.woff2"] for name in first) <= LARGEST_FIRST_VIEW


@pytest.mark.parametrize("package", PACKAGES)
def test_licence_of_every_package_is_there(package):
    text = (FONTS / f"LICENSE-noto-{package}.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License" in text


@cache
def print_family() -> frozenset[str]:
    files = [path for path in PRINT.glob("noto-sans*.ttf") if not path.stem.endswith("bold")]
    return frozenset().union(*(characters_of(f"print/{path.name}") for path in files))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_documents_can_print_every_character_of_every_table(table):
    assert not set(table.read_text(encoding="utf-8-sig")) - print_family() - set("\r\n\t")


def test_documents_can_print_what_the_screen_can_show():
    names = "".join(name for code in list_languages() for name in Locale(code).territories.values())
    assert not set(names + SIGNS) - print_family()


def test_print_fonts_are_static_and_small():
    files = sorted(PRINT.glob("*.ttf"))
    for path in files:
        with TTFont(path, lazy=True) as font:
            assert "fvar" not in font
    assert sum(path.stat().st_size for path in files) <= LARGEST_PRINT_SET


def test_the_check_can_fail():
    assert missing("a☃") == "☃"


def test_ranges_survive_reading_and_writing():
    codes = [0x20, 0x41, 0x42, 0x43, 0x10D0, 0x9FFF]
    assert list(from_range(as_range(codes))) == codes
