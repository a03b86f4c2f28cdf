"""The work of the check grows as its rows do, counted in calls: a table of ten thousand rows is one that people have."""

import sys

from geo.check.folder import check_folder
from tests.bench.synthetic import write_folder
from tests.conftest import ROOT

FEW, MANY = 2_000, 4_000


def count_calls(folder):
    counted = 0

    def note(_frame, event, _what):
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        check_folder(folder)
    finally:
        sys.setprofile(None)
    return counted


def test_twice_the_sites_are_at_most_twice_the_work(tmp_path):
    calls = []
    for sites in (FEW, MANY):
        folder = tmp_path / str(sites)
        write_folder(ROOT / "data", folder, sites)
        calls.append(count_calls(folder))
    assert calls[1] <= 2 * calls[0]
