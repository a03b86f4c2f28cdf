"""Licences of what the app needs: found for every package, allowed, and listed."""

import importlib.metadata
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT
from tools import check_licences
from tools.check_licences import UNKNOWN, find_faults, find_packages, is_allowed, name_licence, write_table

RULES = tomllib.loads((ROOT / "tools" / "licences.toml").read_text(encoding="utf-8"))
TABLE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")


@pytest.fixture
def package(tmp_path):
    """Make a package that says of its licence what it is given."""

    def make(*lines, name="some-package"):
        (tmp_path / "METADATA").write_text("\n".join([f"Name: {name}", *lines, ""]), encoding="utf-8")
        return importlib.metadata.PathDistribution(tmp_path)

    return make


def test_the_packages_installed_are_listed_and_allowed(monkeypatch):
    monkeypatch.setattr("sys.argv", ["check_licences"])
    assert check_licences.main() == 0


def test_make_check_looks_at_them():
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nforms:")[2].partition("\n\n")[0]
    assert "$(BIN)/python -m tools.check_licences\n" in recipe + "\n"


def test_what_packages_bring_is_found_with_what_their_extras_bring():
    assert {"jinja2", "markupsafe"} <= find_packages([Requirement("jinja2")]).keys()
    assert "cryptography" not in find_packages([Requirement("pyjwt")])
    assert "cryptography" in find_packages([Requirement("pyjwt[crypto]")])


def test_a_package_that_is_not_installed_is_no_silence():
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        find_packages([Requirement("no-such-package-of-ours")])


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (["License-Expression: MIT"], "MIT"),
        (["License-Expression: GPL-3.0-only", "Classifier: License :: OSI Approved :: MIT License"], "GPL-3.0-only"),
        (["License: MIT"], "MIT"),
        (["License: Copyright 2020 Somebody", "Classifier: License :: OSI Approved :: BSD License"], "BSD"),
        (["License: GPLv3"], UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_a_licence_is_read_from_the_metadata(package, lines, licence):
    assert name_licence(package(*lines), RULES) == licence


def test_what_was_read_by_a_person_comes_first(package):
    assert name_licence(package("License: odd", name="XStatic_Leaflet"), RULES) == "BSD-2-Clause"


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("MIT AND Zlib", True),
        ("GPL-2.0-only OR MIT", True),
        ("MIT AND GPL-2.0-only", False),
        ("MIT AND GPL-2.0-only OR AGPL-3.0-only", False),
        ("(MIT OR GPL-2.0-only) AND Zlib", False),
        (UNKNOWN, False),
    ],
)
def test_one_choice_has_to_be_allowed_whole(licence, allowed):
    assert is_allowed(licence, RULES["allowed"]) is allowed


def test_no_licence_that_binds_the_whole_is_allowed():
    assert [name for name in RULES["allowed"] if "GPL" in name] == []


def test_faults_name_the_package_and_what_to_do():
    table = "| `a` | MIT |\n| `b` | MIT |\n"
    assert find_faults({"a": "MIT"}, ["MIT"], table) == []
    changed, unlisted = find_faults({"b": "BSD", "c": "MIT"}, ["MIT", "BSD"], table)
    assert changed.startswith("b: BSD installed, MIT in docs/licences.md")
    assert unlisted.startswith("c: MIT installed, nothing in")
    assert find_faults({"a": "GPL"}, ["MIT"], "| `a` | GPL |\n") == [
        "a: GPL is not among the licences that tools/licences.toml allows"
    ]


def test_the_table_is_written_in_place_of_the_one_before():
    written = write_table({"a": "MIT"}, TABLE)
    assert "| `a` | MIT |\n\n## What" in written
    assert "streamlit" not in written.partition("## What")[0]
    assert write_table({"a": "MIT"}, written) == written
