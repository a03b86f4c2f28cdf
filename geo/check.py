"""Check the tables of a folder and tell all faults at once: ``python -m geo.check [folder]``."""

from __future__ import annotations

import argparse
import hashlib
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from geo import crosschecks, journeychecks, subjectchecks
from geo.consequences import follow
from geo.errors import DataFolderError
from geo.messages import tell, tell_both
from geo.positions import check_positions, read_countries
from geo.records.registry import RECORDS
from geo.storychecks import check_stories
from geo.tables.cells import nearest
from geo.tables.csv_file import read_table
from geo.tables.fault import Fault
from geo.tables.schema import DICTIONARY, VOCABULARIES, read_dictionary, validate
from geo.tables.story_file import STORY_FOLDER, read_stories
from geo.tables.values import apply_faults, read_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.records.stories import Story
    from geo.tables.csv_file import Table
    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

# In this order: each check sees what the ones before have left.
CROSS_CHECKS = (
    crosschecks.check_targets,
    crosschecks.check_keys,
    crosschecks.check_references,
    crosschecks.check_sourced,
    crosschecks.check_halves,
    crosschecks.check_order_of_numbers,
    crosschecks.check_concerns,
    subjectchecks.check_crossings,
    subjectchecks.check_facing,
    subjectchecks.check_counterparts,
    subjectchecks.check_directions,
    subjectchecks.check_dwell_twice,
    subjectchecks.check_visits,
    subjectchecks.check_opening_hours,
    subjectchecks.check_precision,
    subjectchecks.check_sequences,
    subjectchecks.check_line_ends,
    subjectchecks.check_parts_of_year,
    journeychecks.check_stretches,
    journeychecks.check_lengths,
    journeychecks.check_journeys,
    journeychecks.check_stops,
)
DATA_FOLDER = Path(__file__).parent.parent / "data"
COUNTRIES = Path("basemap") / "countries.json"


@dataclass(frozen=True, slots=True)
class Checked:
    """The tables of a folder, with everything that is wrong with them.

    Attributes
    ----------
    folder
        Where they were read.
    tables
        As text, by name.
    values
        As values, by name; what is faulty is blank or marked as left out.
    dictionary
        What was wanted.
    stories
        Of the walkthrough, without what points to nothing.
    faults
        In the order of tables, then rows.
    version
        Changes whenever a byte of a table does.
    """

    folder: Path
    tables: Mapping[str, Table]
    values: Mapping[str, Values]
    dictionary: Dictionary
    stories: tuple[Story, ...]
    faults: tuple[Fault, ...]
    version: str


def check_folder(folder: Path) -> Checked:
    """Read and check every table of a folder.

    Parameters
    ----------
    folder
        Where the tables are.

    Returns
    -------
    checked
        Tables, values and faults.

    Raises
    ------
    DataFolderError
        When there is no such folder.
    """
    if not folder.is_dir():
        msg = f"there is no folder {folder}"
        raise DataFolderError(msg)
    tables = {name: read_table(folder / f"{name}.csv") for name in RECORDS}
    dictionary = read_dictionary(tables[DICTIONARY], tables[VOCABULARIES])
    faults = [*dictionary.faults, *_strangers(folder)]
    for name, table in tables.items():
        faults += table.faults
        faults += validate(table, name, dictionary)
    values = {name: read_values(table, name, dictionary) for name, table in tables.items()}
    apply_faults(faults, values, dictionary)
    faults += _cross_check(values, dictionary, folder)
    told, unread = read_stories(folder)
    stories, unheld = check_stories(told, values, dictionary)
    faults += [*unread, *unheld]
    return Checked(
        folder,
        MappingProxyType(tables),
        MappingProxyType(values),
        dictionary,
        stories,
        tuple(sorted(faults, key=_position)),
        _version(folder),
    )


def _cross_check(values: Mapping[str, Values], dictionary: Dictionary, folder: Path) -> list[Fault]:
    """Run the checks between cells, rows and tables, each on what the earlier ones left."""
    faults: list[Fault] = []
    for check in CROSS_CHECKS:
        found = list(check(values, dictionary))
        apply_faults(found, values, dictionary)
        faults += found
    countries = read_countries(folder / COUNTRIES) or read_countries(DATA_FOLDER / COUNTRIES)
    if not countries:
        hint = tell("It is missing or cannot be read, so no position is held against its country.")
        faults.append(Fault(COUNTRIES.as_posix(), None, "", "", hint=hint, severity="warning"))
    found = list(check_positions(values, dictionary, countries))
    apply_faults(found, values, dictionary)
    return faults + found + follow(values, dictionary)


def _strangers(folder: Path) -> list[Fault]:
    """Tell of CSV files that no table belongs to."""
    return [
        Fault(
            path.name,
            None,
            "",
            "",
            hint=tell_both(tell("No table has this name; it is not read."), nearest(path.stem, RECORDS)),
            severity="warning",
        )
        for path in sorted(folder.glob("*.csv"))
        if path.stem not in RECORDS
    ]


def _position(fault: Fault) -> tuple[int, int]:
    """Sort by table, then by row."""
    names = list(RECORDS)
    name = fault.file.removesuffix(".csv")
    return names.index(name) if name in names else len(names), fault.row or 0


def _version(folder: Path) -> str:
    """Digest the bytes of all tables and stories."""
    digest = hashlib.sha256()
    for name in RECORDS:
        digest.update(name.encode())
        with suppress(OSError):
            digest.update((folder / f"{name}.csv").read_bytes())
    for path in sorted((folder / STORY_FOLDER).glob("*.toml")):
        with suppress(OSError):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


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
        One line per fault, then a sum; or one line that says there is none.
    """
    counted = ""
    if tables is not None:
        rows = sum(len(table.frame) for table in tables.values())
        counted = f" in {len(tables)} tables, {rows:,} rows"
    if not faults:
        return f"No faults{counted}."
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = len(faults) - errors
    lines = [f"{fault} (warning)" if fault.severity == "warning" else f"{fault} {fault.outcome}" for fault in faults]
    return "\n".join([*map(str.rstrip, lines), f"{_count(errors, 'fault')}, {_count(warnings, 'warning')}{counted}."])


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
    return int(any(fault.severity == "error" for fault in checked.faults))


if __name__ == "__main__":
    sys.exit(main())
