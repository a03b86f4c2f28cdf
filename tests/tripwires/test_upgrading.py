"""docs/upgrading.md: every place that leans on an inside has a tripwire that exists, and is what a tripwire points to."""

import ast
import re

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "upgrading.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n\n(.+?)(?=\n## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
TRIPWIRE = re.compile(r"Tripwire:\s+`(tests/[\w/]+\.py)::(\w+)`")
POINTERS = re.compile(r'\btell\(\s*(?:f?"[^"]*"|str\(error\)),\s*"([\w-]+)"', re.DOTALL)


def functions(path):
    return {
        node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if hasattr(node, "decorator_list")
    }


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_section_names_a_tripwire_that_exists(heading):
    found = TRIPWIRE.findall(SECTIONS[heading])
    assert found
    for file, name in found:
        assert name in functions(ROOT / file), f"{file}::{name}"
    assert "Breaks:" in SECTIONS[heading]


@pytest.mark.parametrize("file", ["test_streamlit.py", "test_folium.py"])
def test_every_tripwire_points_to_a_section(file):
    anchors = {heading.lower().replace(" ", "-") for heading in SECTIONS}
    pointers = POINTERS.findall((ROOT / "tests" / "tripwires" / file).read_text(encoding="utf-8"))
    assert pointers
    assert set(pointers) <= anchors


def test_the_versions_are_those_that_are_pinned():
    pins = dict(re.findall(r"^([\w-]+)==(\S+)$", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE))
    for name, said in {"streamlit": "Streamlit", "folium": "folium", "streamlit-folium": "streamlit-folium"}.items():
        assert f"{said} {pins[name]}" in TEXT
