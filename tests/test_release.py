"""Version, change log and citation agree."""

import datetime as dt
import hashlib
import os
import re
import subprocess
import tomllib

import yaml

from tests.conftest import ROOT

CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
RELEASES = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\S+)$", CHANGES, re.MULTILINE)
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def citation():
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_newest_release_is_the_version_of_the_project():
    assert RELEASES[0][0] == project()["version"]


def test_the_citation_names_the_newest_release():
    assert (citation()["version"], str(citation()["date-released"])) == RELEASES[0]


def test_the_citation_has_what_its_form_requires():
    given = citation()
    assert given["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= given.keys()
    assert given["type"] in {"software", "dataset"}
    assert given["license"] == "MIT"
    assert all(author.get("name") or author.get("family-names") for author in given["authors"])


def test_releases_go_back_in_time_and_every_date_is_one():
    dates = [dt.date.fromisoformat(date) for _, date in RELEASES]
    numbers = [tuple(map(int, version.split("."))) for version, _ in RELEASES]
    assert dates == sorted(dates, reverse=True)
    assert numbers == sorted(set(numbers), reverse=True)


def test_what_is_new_stands_above_all_releases_under_headings_of_the_form():
    headings = re.findall(r"^## \[(.+?)\]", CHANGES, re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert set(re.findall(r"^### (.+)$", CHANGES, re.MULTILINE)) <= KINDS


def make_release(zone):
    subprocess.run(["make", "release"], cwd=ROOT, check=True, capture_output=True, env=os.environ | {"TZ": zone})
    folder = ROOT / "build" / "release"
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in map(str.split, lines)}
    assert sums == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("caravanserai-*")}
    return sums


def test_the_same_commit_makes_the_same_archives_with_their_checksums():
    first, second = make_release("UTC"), make_release("Asia/Almaty")
    assert first == second
    assert first.keys() == {f"caravanserai-{project()['version']}{ending}" for ending in (".tar.gz", ".zip")}
