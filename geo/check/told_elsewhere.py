"""Columns whose cells other rows tell in words: a note beside them, the note of a line, two sides of a disagreement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from geo.check.belonging import have_parted
from geo.check.in_step import FEWEST_GAINED, words_of
from geo.check.moved import move_by_a_row
from geo.messages import tell
from geo.tables.exchanged import DOWN, SORTED, tell_exchanged
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

TEXTS: Final = (
    ("legs", "distance_note", ("from_place", "to_place", "distance_km")),
    ("events", "title", ("place", "countries", "participants", "partners", "date", "source_id")),
    ("findings", "text", ("place_id", "place_as_written", "countries", "responsible", "document")),
)
"""Table, a text in it, and cells of the same row that most of these texts name."""
NAMING: Final = (
    ("events", "title", ("place", "type", "countries", "participants", "partners", "date", "source_id", "instruments")),
    ("legs", "distance_note", ("from_place", "to_place", "distance_km")),
    ("lines", "published_note", ("name", "from_place", "to_place", "source_id")),
    ("site_facts", "statement", ("place_id", "source_id", "as_of")),
    ("doubts", "statement", ("subject", "what_we_do", "source_id")),
    ("readiness", "status_detail", ("instrument", "event_date", "as_of", "source_id")),
    ("disagreements", "topic", ("value_a", "source_a", "value_b", "source_b", "source_id", "kind")),
    ("disagreements", "value_a", ("value_b", "topic", "source_a")),
    ("disagreements", "source_a", ("source_id", "value_a")),
    ("sources", "publisher", ("url", "title", "source_id")),
    ("place_names", "name", ("place_id",)),
)
"""Table, a text in it, and cells of the same row of which many of these texts name rare words."""
OF_SOURCES: Final = frozenset({"source_a"})
"""Texts that say hardly more of their rows than the ids of sources do."""
NOTED: Final = ("published_km", "published_note")
"""Where a line tells most of the lengths that are published of it, also of a part."""
OF_LINE: Final = ("name", "published_km", "from_place", "to_place")
"""What the note of a line names."""
DISPUTED: Final = (("dwell", "hours"), ("volumes", "value"))
"""Numbers that most disagreements about their rows tell."""
FEWEST_DISPUTED: Final = 8
FEWEST_WHOLE: Final = 2
"""Lengths of whole lines that must stand at other lines."""
MOST_UNTOLD: Final = 0.85
"""Share of the disputed numbers that no disagreement tells, where these are in order; a third do not in ours."""
MOST_IN_STEP: Final = 0.5
MOST_DOUBTED: Final = 0.7
"""Share of numbers that are said nowhere else, in one of several tables that all are above the share before."""
LEAST_ELSEWHERE: Final = 0.8
SCALES: Final = (1, 1_000, 1_000_000)
_NUMBER: Final = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")


def check_told(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a table in which a text or a number stands a row away from what names it."""
    for name, text, cells in TEXTS:
        table = values[name]
        if not _is_left_out(table) and _has_moved(table.columns[text], _join(table, cells)):
            yield _tell(table, text, cells[0])
    table, lines = values["lengths"], values["lines"]
    if _is_left_out(table) or _is_left_out(lines):
        return
    told = dict(zip(lines.columns["line_id"], _join(lines, NOTED), strict=True))
    beside = [told.get(one, frozenset()) for one in table.columns["line_id"]]
    if _has_moved(table.columns["published_km"], beside):
        notes, named = list(map(words_of, lines.columns["published_note"])), _join(lines, OF_LINE)
        better = min(_count_apart(moved, named) for moved in move_by_a_row(notes))
        there = _count_apart(notes, named) - better >= FEWEST_GAINED
        yield _tell(lines, "published_note", "line_id") if there else _tell(table, "published_km", "line_id")
    elif _stand_elsewhere(list(map(words_of, table.columns["published_km"])), beside):
        yield _tell(table, "published_km", "line_id", SORTED)
    elif words := _find_whole_lengths(lines, table):
        yield _tell(lines, "published_km", "line_id", words)


def check_naming(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a table in which most texts name what stands in other rows."""
    told: set[str] = set()
    named = _are_named(values["sources"])
    for name, text, cells in NAMING:
        table = values[name]
        if name in told or _is_left_out(table) or not (named or text not in OF_SOURCES):
            continue
        if have_parted([words_of(cell) for cell in table.columns[text]], _join(table, cells)):
            told.add(name)
            yield _tell(table, text, cells[0], SORTED)


def _are_named(sources: Values) -> bool:
    """Ask whether the ids of most sources have a word of their titles or addresses: numbers say nothing of them."""
    ids = list(map(words_of, sources.columns["source_id"]))
    return _count_apart(ids, _join(sources, ("title", "publisher", "url"))) * 2 <= len(ids)


def _find_whole_lengths(lines: Values, lengths: Values) -> str:
    """Say how the lengths of lines have parted from those that stand there for the whole of each; blank where not."""
    wanted = ("line_id", "from_place", "to_place", "published_km")
    whole = {line: km for _, line, start, end, km in lengths.select(*wanted) if not (start or end)}
    ids, cells = lines.columns["line_id"], lines.columns["published_km"]
    if _count_others(ids, cells, whole) < FEWEST_WHOLE:
        return ""
    return SORTED if all(_count_others(ids, moved, whole) for moved in move_by_a_row(cells)) else DOWN


def _count_others(ids: Sequence[str], cells: Sequence[Any], whole: Mapping[str, float | None]) -> int:
    """Count the lengths that are those of other lines."""
    told = {km for km in whole.values() if km is not None}
    return sum(one in whole and cell in told and whole[one] != cell for one, cell in zip(ids, cells, strict=True))


def _stand_elsewhere(words: Sequence[frozenset[str]], beside: Sequence[frozenset[str]]) -> bool:
    """Ask whether most cells are named by what stands beside others, and hardly any by what stands beside them."""
    told = frozenset().union(*beside)
    filled = [(one, other) for one, other in zip(words, beside, strict=True) if one]
    apart = sum(one.isdisjoint(other) and not one.isdisjoint(told) for one, other in filled)
    return len(filled) >= FEWEST_DISPUTED and apart >= LEAST_ELSEWHERE * len(filled)


def _is_left_out(table: Values) -> bool:
    """Ask whether nothing of a table is left: what is wrong with it has been reported."""
    return table.left_out.issuperset(table.rows)


def _join(table: Values, headings: Iterable[str]) -> list[frozenset[str]]:
    """List the words of some cells, row by row."""
    rows = zip(*(table.columns[one] for one in headings), strict=True)
    return [frozenset().union(*map(words_of, row)) for row in rows]


def _has_moved(cells: Sequence[Any], beside: Sequence[frozenset[str]]) -> bool:
    """Ask whether most cells would be named by what stands beside them if they stood a row away."""
    words = [words_of(cell) for cell in cells]
    wrong = _count_apart(words, beside)
    if wrong < FEWEST_GAINED:
        return False
    left = min(_count_apart(moved, beside) for moved in move_by_a_row(words))
    return wrong - left >= FEWEST_GAINED and left * 2 <= wrong


def _count_apart(words: Sequence[frozenset[str]], beside: Sequence[frozenset[str]]) -> int:
    return sum(bool(one and other) and one.isdisjoint(other) for one, other in zip(words, beside, strict=True))


def check_disputed(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a column of numbers that stand in other rows than those which disagreements tell them of."""
    table = values["disagreements"]
    told: dict[str, set[float]] = {}
    for _, concerned, *texts in table.select("concerns", "value_a", "value_b", "topic"):
        numbers = {float(one.replace(",", "")) for text in texts for one in _NUMBER.findall(text)}
        for one in concerned:
            told.setdefault(one, set()).update(numbers)
    left = [(values[name], heading) for name, heading in DISPUTED if not _is_left_out(values[name])]
    apart = [(other, heading, words) for other, heading in left if (words := _judge(other, heading, told))]
    shares = [_count_untold(other, heading, told) for other, heading in left]
    if len(left) == len(DISPUTED) and min(shares) > MOST_IN_STEP and max(shares) > MOST_DOUBTED:
        yield _tell(table, "concerns", "value_a")  # of several tables at once: rather the one that is about them
    elif len(left) == len(DISPUTED):
        for other, heading, words in apart:
            yield _tell(other, heading, next(iter(other.columns)), words)


def _count_untold(table: Values, heading: str, told: Mapping[str, set[float]]) -> float:
    """Give the share of the numbers of a column that are said nowhere else, where enough of them are said at all."""
    ids, cells = next(iter(table.columns.values()), []), table.columns[heading]
    held = [place for place, one in enumerate(ids) if told.get(one) and cells[place] is not None]
    return _untold(held, ids, cells, told) / len(held) if len(held) >= FEWEST_DISPUTED else 0.0


def _judge(table: Values, heading: str, told: Mapping[str, set[float]]) -> str:
    """Say how a column has parted from the ids of its rows; blank where it has not, or little tells."""
    ids, cells = next(iter(table.columns.values()), []), table.columns[heading]
    named = [place for place, one in enumerate(ids) if told.get(one)]
    held = [place for place in named if cells[place] is not None]
    if len(held) < FEWEST_DISPUTED or _untold(held, ids, cells, told) < MOST_UNTOLD * len(held):
        return ""
    for moved in move_by_a_row(cells):
        filled = [place for place in named if moved[place] is not None]
        if _untold(filled, ids, moved, told) * 2 <= len(filled):
            return DOWN
    every = {number for number in cells if number is not None}
    elsewhere = [place for place in held if any(n * scale in every for n in told[ids[place]] for scale in SCALES)]
    return SORTED if len(elsewhere) >= LEAST_ELSEWHERE * len(held) else ""


def _untold(places: Sequence[int], ids: Sequence[str], cells: Sequence[Any], told: Mapping[str, set[float]]) -> int:
    """Count the cells whose number is said nowhere else, in ones, thousands or millions."""
    return sum(all(n * scale != cells[place] for n in told[ids[place]] for scale in SCALES) for place in places)


def check_directions_of_lengths(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse lengths of which most lead against the way in which the points of their lines are counted."""
    at: dict[tuple[str, str], int] = {}
    for _, line, place, number in values["waypoints"].select("line_id", "place_id", "seq"):
        if place and number is not None:
            at[line, place] = number
    table = values["lengths"]
    lengths = table.select("line_id", "from_place", "to_place")
    ends = [(at.get((line, start)), at.get((line, end))) for _, line, start, end in lengths]
    both = [(start, end) for start, end in ends if start is not None and end is not None]
    if len(both) >= FEWEST_GAINED and all(start > end for start, end in both):
        yield _tell(table, "from_place", "to_place", tell_exchanged("from_place", "to_place"))


def _tell(table: Values, one: str, other: str, words: str = DOWN) -> Fault:
    hint = tell(words, one=one, other=other) if words in {DOWN, SORTED} else words
    return Fault(table.file, HEADER_ROW, one, "", hint=hint, effect="table", cause=f"moved {table.file}")
