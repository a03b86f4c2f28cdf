"""Symbols of a picture that would cover each other, moved apart: paper cannot be zoomed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.sites.selection import SiteEntry

CROWDED_PX: Final = 23.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A site on the sheet: where it is, and where its symbol stands when others are too near."""

    entry: SiteEntry
    true: tuple[float, float]
    at: tuple[float, float]
    on: bool


def spread(marks: Sequence[Mark]) -> list[Mark]:
    """Move symbols apart that would cover each other: paper cannot be zoomed.

    Returns
    -------
    marks
        In the same number; those of a crowd stand on a circle around it, in the order of their true directions.
    """
    left, placed = list(marks), []
    while left:
        crowd = [left.pop(0)]
        for member in crowd:
            near = [mark for mark in left if math.dist(mark.true, member.true) < CROWDED_PX]
            crowd.extend(near)
            left = [mark for mark in left if mark not in near]
        placed.extend(_fan(crowd) if len(crowd) > 1 else crowd)
    return placed


def _fan(crowd: Sequence[Mark]) -> list[Mark]:
    x = sum(mark.true[0] for mark in crowd) / len(crowd)
    y = sum(mark.true[1] for mark in crowd) / len(crowd)
    radius = max(20.0, len(crowd) * 28.0 / (2 * math.pi))
    ordered = sorted(crowd, key=lambda mark: math.atan2(mark.true[1] - y, mark.true[0] - x))
    first = math.atan2(ordered[0].true[1] - y, ordered[0].true[0] - x)
    step = 2 * math.pi / len(crowd)
    turns = [first + step * place for place in range(len(crowd))]
    return [
        replace(mark, at=(x + radius * math.cos(turn), y + radius * math.sin(turn)))
        for mark, turn in zip(ordered, turns, strict=True)
    ]
