"""Rows that lead back to themselves, and names that are not in the letters of their language."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from geo.messages import tell
from geo.tables.fault import Effect, Fault
from geo.tables.letters import has_codes, has_lost_letters, repair_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

LEADING = (("places", "place_id", "parent_id"), ("visits", "visit_id", "follows"))
BOTH = "CYRILLIC and LATIN"
SCRIPTS = {
    "ru": "CYRILLIC", "ky": "CYRILLIC", "kk": BOTH, "tg": "CYRILLIC", "mn": "CYRILLIC", "bg": "CYRILLIC",
    "ka": "GEORGIAN", "hy": "ARMENIAN", "el": "GREEK", "zh": "CJK", "fa": "ARABIC", "ar": "ARABIC",
}  # fmt: skip


def check_circles(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that no place is part of itself and no visit follows itself, by whatever way round."""
    for name, key, heading in LEADING:
        table = values[name]
        column = next(column for column in dictionary.columns[name] if column.column == heading)
        rows: dict[str, int] = {}
        leads: dict[str, list[str]] = defaultdict(list)
        for row, one, cell in table.select(key, heading):
            rows[one] = row
            leads[one] += [other for other in (cell if column.list else (cell,)) if other]
        if not _has_circle(leads):
            continue
        import networkx as nx  # noqa: PLC0415 - a third of a second for which only those wait who have a circle

        graph: nx.DiGraph[str] = nx.DiGraph([(one, other) for one, found in leads.items() for other in found])
        effect: Effect = "entry" if column.list else "cell"
        while not nx.is_directed_acyclic_graph(graph):
            edges = nx.find_cycle(graph)
            last, first = max(edges, key=lambda edge: rows[edge[0]])
            graph.remove_edge(last, first)
            way = [first, *(edge[0] for edge in _turn(edges, first)[1:]), first]
            hint = tell("It leads back to itself: {way}.", way=" → ".join(way))
            yield Fault(table.file, rows[last], heading, first, tell("no circle"), hint, effect=effect)


def _has_circle(leads: Mapping[str, Collection[str]]) -> bool:
    try:
        TopologicalSorter(leads).prepare()
    except CycleError:
        return True
    return False


def _turn(edges: list[tuple[str, str]], first: str) -> list[tuple[str, str]]:
    """Begin a circle at one of its ends."""
    place = next(number for number, edge in enumerate(edges) if edge[0] == first)
    return edges[place:] + edges[:place]


def _written_in(script: str, letters: list[str]) -> bool:
    """Ask whether a letter is of a script; Kazakh is written in Latin letters with signs as well."""
    latin = script == BOTH and not all(letter.isascii() for letter in letters)
    return latin or any(unicodedata.name(letter, "").startswith(script.split(maxsplit=1)[0]) for letter in letters)


def _is_spoilt(name: str) -> bool:
    """Ask whether the letters of a name were destroyed, which its cell is reported for."""
    return bool(repair_letters(name)) or has_codes(name) or has_lost_letters(name)


def check_scripts(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Doubt a name without one letter of its language's script."""
    table = values["place_names"]
    for row, language, name in table.select("language", "name"):
        script = SCRIPTS.get(language)
        letters = [letter for letter in name if letter.isalpha()]
        if script and letters and not _written_in(script, letters) and not _is_spoilt(name):
            expected = tell("a name in the letters of the language {language}", language=language)
            yield Fault(table.file, row, "name", name, expected)
