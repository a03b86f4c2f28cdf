"""A page loads what it shows and no more: the first visitor of the map does not wait for the walkthrough."""

import ast
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

MODULE = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)$", re.MULTILINE)
WALKTHROUGH = ("panels.walkthrough", "panels.rooms", "geo.stories", "segno")
DOCUMENTS = ("panels.export", "geo.documents", "geo.exports", "typst", "pptx")
DATABASE = ("sqlalchemy", "alembic", "pg8000", "geo.editions.store")


def list_loaded(page):
    """List the modules that Python loads for a page."""
    tree = ast.parse((ROOT / "pages" / page).read_text(encoding="utf-8"))
    return list_loaded_by(sorted({node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}))


def list_loaded_by(wanted):
    """List the modules that Python loads for some of them, by its own account (`-X importtime`)."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {', '.join(wanted)}"]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stderr
    return set(MODULE.findall(told))


def list_below(modules, packages):
    return sorted(name for name in modules if any(name == one or name.startswith(f"{one}.") for one in packages))


@pytest.mark.parametrize(("page", "wanted"), [("map.py", []), ("brief.py", ["segno"])])
def test_a_page_loads_nothing_of_the_walkthrough_of_documents_or_of_a_database(page, wanted):
    loaded = list_loaded(page)
    assert "panels.shell.entrance" in loaded
    below = list_below(loaded, WALKTHROUGH + DOCUMENTS + DATABASE)
    assert sorted({name.partition(".")[0] if name.startswith("segno") else name for name in below}) == wanted


def test_the_pages_that_need_them_load_them():
    assert list_below(list_loaded("walkthrough.py"), ("panels.walkthrough", "panels.rooms", "segno"))


def test_the_server_loads_nothing_that_streamlit_must_see_loaded_in_a_run():
    # A component that is declared before Streamlit runs is not found by the browser: the map would stay away.
    below = list_below(
        list_loaded_by(["server"]), ("streamlit_folium", "panels.web.components", "panels.ui.html_cache")
    )
    assert below == []
