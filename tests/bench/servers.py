"""The processes that serve the measured pages: each on a port of its own, each ended at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from xstatic.pkg import leaflet

from tests.bench.tables import write_static_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
START_LIMIT_S = 60
REST_S = 0.5
RESTING = 0.1
"""Of a processor, over `REST_S`: what a server does besides its answers has ended."""
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers and which process it is."""

    url: str
    process: psutil.Process

    def wait_for_rest(self) -> None:
        """Wait until the process does nothing but wait, as when what it prepares after its start is done."""
        end = time.monotonic() + START_LIMIT_S
        self.process.cpu_percent()
        while time.monotonic() < end:
            time.sleep(REST_S)
            if self.process.cpu_percent() < 100 * RESTING:
                return

    def memory(self) -> int:
        """Tell the resident memory of the process and its children, in bytes."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(one.memory_info().rss for one in family)


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers; tell its last words when it never does."""
    end = time.monotonic() + START_LIMIT_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    msg = f"{url} does not answer:\n{log.read_text(errors='replace')[-2000:]}"
    raise RuntimeError(msg)


@contextmanager
def running(command: Sequence[str], port: int, health: str, folder: Path, extra: Mapping[str, str]) -> Iterator[Server]:
    """Run a server for the length of a with block."""
    with tempfile.TemporaryDirectory() as temporary:
        log = Path(temporary) / "log.txt"
        with log.open("wb") as out:
            process = subprocess.Popen(command, cwd=folder, env=os.environ | extra, stdout=out, stderr=out)
        try:
            url = f"http://{HOST}:{port}/"
            wait_for(url + health, process, log)
            yield Server(url, psutil.Process(process.pid))
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def streamlit_app(script: Path, folder: Path | None = None, **extra: str) -> Iterator[Server]:
    """Run a Streamlit script as its user would.

    Parameters
    ----------
    script
        What comes after ``streamlit run``.
    folder
        Where it is started: Streamlit reads its configuration there. An empty one when None.
    **extra
        Environment variables.
    """
    port = free_port()
    options = {
        "server.port": str(port),
        "server.address": HOST,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [part for name, value in options.items() for part in (f"--{name}", value)]
    with (
        tempfile.TemporaryDirectory() as empty,
        running(command, port, "_stcore/health", folder or Path(empty), extra) as server,
    ):
        yield server


@contextmanager
def static_page(data: Path) -> Iterator[Server]:
    """Serve the static page with Leaflet and the data beside it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(HERE / "static_page", folder, dirs_exist_ok=True)
        shutil.copytree(leaflet.BASE_DIR, folder, dirs_exist_ok=True)
        write_static_data(data, folder / "data.json")
        port = free_port()
        command = [sys.executable, "-m", "http.server", str(port), "--bind", HOST]
        with running(command, port, "index.html", folder, {}) as server:
            yield server


@contextmanager
def our_app(data: Path, timings: Path, **extra: str) -> Iterator[Server]:
    """Run the app on a data folder; it writes how long each run of a page took."""
    named = {"CARAVANSERAI_DATA": str(data), "CARAVANSERAI_TIMINGS": str(timings)}
    with streamlit_app(ROOT / "server.py", ROOT, **named, **extra) as server:
        yield server
