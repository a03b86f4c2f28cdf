"""Everything that can be taken away, made once: how long it takes, and how much memory at its peak.

    python -m tests.bench.export [STORY | --each]

The files are made as the export page makes them, in a process of their own that has done nothing else: the sheets of
the base map are read and projected within the time. Memory is what the process holds (resident), looked at every few
milliseconds; what counts is how far it rises above the app with its tables read. With `--each` every form is made by
itself, one after the other, or says why it is not made.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from typing import TYPE_CHECKING

import psutil

from geo.language import load_language
from panels.data import read_data
from panels.export.files import FORMS, WHOLE
from panels.export.page import make_request
from panels.export.request import refuse
from panels.reader import Reader
from panels.view import Codes, View

if TYPE_CHECKING:
    from panels.export.files import ExportRequest

MB = 1_000_000
LOOK_S = 0.005


class Watch:
    """Notes the most memory that this process has held."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._over = threading.Event()
        self.peak = self.held()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def held(self) -> float:
        """Tell what is held now, in MB."""
        return float(self._process.memory_info().rss) / MB

    def end(self) -> None:
        """Stop looking."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_S):
            self.peak = max(self.peak, self.held())


def ask(story: str = "") -> ExportRequest:
    """Ask for everything on the map, as the export page does."""
    catalogue, entries = read_data()
    codes = Codes(
        {country for entry in entries for country in entry.countries},
        {mode for entry in entries for mode in entry.modes},
        {entry.site.symbol for entry in entries},
        {entry.id for entry in entries},
    )
    return make_request(Reader(catalogue, entries, codes, load_language("en")), View(), story_id=story)


def make_each() -> dict[str, float]:
    """Make every form that is made of all sites, and tell the slowest; a form that is not made must say why."""
    order, refused, taken = ask(), 0, {}
    watch = Watch()
    idle = watch.held()
    for form in FORMS:
        if refuse(order, form):
            refused += 1
            continue
        begun = time.perf_counter()
        assert form.make(order, lambda _share: None), form.code
        taken[form.code] = time.perf_counter() - begun
        print(f"{form.code}: {taken[form.code]:.1f} s", file=sys.stderr)
    watch.end()
    made, seconds = len(taken), max(taken.values())
    return {"made": made, "refused": refused, "seconds": seconds, "grown": watch.peak - idle}


def make_everything(story: str) -> dict[str, float]:
    """Make every file once and tell what it took; called in a process of its own."""
    order = ask(story)
    whole = next(form for form in FORMS if form.code == WHOLE)
    watch = Watch()
    idle, begun, used = watch.held(), time.perf_counter(), time.process_time()
    content = whole.make(order, lambda _share: None)
    seconds = time.perf_counter() - begun
    used = time.process_time() - used
    watch.end()
    peak = watch.peak
    return {
        "seconds": seconds,
        "idle": idle,
        "peak": peak,
        "grown": peak - idle,
        "cpu": used,
        "size": len(content) / MB,
    }


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # Streamlit's words about a script that runs without it
    told = make_each() if sys.argv[1:] == ["--each"] else make_everything(*sys.argv[1:2] or [""])
    print(json.dumps(told))
