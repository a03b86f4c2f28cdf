"""The brief of one country, on the real tables."""

from pathlib import Path

import pytest

from geo.cooperation.brief import gather_brief, is_after, list_countries, list_years
from geo.cooperation.timeline import year_of
from geo.load import read_catalogue


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue(Path(__file__).parents[3] / "data")


def test_brief_of_kyrgyzstan(catalogue):
    brief = gather_brief(catalogue, "KGZ", "2024")
    assert [post.site.site_id for post in brief.posts] == ["irkeshtam", "torugart"]
    assert [visit.visit_id for visit in brief.visits] == ["V03", "V04"]
    assert {visit.visit_id for visit in brief.delegated} == {"V01", "V02", "V05", "V06", "V07", "V08"}
    assert "F046" in {finding.finding_id for finding in brief.findings}
    assert [route.route_id for route in brief.routes] == ["T3"]
    assert len(brief.readiness) == 8
    assert {row.instrument for row in brief.extras} == {"traceca-multilateral-permit", "tir-windows"}
    assert brief.member.member_id == "kgz"


def test_times_are_the_newest_measured_ones_of_its_own_side(catalogue):
    for country in list_countries(catalogue):
        brief = gather_brief(catalogue, country, "2020")
        for row in brief.times:
            assert (row.country, row.kind, row.scope) == (country, "measured", "bcp")
            assert row.hours is not None
            same = [r for r in catalogue.dwell if (r.place_id, r.mode, r.direction, r.from_country, r.to_country)
                    == (row.place_id, row.mode, row.direction, row.from_country, row.to_country)
                    and r.kind == "measured" and r.scope == "bcp" and r.hours is not None]  # fmt: skip
            assert row.year == max(r.year for r in same)


def test_changes_are_dated_after_the_year(catalogue):
    changes = gather_brief(catalogue, "AZE", "2022").changes
    assert changes.total
    assert all(year_of(event.date) > 2022 for event in changes.events)
    assert all(year_of(finding.year) > 2022 for finding in changes.findings)
    assert all(row.year > 2022 for row in changes.times)
    assert "e-permit" in {row.instrument for row in changes.readiness}


def test_a_country_without_records_has_an_empty_brief(catalogue):
    brief = gather_brief(catalogue, "ISL", "2020")
    assert not any((brief.posts, brief.times, brief.visits, brief.findings, brief.routes, brief.events))
    assert brief.member is None


def test_countries_and_years_to_choose_from(catalogue):
    assert {"AZE", "KAZ", "KGZ", "TUR", "UZB", "HUN", "TKM", "GEO", "CHN", "BGR"} == set(list_countries(catalogue))
    years = list_years(catalogue)
    assert list(years) == sorted(set(years), reverse=True)


@pytest.mark.parametrize(
    ("date", "since", "later"),
    [
        ("2022-11-12", "2022-11-11", True),
        ("2022-11-11", "2022-11-11", False),
        ("2022-12", "2022-11-11", True),
        ("2022", "2022-11-11", False),  # some of the year is before that day
        ("2023", "2022-11-11", True),
        ("2022-12-27", "2022", False),
        ("2023-01-01/..", "2022", True),
        ("../2023", "2022", False),
        ("", "2022", False),
    ],
)
def test_later_is_only_what_is_later_for_certain(date, since, later):
    assert is_after(date, since) is later


def test_changes_since_a_day(catalogue):
    events = [event.event_id for event in gather_brief(catalogue, "UZB", "2022-11-11").changes.events]
    assert "S29" in events  # 27 December 2022
    assert "S27" not in events  # the signing of that very day


def test_what_is_open_comes_first(catalogue):
    for country in list_countries(catalogue):
        terms = [finding.status_term for finding in gather_brief(catalogue, country, "2024").findings]
        assert terms == sorted(terms, key=("open", "in-hand", "unknown", "done").index)
