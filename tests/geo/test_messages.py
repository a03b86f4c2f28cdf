"""What is told of a fault can be said in the reader's language."""

from __future__ import annotations

import ast
import copy
import pickle

import pytest

from geo.language import list_languages, load_language
from geo.messages import say, tell, tell_both
from geo.tables.fault import Fault
from tests.conftest import ROOT

TRANSLATIONS = {
    "a number": "bir sayı",
    "{kind} up to {most:g}": "en çok {most:g} olan {kind}",
    "row {row}": "satır {row}",
}
TOLD_FIRST = {"Fault": 4, "complain": 3}
"""The places from which on the arguments of these are words: what was expected, and the hint."""


def translate(template, /, **values):
    said = TRANSLATIONS.get(template, template)
    return said.format(**values) if values else said


def test_a_text_is_english_and_can_be_said_in_another_language():
    told = tell("{kind} up to {most:g}", kind=tell("a number"), most=2.50)
    assert told == "a number up to 2.5"
    assert say(told, translate) == "en çok 2.5 olan bir sayı"
    assert say("D001", translate) == "D001"


def test_sentences_follow_each_other_and_a_blank_one_leaves_no_mark():
    both = tell_both(tell("row {row}", row=3), tell("a number"))
    assert (both, say(both, translate)) == ("row 3 a number", "satır 3 bir sayı")
    assert tell_both(tell("a number"), "") == tell_both("", tell("a number")) == "a number"
    assert tell_both("", "") == ""


def test_braces_without_values_stay():
    told = tell('a camera such as { on = ["kapikule"] }')
    assert told == say(told, translate) == 'a camera such as { on = ["kapikule"] }'


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda told: pickle.loads(pickle.dumps(told))])  # noqa: S301
def test_a_copy_remembers_its_template(again):
    assert say(again(tell("row {row}", row=3)), translate) == "satır 3"


@pytest.mark.parametrize("code", [code for code in list_languages() if code != "en"])
def test_a_fault_is_told_in_every_language(code):
    text = load_language(code).text
    hint = tell_both(tell("It is read as blank."), tell('Did you mean "{word}"?', word="hours"))
    fault = Fault("dwell.csv", 7, "hours", "two", tell("a number"), hint, effect="row")
    said = f"{fault.write(text)} {fault.write_outcome(text)}"
    for kept in ("dwell.csv", "7", "hours", '"two"'):
        assert kept in said
    for english in ("row", "column", "expected", "number", "blank", "mean", "left"):
        assert english not in said.replace("hours", "")
    assert str(fault).startswith('dwell.csv, row 7, column hours: "two" – expected a number. It is read as blank.')


def words_of(call):
    """List the arguments of a call that are words for the reader."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    named = [keyword.value for keyword in call.keywords if keyword.arg in {"expected", "hint"}]
    return call.args[TOLD_FIRST[name] : TOLD_FIRST[name] + 2] + named if name in TOLD_FIRST else []


@pytest.mark.parametrize("path", sorted((ROOT / "geo").glob("*.py")), ids=lambda path: path.name)
def test_no_fault_is_told_in_words_that_nobody_can_translate(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    bare = [
        ast.unparse(word)
        for call in calls
        for word in words_of(call)
        if isinstance(word, ast.JoinedStr) or (isinstance(word, ast.Constant) and word.value not in {"", "warning"})
    ]
    assert bare == []
