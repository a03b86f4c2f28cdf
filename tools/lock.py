"""Write the locks: every package that is installed, those that others bring too, with the hashes of its files.

`make lock` runs it, after a change in a file of requirements; it needs a network. What is locked already stays as it is
while the requirements allow it; `make lock NEW=1` takes the newest of what others bring.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parent.parent
LOCKS: Final = {
    "requirements.lock": ("requirements.txt",),
    "requirements-mcp.lock": ("requirements.txt", "requirements-mcp.txt"),
    "requirements-dev.lock": ("requirements-dev.txt",),
}
"""What is installed together, and what was asked for; each holds all of those before it, in the same versions."""
_PACKAGE: Final = re.compile(r"^(\S.*?) \\\n((?:    --hash=.*\n)+)", re.MULTILINE)
_HASH: Final = re.compile(r"--hash=(sha256:[0-9a-f]{64})\b")


def read_lock(text: str) -> dict[str, tuple[Requirement, frozenset[str]]]:
    """Read a lock: name of a package → what is required of it, and the hashes of its files."""
    found = ((Requirement(line), frozenset(_HASH.findall(hashes))) for line, hashes in _PACKAGE.findall(text))
    return {canonicalize_name(package.name): (package, hashes) for package, hashes in found}


def read_wanted(name: str) -> list[Requirement]:
    """Read a file of requirements, and those that it names."""
    wanted: list[Requirement] = []
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        said = line.partition("#")[0].strip()
        if said.startswith("-r "):
            wanted += read_wanted(said.removeprefix("-r "))
        elif said:
            wanted.append(Requirement(said))
    return wanted


def find_faults(wanted: list[Requirement], locked: dict[str, tuple[Requirement, frozenset[str]]]) -> list[str]:
    """Find what was asked for and is locked otherwise or not, and what is locked without a version or a hash."""
    said = {canonicalize_name(one.name): str(one.specifier) for one in wanted}
    held = {name: str(one.specifier) for name, (one, _) in locked.items()}
    return [
        *(
            f"{name}{version} is locked as {held.get(name, 'nothing')}"
            for name, version in said.items()
            if held.get(name) != version
        ),
        *(
            f"{name} has no version or no hash"
            for name, (one, hashes) in locked.items()
            if not hashes or not str(one.specifier).startswith("==")
        ),
    ]


def main() -> int:
    """Write the locks one after the other, each bound to the one before it."""
    newest = ["--upgrade"] if "--newest" in sys.argv[1:] else []
    before: list[str] = []
    for lock, wanted in LOCKS.items():
        command = [
            str(Path(sys.executable).parent / "uv"),
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--generate-hashes",
        ]
        command += [
            "--python-version",
            "3.11",
            "--no-annotate",
            "--custom-compile-command",
            "make lock",
            *newest,
            *before,
        ]
        done = subprocess.run([*command, *wanted, "--output-file", lock], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
        before = ["--constraint", lock]
    return 0


if __name__ == "__main__":
    sys.exit(main())
