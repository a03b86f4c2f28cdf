import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.language import load_language
from geo.records.cooperation import Visit
from geo.sites.visits import (
    UNDATED,
    countries_of,
    draw_timeline,
    find_visits,
    followers,
    group_by_site,
    group_visits,
    list_undertakings,
    tell_visits,
    write_followed,
    years_of,
)

BLANK = {field.name: () if "tuple" in str(field.type) else "" for field in dataclasses.fields(Visit)}


def visit(visit_id, date):
    return Visit(**(BLANK | {"visit_id": visit_id, "date": date}))


def ids(rows):
    return [row.visit_id for row in rows]


def test_no_filter_finds_all_ten(catalogue):
    assert ids(find_visits(catalogue)) == [f"V{number:02}" for number in range(1, 11)]


@pytest.mark.parametrize(
    ("countries", "site", "found"),
    [
        (("KGZ",), "", ["V03", "V04"]),
        (("GEO",), "", ["V01"]),
        (("TUR",), "", ["V08", "V10"]),
        ((), "baku-port-alat", ["V02", "V09"]),
        ((), "kapikule", ["V08"]),
        (("KGZ",), "kapikule", []),
        ((), "tashkent-ark-buloq", []),
    ],
)
def test_visits_by_country_of_the_place_and_by_site(catalogue, countries, site, found):
    assert ids(find_visits(catalogue, countries, site)) == found


def test_the_visit_of_2022_belongs_to_turkiye_and_to_no_gate(catalogue):
    last = catalogue.visits[-1]
    assert (last.visit_id, last.site_id, countries_of(catalogue, last)) == ("V10", "", ("TUR",))


def test_the_visit_of_2019_follows_the_one_to_the_port(catalogue):
    assert ids(followers(catalogue, "V02")) == ["V09"]
    assert followers(catalogue, "V09") == ()


def test_undated_visits_have_no_place_on_the_line(catalogue):
    line = draw_timeline(catalogue.visits)
    assert ids(line.undated) == [f"V{number:02}" for number in range(1, 9)]
    assert [(mark.visit.visit_id, mark.row) for mark in line.marks] == [("V09", 0), ("V10", 0)]
    assert [year for year, _ in line.ticks] == [2019, 2020, 2021, 2022]


def test_a_visit_known_by_its_year_fills_the_year():
    line = draw_timeline([visit("A", "2019"), visit("B", "2022-05-16/2022-05-18")])
    year, days = line.marks
    assert (year.start, round(year.length)) == (0, 25)
    assert 75 < days.start < 88


def test_no_dates_no_line():
    line = draw_timeline([visit("A", "")])
    assert (ids(line.undated), line.marks, line.ticks, line.rows) == (["A"], (), (), 0)


@given(
    st.lists(st.sampled_from(["", "2014", "2019", "2019-05", "2022-05-16/2022-05-18", "2020/..", "../2013", "1999~"]))
)
def test_marks_stay_on_the_line_and_never_cover_each_other(dates):
    line = draw_timeline([visit(f"X{number}", date) for number, date in enumerate(dates)])
    assert len(line.undated) + len(line.marks) == len(dates)
    for mark in line.marks:
        assert mark.start >= 0
        assert mark.start + mark.length <= 100.02
        assert mark.row < line.rows
        for other in line.marks:
            apart = mark.start + mark.length <= other.start + 0.02 or other.start + other.length <= mark.start + 0.02
            assert other is mark or other.row != mark.row or apart


def test_a_label_may_stand_aside_but_the_mark_of_its_date_does_not():
    year, days = draw_timeline([visit("A", "2019"), visit("B", "2022-12-30/2022-12-31")], 30.0).marks
    assert (days.start, days.length) == (70, 30)
    assert 99 < days.since < 100
    assert 0 < days.span < 0.2
    assert (year.since, round(year.span)) == (0, 25)


def test_what_was_followed_up_is_named_with_its_date(catalogue):
    told = {visit.visit_id: write_followed(catalogue, visit, load_language("en")) for visit in catalogue.visits}
    assert told["V09"] == "Port of Baku, undated"
    assert {visit for visit, text in told.items() if text} == {v.visit_id for v in catalogue.visits if v.follows}


def test_visits_of_one_undertaking_stand_together(catalogue):
    groups = [[visit.visit_id for visit in rows] for rows in group_visits(catalogue.visits)]
    assert groups == [["V01", "V02", "V03", "V04", "V05", "V06", "V07", "V08"], ["V09"], ["V10"]]
    assert group_visits([]) == ()


def test_visits_by_undertaking_and_by_year(catalogue):
    assert [(first, len(rows)) for first, rows in list_undertakings(catalogue).items()] == [
        ("V01", 8),
        ("V09", 1),
        ("V10", 1),
    ]
    assert ids(find_visits(catalogue, undertakings=["V09"])) == ["V09"]
    assert len(find_visits(catalogue, undertakings=["V01", "V10"])) == 9
    assert find_visits(catalogue, undertakings=["V02"]) == ()
    assert ids(find_visits(catalogue, years=["2022"])) == ["V10"]
    assert ids(find_visits(catalogue, ["AZE"], years=[UNDATED])) == ["V01", "V02"]


@pytest.mark.parametrize(
    ("date", "years"), [("", (UNDATED,)), ("2019", ("2019",)), ("2021-12/2022-01", ("2021", "2022"))]
)
def test_a_visit_is_of_every_year_that_its_date_can_mean(date, years):
    assert years_of(visit("A", date)) == years


def test_the_visits_of_a_site_are_told_with_date_and_delegations(catalogue):
    sites = group_by_site(catalogue.visits)
    assert len(sites) == 8
    assert ids(sites["baku-port-alat"]) == ["V02", "V09"]
    said = tell_visits("Port of Baku", sites["baku-port-alat"], load_language("en"))
    assert said.startswith("Field visits to Port of Baku: 2 · undated: Azerbaijan, ")
    assert said.endswith(" · 2019: delegations not stated")
