import datetime as dt
from dataclasses import replace

import pytest

from geo.cooperation import readiness
from geo.cooperation.readiness import GRADE_OF_STATUS, GRADES, Passage, State, look_along, write_as_of, write_passage
from geo.language import load_language
from geo.records.cooperation import Readiness

ENGLISH = load_language("en")


def state(country, status, as_of="2024"):
    return State(country, "etir", Readiness(country, "etir", status, "", "", as_of, ("x",), "high", ""))


def passage(*statuses):
    return Passage("etir", tuple(state(c, s) for c, s in zip(readiness.CORRIDOR, statuses, strict=False)))


def test_every_status_of_the_vocabulary_has_a_grade(catalogue):
    assert set(catalogue.vocabularies["readiness-status"]) == set(GRADE_OF_STATUS)
    assert set(GRADE_OF_STATUS.values()) == set(GRADES)


def test_a_status_new_to_us_is_unknown_and_so_is_a_missing_row():
    assert state("KAZ", "dreamt-of").grade == "unknown"
    assert State("KAZ", "etir", None).status == "unknown"


def test_the_matrix_and_the_single_facts_hold_every_row_of_the_table_once(catalogue):
    rows = readiness.list_rows(catalogue)
    told = [s.row for row in rows for s in row.states if s.row]
    beside = [s.row for s in readiness.list_extras(catalogue)]
    assert len(told) + len(beside) == len(catalogue.readiness)
    assert {*told, *beside} == set(catalogue.readiness)
    assert {len(row.states) for row in rows} == {8}
    standings = {row.country: row.standing for row in rows}
    assert [standings[code] for code in ("TUR", "HUN", "GEO")] == ["member", "observer", "other"]


def test_what_is_known_for_one_country_only_is_no_column_and_a_country_told_of_little_is_no_row(catalogue):
    rows = readiness.list_rows(catalogue)
    assert all(s.row for row in rows for s in row.states)
    assert {s.country for s in readiness.list_extras(catalogue)} == {"KGZ", "KAZ", "TJK", "AZE"}
    assert "TJK" not in {row.country for row in rows}


def test_the_age_of_a_state_is_counted_from_its_date_and_an_undated_one_is_the_oldest(catalogue):
    row = next(row for row in catalogue.readiness if row.as_of == "2023-06")
    told = State(row.country, row.instrument, row)
    days = (dt.date(2023, 5, 1), dt.date(2024, 6, 29), dt.date(2024, 6, 30), dt.date(2025, 7, 1), dt.date(2040, 1, 1))
    assert [told.age(day) for day in days] == [0, 0, 1, 2, 3]
    assert State("KAZ", "etir", None).age(days[0]) == 3
    assert State("KAZ", "etir", replace(row, as_of="2023-09/..")).age(dt.date(2025, 10, 1)) == 2


def test_instruments_stand_in_the_order_of_the_vocabulary(catalogue):
    expected = "tir-convention etir digital-tir e-cmr e-permit single-window aeo simplified-customs-corridor"
    assert readiness.list_instruments(catalogue) == tuple(expected.split())


def test_observers_without_any_row_are_named(catalogue):
    assert "Turkish Republic of Northern Cyprus" in readiness.list_untold(catalogue)


def test_the_corridor_is_that_of_the_main_lines(catalogue):
    main = {line.line_id for line in catalogue.lines if line.part == "main"}
    crossed = {w.country for w in catalogue.waypoints if w.line_id in main and w.country}
    assert set(readiness.CORRIDOR) <= crossed


@pytest.mark.parametrize(
    ("statuses", "weakest", "verdict"),
    [
        (("yes", "in-use", "connected", "yes"), [], "In place all the way."),
        (("yes", "launched", "not-confirmed", "yes"), ["GEO"], "Weakest link: Georgia."),
        (("not-listed", "launched", "not-a-party", "yes"), ["KAZ", "GEO"], "Weakest link: Kazakhstan and Georgia."),
        (
            ("project", "unknown", "yes", "yes"),
            ["KAZ"],
            "Weakest known link: Kazakhstan; what is unknown may be weaker.",
        ),
        (("yes", "unknown", "yes", "yes"), [], "No weak link is known, but not every country is."),
        (("not-applicable", "yes", "yes", "yes"), [], "In place all the way."),
    ],
)
def test_the_weakest_link(catalogue, statuses, weakest, verdict):
    found = passage(*statuses)
    assert [s.country for s in found.weakest] == weakest
    assert write_passage(catalogue, found, ENGLISH)[0] == verdict


def test_the_sentence_names_every_country_with_its_date(catalogue):
    for instrument in readiness.list_instruments(catalogue):
        text = " ".join(write_passage(catalogue, look_along(catalogue, instrument), ENGLISH))
        for country in readiness.CORRIDOR:
            assert f"{ENGLISH.country(country)} (" in text
        assert text.count("as of") + text.count("undated") == len(readiness.CORRIDOR)


def test_etir_from_khorgos_to_kapikule(catalogue):
    assert write_passage(catalogue, look_along(catalogue, "etir"), ENGLISH)[1:] == [
        "Not confirmed: Kazakhstan (as of 10 September 2025).",
        "In place: Azerbaijan (connected, as of June 2023) and Georgia (connected, as of June 2023).",
        "Unknown: Türkiye (as of June 2023).",
    ]


@pytest.mark.parametrize(
    ("as_of", "said"),
    [("", "undated"), ("2023-06", "June 2023"), ("2023-09/..", "September 2023 or later")],
)
def test_a_state_is_dated_as_its_source_is(as_of, said):
    assert write_as_of(state("KAZ", "yes", as_of), ENGLISH) == said


def test_no_rows_at_all(catalogue):
    bare = replace(catalogue, readiness=())
    assert readiness.list_rows(bare) == ()
    assert readiness.list_instruments(bare) == ()
    assert {s.grade for s in look_along(bare, "etir").states} == {"unknown"}


def test_one_sentence_tells_who_still_lacks_what(catalogue):
    told = readiness.write_gaps(catalogue, ENGLISH)
    assert told.startswith("Not in place yet on this way: ")
    assert "e-CMR in Kazakhstan and Georgia" in told
    assert "eTIR (UNECE, Annex 11) in Kazakhstan" in told
    unknown = sum(len(look_along(catalogue, i).graded("unknown")) for i in readiness.list_instruments(catalogue))
    assert told.endswith(f"{unknown} states are unknown.")


def test_a_way_without_gaps_says_so(catalogue):
    done = tuple(replace(row, status="yes") for row in catalogue.readiness)
    assert readiness.write_gaps(replace(catalogue, readiness=done), ENGLISH) == "Everything is in place on this way."


def test_gaps_are_what_is_not_in_place_weakest_first_and_name_who_has_it(catalogue):
    for row in readiness.list_rows(catalogue):
        gaps = readiness.list_gaps(catalogue, row.country)
        assert {gap.state for gap in gaps} == {s for s in row.states if s.grade not in ("in-place", "not-applicable")}
        order = [GRADES.index(gap.state.grade) for gap in gaps]
        assert order == sorted(order)
        for gap in gaps:
            assert {s.grade for s in gap.others} <= {"in-place"}
            assert row.country not in {s.country for s in gap.others}
            days = [s.row.event_date for s in gap.others if s.row.event_date]
            assert days == sorted(days)
            assert [s.row.event_date for s in gap.others][: len(days)] == days
    assert readiness.list_gaps(catalogue, "XXX") == ()
