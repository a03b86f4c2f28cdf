"""The bench is not run by the tests, but what it imports from the app and its parts must be there."""

from collections import defaultdict
from importlib import import_module

import pytest

from tests.bench import reading
from tests.conftest import ROOT

MODULES = sorted(f"tests.bench.{path.stem}" for path in (ROOT / "tests" / "bench").glob("*.py"))


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("_app")])
def test_every_part_of_the_bench_can_be_imported(name):
    assert import_module(name).__doc__


def test_a_table_that_has_grown_beyond_four_digits_starts_without_a_fault(tmp_path):
    samples = defaultdict(list)
    reading.measure_start(ROOT / "data", tmp_path / "many", 1, samples)
    assert len(samples["tables.start"]) == 1
