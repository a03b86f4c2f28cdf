"""Long work of one reader: it runs in a thread of its own, reports progress, and can be stopped.

A job belongs to the session that began it. No other page waits for it.
"""

from __future__ import annotations

import ctypes
import logging
import secrets
import sys
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.errors import GeoError
from panels.counts import counts
from panels.optional import optional
from panels.session import Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.documents.materials import Progress

MOST_KEPT: Final = 6
LATER: Final = "!"
"""Why a file was not made that may be tried again in a minute."""
_log = logging.getLogger(__name__)


class StoppedError(GeoError, RuntimeError):
    """The reader does not want this file any more."""


@dataclass
class Job:
    """One file being made.

    Attributes
    ----------
    name
        What is made.
    request
        What it is made of: data, language, selection. A job for another request is of no use.
    share
        How much is done, from 0 to 1.
    content
        The file, once it is made.
    failed
        Why it was not made: blank while all is well; a text for the reader, `?` when only the log knows, or `LATER`.
    token
        Tells this file from any other of the session.
    """

    name: str
    request: tuple[object, ...]
    share: float = 0.0
    content: bytes | None = None
    failed: str = ""
    token: str = field(default_factory=lambda: secrets.token_hex(6))
    thread: threading.Thread | None = None
    _stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def running(self) -> bool:
        """True until it is made, failed or stopped."""
        return self.content is None and not self.failed and not self._stopped.is_set()

    def stop(self) -> None:
        """Ask it to stop; it does so at its next step, and its work is thrown away."""
        self._stopped.set()

    def note(self, share: float) -> None:
        """Take note of how much is done; stops the work if the reader asked for it.

        Raises
        ------
        StoppedError
            When the reader does not want it any more.
        """
        self.share = max(self.share, min(1.0, share))
        if self._stopped.is_set():
            msg = f"{self.name} was stopped"
            raise StoppedError(msg)

    def run(self, make: Callable[[Progress], bytes]) -> None:
        """Do the work; called in the job's own thread."""
        try:
            content = make(self.note)
            self.note(1.0)
            self.content = content
            self._count("made")
        except StoppedError:
            self._count("stopped")
        except GeoError as error:
            _log.warning("%s could not be made: %s", self.name, error)
            self.failed = str(error)
            self._count("failed")
        except Exception:  # noqa: BLE001 - no caller is above the thread: logged here, or never
            _log.exception("%s could not be made", self.name)
            self.failed = "?"
            self._count("failed")
        finally:
            give_back()

    def _count(self, end: str) -> None:
        counts().files.labels(self.name, end).inc()


JOBS: Final[Slot[dict[str, Job]]] = Slot("export-jobs", dict)


@lru_cache(maxsize=1)
def _allocator() -> ctypes.CDLL | None:
    """Find the C library's own allocator, where it can be asked to give memory back (glibc)."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "malloc_trim") else None


def give_back() -> None:
    """Give memory that is free back to the system: what one file needed is not kept while the next one is made."""
    with optional(__name__, "Giving free memory back to the system"):
        allocator = _allocator()
        if allocator is not None:
            allocator.malloc_trim(0)


def find_job(name: str, request: tuple[object, ...]) -> Job | None:
    """Find this session's job for a file; None when there is no job, or one for another request."""
    job = JOBS.read({}).get(name)
    return job if job is not None and job.request == request else None


def begin_job(name: str, request: tuple[object, ...], make: Callable[[Progress], bytes]) -> Job:
    """Begin to make a file.

    Parameters
    ----------
    name
        What is made; an older job of the same name is stopped and forgotten.
    request
        What it is made of.
    make
        Makes it; may know nothing of Streamlit, because it runs outside of any page.
    """
    jobs = JOBS.read({})
    JOBS.write(jobs)
    older = jobs.pop(name, None)
    if older is not None:
        older.stop()
    while len(jobs) >= MOST_KEPT:
        jobs.pop(next(iter(jobs))).stop()
    job = Job(name, request)
    job.thread = threading.Thread(target=job.run, args=(make,), name=f"make-{name}", daemon=True)
    jobs[name] = job
    job.thread.start()
    return job


def refuse_job(name: str, request: tuple[object, ...]) -> None:
    """Note that a file is not made now, because this address began too many."""
    JOBS.write(JOBS.read({}) | {name: Job(name, request, failed=LATER)})


def drop_job(name: str) -> None:
    """Stop a job and forget it."""
    job = JOBS.read({}).pop(name, None)
    if job is not None:
        job.stop()
