"""What others wrote lies here as they published it, with its licence, and is the version that is pinned."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from panels.web.urls import SEARCH_LIBRARY, VENDOR_FOLDER

ROOT = Path(__file__).parents[3]
README = (VENDOR_FOLDER / "README.md").read_text(encoding="utf-8")
PACKAGES = sorted(path for path in VENDOR_FOLDER.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: path.name)
def test_each_package_has_its_licence_and_the_version_that_is_pinned(folder):
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"][folder.name]
    assert re.fullmatch(r"\d+\.\d+\.\d+", pinned)
    assert f"| {folder.name} | {pinned} |" in README
    assert "Permission is hereby granted" in (folder / "LICENSE.txt").read_text(encoding="utf-8")


def test_each_file_is_the_one_that_was_published():
    listed = dict(re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", README, re.MULTILINE))
    there = {
        path.relative_to(VENDOR_FOLDER).as_posix(): path
        for path in VENDOR_FOLDER.rglob("*.*")
        if path.parent != VENDOR_FOLDER
    }
    assert set(listed) == set(there)
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()} == listed


def test_the_search_library_is_byte_for_byte_that_of_npm():
    published = ROOT / "node_modules" / "minisearch" / "dist" / "es" / "index.js"
    if not published.exists():
        pytest.skip("npm's packages are not installed: `make forms` does it")
    assert (VENDOR_FOLDER / SEARCH_LIBRARY).read_bytes() == published.read_bytes()
