"""What has changed at a post, with its date and its source, from the real tables."""

from dataclasses import replace

from geo.sites.turning_points import AROUND_THE_CLOCK, LAUNCHED, OPENED, OTHER_HOURS, list_turning_points


def test_a_site_is_told_what_has_changed_at_it_and_at_the_post_that_faces_it(catalogue):
    found = list_turning_points(catalogue, ["nur-zholy", "baku-port-alat"])
    told = [(one.date, one.kind, one.site_id, one.place_id) for one in found]
    assert told == [
        ("2018-05-14", OPENED, "baku-port-alat", "baku-port-alat"),
        ("2018-09-27", OPENED, "nur-zholy", "nur-zholy"),
        ("2023-08-14", AROUND_THE_CLOCK, "nur-zholy", "khorgos-port-cn"),
    ]
    assert all(source in catalogue.sources for one in found for source in one.source_id)


def test_hours_that_leave_a_part_of_the_week_out_are_other_hours(catalogue):
    rows = tuple(replace(row, days=row.days[:5]) if row.hours_id == "H06" else row for row in catalogue.opening_hours)
    found = list_turning_points(replace(catalogue, opening_hours=rows), ["nur-zholy"])
    assert [one.kind for one in found] == [OPENED, OTHER_HOURS]


def test_what_was_launched_at_a_post_counts_and_a_visit_does_not(catalogue):
    visit = next(row for row in catalogue.events if row.event_id == "S05")
    launch = replace(visit, event_id="NEW", type="launch", date="2021-05")
    dated = replace(visit, date="2021-06")
    found = list_turning_points(replace(catalogue, events=(launch, dated)), ["red-bridge"])
    assert [(one.kind, one.record_id) for one in found if one.year > 2000] == [(LAUNCHED, "NEW")]


def test_what_has_no_year_is_left_out(catalogue):
    assert all(one.year for one in list_turning_points(catalogue, catalogue.sites))
    assert list_turning_points(catalogue, []) == ()
