"""Say how much of each package the tests have run: ``python -m tools.coverage_by_package build/coverage.json``."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path, PurePosixPath

DEPTH = 2


def package_of(path: str) -> str:
    """Name the package of a file: ``geo/records``, or ``geo`` for what lies flat in it."""
    return "/".join(PurePosixPath(path).parts[:-1][:DEPTH])


def main() -> None:
    """Print a line for each package and one for all of them."""
    files = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["files"]
    lines: Counter[str] = Counter()
    run: Counter[str] = Counter()
    for path, found in files.items():
        for name in (package_of(path), "together"):
            run[name] += found["summary"]["covered_lines"]
            lines[name] += found["summary"]["covered_lines"] + found["summary"]["missing_lines"]
    print(
        "Lines that the tests run (not counted: servers that they start, and pages/, which Streamlit compiles itself):"
    )
    for name in [*sorted(lines.keys() - {"together"}), "together"]:
        print(f"  {name:<24} {run[name] / max(lines[name], 1):6.1%} of {lines[name]:5}")


if __name__ == "__main__":
    main()
