"""Ask a database of advisories for known weaknesses of what runs: `make audit`.

Where no database can be reached, it says so and fails: nothing was audited then.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
LOCK: Final = ROOT / "requirements-mcp.lock"
REPORT: Final = ROOT / "build" / "audit.json"
SHOWN: Final = 5


def find_weaknesses(report: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Read a report of pip-audit.

    Returns
    -------
    known, unasked
        Weaknesses, as a line each; packages of which the database said nothing.
    """
    found = (
        (one, fault, ", ".join(fault["fix_versions"]))
        for one in report["dependencies"]
        for fault in one.get("vulns", ())
    )
    known = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in {mended or 'no version yet'}"
        for one, fault, mended in found
    ]
    return known, [one["name"] for one in report["dependencies"] if "skip_reason" in one]


def write_answer(report: dict[str, Any] | None) -> tuple[str, int]:
    """Write what is known, and the answer of the command: 0 when all was audited and nothing is known."""
    if report is None:
        return "Not audited: no database of advisories can be reached.", 2
    known, unasked = find_weaknesses(report)
    asked = len(report["dependencies"]) - len(unasked)
    lines = [*known, f"{asked} packages audited, {len(known)} weaknesses known."]
    if unasked:
        named = ", ".join(unasked[:SHOWN]) + (", …" if len(unasked) > SHOWN else "")
        lines.append(
            f"Not audited, because the database that can be reached does not know them: {len(unasked)} ({named})."
        )
    return "\n".join(lines), 1 if known else 2 if unasked else 0


def main() -> int:
    """Ask, and say what came of it."""
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    subprocess.run([*command, "-r", str(LOCK), "-f", "json", "-o", str(REPORT)], capture_output=True, check=False)
    said, answer = write_answer(json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else None)
    print(said)
    return answer


if __name__ == "__main__":
    sys.exit(main())
