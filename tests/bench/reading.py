"""How much of the processor it takes to read and check tables: the real ones, and those of ten thousand sites."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import shapely

from geo.check.positions import StatedPosition, find_misplaced
from geo.load import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.bench.measures import Samples

FEW_TURNS = 3
POSITIONS = 1_000
COAST = shapely.Point(75, 40).buffer(5, quad_segs=20_000)


def measure_reading(data: Path, many: Path, turns: int, samples: Samples) -> None:
    """Read the real tables and a folder with many sites; hold positions against a coast of many bends."""
    places = [StatedPosition(36 + number % 100 / 12, 70 + number / 100, "KGZ") for number in range(POSITIONS)]
    for _ in range(turns):
        samples["tables.read"].append(_cost_ms(lambda: read_catalogue(data)))
        samples["tables.positions"].append(_cost_ms(lambda: find_misplaced(places, {"KGZ": COAST})))
    for _ in range(min(turns, FEW_TURNS)):
        samples["tables.many"].append(_cost_ms(lambda: read_catalogue(many)))


def _cost_ms(work: Callable[[], object]) -> float:
    """Do something, and tell how long a processor had to work for it, whoever else uses the machine."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000
