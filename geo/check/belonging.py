"""Texts that say more of another row than of their own: the column was sorted or shuffled by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST: Final = 10
"""Texts that must say which row they are of; of fewer nothing is known."""
MOST_OWN: Final = 0.15
"""Share of them that may be of the row in which they stand, where the column has parted from the others."""
CLEARLY: Final = 1.25
"""How many times better the best row must fit than the next one."""
COMMON: Final = 0.2
"""Share of the rows, or of the texts, in which a word stands that tells none from the others."""


def have_parted(texts: Sequence[frozenset[str]], beside: Sequence[frozenset[str]]) -> bool:
    """Ask whether most texts of a column are of other rows than those in which they stand.

    Parameters
    ----------
    texts
        The words of the column, row by row.
    beside
        The words of the cells that such a text names, row by row.

    Returns
    -------
    parted
        False where fewer than `FEWEST` texts say clearly of which row they are.
    """
    if len(texts) < FEWEST:
        return False
    rows: dict[str, list[int]] = defaultdict(list)
    for row, words in enumerate(beside):
        for word in words:
            rows[word].append(row)
    most = max(1, len(beside) * COMMON)
    said = Counter(word for words in texts for word in words)
    rare = {word: found for word, found in rows.items() if len(found) <= most and said[word] <= most}
    own = other = 0
    for row, words in enumerate(texts):
        best = _find_row(words, rare)
        own += row in best
        other += bool(best) and row not in best
    return own + other >= FEWEST and own <= MOST_OWN * (own + other)


def _find_row(words: frozenset[str], rare: dict[str, list[int]]) -> list[int]:
    """Find the rows that share most of the rare words of a text; none where others fit nearly as well."""
    score: dict[int, float] = defaultdict(float)
    for word in words & rare.keys():
        for row in rare[word]:
            score[row] += 1 / len(rare[word])
    if not score:
        return []
    most = max(score.values())
    best = [row for row, value in score.items() if value == most]
    near = [value for value in score.values() if value < most and value * CLEARLY > most]
    return [] if near else best
