"""What every test may use: the real tables, read once."""

from pathlib import Path

import pytest

from geo.catalogue import read_catalogue

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def catalogue():
    return read_catalogue(ROOT / "data")
