"""The browser's search over the real index: every site by each of its names, every record by its title and by its id."""

import json
import subprocess
from pathlib import Path

import pytest

from geo.language import SOURCE_LANGUAGE, fold, list_languages, load_language
from geo.sites.selection import list_entries
from panels.palette.index_file import write_index
from panels.shell.titles import list_titles

ROOT = Path(__file__).parents[3]
LANGUAGES = list_languages()
ASK = """
const { Search } = await import('./panels/web/js/core/search.js');
const { makeFold } = await import('./panels/web/js/core/fold.js');
const Library = (await import('./panels/web/vendor/minisearch/index.js')).default;
const { readFileSync } = await import('node:fs');
const { index, asked } = JSON.parse(readFileSync(0));
const search = await new Search(Library, makeFold(index.folding), index.rows).begin();
const names = ({ groups }) => groups.flatMap(({ rows }) => rows.map(({ kind, id }) => `${kind}/${id}`));
console.log(JSON.stringify(asked.map((text) => names(search.find(text)))));
"""


@pytest.fixture(scope="module", params=LANGUAGES)
def index(request, catalogue):
    titles = tuple((path, title, title) for path, title in list_titles(load_language(request.param)).items())
    return json.loads(write_index(catalogue, list_entries(catalogue), load_language(request.param), titles))


def ask(index, asked):
    """Ask the search; gives what each text finds, as `kind/id`, the best first."""
    given = json.dumps({"index": index, "asked": asked})
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", ASK],
        input=given,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(asked, json.loads(done.stdout), strict=True))


def test_every_site_is_found_by_each_of_its_names(catalogue, index):
    sites = {row[1]: [row[2], *filter(None, row[5].split(" | "))] for row in index["rows"] if row[0] == "site"}
    for row in catalogue.place_names:
        if row.place_id in sites:
            sites[row.place_id].append(row.name)
    found = ask(index, sorted({name for names in sites.values() for name in names}))
    missed = [(site, name) for site, names in sites.items() for name in names if f"site/{site}" not in found[name]]
    assert missed == []


def test_every_record_is_found_by_its_title_and_by_its_id(index):
    shared = {}
    for kind, name, title, *_ in index["rows"]:
        shared.setdefault((kind, fold(title)), []).append(f"{kind}/{name}")
    found = ask(index, sorted({text for row in index["rows"] for text in (row[1], row[2])}))
    missed = [
        (kind, name)
        for kind, name, title, *_ in index["rows"]
        if f"{kind}/{name}" not in found[name] or not set(shared[kind, fold(title)]) & set(found[title])
    ]
    assert missed == []


@pytest.mark.parametrize(("text", "first"), [
    ("Red Bridge 2023", "figure/D0"),
    ("print", "action/print"),
    ("Kazakh", "action/lang-kk"),
    ("Хоргос", "site/"),
    ("霍尔果斯", "site/"),
    ("Kazakhstan", "country/KAZ"),
    ("findings", "page/visits?tab=findings"),
])  # fmt: skip
def test_what_is_meant_comes_first(catalogue, text, first):
    language = load_language(SOURCE_LANGUAGE)
    titles = tuple((path, title, title) for path, title in list_titles(language).items())
    index = json.loads(write_index(catalogue, list_entries(catalogue), language, titles))
    assert ask(index, [text])[text][0].startswith(first)
