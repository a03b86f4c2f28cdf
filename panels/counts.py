"""What this process counts for those who run it: runs, answers, sessions, files, rooms. Nothing of it names a reader.

It is counted always, which costs some microseconds, and can be read only where `METRICS` names an address.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

if TYPE_CHECKING:
    from collections.abc import Iterator

BUCKETS_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class UnderWay:
    """How many runs of pages there are now."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0

    @property
    def number(self) -> int:
        """How many there are."""
        return self._number

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Count one while it is run."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    def _add(self, change: int) -> None:
        with self._changed:
            self._number += change
            self._changed.notify_all()

    def wait_for_none(self, patience_s: float) -> bool:
        """Wait until no page is run, but not longer than the patience lasts; False when it did not last."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._number, patience_s)


class Counts:
    """Counters of one process, in a registry of their own.

    Attributes
    ----------
    registry
        Tells them all, in the form of Prometheus.
    runs, failures, under_way
        Runs of pages and of their parts: how long, how many ended in an error, how many now.
    answers
        Answers of the server by the first part of the path and by status: how long.
    lines
        Open WebSockets: of sessions, and of followers of rooms.
    files, rooms
        Files by form and by what came of them; rooms that were opened.
    """

    def __init__(self) -> None:
        own = CollectorRegistry()
        self.registry = own
        self.under_way = UnderWay()
        self.runs = Histogram(
            "caravanserai_run_seconds", "Runs of a page or a part of one", ["page"], registry=own, buckets=BUCKETS_S
        )
        self.failures = Counter("caravanserai_run_failures", "Runs that ended in an error", ["page"], registry=own)
        self.answers = Histogram(
            "caravanserai_answer_seconds", "Answers of the server", ["route", "status"], registry=own, buckets=BUCKETS_S
        )
        self.lines = Gauge("caravanserai_lines", "Open WebSockets", ["kind"], registry=own)
        self.files = Counter("caravanserai_exports", "Files for readers", ["form", "end"], registry=own)
        self.rooms = Counter("caravanserai_rooms_opened", "Rooms of walkthroughs opened here", registry=own)
        now = Gauge("caravanserai_runs_under_way", "Runs now", registry=own)
        now.set_function(lambda: self.under_way.number)
        for kind in ("session", "follower"):
            self.lines.labels(kind)


@lru_cache(maxsize=1)
def counts() -> Counts:
    """Give the counters of this process."""
    return Counts()
