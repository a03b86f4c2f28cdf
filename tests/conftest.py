"""What every test may use: the real tables, read once."""

import contextlib
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
import redis
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError as NotYetThere
from redis.retry import Retry

from geo.load import read_catalogue

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def catalogue():
    return read_catalogue(ROOT / "data")


@pytest.fixture(scope="session")
def redis_url():
    """Start Debian's Redis on a free port, keeping nothing; stop it at the end."""
    server = shutil.which("redis-server")
    assert server, "install the package redis-server, as `make test` does"
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        process = subprocess.Popen([server, *options], stdout=subprocess.DEVNULL)
        url = f"redis://127.0.0.1:{port}/0"
        patience = Retry(ConstantBackoff(0.05), 200, supported_errors=(NotYetThere,))
        with redis.Redis.from_url(url, retry=patience) as client:
            assert client.ping()
        yield url
        process.terminate()
        process.wait(timeout=10)
