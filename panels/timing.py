"""What time it is, and how long the server worked for one run: counted, logged, and written down for the bench."""

from __future__ import annotations

import json
import logging
import secrets
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from panels.counts import counts
from panels.settings import timings_file

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUEST: Final[ContextVar[str]] = ContextVar("request", default="")
"""Names the request, or the run of a page, that is under way, in the log and to a proxy; blank outside of any."""
ID_BYTES: Final = 8
_log = logging.getLogger(__name__)


def now_ms() -> int:
    """Tell the server's time for the browser's clocks, in milliseconds since 1970."""
    return round(time.time() * 1000)


def name_by_chance() -> str:
    """Write a name that no other request has."""
    return secrets.token_hex(ID_BYTES)


@contextmanager
def name_request(name: str = "") -> Iterator[str]:
    """Name what happens in here, by chance unless it has a name already."""
    named = name or REQUEST.get() or name_by_chance()
    before = REQUEST.set(named)
    try:
        yield named
    finally:
        REQUEST.reset(before)


@contextmanager
def note_run(page: str) -> Iterator[None]:
    """Count and log a run; append `{"page": …, "ms": …}` to the file that the environment names, if it names one."""
    target, counted, label = timings_file(), counts(), page or "map"
    started = time.perf_counter()
    with name_request(), counted.under_way.hold():
        try:
            with counted.failures.labels(label).count_exceptions():
                yield
        finally:
            took = time.perf_counter() - started
            ms = round(took * 1000, 3)
            counted.runs.labels(label).observe(took)
            _log.info("A page was run", extra={"told": {"page": label, "ms": ms}})
            if target:
                with target.open("a", encoding="utf-8") as stream:
                    stream.write(json.dumps({"page": page, "ms": ms}) + "\n")
