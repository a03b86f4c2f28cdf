"""What every test may use: the real tables, read once; and how what is drawn by chance is drawn."""

import contextlib
import random
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
import redis
from hypothesis import HealthCheck, settings
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError as NotYetThere
from redis.retry import Retry

from geo.load import read_catalogue
from geo.records.registry import MAY_BE_EMPTY, RECORDS
from tests.limits import PAUSE_S, START_TRIES, WAIT_S
from tests.once import keep_readings

ROOT = Path(__file__).parent.parent
FILLED = tuple(name for name in RECORDS if name not in MAY_BE_EMPTY)
SEED = 1926
"""Of every test that draws by chance, in ``make test``."""
TIMES_IN_FUZZ = 50
# No deadline, and no complaint about slow drawing: a busy machine is no fault of the product.
settings.register_profile(
    "fixed", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "fuzz",
    settings.get_profile("fixed"),
    derandomize=False,
    max_examples=settings.get_profile("fixed").max_examples * TIMES_IN_FUZZ,
    print_blob=True,
)
settings.load_profile("fixed")


def pytest_configure(config):
    """Begin before the tests are gathered: some read the tables to know their cases."""
    patch = pytest.MonkeyPatch()
    keep_readings(patch)
    config.add_cleanup(patch.undo)


def pytest_generate_tests(metafunc):
    """Run a test that draws by a `seed` of its own as often as its mark says: ``pytest.mark.seeds(2)``."""
    if "seed" not in metafunc.fixturenames:
        return
    (times,) = metafunc.definition.get_closest_marker("seeds").args
    given = metafunc.config.getoption("--hypothesis-seed")
    fuzz = metafunc.config.getoption("--hypothesis-profile") == "fuzz"
    draw = random.Random(SEED if given is None else int(given))  # noqa: S311 - a test that can be repeated
    metafunc.parametrize("seed", [draw.randrange(2**32) for _ in range(times * TIMES_IN_FUZZ if fuzz else times)])


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
        patience = Retry(ConstantBackoff(PAUSE_S), START_TRIES, supported_errors=(NotYetThere,))
        with redis.Redis.from_url(url, retry=patience) as client:
            assert client.ping()
        yield url
        process.terminate()
        process.wait(timeout=WAIT_S)
