"""The browser's scripts keep their shape, know Streamlit in one file only, and pass their own tests, which Node runs."""

import re
import subprocess
from pathlib import Path

import pytest

from panels.web.join import SCRIPT_FOLDER

ROOT = Path(__file__).parents[3]
SCRIPTS = sorted(SCRIPT_FOLDER.rglob("*.js"))
IDS = [path.relative_to(SCRIPT_FOLDER).as_posix() for path in SCRIPTS]
TESTS = sorted((ROOT / "tests" / "web").glob("*.test.mjs"))
LONGEST = 250
WIDEST = 120
ICON = re.compile(r"\s*'M[^']+';$")  # the path of a picture is one word and cannot be broken
KNOWS_STREAMLIT = "dom/streamlit.js"
STREAMLIT = re.compile(
    r"data-testid|data-test-|\bst-key|dataset\.test|testConnection|\bst[A-Z]\w+|iframe\[|PopStateEvent"
)
HEX = re.compile(r"['\"`]#(?:[0-9a-fA-F]{3}){1,2}\b")
MAY_IMPORT = {
    "core": {"core"},
    "dom": {"core", "dom"},
    "map": {"core", "dom", "map"},
    "page": {"core", "dom", "page"},
    "corridor": {"core", "dom", "corridor"},
    "walkthrough": {"core", "dom", "walkthrough"},
    "worker": {"core"},
    "palette": {"core", "dom", "page", "palette"},
    "embed": {"core", "dom", "page", "corridor", "embed"},
    "share": {"core", "dom", "page", "share"},
    "saved_file": {"core", "dom", "page", "walkthrough", "saved_file"},
}
PAGE_WORDS = re.compile(r"\b(?:document|window|location|navigator|L)\.")
PURE = [path for path in SCRIPTS if path.parent.name == "core" or path.name in {"tour.js", "keys.js"}]


def code_of(path):
    """Give a script without its comments."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"(?m)(?:^|(?<=\s))//.*$", "", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=IDS)
def test_no_script_grows_too_long_or_too_wide(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST
    assert [line for line in lines if len(line) > WIDEST and not ICON.match(line)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=IDS)
def test_streamlit_s_markup_is_known_in_one_file(path):
    found = STREAMLIT.findall(code_of(path))
    assert bool(found) == (path == SCRIPT_FOLDER / KNOWS_STREAMLIT), found


@pytest.mark.parametrize("path", SCRIPTS, ids=IDS)
def test_colours_come_from_the_style_table(path):
    assert HEX.findall(code_of(path)) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=IDS)
def test_scripts_import_from_where_they_may(path):
    found = re.findall(r"from '(\.{1,2}/[^']+)'", path.read_text(encoding="utf-8"))
    folders = {(path.parent / address).resolve().relative_to(SCRIPT_FOLDER).parts[0] for address in found}
    assert folders <= MAY_IMPORT[path.parent.name]


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.name)
def test_what_is_pure_knows_no_page(path):
    assert PAGE_WORDS.findall(code_of(path)) == []


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_the_scripts_pass_their_own_tests(path):
    done = subprocess.run(["node", "--test", str(path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert int(re.search(r"^(?:#|ℹ) pass (\d+)", done.stdout, re.MULTILINE)[1]) > 1


def test_the_checks_can_fail(tmp_path):
    bad = tmp_path / "bad.js"
    bad.write_text(
        "const a = '#c8452c'; // data-testid\nconst b = '[data-testid=x]'; document.body;\n", encoding="utf-8"
    )
    code = code_of(bad)
    assert HEX.findall(code)
    assert STREAMLIT.findall(code) == ["data-testid"]
    assert PAGE_WORDS.findall(code)
