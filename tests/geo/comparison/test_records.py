"""Visits, findings, events and readiness side by side, and what is said of them."""

import datetime as dt
from dataclasses import replace

import pytest

from geo.comparison.records import RecordWords, gather_records, list_passages
from geo.language import list_languages, load_language

PAIR = ("torugart", "irkeshtam")
DAY = dt.date(2026, 11, 27)


def words(catalogue, site_ids=PAIR, code="en"):
    return RecordWords(catalogue, site_ids, load_language(code))


def gather(catalogue, site_ids=PAIR):
    return [gather_records(catalogue, site_id) for site_id in site_ids]


def test_records_are_of_the_site_and_the_posts_that_face_it(catalogue):
    red = gather_records(catalogue, "red-bridge")
    assert "F001" in [row.finding_id for row in red.findings]  # about Tsiteli Khidi
    statuses = [row.status_term for row in gather_records(catalogue, "torugart").findings]
    assert set(statuses) == {"open", "in-hand"}
    assert statuses == sorted(statuses, reverse=True), "open ones first"
    assert [visit.visit_id for visit in red.visits] == ["V01"]
    assert all(not event.superseded_by and not event.same_as for event in red.events)


def test_a_visit_known_only_by_country_is_beside(catalogue):
    near = [visit for site_id in catalogue.sites for visit in gather_records(catalogue, site_id).near]
    assert near
    assert all(not visit.site_id for visit in near)


def test_numbers_are_said_and_none_is_said(catalogue):
    records = gather(catalogue)
    said = words(catalogue)
    assert said.tell_visits(records) == "Field visits recorded: 1 at Torugart and 1 at Irkeshtam."
    emptied = [records[0], replace(records[1], visits=(), findings=(), events=())]
    assert said.tell_visits(emptied) == "Field visits recorded: 1 at Torugart and none at Irkeshtam."
    nothing = [replace(one, visits=(), findings=(), events=()) for one in records]
    assert said.tell_visits(nothing) == "No field visit is recorded at Torugart and Irkeshtam."
    assert said.tell_findings(nothing) == "No finding is recorded as open or in hand at Torugart and Irkeshtam."
    assert said.tell_events(nothing) == "No event is recorded at Torugart and Irkeshtam."


def test_opening_hours_that_hold_today_are_told_from_old_ones(catalogue):
    assert words(catalogue, ("khorgos-port-cn", "torugart")).tell_opening(DAY) == (
        "As stated for today – open around the clock: Khorgos port (CN); nothing that holds today: Torugart."
    )
    part = replace(
        catalogue,
        opening_hours=tuple(
            replace(row, opens="08:00", closes="18:00") if row.place_id == "khorgos-port-cn" else row
            for row in catalogue.opening_hours
        ),
    )
    assert "not open around the clock: Khorgos port (CN)" in words(part, ("khorgos-port-cn",)).tell_opening(DAY)


def passages_of(catalogue, countries, instrument="etir"):
    return next(one for one in list_passages(catalogue, countries) if one[0].instrument == instrument)


def test_readiness_is_told_where_sites_differ(catalogue):
    sites = ("red-bridge", "torugart")
    passages = passages_of(catalogue, [("AZE", "GEO"), ("KGZ", "CHN")])
    assert words(catalogue, sites).tell_readiness(passages) == (
        "eTIR (UNECE, Annex 11): in place on every side at Red Bridge; not in place on a side at Torugart."
    )
    assert words(catalogue).tell_readiness(passages_of(catalogue, [("KGZ", "CHN")] * 2)) == ""


def test_a_side_without_a_row_is_not_known(catalogue):
    emptied = replace(catalogue, readiness=tuple(row for row in catalogue.readiness if row.country != "GEO"))
    passages = passages_of(emptied, [("AZE", "GEO"), ("KGZ", "CHN")])
    assert "not known for a side at Red Bridge" in words(emptied, ("red-bridge", "torugart")).tell_readiness(passages)


@pytest.mark.parametrize("code", list_languages())
def test_every_language_fills_its_places(catalogue, code):
    records, said = gather(catalogue, ("red-bridge", "torugart")), words(catalogue, ("red-bridge", "torugart"), code)
    passages = passages_of(catalogue, [("AZE", "GEO"), ("KGZ", "CHN")])
    sentences = [said.tell_visits(records), said.tell_findings(records), said.tell_events(records),
                 said.tell_opening(DAY), said.tell_readiness(passages)]  # fmt: skip
    assert all(sentence and "{" not in sentence for sentence in sentences)
