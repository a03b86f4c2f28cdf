"""What time it is, and how long the server worked for one run, written down when the bench asks for it."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from panels.settings import timings_file

if TYPE_CHECKING:
    from collections.abc import Iterator


def now_ms() -> int:
    """Tell the server's time for the browser's clocks, in milliseconds since 1970."""
    return round(time.time() * 1000)


@contextmanager
def note_run(page: str) -> Iterator[None]:
    """Append `{"page": …, "ms": …}` to the file that the environment names; do nothing without one."""
    target = timings_file()
    started = time.perf_counter()
    try:
        yield
    finally:
        if target:
            line = json.dumps({"page": page, "ms": round((time.perf_counter() - started) * 1000, 3)})
            with target.open("a", encoding="utf-8") as stream:
                stream.write(line + "\n")
