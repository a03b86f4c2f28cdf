"""Checks the tables of a folder and writes all faults at once: ``python -m geo.check [folder]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.check.folder import DATA_FOLDER, check_folder
from geo.check.passages import find_unquoted
from geo.check.report import write_lines
from geo.console import run_command
from geo.errors import DataFolderError
from geo.messages import write_english

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.tables.csv_file import Table
    from geo.tables.fault import Fault


def format_report(faults: Sequence[Fault], tables: Mapping[str, Table] | None = None) -> str:
    """Write all faults as one text.

    Parameters
    ----------
    faults
        Any number of them.
    tables
        The tables that were read, to be counted.

    Returns
    -------
    report
        One line per fault, then a sum; or one line that says there are no faults.
    """
    counted = ""
    if tables is not None:
        rows = sum(len(table.rows) for table in tables.values())
        counted = f" in {len(tables)} tables, {rows:,} rows"
    if not faults:
        return f"No faults{counted}."
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = len(faults) - errors
    lines = [
        f"{line.text} (warning)" if line.severity == "warning" else str(line)
        for line in write_lines(faults, write_english)
    ]
    return "\n".join([*lines, f"{_count(errors, 'fault')}, {_count(warnings, 'warning')}{counted}."])


def _count(number: int, noun: str) -> str:
    """Count in words: no fault, 1 fault, 2 faults."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a folder from the command line.

    Parameters
    ----------
    arguments
        Of the command; those of the process when None.

    Returns
    -------
    status
        0 without errors, 1 with errors, 2 when there is no such folder.
    """
    parser = argparse.ArgumentParser(prog="python -m geo.check", description="Check the tables and tell every fault.")
    parser.add_argument("folder", nargs="?", type=Path, default=DATA_FOLDER, help="where the tables are")
    folder: Path = parser.parse_args(arguments).folder
    try:
        checked = check_folder(folder)
    except DataFolderError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(format_report(checked.faults, checked.tables) + "\n")
    if unquoted := find_unquoted({name: table.columns for name, table in checked.tables.items()}):
        sys.stdout.write(f"{unquoted} (warning)\n")
    return int(any(fault.severity == "error" for fault in checked.faults))


if __name__ == "__main__":
    sys.exit(run_command(main))
