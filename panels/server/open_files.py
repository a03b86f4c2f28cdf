"""Enough files may be open at once: each page that somebody has open holds about three."""

from __future__ import annotations

import logging
import sys
from typing import Final

if sys.platform != "win32":  # where the limit is counted otherwise, and is out of reach
    import resource

WANTED: Final = 8_192
PER_PAGE: Final = 3
"""The connection of a page, and what its loop waits by."""
_log = logging.getLogger(__name__)


def raise_limit(wanted: int = WANTED) -> None:
    """Let the process open as many files as it may ask for by itself, and log when that is fewer than wanted.

    Parameters
    ----------
    wanted
        How many. A limit that is higher already stays.
    """
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if _reaches(soft, wanted):
        return
    asked = wanted if _reaches(hard, wanted) else hard
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (asked, hard))
    except (OSError, ValueError) as error:
        _log.warning("The limit of open files cannot be raised (%s)", error)
        asked = soft
    if asked < wanted:
        _log.warning(
            "At most %d files may be open at once, enough for some %d open pages; raise the limit (ulimit -n %d)",
            asked,
            asked // PER_PAGE,
            wanted,
        )


def _reaches(limit: int, wanted: int) -> bool:
    """Say whether a limit is high enough, or does not exist."""
    return limit == resource.RLIM_INFINITY or limit >= wanted
