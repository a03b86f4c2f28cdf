"""The house keeps its shape: who imports whom, how long a file may be, what must be written down."""

import ast
import graphlib
import re
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = {"geo": {"geo"}, "panels": {"geo", "panels"}, "pages": {"geo", "panels"}, ".": {"geo", "panels"}}
OURS = {"geo", "panels", "pages", "dashboard", "server", "tests", "tools"}
LONGEST = {"pages": 80, "geo": 400, "panels": 400}
LONGEST_FUNCTION = 40


def modules(room):
    return sorted((ROOT / room).glob("*.py") if room == "." else (ROOT / room).rglob("*.py"))


@lru_cache(None)
def look_into(path):
    """Read a file once for all tests: what it imports, by the first name and as modules, and how long its functions are."""
    names, found, lengths = set(), set(), []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {one if file_of(one) else node.module for one in below}
        elif isinstance(node, ast.FunctionDef):
            docstring = ast.get_docstring(node, clean=False)
            said = len(docstring.splitlines()) if docstring else 0
            lengths.append((node.name, node.end_lineno - node.lineno + 1 - said))
    return frozenset(names), frozenset(found), tuple(lengths)


def imported(path):
    return look_into(path)[0]


def imported_modules(path):
    """Give the modules of ours that a file imports, those for types too."""
    return look_into(path)[1]


def file_of(module):
    path = ROOT / module.replace(".", "/")
    return next((p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()), None)


def name_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def find_circle(arrows):
    """Find names that lead back to themselves; blank when there are none."""
    try:
        graphlib.TopologicalSorter(arrows).prepare()
    except graphlib.CycleError as error:
        return error.args[1]
    return []


def arrows_of_files():
    return {name_of(path): {m for m in imported_modules(path) if m.split(".")[0] in OURS} for _, path in ALL}


def package_of(module):
    """Name the package of a module; what lies flat in geo/ or panels/ is a package of its own here."""
    parts = module.split(".")
    return ".".join(parts[:2]) if len(parts) > 1 else module


def arrows_of_packages(arrows):
    found = {}
    for module, wanted in arrows.items():
        for other in {package_of(one) for one in wanted} - {package_of(module)}:
            found.setdefault(package_of(module), set()).add(other)
    return found


ALL = [(room, path) for room in ROOMS for path in modules(room)]
IDS = [str(path.relative_to(ROOT)) for _, path in ALL]


@pytest.mark.parametrize(("room", "path"), ALL, ids=IDS)
def test_imports_run_one_way(room, path):
    assert imported(path) & OURS <= ROOMS[room]


def test_no_circle_of_files():
    assert find_circle(arrows_of_files()) == []


def test_no_circle_of_packages():
    assert find_circle(arrows_of_packages(arrows_of_files())) == []


def test_circles_would_be_found():
    assert find_circle({"geo.a": {"geo.b"}, "geo.b": {"geo.c"}, "geo.c": {"geo.a"}})
    apart = {"geo.x.one": {"geo.y.one"}, "geo.y.two": {"geo.x.two"}}
    assert not find_circle(apart)
    assert find_circle(arrows_of_packages(apart))


FLAT = {
    "geo": {"alignment", "catalogue", "console", "countries", "dates", "edition", "errors", "freshness", "geodesy", "kept", "language",
            "linear", "load", "messages", "projection", "style"},
    "panels": {"counts", "data", "optional", "reader", "session", "settings", "timing", "view"},
}  # fmt: skip


@pytest.mark.parametrize("room", FLAT)
def test_flat_is_only_what_every_room_uses(room):
    assert {path.stem for path in (ROOT / room).glob("*.py")} - {"__init__"} <= FLAT[room]


@pytest.mark.parametrize("path", modules("geo"), ids=lambda p: p.name)
def test_geo_knows_nothing_of_streamlit(path):
    assert not {"streamlit", "streamlit_folium"} & imported(path)


@pytest.mark.parametrize(
    ("room", "path"), [(r, p) for r, p in ALL if r in LONGEST], ids=lambda x: getattr(x, "name", x)
)
def test_no_module_grows_too_long(room, path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST[room]


@pytest.mark.parametrize(("room", "path"), ALL, ids=IDS)
def test_no_function_grows_too_long(room, path):
    assert [(name, lines) for name, lines in look_into(path)[2] if lines > LONGEST_FUNCTION] == [], room


def test_only_one_place_reads_and_changes_addresses():
    handed_on = {"panels/walkthrough/stage.py", "panels/palette/record_home.py"}  # a query, to another page
    allowed = {"panels/ui/address.py", "panels/web/streamlit_run.py", *handed_on}
    named = {str(p.relative_to(ROOT)) for _, p in ALL if "query_params" in p.read_text(encoding="utf-8")}
    assert named <= allowed


def test_keys_of_the_session_are_named_in_one_place():
    pattern = re.compile(r"""session_state(?:\.\w+\(|\[)["']""")
    assert [str(p) for _, p in ALL if pattern.search(p.read_text(encoding="utf-8"))] == []


STORES = re.compile(r"\b(?:localStorage|sessionStorage|indexedDB|cookieStore|caches)\b")
MEMORY = "panels/web/js/dom/memory.js"
WORKER = "panels/web/js/worker/service_worker.js"


def test_one_script_asks_the_browser_to_keep_something():
    """What a page keeps; the documents of the last first sights are the worker's, and the language lies in a cookie."""
    web = ROOT / "panels"
    scripts = [p for p in web.rglob("*") if p.suffix in {".js", ".html"} and "vendor" not in p.parts]
    texts = {p.relative_to(ROOT).as_posix(): p.read_text(encoding="utf-8") for p in scripts}
    assert [path for path, text in texts.items() if STORES.search(text)] == [MEMORY, WORKER]
    assert [path for path, text in texts.items() if "document.cookie =" in text] == [
        "panels/web/js/page/keep_language.js"
    ]
    assert set(STORES.findall(texts[WORKER])) == {"caches"}


def test_every_page_stands_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "pages").glob("*.py"):
        assert f"`/{'' if page.stem == 'map' else page.stem}`" in readme, page.stem


def test_every_table_stands_in_the_data_dictionary():
    words = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for table in (ROOT / "data").glob("*.csv"):
        assert table.name in words, table.name


SLOW = "tests/bench"  # what is about speed stands there, and may look at the clock
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if not path.is_relative_to(ROOT / SLOW))
CLOCKS = {"sleep", "wait_for_timeout", "perf_counter", "monotonic", "process_time"}
CLOCK_OF_BROWSER = re.compile(r"performance\.now|Date\.now|setInterval|setTimeout\([^()]*,")
LIMITED = {"timeout", "default_timeout", "open_timeout"}
WAITS = {"wait", "join", "set_default_timeout"}


def clocks_in(source):
    """List the lines of a test that wait for a while, measure time, or hold a limit of their own."""
    for node in ast.walk(ast.parse(source)):
        called = node.func if isinstance(node, ast.Call) else None
        name = getattr(called, "attr", getattr(called, "id", ""))
        limits = [k.value for k in node.keywords if k.arg in LIMITED] if called else []
        limits += node.args[:1] if name in WAITS else []
        imports = isinstance(node, ast.Import) and any(alias.name == "time" for alias in node.names)
        imports = imports or (isinstance(node, ast.ImportFrom) and node.module == "time")
        text = isinstance(node, ast.Constant) and isinstance(node.value, str) and CLOCK_OF_BROWSER.search(node.value)
        fixed = any(isinstance(limit, ast.Constant) and isinstance(limit.value, int | float) for limit in limits)
        if imports or text or fixed or name in CLOCKS:
            yield node.lineno


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_test_depends_on_how_fast_the_machine_is(path):
    lines = [] if path == Path(__file__) else list(clocks_in(path.read_text(encoding="utf-8")))
    assert lines == []


@pytest.mark.parametrize("source", [
    "import time",
    "from time import perf_counter",
    "page.wait_for_timeout(100)",
    "await asyncio.sleep(1)",
    "thread.join(5)",
    "AppTest.from_file('x', default_timeout=30)",
    "page.evaluate('performance.now() < 16')",
    "page.evaluate('setTimeout(done, 100)')",
])  # fmt: skip
def test_what_depends_on_the_clock_would_be_found(source):
    assert list(clocks_in(source)) == [1]


def test_pins_are_exact():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-mcp.txt"):
        rows = [
            r for r in (ROOT / name).read_text(encoding="utf-8").splitlines() if r and not r.startswith(("#", "-r"))
        ]
        assert all("==" in row for row in rows)


def test_one_module_writes_csv():
    writers = [path for folder in ("geo", "panels", "pages") for path in (ROOT / folder).rglob("*.py")
               if re.search(r"csv\.(Dict)?[wW]riter|\.to_csv\(", path.read_text(encoding="utf-8"))]  # fmt: skip
    assert [path.relative_to(ROOT).as_posix() for path in writers] == ["geo/exports/csv_table.py"]
