"""Columns of ids that were rewritten as a whole: whether it is those that name, or those that are named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.check.causes import name_cause
from geo.check.consequences import LOST
from geo.messages import tell
from geo.tables.fault import HEADER_ROW, Fault
from geo.tables.schema import DICTIONARY
from geo.tables.values import references

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

    Key = tuple[str, str]

SPOILT: Final = "ids "
"""How the cause begins of ids that one table names, and of which hardly any stand where they should."""
FEWEST: Final = 2
"""Different ids that hardly any of a column can be said of."""
NEARLY_ALL: Final = 0.8
MOST: Final = 0.5
"""Share of the different ids of a column above which the column is wrong, not its cells."""
MOST_OF_ROWS: Final = 0.1
MOST_ALONE: Final = 3
"""Cells of one column that may be wrong by themselves."""
MOST_SHARED: Final = 0.2
"""Share of the missing ids that other columns may miss as well; of more, it is the table that has lost them."""
MOST_OTHER: Final = 1
"""Other ids that the same table may lack; of more, it has lost rows."""
SHORTEST_WORD: Final = 3
MISSING: Final = "missing "
CAPITALS: Final = "capitals"
DIGITS: Final = "0123456789"
_SAMPLE: Final = re.compile(r"(?P<letters>[A-Z]{1,3})[0-9]{1,4}\b")
_COUNTED: Final = re.compile(r"(?P<letters>[A-Z]{1,3})[0-9]{1,6}[a-z]?")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_ODD: Final = re.compile(r"[^A-Za-z0-9-]|^-|-$")


def find_spoilt(values: Mapping[str, Values], dictionary: Dictionary) -> frozenset[Key]:
    """Find the columns that name hardly any id of the table they point to, where that table is in order.

    Parameters
    ----------
    values, dictionary
        The tables, and what their columns are.

    Returns
    -------
    columns
        Table and heading of each.
    """
    wrong: dict[Key, list[tuple[str, str, set[str]]]] = defaultdict(list)
    right: dict[Key, set[str]] = defaultdict(set)
    lost: dict[Key, Counter[str]] = defaultdict(Counter)
    for table, column, other, heading in references(values, dictionary):
        known = set(other.columns[heading]) - {""}
        cells = set(table.columns[column.column])
        named = ({one for cell in cells for one in cell} if column.list else cells) - {""}
        missing = named - known
        if not known or not named or other.left_out:
            continue  # of a table that has lost rows, these are what is missing
        lost[other.name, heading].update(missing)
        filled = sum(map(bool, table.columns[column.column]))
        if len(missing) > MOST * len(named) and (len(missing) >= FEWEST or filled >= FEWEST):
            wrong[other.name, heading].append((table.name, column.column, missing))
        elif named & known and table is not other:
            right[other.name, heading].add(table.name)
    spoilt: set[Key] = set()
    for (name, heading), found in wrong.items():
        naming = {own for own, *_ in found} - {name}
        for own, heading_of, missing in found:
            shared = sum(lost[name, heading][one] > 1 for one in missing)
            if shared > MOST_SHARED * len(missing) or len(lost[name, heading]) > len(missing) + MOST_OTHER:
                continue
            if right[name, heading] - {own} or (len(naming) == 1 and _fit_better(values, (name, heading), missing)):
                spoilt.add((own, heading_of))
    return frozenset(spoilt)


def _fit_better(values: Mapping[str, Values], key: Key, missing: Collection[str]) -> bool:
    """Ask whether the ids of a table look more like those it should have than others that only one table names."""
    table = values[key[0]]
    there = set(table.columns[key[1]]) - {""}
    letters = {one.rstrip(DIGITS) for one in _samples_of(values, key)}
    scores = [_rate(ids, table, key[1], letters) for ids in (there, set(missing))]
    return scores[0] > scores[1]


def _rate(ids: Collection[str], table: Values, heading: str, letters: Collection[str]) -> tuple[float, float]:
    """Rate ids by the form that the dictionary names, else by the words they share with other cells of their table."""
    plain = sum(not _ODD.search(one) for one in ids) / len(ids)
    if letters:
        return plain, sum(_is_counted(one, letters) for one in ids) / len(ids)
    others = {str(cell) for name, cells in table.columns.items() if name != heading for cell in cells}
    words = {word for cell in others for word in _WORDS.findall(cell)}
    words |= {word[0].lower() + word[1:] for word in words}
    parts = [word for one in ids for word in _WORDS.findall(one) if len(word) >= SHORTEST_WORD]
    return plain, sum(part in words for part in parts) / max(1, len(parts))


def _is_counted(one: str, letters: Collection[str]) -> bool:
    found = _COUNTED.fullmatch(one)
    return found is not None and found["letters"] in letters


def _samples_of(values: Mapping[str, Values], key: Key) -> list[str]:
    """List the ids that the dictionary names for a table: "D001 and so on"."""
    rows = values[DICTIONARY].select("table", "column", "meaning")
    meaning = next((text for _, name, heading, text in rows if (name, heading) == key), "")
    return [found[0] for found in _SAMPLE.finditer(meaning)] if _SAMPLE.match(meaning) else []


def find_unlike(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Say at a table that hardly any of its ids has the form that the dictionary names for them."""
    for table in values.values():
        keys = [one for one in dictionary.columns[table.name] if one.key]
        if [(one.type, one.refers_to) for one in keys] != [("id", "")]:
            continue
        heading = keys[0].column
        ids = [(row, one) for row, one in table.select(heading) if one]
        samples = _samples_of(values, (table.name, heading)) if len(ids) >= FEWEST else []
        letters = {one.rstrip(DIGITS) for one in samples}
        odd = [(row, one) for row, one in ids if not _is_counted(one, letters)] if letters else []
        if len(odd) >= max(FEWEST, NEARLY_ALL * len(ids)):
            row, one = odd[0]
            hint = tell("{n} ids of the column have another form: it was rewritten.", n=len(odd))
            expected = tell("an id such as {sample}", sample=samples[0])
            yield Fault(table.file, row, heading, one, expected, hint, cause=f"missing {table.file}")


def join_spoilt(faults: Sequence[Fault], values: Mapping[str, Values], dictionary: Dictionary) -> list[Fault]:
    """Make one cause of all that is wrong with many cells of one column of ids, whatever words it has.

    Parameters
    ----------
    faults
        All of the tables.
    values, dictionary
        The tables, and what their columns are.

    Returns
    -------
    faults
        Where a column of ids is wrong in many rows, a move that was seen in what is left of it follows from that.
    """
    headings = {
        (table.file, one.column)
        for name, table in values.items()
        for one in dictionary.columns[name]
        if one.type == "id"
    }
    rows: dict[Key, set[int | None]] = defaultdict(set)
    causes: dict[Key, set[Hashable]] = defaultdict(set)
    for fault in faults:
        key = fault.file, fault.column.partition(",")[0]
        if key in headings and not fault.cause.startswith(LOST):
            causes[key].add(name_cause(fault))
            rows[key] |= {fault.row} - {None, HEADER_ROW}
    length = {table.file: len(table.rows) for table in values.values()}
    many = {
        key for key, found in rows.items()
        if len(causes[key]) > 1 and len(found) > max(MOST_ALONE, MOST_OF_ROWS * length[key[0]])
    }  # fmt: skip
    joined = [_join(fault, (fault.file, fault.column.partition(",")[0]), many) for fault in faults]
    return _follow_missing(joined, values, dictionary)


def _follow_missing(faults: Sequence[Fault], values: Mapping[str, Values], dictionary: Dictionary) -> list[Fault]:
    """Make ids that are named and stand nowhere follow from the table whose ids are lost."""
    lost = {fault.cause.removeprefix(MISSING) for fault in faults if fault.cause.startswith(MISSING)}
    letters = {}
    for name, table in values.items() if lost else ():
        heading = next((one.column for one in dictionary.columns[name] if one.key), "")
        if table.file in lost:
            letters[table.file] = {one.rstrip(DIGITS) for one in _samples_of(values, (name, heading))}
    return [
        replace(fault, cause=LOST + file) if (file := _find_lost(fault, letters)) else fault for fault in faults
    ]  # fmt: skip


def _find_lost(fault: Fault, letters: Mapping[str, Collection[str]]) -> str:
    """Find the table that has lost the id that a fault names; blank for none."""
    target, _, wanted = fault.cause.partition(" ")
    if target in letters and target != fault.file:
        return target
    if target == CAPITALS and wanted in letters and wanted != fault.file:
        return wanted
    begun = wanted.partition("/")[0].rstrip(DIGITS)
    return next((file for file, known in letters.items() if begun in known), "") if target == "id" else ""


def _join(fault: Fault, key: Key, many: Collection[Key]) -> Fault:
    if fault.cause.startswith(LOST):
        return fault
    if key in many:
        cause = LOST + fault.file if fault.row == HEADER_ROW else f"{SPOILT}{key[1]} {fault.file}"
        return replace(fault, cause=cause)
    own = [heading for file, heading in many if file == fault.file]
    gap = fault.cause == f"missing {fault.file}"
    return replace(fault, cause=f"{SPOILT}{own[0]} {fault.file}") if own and gap else fault
