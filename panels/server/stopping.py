"""A stop that cuts nothing off: what is being run for a reader comes to its end first.

uvicorn then does the rest by itself: it takes no new connection, hangs up every line with 1012 ("service restart"), by
which browsers know that they may connect again, and ends when the last answer has been sent. It would wait for ever for
a reader who takes nothing of an answer, as a browser does with a download that is paused: that has an end here.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import anyio
import anyio.to_thread
import uvicorn

from panels.counts import counts

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator
    from types import FrameType

PATIENCE_S: Final = 5.0
"""How long runs of pages are waited for: longer than any takes, shorter than what a system grants to a stop."""
SENT_S: Final = 0.2
"""In which Streamlit has sent what a run has said; it looks every 10 ms."""
ANSWERS_S: Final = 20
"""How long answers are waited for after that; with what goes before, less than the 30 s that `deploy/` grants."""


@lru_cache(maxsize=1)
def stopping() -> threading.Event:
    """Give the event that is set once this process was asked to stop."""
    return threading.Event()


@contextmanager
def stop_gracefully(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Put SIGTERM off until no page is being run; a second one stops at once. Answers that are not taken are given up.

    Parameters
    ----------
    loop
        The server's. Where it does not run in the main thread, signals are somebody else's business.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    further = signal.getsignal(signal.SIGTERM)
    bound_answers(further)
    waiting: set[asyncio.Task[None]] = set()

    async def stop_when_idle() -> None:
        await anyio.to_thread.run_sync(counts().under_way.wait_for_none, PATIENCE_S)
        await anyio.sleep(SENT_S)
        pass_on(signal.SIGTERM, None)

    def pass_on(number: int, frame: FrameType | None) -> None:
        if callable(further):
            further(number, frame)
        else:
            signal.signal(signal.SIGTERM, further)
            signal.raise_signal(signal.SIGTERM)

    def begin() -> None:
        stopping().set()
        waiting.add(loop.create_task(stop_when_idle()))

    def put_off(number: int, frame: FrameType | None) -> None:
        if stopping().is_set():
            pass_on(number, frame)
        else:
            loop.call_soon_threadsafe(begin)

    signal.signal(signal.SIGTERM, put_off)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, further)
        stopping().clear()


def bound_answers(handler: object) -> None:
    """Have uvicorn wait for answers for so long only; Streamlit gives it no such setting.

    Parameters
    ----------
    handler
        Who takes SIGTERM: uvicorn's server by a method of its own. Where it is another, nothing is done.
    """
    server = getattr(handler, "__self__", None)
    if isinstance(server, uvicorn.Server):
        server.config.timeout_graceful_shutdown = ANSWERS_S
