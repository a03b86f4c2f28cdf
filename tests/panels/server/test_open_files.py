"""The server asks for as many open files as it may, and says when they are few."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STARTED = """
import asyncio, logging, resource
from streamlit import App
from panels.server.startup import lifespan

async def start():
    async with lifespan(App("dashboard.py")):
        print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])

logging.basicConfig(format="%(name)s: %(message)s")
asyncio.run(start())
"""
RAISED = """
import logging
from panels.server.open_files import raise_limit, resource
logging.basicConfig(format="%(message)s")
{before}
raise_limit()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


def run_limited(limit, script):
    command = ["sh", "-c", f'{limit}; exec "$0" -c "$1"', sys.executable, script]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, encoding="utf-8", check=True)
    return done.stdout.split(), [line for line in done.stderr.splitlines() if "files" in line]


def test_the_server_raises_a_low_limit_when_it_starts():
    assert run_limited("ulimit -S -n 256", STARTED) == (["8192"], [])


def test_a_limit_that_cannot_be_raised_is_said_in_the_log():
    told = "panels.server.open_files: At most 256 files may be open at once, enough for some 85 open pages; "
    assert run_limited("ulimit -n 256", STARTED) == (["256"], [told + "raise the limit (ulimit -n 8192)"])


@pytest.mark.parametrize("limit", ["ulimit -S -n 9000", "ulimit -n 9000"])
def test_a_limit_that_is_high_enough_stays(limit):
    assert run_limited(limit, RAISED.format(before="")) == (["9000"], [])


def test_a_system_that_refuses_is_told_of():
    refuse = "resource.setrlimit = lambda *_: (_ for _ in ()).throw(ValueError('sealed'))"
    limits, told = run_limited("ulimit -S -n 256", RAISED.format(before=refuse))
    assert limits == ["256"]
    assert told[0] == "The limit of open files cannot be raised (sealed)"
    assert "At most 256 files" in told[1]


def test_no_limit_at_all_stays(monkeypatch):
    pytest.importorskip("resource")
    from panels.server import open_files  # noqa: PLC0415 - only where there is such a module

    asked = []
    endless = open_files.resource.RLIM_INFINITY
    monkeypatch.setattr(open_files.resource, "getrlimit", lambda _what: (endless, endless))
    monkeypatch.setattr(open_files.resource, "setrlimit", lambda *limits: asked.append(limits))
    open_files.raise_limit()
    assert asked == []
