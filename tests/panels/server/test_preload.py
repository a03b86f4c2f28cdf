"""A document names the files that its page needs; each of them stands where it is named."""

from __future__ import annotations

import re
import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from panels.optional import warn_once
from panels.server.preload import (
    MAP_COMPONENT,
    MOST_B,
    PAGE_SCRIPTS,
    PARTS,
    EarlyFiles,
    find_page,
    list_map_files,
    list_parts,
    write_links,
)
from panels.web import streamlit_paths
from panels.web.join import join_classic
from panels.web.streamlit_paths import REGISTRAR
from panels.web.styles import frame_styles
from panels.web.urls import FOLDERS, LEAFLET_FOLDER, MAP_ENTRY, MAP_SCRIPT, MAP_STYLE
from tests.logs import list_records
from tests.panels.asgi import ask


def test_every_file_of_the_map_stands_where_it_is_named():
    first, *rest = list_map_files()
    frame = Path(find_spec("streamlit_folium").origin).parent / "frontend" / "build"
    assert (frame / first.removeprefix("component/streamlit_folium.st_folium/")).is_file()
    assert len(rest) == 3
    for address in rest:
        folder, file = re.fullmatch(
            rf"component/{re.escape(REGISTRAR)}\.(\w+)/([\w.]+)\?v=[0-9a-f]{{12}}", address
        ).groups()
        assert (FOLDERS[folder] / file).is_file()


def test_streamlit_s_parts_are_named_with_all_they_import_and_nothing_that_comes_anyway():
    root = Path(find_spec("streamlit").origin).parent / "static"
    document = (root / "index.html").read_text(encoding="utf-8")
    named = list_parts()
    for part in PARTS:
        assert sum(bool(re.fullmatch(rf"static/js/{part}\.[\w-]+\.js", path)) for path in named) == 1
    for path in named:
        assert path not in document
        imported = re.findall(r'(?:from|import)\s*"\./([^"]+)"', (root / path).read_text(encoding="utf-8"))
        assert all(f"static/js/{name}" in named or name in document for name in imported)


@pytest.mark.parametrize("page", ["", *PAGE_SCRIPTS])
def test_links_leave_room_for_the_other_headers(page):
    assert 0 < len(write_links(page)) <= MOST_B


def test_links_say_what_kind_of_file_each_is():
    links = [link.partition("; ")[2] for link in write_links().decode().split(", ")]
    assert links[:4] == [f"rel=prefetch; as={kind}" for kind in ("script", "script", "style", "fetch")]
    assert set(links[4:]) == {"rel=modulepreload; fetchpriority=low"}


def test_the_stage_names_its_two_scripts_the_one_of_the_frame_too():
    links = write_links("walkthrough").decode()
    assert re.search(r"/stage\.js\?v=\w+>; rel=prefetch; as=script", links)
    assert re.search(r"/stage\.js\?v=\w+>; rel=modulepreload", links)
    assert "/stage.js" not in write_links().decode()
    assert find_page("/town/walkthrough/") == "walkthrough"
    assert find_page("/visits") == ""


def test_the_map_s_script_holds_leaflet_and_then_ours():
    script = (FOLDERS["map"] / MAP_SCRIPT).read_text(encoding="utf-8")
    places = [
        script.index(part) for part in ((LEAFLET_FOLDER / "leaflet.js").read_text("utf-8"), join_classic(MAP_ENTRY))
    ]
    assert places == sorted(places)
    styles = (FOLDERS["map"] / MAP_STYLE).read_text(encoding="utf-8")
    assert styles.index(".leaflet-pane") < styles.index(frame_styles())


def stand_in(name):
    """Make a module that counts as imported and says where its package lies, without registering a component."""
    module = ModuleType(name)
    module.__spec__ = PathFinder.find_spec(name)
    return module


@pytest.mark.parametrize("registered", [{REGISTRAR, MAP_COMPONENT}, {REGISTRAR}, set()], ids=["both", "ours", "none"])
@pytest.mark.parametrize(
    ("path", "kind", "named"),
    [("/", "text/html; charset=utf-8", True), ("/etir", "text/html", True), ("/media/a.png", "image/png", False),
     ("/component/x/index.html", "text/html", False)],
)  # fmt: skip
def test_documents_of_the_app_name_files_once_they_can_be_had(monkeypatch, path, kind, named, registered):
    for name in (REGISTRAR, MAP_COMPONENT):
        monkeypatch.delitem(sys.modules, name, raising=False)
    for name in registered:
        monkeypatch.setitem(sys.modules, name, stand_in(name))
    inner = Starlette(routes=[Route("/{path:path}", lambda _: Response(b"", headers={"content-type": kind}))])
    assert ("link" in ask(EarlyFiles(inner), path).headers) is (named and len(registered) > 1)


@pytest.mark.usefixtures("anew")
def test_the_answer_that_there_is_no_page_names_no_files():
    assert "link" in open_page().headers
    assert "link" not in open_page(404).headers


DOCUMENT = '<script src="./static/js/index.A.js"></script>'
MOVED = {
    "no document": {f"static/js/{part}.A.js": "" for part in PARTS},
    "chunks renamed": {"index.html": DOCUMENT} | {f"static/js/{part}-A.js": "" for part in PARTS},
    "one chunk gone": {"index.html": DOCUMENT} | {f"static/js/{part}.A.js": "" for part in PARTS[1:]},
    "an import leads nowhere": {"index.html": DOCUMENT}
    | {f"static/js/{part}.A.js": 'import{a}from"./gone.B.js"' for part in PARTS},
    "not text": {"index.html": b"\xff\xfe"} | {f"static/js/{part}.A.js": "" for part in PARTS},
    "nothing at all": {},
}
"""Ways in which a version of Streamlit may keep its files otherwise than we think: file → what stands in it."""


@pytest.fixture
def anew(monkeypatch):
    """Have the header written anew by the test, and by whoever comes after it."""
    for name in (REGISTRAR, MAP_COMPONENT):
        monkeypatch.setitem(sys.modules, name, stand_in(name))
    for function in (write_links, warn_once):
        function.cache_clear()
    yield
    for function in (write_links, warn_once):
        function.cache_clear()


def open_page(status=200):
    page = Response(b"<html></html>", status, headers={"content-type": "text/html"})
    return ask(EarlyFiles(Starlette(routes=[Route("/", lambda _: page)])), "/")


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize("files", MOVED.values(), ids=MOVED)
def test_a_streamlit_that_keeps_its_files_elsewhere_takes_no_page_down(monkeypatch, tmp_path, caplog, files):
    for name, content in files.items():
        path = tmp_path / name if name == "index.html" else tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setattr(streamlit_paths, "_static_folder", lambda: tmp_path)
    answers = [open_page() for _ in range(3)]
    assert {(answer.status, answer.body) for answer in answers} == {(200, b"<html></html>")}
    assert all("rel=prefetch" in a.headers["link"] and "modulepreload" not in a.headers["link"] for a in answers)
    assert len(list_records(caplog, "panels.server.preload")) == 1
    assert "parts of Streamlit" in caplog.text


@pytest.mark.usefixtures("anew")
def test_without_any_file_to_name_there_is_no_header(monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(streamlit_paths, "_package_folder", lambda _: tmp_path)
    answers = [open_page() for _ in range(3)]
    assert [(answer.status, "link" in answer.headers) for answer in answers] == [(200, False)] * 3
    assert len(list_records(caplog, "panels.server.preload")) == 2
