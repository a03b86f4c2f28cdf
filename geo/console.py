"""How a command of the project writes: in the letters that the console has, and quietly when its reader has left."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN: Final = "geo.console.plain"
CLOSED: Final = 1
"""Status of a command whose reader has left, as `head` does when it has its lines."""
_PLAIN_SIGNS: Final = {"–": "-", "…": "...", "→": "->", "“": '"', "”": '"'}


def _write_plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write what a console has no letter for: a plain sign where there is one, its number otherwise."""
    if isinstance(error, UnicodeEncodeError) and (sign := _PLAIN_SIGNS.get(error.object[error.start])):
        return sign, error.start + 1
    return codecs.backslashreplace_errors(error)


codecs.register_error(PLAIN, _write_plainly)


def run_command(command: Callable[[], int]) -> int:
    """Run a command of the console.

    Parameters
    ----------
    command
        Writes to standard output, and gives its status.

    Returns
    -------
    status
        That of the command, or `CLOSED` where its output was closed before it was all written.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAIN)
    try:
        status = command()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python writes what is left when it ends: that goes nowhere, and nothing is said of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED
    return status
