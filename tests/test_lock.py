"""What is installed is locked with hashes: all that was asked for, in the same version, and all that it brings."""

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tools.audit import write_answer
from tools.check_licences import find_packages
from tools.lock import LOCKS, find_faults, read_lock, read_wanted

HASH = "sha256:" + "0" * 64
LOCK = f"""# made by
one==1.0 \\
    --hash={HASH} \\
    --hash=sha256:{"1" * 64}
two-words==2.0 ; sys_platform == 'win32' \\
    --hash={HASH}
"""
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")


def locked(name):
    return read_lock((ROOT / name).read_text(encoding="utf-8"))


def wanted(lock):
    return [one for name in LOCKS[lock] for one in read_wanted(name)]


@pytest.mark.parametrize("lock", LOCKS)
def test_what_was_asked_for_is_locked_as_it_was_asked_for(lock):
    assert find_faults(wanted(lock), locked(lock)) == [], "run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_what_packages_bring_is_locked_too(lock):
    held = locked(lock)
    versions = {name: str(one.specifier).removeprefix("==") for name, (one, _) in held.items()}
    as_locked = [
        package for name, package in find_packages(wanted(lock)).items() if package.version == versions.get(name)
    ]
    assert len(as_locked) > 20
    said = [Requirement(line) for package in as_locked for line in package.requires or ()]
    needed = [one for one in said if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = [
        one
        for one in needed
        if not one.specifier.contains(versions.get(canonicalize_name(one.name), "0"), prereleases=True)
    ]
    missing = [one for one in needed if canonicalize_name(one.name) not in held]
    assert wrong + missing == [], "run `make lock`"


def test_every_lock_holds_the_one_before_it():
    app, with_models, developers = map(locked, LOCKS)
    assert app.items() <= with_models.items() <= developers.items()


def test_a_lock_is_read_with_hashes_and_conditions():
    read = read_lock(LOCK)
    assert {name: len(hashes) for name, (_, hashes) in read.items()} == {"one": 2, "two-words": 1}
    assert not read["two-words"][0].marker.evaluate({"sys_platform": "linux"})
    assert len(read_lock("one==1.0\n")) == 0


@pytest.mark.parametrize(
    ("asked", "lock", "faults"),
    [
        (["one==1.0", "Two.Words==2.0"], LOCK, []),
        (["one==1.1"], LOCK, ["one==1.1 is locked as ==1.0"]),
        (["three==3"], LOCK, ["three==3 is locked as nothing"]),
        ([], LOCK.replace("one==", "one>="), ["one has no version or no hash"]),
        ([], LOCK.replace("sha256:", "md5:"), ["one has no version or no hash", "two-words has no version or no hash"]),
    ],
)
def test_a_lock_that_does_not_agree_would_be_found(asked, lock, faults):
    assert find_faults([Requirement(line) for line in asked], read_lock(lock)) == faults


def test_nothing_is_installed_past_the_locks():
    installs = [line.strip() for line in MAKEFILE.splitlines() if "pip install" in line or "pip download" in line]
    free = [line for line in installs if "--require-hashes" not in line]
    assert [line for line in free if not line.startswith(("build/tools/bin/", "build/sbom/tool/bin/"))] == []
    assert MAKEFILE.count("$(INSTALL) requirements") == 3


def dependency(name, **more):
    return {"name": name, "version": "1", "vulns": [], **more}


WEAK = dependency("weak", vulns=[{"id": "CVE-1", "fix_versions": ["2"]}, {"id": "CVE-2", "fix_versions": []}])
UNASKED = {"name": "unasked", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("given", "answer", "told"),
    [
        ([dependency("sound")], 0, ["1 packages audited, 0 weaknesses known."]),
        (
            [WEAK, dependency("sound")],
            1,
            [
                "weak 1: CVE-1, mended in 2",
                "weak 1: CVE-2, mended in no version yet",
                "2 packages audited, 2 weaknesses known.",
            ],
        ),
        (
            [UNASKED],
            2,
            [
                "0 packages audited, 0 weaknesses known.",
                "Not audited, because the database that can be reached does not know them: 1 (unasked).",
            ],
        ),
        ([UNASKED, WEAK], 1, None),
    ],
)
def test_an_audit_says_what_it_knows_and_what_it_does_not(given, answer, told):
    said, code = write_answer({"dependencies": given})
    assert code == answer
    assert told is None or said.splitlines() == told


def test_without_a_database_nothing_is_said_to_be_sound():
    assert write_answer(None) == ("Not audited: no database of advisories can be reached.", 2)
