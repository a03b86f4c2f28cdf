"""A document names the files that its page needs; each of them stands where it is named."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from panels.addresses import FOLDERS, REGISTRAR
from panels.early_files import STREAMLIT_FOLDER, STREAMLIT_PARTS, EarlyFiles, list_map_files, list_parts, write_links
from tests.panels.asgi import ask


def test_every_part_is_found_once():
    assert len(list_parts()) == len(STREAMLIT_PARTS)
    assert all((STREAMLIT_FOLDER / path).is_file() for path in list_parts())


def test_no_part_is_fetched_by_the_front_page_itself():
    front = (STREAMLIT_FOLDER / "index.html").read_text(encoding="utf-8")
    assert [path for path in list_parts() if path in front] == []


def test_every_file_of_the_map_stands_where_it_is_named():
    first, *rest = list_map_files()
    frame = Path(find_spec("streamlit_folium").origin).parent / "frontend" / "build"
    assert (frame / first.removeprefix("component/streamlit_folium.st_folium/")).is_file()
    for address in rest:
        folder, file = re.fullmatch(
            rf"component/{re.escape(REGISTRAR)}\.(\w+)/([\w.]+)\?v=[0-9a-f]{{12}}", address
        ).groups()
        assert (FOLDERS[folder] / file).is_file()


@pytest.mark.parametrize("registered", [True, False])
def test_files_of_the_map_are_named_once_they_can_be_had(registered):
    links = write_links(registered=registered).decode()
    assert links.count("rel=modulepreload") == len(STREAMLIT_PARTS)
    assert links.count("rel=prefetch") == (len(list_map_files()) if registered else 0)
    assert re.findall(r"as=(\w+)", links) == (["script"] * 5 + ["style"] * 2 + ["fetch"] if registered else [])


@pytest.mark.parametrize(
    ("path", "kind", "named"),
    [("/", "text/html; charset=utf-8", True), ("/etir", "text/html", True), ("/media/a.png", "image/png", False),
     ("/component/x/index.html", "text/html", False)],
)  # fmt: skip
def test_only_documents_of_the_app_name_files(path, kind, named):
    inner = Starlette(routes=[Route("/{path:path}", lambda _: Response(b"", headers={"content-type": kind}))])
    assert ("link" in ask(EarlyFiles(inner), path).headers) is named
