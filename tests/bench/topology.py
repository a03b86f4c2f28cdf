"""What stands on one machine as it would on several: processes of the app, Redis, PostgreSQL, nginx before them.

All listen on loopback alone and end with the `with` block that started them.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psutil

from tests.bench.servers import HOST, ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

START_LIMIT_S = 120
STOP_LIMIT_S = 30
LOOK_S = 0.05
NGINX = ROOT / "deploy" / "nginx.conf"
SECRET = "c" * 64


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> float:
    """Ask until a server answers with 200; gives how long that took."""
    started = time.perf_counter()
    with httpx.Client(trust_env=False, verify=False) as client:  # noqa: S501 - our own certificate
        while time.perf_counter() - started < START_LIMIT_S:
            if process.poll() is not None:
                break
            with contextlib.suppress(httpx.HTTPError):
                if client.get(url).status_code == httpx.codes.OK:
                    return time.perf_counter() - started
            time.sleep(LOOK_S)
    msg = f"{url} is not ready"
    raise RuntimeError(msg)


@dataclass
class App:
    """One process of the app, or of another Streamlit script."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    script: str = "server.py"
    base: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers without a proxy."""
        return f"http://{HOST}:{self.port}{self.base}/"

    def start(self) -> float:
        """Start it and wait until it is ready."""
        command = [sys.executable, "-m", "streamlit", "run", self.script, "--server.address", HOST]
        command += ["--server.port", str(self.port), "--server.headless", "true", "--server.fileWatcherType", "none"]
        command += ["--server.baseUrlPath", self.base.strip("/")] if self.base else []
        with (self.folder / f"app-{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | self.environment, stdout=log, stderr=log
            )
        health = "ready" if self.script == "server.py" else "_stcore/health"
        return wait_until_ready(self.url + health, self.process)

    def stop(self, number: int = signal.SIGTERM) -> float:
        """End it and wait until it is gone; gives how long that took."""
        started = time.perf_counter()
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            try:
                self.process.wait(STOP_LIMIT_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return time.perf_counter() - started

    def memory(self) -> int:
        """Tell its resident memory, in bytes."""
        return psutil.Process(self.process.pid).memory_info().rss

    def lines(self) -> int:
        """Count the connections that are open to it."""
        connections = psutil.Process(self.process.pid).net_connections("tcp")
        return sum(one.status == psutil.CONN_ESTABLISHED and one.laddr.port == self.port for one in connections)

    def faults(self) -> list[str]:
        """List what its log says of errors."""
        said = (self.folder / f"app-{self.port}.log").read_text(encoding="utf-8", errors="replace")
        return [line for line in said.splitlines() if "Traceback" in line or "Error:" in line]


@contextlib.contextmanager
def folder_for_all() -> Iterator[Path]:
    """Make a folder that the accounts of nginx and PostgreSQL may enter."""
    with tempfile.TemporaryDirectory(prefix="cluster-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextlib.contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Run Redis as `deploy/compose.yaml` does; gives its address."""
    port = free_port()
    options = ["--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no", "--maxmemory", "128mb"]
    process = subprocess.Popen(
        ["redis-server", *options, "--dir", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f"redis://{HOST}:{port}/0"
    finally:
        process.terminate()
        process.wait(STOP_LIMIT_S)


@contextlib.contextmanager
def postgresql_server(folder: Path) -> Iterator[str]:
    """Run PostgreSQL with nothing in it; gives its address."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    pg_ctl = str(found[-1]) if found else shutil.which("pg_ctl")
    if pg_ctl is None:
        msg = "PostgreSQL is not installed: `make postgresql` does it"
        raise RuntimeError(msg)
    home = folder / "postgresql"
    home.mkdir()
    account = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    if account:
        shutil.chown(home, "postgres", "postgres")
    port = free_port()
    where = {"cwd": home, "stdout": subprocess.DEVNULL} | account
    data = str(home / "data")
    subprocess.run([pg_ctl, "initdb", "-D", data, "-o", "-A trust -U editions --no-sync"], check=True, **where)
    options = f"-p {port} -h {HOST} -k {home} -c fsync=off"
    subprocess.run([pg_ctl, "start", "-w", "-D", data, "-l", str(home / "log"), "-o", options], check=True, **where)
    try:
        yield f"postgresql://editions@{HOST}:{port}/postgres"
    finally:
        subprocess.run([pg_ctl, "stop", "-w", "-m", "immediate", "-D", data], check=True, **where)


def write_nginx(ports: list[int], port: int, folder: Path, *, base: str = "", tls: bool = False) -> str:
    """Write the configuration of `deploy/` for processes on this machine.

    Parameters
    ----------
    ports
        Of the processes of the app.
    port
        To listen at.
    folder
        For all that nginx writes; with TLS it holds `own.crt` and `own.key`.
    base
        Path that the app stands below; with a slash before it, without one at its end.
    """
    config, left = NGINX.read_text(encoding="utf-8"), iter(ports)
    config = re.sub(r"server app-\d:8501", lambda _: f"server {HOST}:{next(left)}", config)
    config = config.replace("/tmp/", f"{folder}/").replace("/dev/stderr", f"{folder}/nginx.log")  # noqa: S108
    listen = f"listen {HOST}:{port}" + (" ssl" if tls else "")
    keys = f"\n        ssl_certificate {folder}/own.crt;\n        ssl_certificate_key {folder}/own.key;" if tls else ""
    config = config.replace("listen 8080;", f"{listen};{keys}")
    for path in ("= /ready", "= /_stcore/metrics", "/ {"):
        config = config.replace(f"location {path}", f"location {path.replace('/', f'{base}/', 1)}")
    return config.replace("Path=/;", f"Path={base}/;")


@contextlib.contextmanager
def nginx(apps: list[App], folder: Path, *, base: str = "", tls: bool = False) -> Iterator[str]:
    """Run nginx before processes of the app; gives where they are reached. Its configuration is checked first."""
    home, port = folder / "nginx", free_port()
    home.mkdir()
    if tls:
        subject = ["-subj", f"/CN={HOST}", "-keyout", home / "own.key", "-out", home / "own.crt"]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject],
            check=True,
            capture_output=True,
        )
    said = write_nginx([one.port for one in apps], port, home, base=base, tls=tls)
    (home / "nginx.conf").write_text(said, encoding="utf-8")
    command = ["nginx", "-c", str(home / "nginx.conf"), "-e", str(home / "nginx.log")]
    subprocess.run([*command, "-t", "-q"], check=True)
    process = subprocess.Popen([*command, "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    url = f"{'https' if tls else 'http'}://{HOST}:{port}"
    try:
        wait_until_ready(f"{url}{base}/ready", process)
        yield f"{url}{base}/"
    finally:
        process.terminate()
        process.wait(STOP_LIMIT_S)


@contextlib.contextmanager
def apps(folder: Path, number: int, *, base: str = "", **environment: str) -> Iterator[list[App]]:
    """Run processes of the app."""
    named = {"STREAMLIT_SERVER_COOKIE_SECRET": SECRET, "CARAVANSERAI_QUESTIONS": "0", **environment}
    started = [App(folder, dict(named), base=base) for _ in range(number)]
    try:
        for one in started:
            one.start()
        yield started
    finally:
        for one in started:
            one.stop()
