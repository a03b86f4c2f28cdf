"""Comments and docstrings are plain English: verb, object, when. Words that make a reader translate are refused."""

import ast
import io
import re
import tokenize

import pytest

from tests.conftest import ROOT

REFUSED = re.compile(
    r"\b(told|anew|alike|dear|hasty|hears?|heard|nobody|hand's|hands|to the letter|tells? of)\b"
    r"|\b(a|an older|newer|older|own|quicker|reader's|the) hand\b"
    r"|\b(?-i:none is|is none)\b(?! worth)"
    r"|\b(no|not|nothing)\b( \w+)? at all\b",
    re.IGNORECASE,
)
"""Say instead: reported, again, the same, costly, quick, gets, reader; and what is missing instead of "none"."""
COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"`])//[^\n]*", re.DOTALL)
ROOMS = ("geo", "panels", "pages", "tools")
FILES = [
    *(ROOT / name for name in ("dashboard.py", "server.py")),
    *(p for room in ROOMS for end in ("py", "js", "css") for p in sorted((ROOT / room).rglob(f"*.{end}"))),
]


def comments_in_python(text):
    """List comments, docstrings, and strings that stand below what they describe."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    yield from (token.string for token in tokens if token.type == tokenize.COMMENT)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


def find_refused(text, ending):
    comments = comments_in_python(text) if ending == ".py" else COMMENT.findall(text)
    spaced = (re.sub(r"\s+(\* |// )?", " ", re.sub(r"`[^`]*`", "", comment)) for comment in comments)
    return [found[0] for comment in spaced for found in REFUSED.finditer(comment)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_comments_are_plain(path):
    assert find_refused(path.read_text(encoding="utf-8"), path.suffix) == []


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("x = 1  # drawn anew", ".py"),
        ('"""What is told of a fault."""', ".py"),
        ('X = 1\n"""Which are dear."""', ".py"),
        ("def f():\n    '''Read a day; blank when it is\n    none.'''", ".py"),
        ("/* a newer\n   hand */", ".js"),
        ("go(); // nobody listens", ".js"),
        ("/* no colour at all */", ".css"),
    ],
)
def test_each_of_them_would_be_found(text, ending):
    assert find_refused(text, ending)


def test_code_and_texts_are_left_alone():
    assert find_refused("told = 'by hand'  # written by hand, `told` stays", ".py") == []
    assert find_refused("const told = 'http://hands.example'; // on the one hand", ".js") == []
