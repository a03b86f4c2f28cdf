"""What was collected in November 2026 is here, cell by cell, and what it must not be read as is not."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from geo.check.folder import check_folder
from geo.corridor.published import list_runs, list_tables, list_targets
from geo.dates import last_day
from geo.freshness import find_freshness
from geo.records.measurements import FORWARD_KINDS

DATA = Path(__file__).parents[2] / "data"
COLLECTED = Path(__file__).parent / "collected_2026_11.csv"
# How many rows came in, and their ids; gaps in the numbers were left out by those who checked them.
IDS = {
    "dwell": ("D", 229, 250, ()),
    "volumes": ("V", 122, 194, (135, 136, 148, 170)),
    "published_times": ("E", 59, 80, (74, 75)),
    "events": ("X", 14, 42, (39,)),
    "findings": ("F", 75, 102, (79,)),
    "disagreements": ("K", 51, 68, (57, 58)),
}
ROWS = {"dwell": 22, "volumes": 69, "published_times": 20, "events": 28, "findings": 27, "disagreements": 16}
MINISTRY = ("V181", "V182", "V122", "V183", "V184", "V185", "V118")
# Opening hours were one cell for each site there; here they are statements, and rows for the clock.
HOURS = {
    "A027": "by a notice of December 2023, not confirmed since",
    "A050": "by a notice of December 2023, not confirmed since",
    "A051": "on trial since 1 June 2025",
    "A084": "prolonged to 30 June 2026; the later state was not found",
    "A154": "24 hours, as of December 2025",
    "A155": "on trial since 14 August 2023",
    "A117": "by the decision of 19 December 2025",
}


def read_rows(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        key = reader.fieldnames[:2] if table == "readiness" else reader.fieldnames[:1]
        return {"/".join(row[column] for column in key): row for row in reader}


@pytest.mark.parametrize("table", IDS)
def test_every_row_that_was_collected_is_here(table):
    letter, first, last, missing = IDS[table]
    digits = 2 if letter in "XK" else 3
    wanted = {f"{letter}{n:0{digits}}" for n in range(first, last + 1) if n not in missing}
    assert len(wanted) == ROWS[table]
    assert wanted <= set(read_rows(table))


def test_every_collected_and_every_corrected_cell_says_what_was_collected():
    tables, wrong = {}, []
    with COLLECTED.open(encoding="utf-8", newline="") as file:
        for cell in csv.DictReader(file):
            row = tables.setdefault(cell["table"], read_rows(cell["table"]))[cell["row"]]
            said, wanted = row[cell["column"]], cell["value"]
            in_words = cell["column"] in {"note", "resolution_hint", "status_detail"}
            if not (wanted in said if in_words or cell["column"] == "source_id" else wanted == said):
                wrong.append((*cell.values(), said))
    assert wrong == []


def test_opening_hours_say_the_corrected_words_each_with_its_date(catalogue):
    facts = {fact.fact_id: fact for fact in catalogue.site_facts}
    assert {name: words in facts[name].statement for name, words in HOURS.items()} == dict.fromkeys(HOURS, True)
    assert all(facts[name].as_of for name in HOURS)
    assert "A028" not in facts


def test_the_ministrys_run_of_seven_years_is_the_only_one_that_a_line_joins(catalogue):
    (run,) = list_runs(catalogue)
    assert [v.volume_id for v in run.values] == list(MINISTRY)
    assert [v.year for v in run.values] == list(range(2019, 2026))
    assert [v.value for v in run.values] == [759e3, 783e3, 586e3, 1485e3, 2764e3, 4484e3, 4119e3]


def test_trains_sent_and_trains_received_are_two_series_and_never_one_table(catalogue):
    tables = {
        table.series.series_id if table.series else "": table
        for table in list_tables(catalogue)
        if table.unit == "trains"
    }
    told = {series: {v.volume_id for year in table.years for v in year.volumes} for series, table in tables.items()}
    assert {"V040", "V131", "V186"} <= told["trains-sent"]
    assert {"V115", "V121", "V132", "V133", "V134", "V187"} <= told["trains-received"]
    assert told["trains-sent"].isdisjoint(told["trains-received"])
    assert {"V039", "V041"} == told[""]


def test_no_target_stands_among_outcomes_or_in_a_series(catalogue):
    assert not [v.volume_id for v in catalogue.volumes if v.series_id and v.kind in FORWARD_KINDS]
    told = [v for table in list_tables(catalogue) for year in table.years for v in year.outcomes]
    assert not [v.volume_id for v in told if v.kind in FORWARD_KINDS]
    targets = {row.time_id: row for row in list_targets(catalogue)}
    assert {"E061", "E068", "E069", "E070", "E072", "E073"} <= set(targets)
    assert targets["E073"].mode_scope == "cargo volume"
    assert {targets[name].mode_scope for name in ("E035", "E036")} == {"throughput capacity"}
    told = replace(catalogue, published_times=(replace(targets["E073"], kind="published-time"), targets["E061"]))
    assert [row.time_id for row in list_targets(told)] == ["E061"]


@pytest.mark.parametrize(
    ("row", "column", "cell", "told"),
    [
        ("V021", "series_id", "ministry-cargo", "an outcome: a target or forecast stands in no series"),
        ("V016", "series_id", "ministry-cargo", "a whole year, as the series is joined by a line"),
        ("V011", "series_id", "ministry-cargo", "one value of each year, as the series is joined by a line"),
        ("V119", "series_id", "ministry-cargo", "the unit of the series (t)"),
    ],
)
def test_the_check_refuses_in_a_series_what_a_line_may_not_join(tmp_path, row, column, cell, told):
    for source in DATA.glob("*.csv"):
        shutil.copy(source, tmp_path)
    rows = read_rows("volumes")
    rows[row][column] = cell
    with (tmp_path / "volumes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, next(iter(rows.values())), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())
    (fault,) = [
        fault for fault in check_folder(tmp_path).faults if fault.file == "volumes.csv" and fault.column == column
    ]
    assert told in str(fault)


def test_both_sides_of_the_lorries_held_in_georgia_are_told(catalogue):
    finding = next(row for row in catalogue.findings if row.finding_id == "F078")
    assert "more than 20 days" in finding.text
    assert "Georgia denies it" in finding.note
    assert {"report-trucks-held", "news-az-pm-denies"} <= set(finding.source_id)
    disagreement = next(row for row in catalogue.disagreements if row.disagreement_id == "K65")
    assert (disagreement.concerns, disagreement.value_b) == (("F078",), "one lorry, for a specific reason")


def test_peaks_at_kapitan_andreevo_are_no_mean_and_no_limit(catalogue):
    assert not [row.dwell_id for row in catalogue.dwell if row.place_id == "kapitan-andreevo"]
    rows = [v for v in catalogue.volumes if v.place_id == ("kapitan-andreevo",)]
    assert {v.volume_id: v.kind for v in rows} == {
        "V166": "observed", "V167": "observed", "V168": "estimate", "V169": "estimate",
    }  # fmt: skip


def test_paperwork_is_not_compared_with_time_at_a_border(catalogue):
    reasons = {row.time_id: row.reason for row in catalogue.comparisons if row.reason}
    assert "not the stay at a border" in reasons["E063"]
    assert "E025" in reasons


def test_what_was_not_read_a_second_time_has_low_confidence_and_says_so(catalogue):
    volumes = {v.volume_id: v for v in catalogue.volumes}
    for name in ("V131", "V137", "V138", "V173", "V176"):
        assert volumes[name].confidence == "low"
        assert "confirmed by a second reading" in volumes[name].note
    assert volumes["V169"].confidence == "low"


def test_each_source_says_when_it_was_collected_or_nobody_recorded_it(catalogue):
    days = {source.source_id: source.accessed for source in catalogue.sources.values()}
    assert set(days.values()) == {"2026-11-23", "2026-11-27", ""}
    assert {source for source, day in days.items() if not day} == {
        "own-computation", "not-found", "general-knowledge", "iana-tz",
    }  # fmt: skip
    assert (days["report-titr-300-000"], days["cpmm-2023-bcp-monitor"]) == ("2026-11-27", "2026-11-23")


def test_the_newest_of_each_table_is_found_and_what_is_missing_is_named(catalogue):
    fresh = {one.table: one for one in find_freshness(catalogue)}
    assert fresh["dwell"].date == fresh["speeds"].date == "2023"
    assert "2024 and 2025" in fresh["dwell"].gaps[0].statement
    assert fresh["dwell"].gaps[0] in fresh["speeds"].gaps
    assert (fresh["events"].date, fresh["events"].ids) == ("2026-01-30", ("X38", "X42"))
    assert fresh["volumes"].ids == ("V166",)  # V176 is a day newer and of low confidence
    assert fresh["readiness"].date == "2026-06-25"
    assert {gap for one in fresh.values() for gap in one.gaps} == set(catalogue.gaps)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023", "2023-12-31"),
        ("2023-09/..", "2023-09-01"),
        ("../2026-06-30", "2026-06-30"),
        ("2019/2024", "2024-12-31"),
    ],
)
def test_age_is_counted_from_the_last_day_that_a_date_can_mean(text, day):
    assert last_day(text).isoformat() == day
    assert last_day("") is None
