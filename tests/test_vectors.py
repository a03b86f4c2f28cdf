"""What both languages are held to is what Python answers now; the browser's half is `tests/web/vectors.test.mjs`."""

import json

import pytest

from tools.write_vectors import FOLDER, VECTORS, write_vectors


@pytest.mark.parametrize("name", VECTORS)
def test_the_vectors_are_what_python_answers_now(name):
    """When a rule or a table has changed on purpose: `python tools/write_vectors.py`."""
    assert (FOLDER / name).read_text(encoding="utf-8") == write_vectors(name)


def test_there_is_nothing_beside_the_vectors():
    assert {path.name for path in FOLDER.iterdir()} == set(VECTORS)


def test_the_vectors_hold_cases_of_every_kind():
    held = {name: json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in VECTORS}
    assert len(held["fold.json"]["cases"]) > 100
    assert len({len(case["found"]) for case in held["filter.json"]["cases"]}) > 10
    boxes = [name["box"] for sheet in held["labels.json"]["sheets"] for name in sheet["names"]]
    assert None in boxes
    assert sum(box is not None for box in boxes) > 50
    beside = [case["found"] for case in held["labels.json"]["beside"]]
    assert len({len(found) for found in beside}) > 5
    assert len(held["town_names.json"]["cases"]) > 50
    words = [one["word"] for case in held["scenario.json"]["cases"] for one in case["questions"]]
    assert any(".240" in word for word in words)
    assert any(".0" in word for word in words)
