"""What the browser is told about files of the reader's own."""

import re

import pytest

from geo.language import list_languages, load_language
from geo.tables.known_words import bare
from panels.map.own_files import describe_own_files, own_words
from panels.web.urls import FOLDERS, OWN_SCRIPT
from tests.panels.web.test_scripts import SCRIPT_FOLDER


def test_columns_are_known_in_every_language_and_never_mean_two_things():
    columns = describe_own_files("")["columns"]
    assert set(map(bare, ("lat", "Enlem", "широта", "ендік", "y"))) <= set(columns["latitude"])
    assert set(map(bare, ("lon", "boylam", "долгота", "бойлық", "x"))) <= set(columns["longitude"])
    assert not set(columns["latitude"]) & set(columns["longitude"])


@pytest.mark.parametrize("code", list_languages())
def test_every_refusal_of_the_scripts_has_words_that_name_the_file(code):
    words = own_words(load_language(code))
    thrown = set()
    for path in SCRIPT_FOLDER.rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        thrown |= set(re.findall(r"new FileRefusal\((?:\w+\(\w+\) \? )?'(\w+)'", text))
        thrown |= set(re.findall(r"FileRefusal\(\w+\(\w+\) \? '\w+' : '(\w+)'", text))
        thrown |= set(re.findall(r"this\.(?:refuse|write)\('(\w+)'", text))
    assert {"tooLarge", "encoding", "unknown", "maybeSwapped", "tooManyFiles"} <= thrown
    assert {f"own-{one}" for one in thrown} == {name for name in words if name.startswith("own-")}
    assert all("{name}" in words[f"own-{one}"] for one in thrown)


def test_the_limits_are_said_before_a_file_is_chosen():
    assert "up to 5 MB and 10,000 features a file, 5 files" in own_words(load_language("en"))["ownLimits"]


def test_a_map_in_a_page_of_others_takes_no_files():
    assert "makeOwnFiles" in (FOLDERS["map"] / OWN_SCRIPT).read_text(encoding="utf-8")
    embeds = (SCRIPT_FOLDER / "embed" / "map.js").read_text(encoding="utf-8")
    assert "own" not in re.findall(r"\w+", embeds)
