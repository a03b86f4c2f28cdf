"""Checks every table and story of a folder, and gathers all faults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from geo.check import (
    alignments,
    circles,
    counted_ids,
    determined,
    exchanged,
    in_step,
    journeys,
    moved,
    references,
    subject,
    told_elsewhere,
)
from geo.check.blank_columns import explain_by_blanks, explain_reworded, explain_stories, list_blank
from geo.check.causes import MOST_ALONE, RULES, Blame, settle
from geo.check.consequences import LOST, follow
from geo.check.explained import explain, join_columns
from geo.check.parted import name_parted
from geo.check.positions import check_positions, read_countries
from geo.check.rewritten import join_rewritten
from geo.check.roots import Found, follow_roots
from geo.check.rules_lost import follow_rules
from geo.check.spoilt_ids import find_unlike, join_spoilt
from geo.check.stories import check_stories
from geo.check.transposed import find_transposed, is_better, put_back, without_cells
from geo.check.worded_ids import MADE_OF_WORDS, find_reworded, follow_reworded
from geo.errors import DataFolderError
from geo.messages import tell, tell_both
from geo.records.registry import MAY_BE_EMPTY, RECORDS, TABLES_ADDED_LATER
from geo.tables.csv_file import MOST_KEPT, Table, read_table
from geo.tables.fault import Fault
from geo.tables.file_bytes import find_file
from geo.tables.file_names import LOCKS, find_other, table_of
from geo.tables.folder_files import read_files, version_of
from geo.tables.schema import DICTIONARY, VOCABULARIES, read_dictionary, validate
from geo.tables.story_file import read_stories
from geo.tables.values import apply_faults, read_values
from geo.tables.word_hints import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.records.stories import Story
    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

# In this order: each check sees what the ones before have left.
CROSS_CHECKS = (
    references.check_targets,
    exchanged.check_exchanged,
    moved.check_groups,
    in_step.check_in_step,
    in_step.check_beside,
    in_step.check_recorded,
    in_step.check_chains,
    determined.check_settled,
    told_elsewhere.check_told,
    told_elsewhere.check_naming,
    told_elsewhere.check_disputed,
    told_elsewhere.check_directions_of_lengths,
    references.check_keys,
    counted_ids.check_counted,
    subject.check_sequences,
    references.check_references,
    references.check_capitals,
    references.check_sourced,
    references.check_halves,
    references.check_order_of_numbers,
    subject.check_crossings,
    subject.check_facing,
    subject.check_counterparts,
    subject.check_directions,
    subject.check_dwell_twice,
    subject.check_crosswalk,
    subject.check_visits,
    circles.check_circles,
    circles.check_scripts,
    subject.check_opening_hours,
    subject.check_precision,
    subject.check_line_ends,
    alignments.check_parts,
    alignments.check_swapped,
    alignments.check_ends,
    subject.check_parts_of_year,
    subject.check_series,
    journeys.check_modes,
    journeys.check_stretches,
    journeys.check_lengths,
    journeys.check_journeys,
    journeys.check_stops,
    journeys.check_ways,
    journeys.check_lines_of_legs,
    journeys.check_beelines,
)
FIRST = CROSS_CHECKS.index(subject.check_crossings)
OF_CONTENT = frozenset({references.check_keys, *CROSS_CHECKS[FIRST:]})
"""What takes a cell for what it says; the others compare columns, and pass over blanks."""
DATA_FOLDER = Path(__file__).parents[2] / "data"
LAST_ROW = 1 << 30
LINE = "line"
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
        if folder.exists():
            msg = f"{folder} is a file; name the folder that the tables stand in, and unpack an archive first"
        raise DataFolderError(msg)
    tables = {name: read_table(folder / f"{name}.csv") for name in RECORDS}
    checked = _check(folder, tables)
    for name, one, other in find_transposed(tables) if checked.faults else ():
        undone = _check(folder, {**tables, name: put_back(tables[name], one, other)})
        if is_better(checked.faults, undone.faults, tables[name].file):
            return _check(folder, {**tables, name: without_cells(tables[name], one, other)})
    return checked


def _check(folder: Path, tables: Mapping[str, Table]) -> Checked:
    """Check tables that are read."""
    older = _of_before(tables[DICTIONARY], folder)
    tables = {**tables, **{name: Table(f"{name}.csv") for name in older}}
    dictionary = _read_once(tables[DICTIONARY], tables[VOCABULARIES], older)
    faults = _strangers(folder)
    for name, table in tables.items():
        faults += _judge(table, name, dictionary)
    faults = follow_rules([*faults, *dictionary.faults], dictionary, tables[VOCABULARIES])
    values = {name: read_values(table, name, dictionary) for name, table in tables.items()}
    apply_faults(faults, values, dictionary)
    blame = Blame(faults, values)
    blank = [(name, one.column) for name, table in tables.items() for one in list_blank(table, name, dictionary)]
    faults += _cross_check(values, dictionary, folder, blame, blank)
    faults += blame.name(_without_rows(values, faults), ())
    told, unread = read_stories(folder)
    stories, unheld = check_stories(told, values, dictionary, blame, faults)
    unheld = explain_stories(unheld, values, dictionary, blank)
    check = lambda undone: check_stories(told, undone, dictionary, blame, faults)[1]  # noqa: E731 - said once
    if cause := moved.explain_stories(unheld, check, values, dictionary, faults):
        faults = [*_follow_column(faults, cause), *blame.name([cause], ())]
        apply_faults([cause], values, dictionary)
        faults += follow(values, dictionary, blame.roots)
        stories, unheld = check_stories(told, values, dictionary, blame, faults)
    faults += [*blame.name(unheld, ()), *unread]
    reworded = {fault.file: fault for fault in explain_reworded(find_reworded(values), values, dictionary, blank)}
    faults = [fault for fault in faults if fault.file not in reworded or fault.expected != MADE_OF_WORDS]
    faults = follow_reworded(faults, reworded, values)
    said = {fault.file for fault in faults}  # those of whose ids another table says that they were renamed
    unlike = [*reworded.values(), *find_unlike(values, dictionary)]
    faults += [fault for fault in unlike if fault.file not in said]
    return Checked(
        folder,
        MappingProxyType(tables),
        MappingProxyType(values),
        dictionary,
        stories,
        tuple(sorted(join_spoilt(join_rewritten(faults), values, dictionary), key=_position)),
        version_of(read_files(folder)),
    )


def _follow_column(faults: Sequence[Fault], cause: Fault) -> list[Fault]:
    """Make what is doubted of single cells of a column a consequence of its move."""
    doubts = (cause.file, cause.column, "")
    return [
        replace(one, cause=LOST + cause.file) if (one.file, one.column, one.cause) == doubts else one for one in faults
    ]


@lru_cache(maxsize=8)
def _read_once(dictionary: Table, vocabularies: Table, older: frozenset[str]) -> Dictionary:
    return read_dictionary(dictionary, vocabularies, older=older)


def _of_before(dictionary: Table, folder: Path) -> frozenset[str]:
    """List the tables that are missing because they are younger than a folder, whose dictionary does not know them."""
    known = {*dictionary.columns.get("table", TABLES_ADDED_LATER)}
    missing = {name for name in TABLES_ADDED_LATER if not find_file(folder / f"{name}.csv").exists()}
    return frozenset(missing - known)


@lru_cache(maxsize=MOST_KEPT)
def _judge(table: Table, name: str, dictionary: Dictionary) -> tuple[Fault, ...]:
    """Find what is wrong in a table by itself, once for each table that stays parsed."""
    return tuple(settle(table.faults, validate(table, name, dictionary), len(table.rows)))


class _Watched(dict[str, "Values"]):
    """The tables, with the names of those that a check looked at."""

    def __init__(self, values: Mapping[str, Values]) -> None:
        super().__init__(values)
        self.seen: list[str] = []

    def __getitem__(self, name: str) -> Values:
        self.seen.append(name)
        return super().__getitem__(name)


def _cross_check(
    values: Mapping[str, Values],
    dictionary: Dictionary,
    folder: Path,
    blame: Blame,
    blank: Sequence[tuple[str, str]] = (),
) -> list[Fault]:
    """Run the checks between cells, rows and tables, each on what the earlier ones left."""
    faults: list[Fault] = []
    every: list[Found] = []
    countries = read_countries(folder / COUNTRIES) or read_countries(DATA_FOLDER / COUNTRIES)
    if not countries:
        hint = tell("It is missing or cannot be read, so no position is held against its country.")
        faults.append(Fault(COUNTRIES.as_posix(), None, "", "", hint=hint, severity="warning"))
    placed = partial(check_positions, countries=countries)
    concerns = partial(references.check_concerns, guess=blame.guess)
    for check in (*CROSS_CHECKS[:FIRST], concerns, placed, *CROSS_CHECKS[FIRST:]):
        watched = _Watched(values)
        told = list(check(watched, dictionary))
        read = {values[name].file for name in (*watched.seen, *RULES)} - {fault.file for fault in told}
        if not blame.is_thinned(read):
            told = name_parted(check, explain(check, told, values, dictionary, watched.seen), values)
            told = explain_by_blanks(check, told, values, dictionary, blank) if check in OF_CONTENT else told
        found = join_columns(blame.name(told, watched.seen), values)
        apply_faults(found, values, dictionary)
        every.append(Found(found, frozenset(values[name].file for name in watched.seen)))
    told, wrong = follow_roots(every, blame.roots)
    for file in wrong:
        blame.roots.setdefault(file, file)
        blame.broken.add(file)
    return [*faults, *told, *follow(values, dictionary, blame.roots)]


def _strangers(folder: Path) -> list[Fault]:
    """Report files that are named after a table, and CSV files that belong to none."""
    read = {find_file(folder / f"{name}.csv") for name in RECORDS}
    pointed_to = {find_other(path) for path in read if not path.exists()}  # reported where the table is missing
    told = []
    for path in sorted(folder.glob("*")):
        if path in read | pointed_to or path.name.startswith(LOCKS) or not path.is_file():
            continue
        if name := table_of(path.name):
            hint = tell("It is not read: it looks like a copy of {file}.", file=f"{name}.csv")
            told.append(Fault(path.name, None, "", "", hint=hint, severity="warning"))
        elif path.suffix.lower() == ".csv":
            unknown = tell_both(tell("No table has this name; it is not read."), nearest(path.stem, RECORDS))
            told.append(Fault(path.name, None, "", "", hint=unknown, severity="warning"))
    return told


def _without_rows(values: Mapping[str, Values], faults: Sequence[Fault]) -> list[Fault]:
    """Say of the few tables that have a header and no rows; many are a register that is only begun."""
    said = {fault.file for fault in faults} | {f"{name}.csv" for name in MAY_BE_EMPTY}
    hint = tell("The table has no rows.")
    if not any(geometry == LINE for _, geometry in values["etir_routes"].select("geometry")):
        said.add(values["etir_legs"].file)  # only routes that are drawn as lines have legs
    empty = [table for table in values.values() if not table.rows and not table.unread and table.file not in said]
    if len(empty) > MOST_ALONE:
        return []
    return [
        Fault(table.file, None, "", "", hint=hint, severity="warning", cause=f"missing {table.file}") for table in empty
    ]


def _position(fault: Fault) -> tuple[bool, int, int]:
    """Sort causes before what follows from them, then by table, then by row."""
    names = list(RECORDS)
    name = fault.file.removesuffix(".csv")
    row = LAST_ROW if fault.cause.startswith("missing ") else fault.row or 0  # what a table says itself comes first
    return fault.cause.startswith(LOST), names.index(name) if name in names else len(names), row
