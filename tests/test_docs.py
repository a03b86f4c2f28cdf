"""The documents tell the truth: what they name is there, and what is there they name."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from geo.language import list_languages, load_language
from geo.style import LAYERS, read_style
from panels.palette.links import RECORD
from panels.view import BASE_MAPS, STANDING, View

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "LICENSE", "docs/**/*.md", "data/**/*.md", "static/**/*.md")
    for path in ROOT.glob(pattern)
)
SUFFIXES = (".py", ".js", ".css", ".html", ".md", ".csv", ".toml", ".json", ".geojson", ".txt", ".po", ".png", ".woff2")
NOT_OURS = {".git", ".venv", "build"}
LONGEST_README = 175

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^ {4}\S.*$", re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z]+)")
MODULE = re.compile(r"-m ([a-z_]+(?:\.[a-z_]+)+)")
LOCAL_PATH = re.compile(
    r"(?<![\w.:/])/(?:home|root|Users|tmp|var|opt|usr|srv|mnt|media|work|etc)\b|\b[A-Za-z]:\\|file://|(?<!\w)~/"
)


def text_of(path):
    return path.read_text(encoding="utf-8")


def code_in(text):
    """Everything that is set as code: blocks, indented lines, words in backticks."""
    blocks = FENCE.findall(text)
    rest = FENCE.sub("", text)
    return "\n".join([*blocks, *INDENTED.findall(rest), *INLINE.findall(rest)])


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def broken_links(document, text):
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        address, _, anchor = target.partition("#")
        path = (document.parent / address).resolve() if address else document
        if not path.exists() or (anchor and anchor not in map(slug, HEADING.findall(text_of(path)))):
            yield target


@cache
def all_files():
    folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name not in NOT_OURS]
    return [*ROOT.iterdir(), *(path for folder in folders for path in folder.rglob("*"))]


def paths_in(text):
    """Words of the code that name a file or folder of this project."""
    tops = {path.name for path in ROOT.iterdir()} - NOT_OURS
    for word in code_in(text).split():
        name = word.strip("\"',:;()").rstrip(".")
        if re.search(r"[<>{}$…:@\\=|]", name) or name.startswith(("/", "-")) or name.split("/")[0] in NOT_OURS:
            continue
        if ("/" in name and name.split("/")[0] in tops) or (name.endswith(SUFFIXES) and name not in SUFFIXES):
            yield name


def missing_files(document, text):
    for name in paths_in(text):
        bare = name.rstrip("/")
        beside = [*ROOT.glob(bare), *document.parent.glob(bare)]
        anywhere = "/" not in bare and any(path.match(bare) for path in all_files())
        if not beside and not anywhere:
            yield name


def missing_targets(text):
    known = re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE)
    return [name for name in MAKE.findall(code_in(text)) if name not in known]


def missing_modules(text):
    folders = {name: ROOT / name.replace(".", "/") for name in MODULE.findall(text)}
    return [n for n, f in folders.items() if not (f.with_suffix(".py").exists() or (f / "__main__.py").exists())]


def pytest_ids(path):
    return str(path.relative_to(ROOT))


every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=pytest_ids)


@every_document
def test_every_link_leads_somewhere(document):
    assert list(broken_links(document, text_of(document))) == []


@every_document
def test_every_file_named_is_there(document):
    assert list(missing_files(document, text_of(document))) == []


@every_document
def test_every_make_target_and_module_named_is_there(document):
    assert missing_targets(text_of(document)) == []
    assert missing_modules(text_of(document)) == []


@every_document
def test_no_document_names_a_path_of_one_machine(document):
    assert LOCAL_PATH.findall(text_of(document)) == []


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (broken_links, "[x](no-such-file.md)"),
        (broken_links, "[x](#no-such-heading)"),
        (missing_files, "see `geo/nowhere.py`"),
        (missing_files, "see `nowhere.csv`"),
        (missing_files, "run:\n\n    python tools/nowhere.py\n"),
    ],
)
def test_the_checks_of_files_can_fail(check, text):
    assert list(check(ROOT / "README.md", text))


@pytest.mark.parametrize(
    ("check", "text"), [(missing_targets, "`make nothing`"), (missing_modules, "python -m geo.nothing")]
)
def test_the_checks_of_commands_can_fail(check, text):
    assert check(text)


@pytest.mark.parametrize("text", ["in /home/someone/x", "in `C:\\Users\\x`", "at file:///x", "in ~/x", "(/tmp/x)"])
def test_the_check_of_local_paths_can_fail(text):
    assert LOCAL_PATH.search(text)


@pytest.mark.parametrize("text", ["the page `/sources`", "https://example.org/home/x", ".venv/bin/python", "data/tmp/"])
def test_pages_and_addresses_are_no_local_paths(text):
    assert not LOCAL_PATH.search(text)


def test_readme_opens_with_the_picture_and_stays_short():
    lines = [line for line in text_of(ROOT / "README.md").splitlines() if line]
    assert lines[0].startswith("# ")
    assert re.match(r"!\[.+\]\(docs/map\.png\)", lines[1])
    assert len(text_of(ROOT / "README.md").splitlines()) <= LONGEST_README


def test_the_page_on_the_tables_names_them_all_with_their_rows():
    rows = re.findall(r"^\| `(\w+)\.csv` \|[^|]*\| ([\d,]+) \|", text_of(ROOT / "data" / "README.md"), re.MULTILINE)
    told = {table: int(number.replace(",", "")) for table, number in rows}
    assert told == {path.stem: len(list_rows(path)) - 1 for path in (ROOT / "data").glob("*.csv")}


def list_rows(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_every_address_parameter_stands_in_the_readme():
    everything = View(("KAZ",), ("road",), ("sea",), ("sites",), "x", hide=True, site="x", base="osm")
    rows = re.findall(r"^\| `(\w+)` \|", text_of(ROOT / "README.md"), re.MULTILINE)
    assert set(rows) == {*everything.to_query(), *STANDING, "v", RECORD}


@pytest.mark.parametrize("code", [*LAYERS, "none", *BASE_MAPS, *read_style().symbols, *list_languages()])
def test_every_value_of_an_address_stands_in_the_readme(code):
    assert f"`{code}`" in text_of(ROOT / "README.md")


def packages():
    """List the packages of geo/ and panels/, as they are headed in the architecture."""
    return [f"{top}/{p.parent.name}" for top in ("geo", "panels") for p in sorted((ROOT / top).glob("*/__init__.py"))]


@pytest.mark.parametrize("package", packages())
def test_every_package_has_a_heading_in_the_architecture(package):
    assert f"### {package}\n" in text_of(ROOT / "docs" / "architecture.md")


@pytest.mark.parametrize("package", packages())
def test_every_package_says_in_a_sentence_what_it_is(package):
    assert re.match(r'"""[A-Z].{15,}\.(""")?\n', text_of(ROOT / package / "__init__.py"))


WALK = re.compile(r"^\*([^*]+)\*, (\d+) files: (.+?)\n\n", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"`(\w+)` in\s+`([\w/.]+)`")


def walks():
    """Read the walks of the architecture: title, how many files it says they are, and (name, file) of each step."""
    found = WALK.findall(text_of(ROOT / "docs" / "architecture.md"))
    return [(title, int(number), STEP.findall(steps)) for title, number, steps in found]


@pytest.mark.parametrize(("title", "number", "steps"), walks(), ids=lambda one: one if isinstance(one, str) else "")
def test_every_step_of_a_walk_can_be_found_by_its_name(title, number, steps):
    assert len({file for _, file in steps}) == number, title
    texts = {file: text_of(ROOT / file) for _, file in steps}
    for name, file in steps:
        assert re.search(rf"\b{name}\b", texts[file]), f"{name} in {file}"
        leads = re.search(rf"\b{name}\b", "".join(text for other, text in texts.items() if other != file))
        follows = any(re.search(rf"\b{other}\b", texts[file]) for other, its in steps if its != file)
        assert leads or follows, f"nothing leads to {file}"


def test_there_are_two_walks():
    assert [len(steps) > 5 for _, _, steps in walks()] == [True, True]


def test_the_architecture_stays_short():
    assert len(text_of(ROOT / "docs" / "architecture.md").splitlines()) <= 150


def test_every_make_target_stands_in_readme_or_contributing():
    words = text_of(ROOT / "README.md") + text_of(ROOT / "CONTRIBUTING.md")
    phony = re.search(r"^\.PHONY: (.+)$", text_of(ROOT / "Makefile"), re.MULTILINE)[1].split()
    assert [name for name in phony if f"make {name}" not in words and name != "chromium"] == []


def test_decisions_are_numbered_without_a_gap():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_version_stands_in_the_changelog():
    version = re.search(r'^version = "(.+)"$', text_of(ROOT / "pyproject.toml"), re.MULTILINE)[1]
    assert f"## [{version}]" in text_of(ROOT / "CHANGELOG.md")


def test_the_presenter_s_page_lists_the_languages_there_are():
    text = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
    names = [load_language(code).own_name() for code in list_languages()]
    assert f"choice of languages ({', '.join(names)})" in text
