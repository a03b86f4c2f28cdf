"""What only makes the app faster may fail: it is left out and logged once, and the page is answered all the same."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def optional(module: str, what: str) -> Iterator[None]:
    """Run what the app can do without; an error in it ends the block and nothing else.

    Parameters
    ----------
    module
        `__name__` of the module that runs it, under which the log tells the failure.
    what
        What does not happen when it fails, as the beginning of a sentence.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever went wrong in an extra, the page must not pay for it
        warn_once(module, f"{what}: left out, pages are slower without it ({type(error).__name__}: {error})")


@lru_cache(maxsize=256)
def warn_once(module: str, message: str) -> None:
    """Log a warning the first time that a module gives it.

    Parameters
    ----------
    module
        `__name__` of the module that warns.
    message
        One line: what went wrong, and what the app does instead.
    """
    logging.getLogger(module).warning("%s", message)
