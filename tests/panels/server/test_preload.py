"""A document names the files that its page needs; each of them stands where it is named."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from panels.server.preload import MAP_COMPONENT, PARTS, EarlyFiles, list_map_files, list_parts, write_links
from panels.web.join import join_classic
from panels.web.urls import FOLDERS, LEAFLET_FOLDER, MAP_ENTRY, MAP_SCRIPT, MAP_STYLE, MAP_STYLE_SHEET, REGISTRAR
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


def test_links_say_what_kind_of_file_each_is():
    links = [link.partition("; ")[2] for link in write_links().decode().split(", ")]
    assert links[:4] == [f"rel=prefetch; as={kind}" for kind in ("script", "script", "style", "fetch")]
    assert set(links[4:]) == {"rel=modulepreload"}


def test_the_map_s_script_holds_leaflet_and_then_ours():
    script = (FOLDERS["map"] / MAP_SCRIPT).read_text(encoding="utf-8")
    places = [
        script.index(part) for part in ((LEAFLET_FOLDER / "leaflet.js").read_text("utf-8"), join_classic(MAP_ENTRY))
    ]
    assert places == sorted(places)
    assert MAP_STYLE_SHEET.read_text(encoding="utf-8") in (FOLDERS["map"] / MAP_STYLE).read_text(encoding="utf-8")


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
        monkeypatch.setitem(sys.modules, name, object())
    inner = Starlette(routes=[Route("/{path:path}", lambda _: Response(b"", headers={"content-type": kind}))])
    assert ("link" in ask(EarlyFiles(inner), path).headers) is (named and len(registered) > 1)
