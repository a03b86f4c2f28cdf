"""Every environment variable stands in one place, and the documents name it as it is."""

import ast
import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from panels.settings import REDIS_URL, SETTINGS, data_folder, redis_url, timings_file
from tests.conftest import ROOT

HOME = ROOT / "panels" / "settings.py"
READERS = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
PROGRAM = [
    *(path for room in ("geo", "panels", "pages") for path in sorted((ROOT / room).rglob("*.py"))),
    *sorted(ROOT.glob("*.py")),
]


def reads_environment(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in READERS:
            yield node.attr
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (alias.name for alias in node.names if alias.name in READERS)


def rows_of_settings():
    """Read the tables of docs/settings.md: variable → what holds without it, and its meaning."""
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+) \| (.+) \|$", text, re.MULTILINE)
    return {name: (default, meaning) for name, default, meaning in rows}


@pytest.mark.parametrize("path", [p for p in PROGRAM if p != HOME], ids=lambda p: str(p.relative_to(ROOT)))
def test_nobody_else_reads_the_environment(path):
    assert list(reads_environment(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("source", ["os.environ['X']", "os.getenv('X')", "from os import environ as e"])
def test_a_reader_of_the_environment_would_be_found(source):
    assert list(reads_environment(source))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.name)
def test_the_documents_say_what_a_setting_means(setting):
    assert rows_of_settings()[setting.name] == (setting.default, setting.meaning)


def test_the_documents_name_the_variables_of_make_and_no_others():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    given = dict(re.findall(r"^([A-Z]+) \?= (\S+)$", makefile, re.MULTILINE))
    found = set(re.findall(r"\$\(or \$\(([A-Z]+)\),|^([A-Z]+) \?= \$\(shell ", makefile, re.MULTILINE))
    drawn = {name for names in found for name in names if name}
    rows = rows_of_settings()
    assert {name: rows[name][0].strip("`") for name in given} == given
    assert set(rows) == {*given, *drawn, *(setting.name for setting in SETTINGS)}


def test_settings_are_read_when_they_are_asked_for(monkeypatch):
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    assert (data_folder(), redis_url(), timings_file()) == (ROOT / "data", "", None)
    monkeypatch.setenv("CARAVANSERAI_DATA", "elsewhere")
    monkeypatch.setenv("REDIS_URL", "redis://store")
    monkeypatch.setenv("CARAVANSERAI_TIMINGS", "times.jsonl")
    assert (data_folder(), redis_url(), timings_file()) == (Path("elsewhere"), "redis://store", Path("times.jsonl"))


def test_a_blank_setting_is_an_unset_one(monkeypatch):
    for setting in SETTINGS:
        monkeypatch.setenv(setting.name, "")
    assert (data_folder(), redis_url(), timings_file()) == (ROOT / "data", "", None)


def test_a_setting_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        REDIS_URL.name = "OTHER"
