"""Check the licences of all packages that the app needs while it runs, those that come with others too.

`python -m tools.check_licences` compares what is installed with the list of allowed licences and with the table in
docs/licences.md; with `--write` it writes the table.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT: Final = Path(__file__).parent.parent
REQUIREMENTS: Final = ("requirements.txt", "requirements-mcp.txt")
RULES: Final = ROOT / "tools" / "licences.toml"
TABLE: Final = ROOT / "docs" / "licences.md"
HEADING: Final = "| package | licence |\n|---|---|\n"
UNKNOWN: Final = "unknown"


def read_requirements(names: Iterable[str] = REQUIREMENTS) -> Iterator[Requirement]:
    """Read what the files for run time name."""
    for name in names:
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            wanted = line.partition("#")[0].strip()
            if wanted and not wanted.startswith("-"):
                yield Requirement(wanted)


def find_packages(wanted: Iterable[Requirement]) -> dict[str, importlib.metadata.Distribution]:
    """Find packages and what they need, and so on, as they are installed here.

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        When one of them is not installed.
    """
    found: dict[str, importlib.metadata.Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(one.name, extra) for one in wanted for extra in ("", *one.extras)]
    while waiting:
        name, extra = waiting.pop()
        key = (canonicalize_name(name), extra)
        if key in seen:
            continue
        seen.add(key)
        package = found.setdefault(key[0], importlib.metadata.distribution(name))
        for line in package.requires or ():
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                waiting += [(need.name, further) for further in ("", *need.extras)]
    return dict(sorted(found.items()))


def name_licence(package: importlib.metadata.Distribution, rules: Mapping[str, Mapping[str, str]]) -> str:
    """Name the licence of a package as SPDX does; `UNKNOWN` when it says nothing that the rules understand."""
    name = canonicalize_name(package.metadata["Name"])
    if name in rules["read"]:
        return rules["read"][name]
    given = package.metadata.get_all("License-Expression") or package.metadata.get_all("License") or []
    classes = [line.rpartition(" :: ")[2] for line in package.metadata.get_all("Classifier") or []]
    for said in (*given, *classes):
        licence: str = rules["aliases"].get(said, said)
        if package.metadata.get_all("License-Expression") or licence in rules["allowed"]:
            return licence
    return UNKNOWN


def is_allowed(licence: str, allowed: Iterable[str]) -> bool:
    """Say whether one of the licences to choose from is allowed whole; brackets are not understood, and refused."""
    return any(all(part in allowed for part in choice.split(" AND ")) for choice in licence.split(" OR "))


def find_faults(licences: Mapping[str, str], allowed: Iterable[str], table: str) -> list[str]:
    """Find what is wrong with the licences of packages.

    Parameters
    ----------
    table
        The document that lists them.

    Returns
    -------
    faults
        One line each; none when all is well.
    """
    listed = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", table, re.MULTILINE))
    faults = [
        f"{name}: {licence} is not among the licences that tools/licences.toml allows"
        for name, licence in licences.items()
        if not is_allowed(licence, allowed)
    ]
    return faults + [
        f"{name}: {licence} installed, {listed.get(name, 'nothing')} in docs/licences.md; "
        "when the licence is right: python -m tools.check_licences --write"
        for name, licence in licences.items()
        if listed.get(name) != licence
    ]


def write_table(licences: Mapping[str, str], document: str) -> str:
    """Put the table of licences into the document that lists them, in place of the one that is there."""
    before, _, after = document.partition(HEADING)
    rest = re.sub(r"\A(\|.*\n)*", "", after)
    return before + HEADING + "".join(f"| `{name}` | {licence} |\n" for name, licence in licences.items()) + rest


def main() -> int:
    """Check what is installed; 1 when something is wrong."""
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
    licences = {name: name_licence(one, rules) for name, one in find_packages(read_requirements()).items()}
    document = TABLE.read_text(encoding="utf-8")
    if "--write" in sys.argv[1:]:
        document = write_table(licences, document)
        TABLE.write_text(document, encoding="utf-8")
    faults = find_faults(licences, rules["allowed"], document)
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
