"""A database of editions to try things on: a SQLite file, or one of Debian's PostgreSQL where it is installed."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text

from geo.editions.database import begin_writing, connect


def find_pg_ctl():
    """Find the newest PostgreSQL; Debian puts its programs beside the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return str(found[-1]) if found else shutil.which("pg_ctl")


@pytest.fixture(scope="session")
def postgresql():
    """Start PostgreSQL on a free port with nothing in it; stop it at the end. Gives the URL without a database."""
    pg_ctl = find_pg_ctl()
    if pg_ctl is None:
        pytest.skip("PostgreSQL is not installed: `make postgresql` does it where it may")
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="editions-") as folder:
        # It refuses to run as root, so Debian's own account for it runs it then.
        account = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        if account:
            shutil.chown(folder, "postgres", "postgres")
        where = {"cwd": folder, "stdout": subprocess.DEVNULL} | account
        data, log = f"{folder}/data", f"{folder}/log"
        subprocess.run([pg_ctl, "initdb", "-D", data, "-o", "-A trust -U editions --no-sync"], check=True, **where)
        options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
        subprocess.run([pg_ctl, "start", "-w", "-D", data, "-l", log, "-o", options], check=True, **where)
        yield f"postgresql://editions@127.0.0.1:{port}"
        subprocess.run([pg_ctl, "stop", "-w", "-m", "immediate", "-D", data], check=True, **where)


@pytest.fixture
def postgresql_address(postgresql):
    """Empty the one database, which is quicker than to make another."""
    address = f"{postgresql}/postgres"
    engine = connect(address)
    with begin_writing(engine) as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


@pytest.fixture
def sqlite_address(tmp_path):
    return str(tmp_path / "editions.sqlite")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request):
    """Where there is no database yet; a test that asks for it runs on both kinds."""
    return request.getfixturevalue(f"{request.param}_address")
