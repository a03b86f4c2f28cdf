"""A command writes in the letters of its console, and ends quietly where nobody reads any more."""

import os
import subprocess
import sys

import pytest

from geo.console import CLOSED, run_command
from tests.conftest import ROOT


def test_its_status_is_that_of_the_command(capsys):
    assert run_command(lambda: print("one") or 2) == 2
    assert capsys.readouterr().out == "one\n"


@pytest.mark.parametrize("command", ["check", "editions", "importing", "editing"])
def test_every_command_is_run_so(command):
    program = (ROOT / "geo" / command / "__main__.py").read_text(encoding="utf-8")
    assert "sys.exit(run_command(main))" in program


def test_a_reader_who_leaves_is_no_fault():
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "wb") as closed:
        ran = subprocess.run(
            [sys.executable, "-m", "geo.check"], stdout=closed, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    assert (ran.returncode, ran.stderr) == (CLOSED, b"")
