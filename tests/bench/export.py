"""Everything that can be taken away, made once: how long it takes, and how much memory at its peak.

    python -m tests.bench.export [STORY]

The files are made as the export page makes them, in a process of their own that has done nothing else: the sheets of
the base map are read and projected within the time. Memory is what the process holds (resident), looked at every few
milliseconds; what counts is how far it rises above the app with its tables read.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time

import psutil

from geo.language import load_language
from panels.data import read_data
from panels.export.files import FORMS, WHOLE
from panels.export.page import make_request
from panels.reader import Reader
from panels.view import Codes, View

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


def make_everything(story: str) -> dict[str, float]:
    """Make every file once and tell what it took; called in a process of its own."""
    catalogue, entries = read_data()
    codes = Codes(
        {country for entry in entries for country in entry.countries},
        {mode for entry in entries for mode in entry.modes},
        {entry.site.symbol for entry in entries},
        {entry.id for entry in entries},
    )
    order = make_request(Reader(catalogue, entries, codes, load_language("en")), View(), story_id=story)
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
    print(json.dumps(make_everything(*sys.argv[1:2] or [""])))
