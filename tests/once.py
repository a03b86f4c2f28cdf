"""What a test reads of the tables is read once, however many tests change another table beside it.

A check of the whole folder reads 36 tables, and most tests change a cell of one. The parts of it that only read give the
same for the same bytes, so they are asked once for each; what joins and checks the tables runs anew every time. Tests of
these parts themselves import them from where they stand, and get them as they are.
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING

from geo.check import folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

KEPT = 512
"""Files of which the reading is kept."""


def read_once(read: Callable[[Path], object]) -> Callable[[Path], object]:
    """Read a file anew only when its name or its content is another; what is no file is left to the reader."""
    now: list[Path] = []

    @lru_cache(KEPT)
    def known(name: str, content: bytes) -> object:  # noqa: ARG001 - they are what it is known by
        return read(now[-1])

    @wraps(read)
    def reader(path: Path) -> object:
        if not path.is_file():
            return read(path)
        now[:] = [path]
        return known(path.name, path.read_bytes())

    return reader


def ask_once(function: Callable[..., object]) -> Callable[..., object]:
    """Ask a function once about the very same things; a list is given to each who asks as its own.

    What is named is compared, and not looked at as a thing.
    """
    answers: dict[tuple[object, ...], tuple[tuple[object, ...], object]] = {}

    @wraps(function)
    def asked(*things: object, **named: object) -> object:
        key = (*map(id, things), *sorted(named.items()))
        _, answer = answers.setdefault(key, (things, None))
        if answer is None:
            answer = function(*things, **named)
            answers[key] = things, answer
        return list(answer) if isinstance(answer, list) else answer

    return asked


def keep_readings(patch: pytest.MonkeyPatch) -> None:
    """Let the check of a folder read the same bytes once."""
    for name in ("read_table", "read_countries"):
        patch.setattr(folder, name, read_once(getattr(folder, name)))
    for name in ("read_dictionary", "validate"):
        patch.setattr(folder, name, ask_once(getattr(folder, name)))
