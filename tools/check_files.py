"""Check files as they are to be committed: one line end at the end, no space before a line end, none larger than 1 MB.

`python -m tools.check_files FILE …`; without names every file that Git knows.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
LARGEST_B: Final = 1_000_000
LARGE: Final = frozenset({"data/basemap/detail.json"})
"""Files that are larger on purpose: what tools.build_basemap makes."""
ON_PURPOSE: Final = "tests/geo/check/bad_inputs/"
"""Files that are broken on purpose."""
TEXT: Final = frozenset(
    {".py", ".js", ".mjs", ".css", ".html", ".md", ".toml", ".yaml", ".yml", ".cff", ".txt", ".csv", ".json", ".typ"}
)


AS_SENT: Final = ("tests/geo/check/bad_inputs/", "panels/web/vendor/minisearch/")
"""Files that are kept as they were sent in or published, faults and all."""


def find_faults(path: Path, name: str) -> list[str]:
    """Find what is wrong with a file.

    Parameters
    ----------
    path
        Where it lies.
    name
        Its path in the project, as Git writes it.

    Returns
    -------
    faults
        One line each; none when all is well.
    """
    if name.startswith(AS_SENT):
        return []
    content = path.read_bytes()
    faults = []
    if len(content) > LARGEST_B and name not in LARGE:
        faults.append(f"{name}: {len(content):,} bytes; at most {LARGEST_B:,}, or name it in tools/check_files.py")
    if path.suffix not in TEXT or not content or name.startswith(ON_PURPOSE):
        return faults
    if not content.endswith(b"\n") or content.endswith((b"\n\n", b"\r\n\r\n")):
        faults.append(f"{name}: ends with no line end, or with more than one")
    if path.suffix != ".csv":
        numbers = (n for n, line in enumerate(content.split(b"\n"), 1) if line.rstrip(b"\r").endswith((b" ", b"\t")))
        faults += [f"{name}:{number}: space before the line end" for number in numbers]
    return faults


def main() -> int:
    """Check the files that are named, or all; 1 when something is wrong."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = sys.argv[1:] or listed.splitlines()
    faults = [fault for name in names if (ROOT / name).is_file() for fault in find_faults(ROOT / name, name)]
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
