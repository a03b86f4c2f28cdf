"""How much of the processor it takes to read and check tables: the real ones, many sites, and very many rows."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import shapely

from geo.check.positions import StatedPosition, find_misplaced
from geo.load import read_catalogue
from tests.bench.tables import read_rows, write_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.bench.measures import Samples

FEW_TURNS = 3
POSITIONS = 1_000
ROWS = 100_000
START = """
import sys, time; from pathlib import Path; from geo.load import read_catalogue
catalogue = read_catalogue(Path(sys.argv[1])); print(time.process_time() * 1000); assert not catalogue.faults
"""
COAST = shapely.Point(75, 40).buffer(5, quad_segs=20_000)


def measure_reading(data: Path, many: Path, turns: int, samples: Samples) -> None:
    """Read the real tables and a folder with many sites; hold positions against a coast of many bends."""
    places = [StatedPosition(36 + number % 100 / 12, 70 + number / 100, "KGZ") for number in range(POSITIONS)]
    for _ in range(turns):
        samples["tables.read"].append(_cost_ms(lambda: read_catalogue(data)))
        samples["tables.positions"].append(_cost_ms(lambda: find_misplaced(places, {"KGZ": COAST})))
    for _ in range(min(turns, FEW_TURNS)):
        samples["tables.many"].append(_cost_ms(lambda: read_catalogue(many)))


def measure_start(data: Path, target: Path, turns: int, samples: Samples) -> None:
    """Start a process and read 100,000 rows of `dwell.csv` in it: what the processor does until the tables are there."""
    shutil.copytree(data, target)
    rows = read_rows(data / "dwell.csv")
    more = (
        rows[n % len(rows)] | {"dwell_id": f"D{len(rows) + n + 1:03}", "edition": f"Edition {n}"}
        for n in range(ROWS - len(rows))
    )
    write_rows(target / "dwell.csv", [*rows, *more])
    for _ in range(min(turns, FEW_TURNS)):
        done = subprocess.run([sys.executable, "-c", START, target], capture_output=True, check=True, encoding="utf-8")
        samples["tables.start"].append(float(done.stdout))


def _cost_ms(work: Callable[[], object]) -> float:
    """Do something, and tell how long a processor had to work for it, whoever else uses the machine."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000
