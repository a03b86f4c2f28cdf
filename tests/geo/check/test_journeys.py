"""The checks of the tables of journeys: silent on the real ones, and each sees its own fault."""

import copy
from pathlib import Path

import pytest

from geo.check.folder import check_folder, journeys

DATA = Path(__file__).parents[3] / "data"
CHECKS = (
    journeys.check_stretches,
    journeys.check_lengths,
    journeys.check_journeys,
    journeys.check_stops,
)
# check, table, key column, key, cells to change, what is said of it
BROKEN = [
    (0, "stretches", "stretch_id", "tbilisi-batumi-rail", {"line_ids": ("R4", "R5")}, "Here batumi is no vertex of the line R5."),
    (0, "stretches", "stretch_id", "alat-boyuk-kesik", {"line_ids": ("R3", "R1")}, "Here the lines R3 and R1 share no place."),
    (1, "lengths", "line_id", "R2", {"from_place": "kapikule"}, 'column from_place: "kapikule" – expected a vertex of R2'),
    (2, "journeys", "journey_id", "alat-tbilisi", {"usual": ("alat-red-bridge",)}, "a way that ends at tbilisi"),
    (2, "journeys", "journey_id", "alat-tbilisi", {"usual": ("tbilisi-poti",)}, "a stretch from baku-port-alat by one of: road, rail"),
    (2, "journeys", "journey_id", "alat-tbilisi", {"modes": ("sea",)}, "a stretch from baku-port-alat by one of: sea"),
    (3, "journey_stops", "stop_id", "red-bridge-az", {"place_id": "ganja"}, "an end of a stretch"),
    (3, "journey_stops", "stop_id", "red-bridge-az", {"faces": "AZE"}, "another country, or the word sea"),
    (3, "journey_stops", "stop_id", "red-bridge-az", {"faces": ""}, "another country, or the word sea"),
    (3, "journey_stops", "stop_id", "tbilisi-transfer", {"faces": "sea"}, "nothing, for a transfer"),
]  # fmt: skip


@pytest.fixture(scope="module")
def checked():
    return check_folder(DATA)


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.__name__)
def test_the_real_tables_have_no_such_fault(checked, check):
    assert [str(fault) for fault in check(checked.values, checked.dictionary)] == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda case: case[-1])
def test_each_check_sees_its_fault(checked, broken):
    number, table, key, name, cells, said = broken
    values = dict(checked.values) | {table: copy.deepcopy(checked.values[table])}
    row = list(values[table].columns[key]).index(name)
    for heading, cell in cells.items():
        values[table].columns[heading][row] = cell
    faults = [str(fault) for fault in CHECKS[number](values, checked.dictionary)]
    assert len(faults) == 1
    assert said in faults[0]
