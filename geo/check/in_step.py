"""Columns that say the same thing in other words: when one is moved or sorted by itself, they part company."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from geo.check.renamed import check_renamed
from geo.messages import Message, tell
from geo.tables.cells import plain
from geo.tables.exchanged import DOWN, SORTED, TURNED, tell_exchanged
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.records.dictionary import Column
    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

PAIRS: Final[tuple[tuple[str, str, str], ...]] = (
    ("sources", "source_id", "url"),
    ("sources", "source_id", "title"),
    ("sources", "title", "url"),
    ("places", "place_id", "name"),
    ("sites", "site_id", "short_name"),
    ("sites", "site_id", "founding_name"),
    ("crossings", "crossing_id", "name"),
    ("crossings", "crossing_id", "post_a"),
    ("crossings", "crossing_id", "post_b"),
    ("crossings", "name", "post_a"),
    ("crossings", "name", "post_b"),
    ("lines", "from_place", "name"),
    ("lines", "to_place", "name"),
    ("waypoints", "place_id", "name"),
    ("legs", "leg_id", "seq"),
    ("legs", "leg_id", "corridor"),
    ("legs", "mode", "mode_as_published"),
    ("dwell", "place_id", "post_as_printed"),
    ("volumes", "entity", "place_id"),
    ("volumes", "metric", "series_id"),
    ("volumes", "year", "covers"),
    ("volumes", "change_reported", "change_percent"),
    ("published_times", "value_min", "value_max"),
    ("published_times", "year", "published"),
    ("journeys", "journey_id", "name"),
    ("journeys", "journey_id", "from_place"),
    ("journeys", "journey_id", "to_place"),
    ("stretches", "stretch_id", "from_place"),
    ("stretches", "stretch_id", "to_place"),
    ("journey_stops", "stop_id", "name"),
    ("journey_stops", "stop_id", "place_id"),
    ("journey_stops", "place_id", "name"),
    ("journey_stops", "post_id", "name"),
    ("events", "place_id", "place"),
    ("events", "country", "countries"),
    ("visits", "site_id", "place_as_written"),
    ("findings", "place_id", "place_as_written"),
    ("site_facts", "statement", "as_of"),
    ("readiness", "status_detail", "event_date"),
    ("members", "member_id", "country"),
    ("vocabularies", "term", "label"),
    ("vocabularies", "label", "meaning"),
    ("dictionary", "column", "refers_to"),
)
"""Table and two of its columns of which most rows have a word or a number in common."""
BESIDE: Final = (
    ("events", "visit_id", "place_id", "visits", "site_id"),
    ("stretches", "line_ids", "mode", "lines", "mode"),
)
"""Table, its column of ids and a cell; the table pointed to, and the column there that says the same."""
CHAINS: Final = (("legs", "corridor", "seq", "from_place", "to_place"),)
"""Table, its group and number, and where each row begins and ends: the next one begins there, mostly."""
FEWEST_ROWS: Final = 6
FEWEST_GAINED: Final = 4
"""Rows that must agree again once a column is moved back: fewer may be names that have a word in common."""
FEWEST_TURNED: Final = 3
"""Ids of which can be said that they stand in order but for one."""
MOST_PARTED: Final = 3
"""Tables that say other than they were corrected to: rather the table of corrections has moved."""
MOST_IN_PLACE: Final = 0.45
LEAST_ELSEWHERE: Final = 0.75
MOST_SEARCHED: Final = 2_000
SHORTEST_WORD: Final = 3
_WORDS: Final = re.compile(r"[a-z0-9]+")
_SAME: Final = str.maketrans({"ı": "i", "ə": "e", "Ə": "e"})

RECORDED: Final = tell(
    "{n} of {all} cells that corrections.csv tells of say something else, and what they should say stands in other "
    "rows: the column has moved, or was sorted by itself."
)

MISNAMED: Final = tell(
    "{n} of {all} cells that it tells of say something else: a column of this table has moved, or was sorted by itself."
)


def check_in_step(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Say that the ids of a table were renamed, and refuse one in which a column has parted from the others.

    Notes
    -----
    Renamed ids have words of their own, which would part from those beside them.
    """
    renamed = list(check_renamed(values, dictionary))
    yield from renamed
    files = {fault.file for fault in renamed}
    yield from (fault for fault in _find_parted(values, dictionary) if fault.file not in files)


def _find_parted(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a table one column of which was moved or sorted while the rest stayed.

    Notes
    -----
    Judged only where two columns have words in common: an id and a name, a place and how it was printed. What has
    nothing to be held against, such as an hour, cannot be judged by this.
    """
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for name, one, other in PAIRS:
        table = values[name]
        rows = _pair(table, one, other)
        if words := _find_exchanged(table, (one, other), rows, dictionary) or _judge(rows, table.columns[other]):
            found[name].append((one, other, words))
        elif _are_filled_elsewhere(table, one, other, len(rows)):
            found[name].append((one, other, SORTED))
    for name, pairs in found.items():
        named = Counter(heading for one, other, _ in pairs for heading in (one, other))
        (one, other, words), most = pairs[0], max(named.values())
        columns = [heading for heading, count in named.items() if count == most]
        table = values[name]
        column = columns[0] if len(columns) == 1 else one
        if isinstance(words, Message) and words.values:
            column, hint = str(words.values["one"]), words
        else:
            hint = tell(words, one=one, other=other)
        yield Fault(table.file, HEADER_ROW, column, "", hint=hint, effect="table", cause=f"moved {table.file}")


def _pair(table: Values, one: str, other: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """List the words of two columns, row by row, where both have some."""
    return _pair_words(tuple((a, b) for _, a, b in table.select(one, other)))


@lru_cache(maxsize=128)
def _pair_words(cells: tuple[tuple[Any, Any], ...]) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Find the words of two columns once, as long as neither changes."""
    rows = ((words_of(a), words_of(b)) for a, b in cells)
    return tuple(row for row in rows if row[0] and row[1])


def _find_exchanged(
    table: Values,
    pair: tuple[str, str],
    rows: Sequence[tuple[frozenset[str], frozenset[str]]],
    dictionary: Dictionary,
) -> str:
    """Say that a column of a pair and one of its kind have changed places; blank where none fits better."""
    wrong = sum(one.isdisjoint(other) for one, other in rows)
    if wrong < FEWEST_GAINED:
        return ""
    columns = {one.column: one for one in dictionary.columns[table.name]}
    for kept, moved in (pair, pair[::-1]):
        for third in columns.values():
            both_alike = _are_paired(table.name, kept, third.column) or _are_alike(table.name, moved, third.column)
            if third.column in pair or both_alike or third.type == "text" or kind_of(third) != kind_of(columns[moved]):
                continue
            beside = _pair(table, kept, third.column)
            left = sum(one.isdisjoint(other) for one, other in beside)
            if len(beside) * 2 > len(rows) and wrong - left >= FEWEST_GAINED and left * 2 <= wrong:
                return tell_exchanged(moved, third.column)
    return ""


def _are_paired(name: str, one: str, other: str) -> bool:
    return bool({(name, one, other), (name, other, one)} & set(PAIRS))


def _are_alike(name: str, one: str, other: str) -> bool:
    """Ask whether two columns say the same as a third: either explains it."""
    thirds = {heading for of, *pair in PAIRS if of == name for heading in pair} - {one, other}
    return any(_are_paired(name, one, third) and _are_paired(name, other, third) for third in thirds)


def kind_of(column: Column) -> tuple[str, str, bool]:
    """Say what may stand in a column: the cells of two of one kind can change places unseen."""
    return column.type, column.refers_to, column.list


def check_chains(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a table of legs whose beginnings and ends have changed places: they lead on the other way round."""
    for name, group, number, start, end in CHAINS:
        table = values[name]
        legs = {(of, n): (a, b) for _, of, n, a, b in table.select(group, number, start, end) if n is not None}
        following = [(leg, legs[of, n + 1]) for (of, n), leg in legs.items() if (of, n + 1) in legs]
        onward = sum(one[1] == other[0] for one, other in following)
        backward = sum(one[0] == other[1] for one, other in following)
        if backward - onward >= FEWEST_GAINED:
            hint = tell_exchanged(start, end)
            yield Fault(table.file, HEADER_ROW, start, "", hint=hint, effect="table", cause=f"moved {table.file}")


def check_beside(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a table whose ids have moved by a row, judged by what other tables say beside them."""
    for name, key, heading, target, there in BESIDE:
        other = values[target]
        ids, cells = next(iter(other.columns.values())), other.columns[there]
        at = {one: place for place, one in enumerate(ids)}
        beside = values[name].select(key, heading)
        named = [(at[one], cell) for _, ids_here, cell in beside for one in _list(ids_here) if one in at and cell]
        wrong = sum(cells[place] != cell for place, cell in named)
        if wrong < FEWEST_GAINED:
            continue
        here = _count_moved(values[name], (key, heading), {one: cells[place] for one, place in at.items()})
        left, words = min(
            (sum(moved[place] != cell for place, cell in named), words)
            for words, moved in (
                (DOWN, [*cells[1:], cells[0]]), (DOWN, [cells[-1], *cells[:-1]]), (TURNED, cells[::-1]),
            )
        )  # fmt: skip
        if min(left, here) * 2 > wrong:
            continue
        file, column, apart = (other.file, next(iter(other.columns)), there)
        if here < left:
            file, column, apart, words = values[name].file, key, heading, DOWN
        hint = tell(words, one=column, other=apart)
        yield Fault(file, HEADER_ROW, column, "", hint=hint, effect="table", cause=f"moved {file}")


def _list(cell: str | tuple[str, ...]) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def _count_moved(table: Values, pair: tuple[str, str], says: Mapping[str, str]) -> int:
    """Count the rows that still contradict another table when the ids in this one are moved back by a row."""
    ids, cells = (table.columns[heading] for heading in pair)
    left = [
        sum(
            1
            for found, cell in zip(moved, cells, strict=True)
            for one in _list(found)
            if cell and one in says and says[one] != cell
        )
        for moved in ([*ids[1:], ids[0]], [ids[-1], *ids[:-1]])
    ]
    return min(left)


def check_recorded(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a column whose corrected cells are found in other rows than those that were corrected."""
    latest: dict[tuple[str, str, str], str] = {}
    for _, name, row, column, after in values["corrections"].select("table", "row_id", "column", "after"):
        latest[name, row, column] = after
    told: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for (name, row, column), after in latest.items():
        if name in values and after and column in values[name].columns:
            told[name, column].append((row, after))
    parted: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for (name, column), cells in told.items():
        if counted := _count_parted(values[name], column, cells, dictionary):
            parted[name].append((column, *counted))
    every = [_says(values[name], column, cells, dictionary) for (name, column), cells in told.items()]
    held = [cell == after for cells in every for cell, after in cells]
    if len(parted) >= MOST_PARTED or (len(parted) > 1 and sum(held) * 2 < len(held)):
        file, hint = values["corrections"].file, tell(MISNAMED, n=len(held) - sum(held), all=len(held))
        yield Fault(file, HEADER_ROW, "row_id", "", hint=hint, effect="table", cause=f"moved {file}")
        return
    for name, found in parted.items():
        key = _key_of(name, dictionary)
        turned = len(key) == 1 and are_turned(values[name].columns[key[0]])
        column = found[0][0] if len(found) == 1 and not turned else key[0]
        beside = _find_beside(values[name], found[0][0], told[name, found[0][0]], dictionary)
        numbers = {"n": sum(other for _, other, _ in found), "all": sum(held for *_, held in found)}
        words = tell_exchanged(found[0][0], beside) if beside else tell(RECORDED, **numbers)
        words = tell(DOWN, one=column, other=found[0][0]) if turned else words
        file = values[name].file
        yield Fault(file, HEADER_ROW, column, "", hint=words, effect="table", cause=f"moved {file}")


def are_turned(ids: Sequence[str]) -> bool:
    """Ask whether ids stand in order but for the last, which stands first, or the first, which stands last."""
    return (
        len(ids) >= FEWEST_TURNED
        and ids[0] > ids[-1]
        and any(
            all(one < other for one, other in pairwise(moved)) for moved in ([*ids[1:], ids[0]], [ids[-1], *ids[:-1]])
        )
    )


def _key_of(name: str, dictionary: Dictionary) -> list[str]:
    return [one.column for one in dictionary.columns[name] if one.key]


def _count_parted(
    table: Values, column: str, cells: Sequence[tuple[str, str]], dictionary: Dictionary
) -> tuple[int, int] | None:
    """Count the corrected cells that say what another row should, and all of them; None where they are few."""
    key = _key_of(table.name, dictionary)
    if column in key:
        return None
    held = _says(table, column, cells, dictionary)
    other = [after for cell, after in held if cell != after]
    few = len(other) < max(2, len(held) * MOST_IN_PLACE) or len({after for _, after in held}) == 1
    if few:
        return None
    elsewhere = set(other) <= {_plain(cell) for _, cell in table.select(column)}
    return (len(other), len(held)) if elsewhere or _find_beside(table, column, cells, dictionary) else None


def _says(
    table: Values, column: str, cells: Sequence[tuple[str, str]], dictionary: Dictionary
) -> list[tuple[str, str]]:
    """List what a column says in each row that was corrected, and what it should say."""
    wanted, now = dict(cells), {}
    for _, cell, *ids in table.select(column, *_key_of(table.name, dictionary)):
        row = ",".join(map(str, ids))
        if row in wanted:
            now[row] = _plain(cell)
    return [(now[row], after) for row, after in cells if row in now]


def _find_beside(table: Values, column: str, cells: Sequence[tuple[str, str]], dictionary: Dictionary) -> str:
    """Find the column of the same kind that says in each corrected row what this one should; blank for none."""
    columns = {one.column: one for one in dictionary.columns[table.name]}
    for other in columns.values():
        if other.column == column or other.type == "text" or kind_of(other) != kind_of(columns[column]):
            continue
        held = [now == after for now, after in _says(table, other.column, cells, dictionary)]
        if len(held) > 1 and all(held):
            return other.column
    return ""


def _plain(cell: Any) -> str:  # noqa: ANN401 - a cell may hold anything
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return "" if cell is None else plain(cell) if isinstance(cell, float) else str(cell)


def _judge(rows: Sequence[tuple[frozenset[str], frozenset[str]]], column: Sequence[Any]) -> str:
    """Say how two columns have parted, by the words of each row and all cells of one; blank where they have not."""
    if len(rows) < FEWEST_ROWS:
        return ""
    wrong = sum(one.isdisjoint(other) for one, other in rows)
    if wrong < FEWEST_GAINED:
        return ""
    ones, others = [one for one, _ in rows], [other for _, other in rows]
    for words, moved in (
        (DOWN, [*others[1:], others[0]]), (DOWN, [others[-1], *others[:-1]]), (TURNED, others[::-1]),
    ):  # fmt: skip
        left = sum(one.isdisjoint(other) for one, other in zip(ones, moved, strict=True))
        if wrong - left >= FEWEST_GAINED and left * 2 <= wrong:
            return words
    if wrong < (1 - MOST_IN_PLACE) * len(rows) or len(set(ones)) <= FEWEST_ROWS:
        return ""
    return SORTED if _stand_elsewhere(ones, column) else ""


def _stand_elsewhere(ones: Sequence[frozenset[str]], column: Sequence[Any]) -> bool:
    """Ask whether most cells have a word in common with some cell of a column."""
    elsewhere = frozenset().union(*map(words_of, column))
    looked = ones[:MOST_SEARCHED]
    return sum(not one.isdisjoint(elsewhere) for one in looked) >= LEAST_ELSEWHERE * len(looked)


def _are_filled_elsewhere(table: Values, one: str, other: str, both: int) -> bool:
    """Ask whether two columns are mostly filled in different rows, though they say the same: blanks sort to one end."""
    ones, others = (_list_words(tuple(cell for _, cell in table.select(heading))) for heading in (one, other))
    few = min(len(ones), len(others))
    return few >= FEWEST_ROWS and both * 2 < few and _stand_elsewhere(ones, table.columns[other])


@lru_cache(maxsize=128)
def _list_words(cells: tuple[Any, ...]) -> tuple[frozenset[str], ...]:
    """Find the words of the cells that have some, once as long as the column does not change."""
    return tuple(words for cell in cells if (words := words_of(cell)))


@lru_cache(maxsize=1 << 15)
def _find_words(text: str) -> frozenset[str]:
    """Find the words and numbers of a cell, without accents, capitals and leading zeros."""
    flat = unicodedata.normalize("NFKD", text.translate(_SAME)).encode("ascii", "ignore").decode().lower()
    found = _WORDS.findall(flat)
    return frozenset(one.lstrip("0") or "0" for one in found if len(one) >= SHORTEST_WORD or one.isdigit())


def words_of(cell: Any) -> frozenset[str]:  # noqa: ANN401 - a cell may hold anything
    """Find the words and numbers of a cell, as texts are compared: without accents, capitals and leading zeros."""
    return _find_words(_plain(cell))
