"""Documents and docstrings are spelled as in Britain; codespell, in `make check`, finds what is no word at all."""

import ast
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAIRS = Path(find_spec("codespell_lib").origin).parent / "data" / "dictionary_en-GB_to_en-US.txt"
ALLOWED = {
    "program",
    "programs",
    "license",
    "practice",
    "practices",
    "meter",
    "check",
    "checks",
    "tire",
    "curb",
    "story",
    "stories",
}
"""American spellings of other words that are British as well: a computer's program, a story that is told."""
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").glob("*.md")]
MODULES = [p for room in ("geo", "panels", "pages", "tools") for p in sorted((ROOT / room).rglob("*.py"))]


@cache
def american_words():
    """Read American spellings; `-ize` is British too, and the name of the Organization has it."""
    pairs = (line.split("->") for line in PAIRS.read_text(encoding="utf-8").splitlines() if "->" in line)
    words = {(british.strip(), word.strip()) for british, american in pairs for word in american.split(",")}
    british = {one for one, _ in words}
    return {us for gb, us in words if us and us not in british | ALLOWED and gb.replace("is", "iz") != us} - {
        us for gb, us in words if re.search(r"iz|yz", us) and not re.search(r"iz|yz", gb)
    }


def prose_of(path):
    """Read the words of a document without code and addresses, or the docstrings of a module."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        text = "\n".join(ast.get_docstring(n) or "" for n in ast.walk(ast.parse(text)) if isinstance(n, kinds))
    text = re.sub(r"^```.*?^```|^ {4}\S.*$|`[^`\n]+`", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"https?://\S+|\]\([^)]*\)", "", text)


def find_american(text):
    return sorted(set(re.findall(r"[a-z]+", text.lower())) & american_words())


@pytest.mark.parametrize("path", DOCUMENTS + MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_spelling_is_british(path):
    assert find_american(prose_of(path)) == []


@pytest.mark.parametrize("text", ["the color of a line", "its center", "a neighbor", "a favorite", "gray"])
def test_american_spelling_would_be_found(text):
    assert find_american(text)


def test_british_spelling_is_let_through():
    assert find_american("the colour of its centre; a licence; the program of the Organization is grey") == []
