"""What programs ask: answers a second beside a bare route of the same size, and how long one takes at a quarter of that."""

from __future__ import annotations

import asyncio
import os
import sys
import time
import urllib.request
from contextlib import contextmanager
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tests.bench.measures import rotated
from tests.bench.servers import HOST, ROOT, free_port, our_app, running
from tests.panels.asgi import run_aside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.bench.measures import Samples
    from tests.bench.servers import Server

ROW: Final = "data/dwell/D023"
LINES: Final = 8
"""Connections that stay open, each with one question at a time."""
ASKED: Final = 4_000
"""Questions of one turn, as fast as they are answered."""
ASKED_AT_EASE: Final = 500
QUARTER: Final = 0.25
NO_LIMIT: Final = {"CARAVANSERAI_QUESTIONS": "0"}


class Line:
    """One connection that is kept open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> None:
        self._reader, self._writer = reader, writer
        self._question = f"GET /{path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()

    async def ask(self) -> None:
        """Ask once, and read the answer to its end."""
        self._writer.write(self._question)
        head = await self._reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode("latin-1"))
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await self._reader.readexactly(int(length))

    def close(self) -> None:
        """Close it."""
        self._writer.close()


async def _open(server: Server, path: str) -> list[Line]:
    port = urlsplit(server.url).port
    return [Line(*await asyncio.open_connection(HOST, port), path) for _ in range(LINES)]


async def count_answers(server: Server, path: str) -> float:
    """Count answers a second while every line asks as soon as it has been answered."""
    lines = await _open(server, path)

    async def ask_all(line: Line) -> None:
        for _ in range(ASKED // LINES):
            await line.ask()

    start = time.perf_counter()
    await asyncio.gather(*map(ask_all, lines))
    took = time.perf_counter() - start
    for line in lines:
        line.close()
    return ASKED / took


async def time_answers(server: Server, path: str, a_second: float) -> list[float]:
    """Ask so often a second; gives how many milliseconds each answer took, from when it was to be asked."""
    lines = await _open(server, path)
    free: asyncio.Queue[Line] = asyncio.Queue()
    for line in lines:
        free.put_nowait(line)

    async def ask_at(due: float) -> float:
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        line = await free.get()
        await line.ask()
        free.put_nowait(line)
        return (time.perf_counter() - due) * 1000

    start = time.perf_counter()
    took = await asyncio.gather(*(ask_at(start + number / a_second) for number in range(ASKED_AT_EASE)))
    for line in lines:
        line.close()
    return list(took)


@contextmanager
def bare_route(size: int) -> Iterator[Server]:
    """Run the bare route."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.bench.bare_answer:app", "--host", HOST, "--port", str(port)]
    command += ["--no-access-log", "--log-level", "warning"]
    with running(command, port, "", ROOT, {"BENCH_BYTES": str(size)}) as server:
        yield server


def measure_data(data: Path, timings: Path, turns: int, samples: Samples) -> None:
    """Ask our row and the bare route by turns."""
    os.environ |= NO_LIMIT
    with our_app(data, timings) as ours:
        with urllib.request.urlopen(ours.url + ROW) as answer:  # noqa: S310 - our own server
            size = len(answer.read())
        ours.wait_for_rest()
        with bare_route(size) as bare:
            servers = [("ours", ours), ("bare", bare)]
            for turn in range(turns + 1):
                for name, server in rotated(servers, turn):
                    count = run_aside(count_answers, server, ROW)
                    if turn:  # the first one warms the server
                        samples[f"{name}.data.answers"].append(count)
            load = median(samples["ours.data.answers"]) * QUARTER
            for _ in range(turns):
                took = run_aside(time_answers, ours, ROW, load)
                samples["ours.data.median"].append(median(took))
                samples["ours.data.p95"].append(quantiles(took, n=20)[-1])
