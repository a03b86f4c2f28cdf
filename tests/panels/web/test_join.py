"""Modules are joined into one script that does what they do; what the joiner does not understand, it refuses."""

import re
import subprocess
from pathlib import Path

import pytest

from panels.web.join import SCRIPT_FOLDER, JoinError, join_classic, join_module
from panels.web.urls import FOLDERS, MAP_ENTRY, OWN_ENTRY, PAGE_ENTRIES, STAGE_ENTRY

ENTRIES = sorted(
    {MAP_ENTRY, STAGE_ENTRY, OWN_ENTRY, *(SCRIPT_FOLDER / entry for entry in PAGE_ENTRIES), SCRIPT_FOLDER / "page/masthead.js",
     SCRIPT_FOLDER / "corridor/save_chart.js", SCRIPT_FOLDER / "corridor/rest.js", SCRIPT_FOLDER / "page/fetch_file.js", SCRIPT_FOLDER / "page/own_export.js",
     SCRIPT_FOLDER / "page/first_sight.js", SCRIPT_FOLDER / "page/report_form.js", SCRIPT_FOLDER / "worker/service_worker.js",
     *(SCRIPT_FOLDER / f"embed/{name}.js" for name in ("map", "page", "profile")),
     *(SCRIPT_FOLDER / f"saved_file/{name}.js" for name in ("map", "walkthrough"))}
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """Write modules, by name; gives the path of the first."""

    def write(**modules):
        for name, text in modules.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return tmp_path / f"{next(iter(modules))}.js"

    return write


def run(script, *, ending="mjs"):
    done = subprocess.run(
        ["node", "--input-type", "module" if ending == "mjs" else "commonjs"], input=script, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_what_is_imported_comes_first_and_once(folder):
    entry = folder(
        entry="import { twice } from './middle.js';\nimport { one } from './base.js';\nconsole.log(twice(one));\n",
        middle='import {\n  one,\n  one as again,\n} from "./base.js";\nexport const twice = (x) => [x, one + again];\n',
        base="console.log('base');\nexport const one = 1;\n",
    )
    script = join_module(entry)
    assert run(script).split("\n") == ["base", "[ 1, 2 ]"]
    assert "import" not in script


def test_the_entry_exports_what_it_exported(folder):
    entry = folder(
        entry="export function begin() { return new Kept(); }\nexport class Kept {}\nexport async function later() {}\n"
        "export const FEW = 3;\nconst own = 1;\n"
    )
    assert join_module(entry).endswith("export const { begin, Kept, later, FEW } = $entry;\n")


def test_names_of_one_module_are_not_those_of_another(folder):
    entry = folder(
        entry="import { a } from './other.js';\nconst own = 'entry';\nconsole.log(own, a());\n",
        other="const own = 'other';\nexport function a() { return own; }\n",
    )
    assert run(join_module(entry)) == "entry other"


def test_a_classic_script_leaves_no_names_behind_and_is_strict(folder):
    entry = folder(entry="export const left = 1;\nconsole.log(this === undefined || typeof this);\n")
    assert run(f"{join_classic(entry)}\nconsole.log(typeof left);", ending="js").endswith("undefined")
    assert "'use strict'" in join_classic(entry)


def test_comments_on_lines_of_their_own_are_left_out_and_texts_are_not(folder):
    entry = folder(entry="/* first\n   import { x } from './x.js'; */\n// second\nconsole.log('// kept'); // third\n")
    script = join_module(entry)
    assert "first" not in script
    assert "second" not in script
    assert run(script) == "// kept"


def test_nothing_ends_the_element_that_a_script_stands_in(folder):
    entry = folder(entry="console.log('</script><b>', '</SCRIPT>');\n")
    script = join_module(entry)
    assert "</script" not in script.lower()
    assert run(script) == "</script><b> </SCRIPT>"


@pytest.mark.parametrize(
    ("modules", "words"),
    [
        ({"a": "import { b } from './b.js';\n", "b": "import { a } from './a.js';\n"}, "circle: a.js → b.js → a.js"),
        ({"a": "import { b } from './b.js';\n", "b": "export const c = 1;\n"}, "b.js exports no b"),
        ({"a": "import { b } from './b.js';\nimport { c as b } from './b.js';\n", "b": "export const b = 1;\nexport const c = 1;\n"}, "b stands for two things"),
        ({"a": "import { b } from './b.js';\nexport const b = 1;\n", "b": "export const b = 1;\n"}, "b stands for two things"),
        ({"a": "import * as b from './b.js';\n", "b": ""}, "cannot join this form"),
        ({"a": "import b from './b.js';\n", "b": ""}, "cannot join this form"),
        ({"a": "import './b.js';\n", "b": ""}, "cannot join this form"),
        ({"a": "import { b } from 'elsewhere';\n"}, "cannot join this form"),
        ({"a": "import { b-c } from './b.js';\n", "b": ""}, "cannot read the names"),
        ({"a": "export default 1;\n"}, "cannot join this form"),
        ({"a": "const b = 1;\nexport { b };\n"}, "cannot join this form"),
        ({"a": "export let b = 1;\n"}, "cannot join this form"),
        ({"a": "export * from './b.js';\n", "b": ""}, "cannot join this form"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(folder, modules, words):
    with pytest.raises(JoinError, match=words):
        join_module(folder(**modules))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.relative_to(SCRIPT_FOLDER).as_posix())
def test_each_of_our_entries_can_be_read_as_one_script(entry):
    done = subprocess.run(
        ["node", "--input-type=module", "--check"], input=join_module(entry), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_every_module_of_ours_is_reached_from_an_entry():
    reached = set()
    for entry in ENTRIES:
        waiting = [entry]
        while waiting:
            path = waiting.pop()
            if path not in reached:
                reached.add(path)
                waiting += [(path.parent / line.split("'")[1]).resolve() for line in imports_of(path)]
    assert reached == set(SCRIPT_FOLDER.rglob("*.js"))


def imports_of(path: Path):
    return [
        line for line in path.read_text(encoding="utf-8").split("\n") if " from './" in line or " from '../" in line
    ]


def test_what_a_page_fetches_is_one_file_for_each_entry():
    assert {path.name for path in FOLDERS["page"].iterdir()} == {Path(entry).name for entry in PAGE_ENTRIES}
    for path in FOLDERS["page"].iterdir():
        assert re.search(r"^export const \{ begin\b", path.read_text(encoding="utf-8"), re.MULTILINE)
