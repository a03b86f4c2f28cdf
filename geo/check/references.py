"""What must hold between cells, rows and tables, whatever they are about.

Every check tries to falsify one rule and yields a fault for each row that breaks it. Rows that are
already left out are not looked at again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.check.causes import name_filler, name_habit
from geo.check.known_ids import shape_of
from geo.check.spoilt_ids import SPOILT, find_spoilt
from geo.messages import tell
from geo.records.dictionary import NUMBER_TYPES
from geo.tables.cells import plain
from geo.tables.fault import Fault
from geo.tables.hints import hint_blank, hint_spoilt, undress
from geo.tables.values import names_others, references
from geo.tables.word_hints import hint_several, nearest, nearest_id

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from geo.records.dictionary import Column
    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

FILLED = "filled "
TWICE = tell("a value of its own")
CAPITALS = tell("an id in the capitals of the others of its column")
FEWEST_IDS = 8  # of fewer it cannot be said in which capitals the ids of a table are
MOST_ODD = 0.1  # share of the ids of a table that may be in other capitals by mistake
MOST_TURNED = 3  # ids that may be named in other capitals than they have by mistake
MOST_HINTS = 50  # of one column: each is held against all ids, and a report shows the first few
ORDERED_NUMBERS = (
    ("speeds", "swd_kmh", "swod_kmh", tell("The speed with delay cannot be higher than the speed without.")),
    ("volumes", "value", "value_max", tell("The end of a range cannot be below its start.")),
    ("stretches", "hours_min", "hours", tell("A single value lies in its range.")),
    ("stretches", "hours", "hours_max", tell("A single value lies in its range.")),
    ("comparisons", "hours_min", "hours_max", tell("The end of a range cannot be below its start.")),
    ("published_times", "value_min", "value_max", tell("The end of a range cannot be below its start.")),
)


def check_keys(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse two rows with one key; the first of them is kept."""
    for table in values.values():
        key = [column.column for column in dictionary.columns[table.name] if column.key]
        if not key or table.name in dictionary.partly:
            continue
        if _differ(table, key):
            continue
        first: dict[tuple[Any, ...], int] = {}
        folded: dict[str, int] = {}
        for row, *cells in table.select(*key):
            if len(key) == 1 and folded.setdefault(str(cells[0]).casefold(), row) != row and tuple(cells) not in first:
                hint = tell("Row {row} has the same in other capitals.", row=folded[str(cells[0]).casefold()])
                yield Fault(table.file, row, key[0], str(cells[0]), TWICE, hint, "warning")
            if first.setdefault(tuple(cells), row) != row:
                told = "; ".join(str(cell) for cell in cells)
                hint = tell("Row {row} has the same.", row=first[tuple(cells)])
                yield Fault(table.file, row, ", ".join(key), told, TWICE, hint, effect="row")


def check_capitals(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Doubt an id in other capitals than nearly all others of its column, which no table need name for that."""
    for table in values.values():
        keys = [one for one in dictionary.columns[table.name] if one.key]
        if [(one.type, one.refers_to) for one in keys] != [("id", "")]:
            continue
        heading = keys[0].column
        ids = [(row, one) for row, one in table.select(heading) if one.lower() != one.upper()]
        shapes = {shape_of(one) for _, one in ids}
        for turn in (str.lower, str.upper) if len(ids) >= FEWEST_IDS else ():
            odd = [(row, one) for row, one in ids if turn(one) != one and _is_in_form(turn, one, shapes)]
            for row, one in odd if len(odd) <= MOST_ODD * len(ids) else ():
                hint = tell("Capitals count here; write {text}.", text=turn(one))
                cause = f"capitals {table.file}"
                yield Fault(table.file, row, heading, one, CAPITALS, hint, "warning", cause=cause)


def _is_in_form(turn: Callable[[str], str], one: str, shapes: Collection[str]) -> bool:
    """Ask whether an id would be like others in their capitals: a number with an ending in small letters is not.

    Notes
    -----
    Ids in small letters are words, and of any length.
    """
    return turn is str.lower or shape_of(turn(one)) in shapes


def _differ(table: Values, key: Sequence[str]) -> bool:
    """Ask whether the keys of all rows differ, also without regard to capitals where they are single cells."""
    every = [cells for _, *cells in table.select(*key)]
    if len(key) == 1:
        return len({str(cell).casefold() for (cell,) in every}) == len(every)
    return len(set(map(tuple, every))) == len(every)


def check_references(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that every id stands in the table it points to, in whatever state that row is.

    A table without any id is a fault of its own; rows that point to it are left out later.
    """
    empty: set[str] = set()
    spoilt = {key: f"{SPOILT}{key[1]} {key[0]}.csv" for key in find_spoilt(values, dictionary)}
    for table, column, other, heading in references(values, dictionary):
        known = set(other.columns[heading]) - {""}
        if not known:
            if not other.rows and not other.unread and other.name not in empty and any(table.columns[column.column]):
                empty.add(other.name)
                told = tell("The table has no rows, and other tables point to it.")
                yield Fault(other.file, None, "", "", hint=told, effect="table")
            continue
        expected = tell("an id that stands in {file}, column {column}", file=other.file, column=heading)
        effect = dictionary.effect(column)
        hints: dict[str, str] = {}
        if not names_others(table, column, known):
            continue
        for row, cell in table.select(column.column):
            for entry in cell if column.list else (cell,):
                if entry and entry not in known:
                    if entry not in hints:
                        hints[entry] = _advise(entry, known, column, look=len(hints) < MOST_HINTS)
                    hint = hints[entry]
                    cause = _name_cause(entry, hint, table.file, other.file)
                    cause = spoilt.get((table.name, column.column), cause)
                    if cause.startswith(FILLED) and table.columns[column.column].count(cell) == 1:
                        cause = f"{other.file} {entry}"  # numbers that go on are no sign that cells are filled with
                    yield Fault(table.file, row, column.column, entry, expected, hint, effect=effect, cause=cause)


def _name_cause(entry: str, hint: str, file: str, target: str) -> str:
    """Name what an id that stands nowhere comes from: a habit, a sign that cells are filled with, or a lost row."""
    if len(entry) == 1 and not hint:
        return name_filler(entry, file)
    return name_habit(hint, file) or f"{target} {entry}"


def _advise(entry: str, known: Collection[str], column: Column, *, look: bool) -> str:
    """Say what may help with an id that stands nowhere: signs around it, several in one, else the nearest."""
    blank = "" if column.required or column.key else hint_blank(entry)
    sure = blank or undress(entry, known.__contains__) or hint_spoilt(entry, known.__contains__)
    several = sure or hint_several(entry, known.__contains__, listed=column.list)
    return several or (nearest_id(entry, known) if look else "")


def check_sourced(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a number that has no source."""
    for table in values.values():
        columns = dictionary.columns[table.name]
        numbers = [column.column for column in columns if column.type in NUMBER_TYPES and not column.key]
        if not numbers or table.name == "sources" or all(table.columns.get("source_id", ())):
            continue
        for row, source, *cells in table.select("source_id", *numbers):
            bare = [heading for heading, cell in zip(numbers, cells, strict=True) if cell is not None]
            if bare and not source:
                hint = tell("The row has numbers ({columns}).", columns=", ".join(bare))
                yield Fault(table.file, row, "source_id", "", tell("a source for every number"), hint, effect="row")


def check_halves(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a latitude without its longitude, and the other way round."""
    for table in values.values():
        if not {"lat", "lon"} <= table.columns.keys():
            continue
        every = list(table.select("lat", "lon"))
        gone = {"lat": all(lat is None for _, lat, _ in every), "lon": all(lon is None for *_, lon in every)}
        for row, lat, lon in every:
            if (lat is None) != (lon is None):
                missing = "lat" if lat is None else "lon"
                cause = f"header {table.file}" if gone[missing] else ""  # the whole column is missing
                wanted = tell("both lat and lon, or neither")
                yield Fault(table.file, row, missing, "", wanted, effect="cell", cause=cause)


def check_order_of_numbers(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that the smaller of two numbers is the smaller: SWD and SWOD, the ends of a range."""
    for name, low, high, why in ORDERED_NUMBERS:
        if name not in values or not {low, high} <= values[name].columns.keys():
            continue
        for row, lower, upper in values[name].select(low, high):
            if lower is not None and upper is not None and lower > upper:
                yield Fault(
                    values[name].file,
                    row,
                    low,
                    plain(lower),
                    tell("at most {column} ({high})", column=high, high=plain(upper)),
                    why,
                    effect="row",
                    cause=name_filler("0", values[name].file) if not upper else "",
                )


def check_targets(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that the dictionary points to vocabularies and columns that there are."""
    table = values["dictionary"]
    for row, kind, target in table.select("type", "refers_to"):
        other, _, heading = target.partition(".")
        if kind == "term" and dictionary.vocabularies and target not in dictionary.vocabularies:
            hint = nearest(target, dictionary.vocabularies)
            yield Fault(table.file, row, "refers_to", target, tell("a vocabulary of vocabularies.csv"), hint)
        elif kind == "id" and target and heading not in {c.column for c in dictionary.columns.get(other, ())}:
            yield Fault(table.file, row, "refers_to", target, tell("a column of a table, such as places.place_id"))


def check_concerns(
    values: Mapping[str, Values], dictionary: Dictionary, guess: Callable[[str], str] = lambda _entry: ""
) -> Iterator[Fault]:
    """Ask that the rows a disagreement concerns stand in some table; not while a table cannot be read.

    Parameters
    ----------
    values, dictionary
        The tables, and what their columns are.
    guess
        Id → the file in which it should stand; blank when no table names it.
    """
    known: set[Any] = set()
    for table in [values[name] for name in values]:
        if table.unread:
            return
        keys = [column.column for column in dictionary.columns[table.name] if column.key and column.type == "id"]
        keys = keys or list(table.columns)[:1]  # those of rows that the dictionary has lost
        known.update(cell for key in keys for cell in table.columns[key])
    table = values["disagreements"]
    lost = {entry for _, concerns in table.select("concerns") for entry in concerns if known and entry not in known}
    folded = {str(one).casefold() for one in known} if lost else set()
    turned = {entry for entry in lost if entry.casefold() in folded}
    few = turned if len(turned) <= MOST_TURNED else set()  # of more, all ids of a table are in other capitals
    for row, concerns in table.select("concerns"):
        for entry in concerns:
            if known and entry not in known:
                file = guess(entry)
                cause = f"{file} {entry}" if file else ""
                if file and entry in few:
                    cause = f"capitals {file}"
                expected = tell("an id of {files}", files=file) if file else tell("the id of a row in some table")
                yield Fault(table.file, row, "concerns", entry, expected, effect="entry", cause=cause)
