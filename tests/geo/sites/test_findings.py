import datetime as dt
from dataclasses import replace

import pytest

from geo.cooperation.brief import gather_brief
from geo.sites import findings
from geo.sites.findings import STATUSES, FindingFilter, find_findings, group_by_status, is_old
from geo.sites.selection import facing_posts

TODAY = dt.date(2026, 11, 24)


def ids(rows):
    return {row.finding_id for row in rows}


def test_no_filter_finds_everything(catalogue):
    assert FindingFilter().empty
    assert ids(find_findings(catalogue, FindingFilter())) == ids(catalogue.findings)


def test_newest_first_and_undated_last(catalogue):
    years = [row.year for row in find_findings(catalogue, FindingFilter())]
    dated = [year for year in years if year]
    assert dated == sorted(dated, reverse=True)
    assert years[len(dated) :] == [""] * (len(years) - len(dated))


def test_parts_of_the_filter_narrow_and_values_within_a_part_widen(catalogue):
    one = ids(find_findings(catalogue, FindingFilter(countries=("KGZ",))))
    two = ids(find_findings(catalogue, FindingFilter(countries=("KGZ", "TUR"))))
    both = ids(find_findings(catalogue, FindingFilter(countries=("KGZ",), statuses=("done",))))
    assert both < one < two
    assert both == {"F045", "F048", "F088", "F089", "F090"}


def test_a_site_brings_the_post_that_faces_it(catalogue):
    assert {"F001", "F003"} <= ids(find_findings(catalogue, FindingFilter(site="red-bridge")))
    assert facing_posts(catalogue, "red-bridge") == ("red-bridge", "tsiteli-khidi")
    assert facing_posts(catalogue, "no-such-site") == ("no-such-site",)
    assert facing_posts(catalogue, "") == ()


@pytest.mark.parametrize(
    ("topic", "example"),
    [
        ("infrastructure", "F028"),
        ("procedure", "F001"),
        ("staffing", "F056"),
        ("it", "F035"),
        ("permits", "F002"),
        ("opening-hours", "F027"),
        ("gauge-change", "F038"),
        ("ppp-bot", "F073"),
        ("other", "F034"),
    ],
)
def test_every_topic_finds_something(catalogue, topic, example):
    assert example in ids(find_findings(catalogue, FindingFilter(topics=(topic,))))


def test_groups_stand_in_order_and_hold_every_row_once(catalogue):
    groups = group_by_status(find_findings(catalogue, FindingFilter()))
    assert tuple(groups) == STATUSES
    assert sum(len(rows) for rows in groups.values()) == len(catalogue.findings)
    assert set(STATUSES) == set(catalogue.vocabularies["finding-status"])


def test_the_same_printed_status_always_means_the_same(catalogue):
    meanings = {}
    for row in catalogue.findings:
        meanings.setdefault(row.status, set()).add(row.status_term)
    assert {printed: terms for printed, terms in meanings.items() if len(terms) > 1} == {}


@pytest.mark.parametrize(
    ("printed", "term"),
    [
        ("open", "open"),
        ("proposed", "open"),
        ("announced", "open"),
        ("under construction", "in-hand"),
        ("done", "done"),
        ("closed", "done"),
        ("event", "unknown"),
        ("open at the time", "unknown"),
    ],
)
def test_printed_states_become_terms(catalogue, printed, term):
    assert {row.status_term for row in catalogue.findings if row.status == printed} == {term}


def test_what_is_to_be_treated_with_care_stays_low(catalogue):
    row = next(row for row in catalogue.findings if row.finding_id == "F034")
    assert (row.confidence, row.status_term, bool(row.note)) == ("low", "unknown", True)


@pytest.mark.parametrize(
    ("year", "old"),
    [
        ("2023", True),
        ("2024", False),
        ("2024-11-23", True),
        ("2024-11-24", False),
        ("2026", False),
        ("2022/2023", True),
        ("2020/..", False),
        ("../2020", True),
        ("", False),
    ],
)
def test_evidence_is_old_only_when_that_is_certain(year, old):
    assert is_old(year, TODAY) is old


def test_age_is_counted_from_the_day_given():
    assert not is_old("2023", dt.date(2025, 12, 31))
    assert is_old("2023", dt.date(2026, 1, 1))
    assert is_old("2020", dt.date(2024, 2, 29))


def test_sites_named_are_sites_once_each(catalogue):
    named = findings.sites_named(catalogue, catalogue.findings)
    assert len(named) == len(set(named))
    assert set(named) <= set(catalogue.sites)
    assert "kuryk-port" not in named


def test_what_a_search_did_not_find_is_shown_nowhere(catalogue):
    row = replace(catalogue.findings[0], finding_id="F999", status="Not found (search of 2026)", place_id=("kapikule",))
    more = replace(catalogue, findings=(*catalogue.findings, row))
    assert "F999" not in ids(find_findings(more, FindingFilter()))
    assert "F999" not in ids(gather_brief(more, "TUR", "2024").findings)
    assert len(findings.shown_findings(more)) == len(catalogue.findings)
