"""Countries and years side by side: a year holds what is dated in it, and the sentences come from the tables."""

from dataclasses import replace

import pytest

from geo.comparison.countries import list_changes, list_movements, view_country
from geo.comparison.country_words import tell_countries
from geo.cooperation.brief import list_countries
from geo.cooperation.timeline import year_of
from geo.language import list_languages, load_language

ENGLISH = load_language("en")


def views(catalogue, *asked):
    return [view_country(catalogue, country, year) for country, year in asked]


def tell(catalogue, *asked, language=ENGLISH):
    return [told.text for told in tell_countries(catalogue, views(catalogue, *asked), language)]


def test_a_year_holds_what_is_dated_in_it(catalogue):
    view = view_country(catalogue, "AZE", 2023)
    assert {row.year for row in view.times} == {2023}
    assert {year_of(event.date) for event in view.events} == {2023}
    assert {year_of(row.year) for row in view.findings} == {2023}
    assert view.times
    assert view.events


def test_a_step_counts_from_the_year_it_was_made_in(catalogue):
    def status(year):
        return next(s.status for s in view_country(catalogue, "AZE", year).states if s.instrument == "etir")

    assert (status(2021), status(2022), status(None)) == ("unknown", "connected", "connected")


def test_the_newest_view_has_everything_that_is_not_settled(catalogue):
    for country in list_countries(catalogue):
        view = view_country(catalogue, country, None)
        assert {row.status_term for row in view.findings} <= {"open", "in-hand"}
        assert len(view.states) == len(view_country(catalogue, "KAZ", 2020).states)


def test_changes_are_of_movements_measured_in_both(catalogue):
    first, last = views(catalogue, ("AZE", 2022), ("AZE", 2023))
    changes = list_changes(first, last)
    assert changes[0].movement[0] == "red-bridge"
    assert [abs(change.more) for change in changes] == sorted((abs(c.more) for c in changes), reverse=True)
    assert len(list_movements([first, last])) == 4


def test_two_years_say_what_changed(catalogue):
    changed, paid, dated = tell(catalogue, ("AZE", 2023), ("AZE", 2022))
    assert changed == (
        "Movements at posts measured in both 2022 and 2023: 4. Of these 2 took longer in 2023 and 2 took less time; the "
        "largest change is Red Bridge, Azerbaijan → Georgia: 13.6 h, then 16.5 h."
    )
    assert paid == (
        "Movements at posts with a payment known in both 2022 and 2023: 4. Of these 3 cost more in 2023 and 1 cost less; "
        "the largest change is Port of Baku, inbound: US$ 24, then US$ 49; unofficial payments are included."
    )
    assert dated.startswith("Dated in 2022: 8 events, 1 finding; 2023: 5 events, ")


def test_without_a_common_movement_nothing_is_made_up(catalogue):
    assert tell(catalogue, ("KGZ", 2019), ("KGZ", 2022))[0] == (
        "No movement at a post was measured in both 2019 and 2022."
    )


def test_where_no_payment_is_known_nothing_is_said_of_payments(catalogue):
    assert [said[:20] for said in tell(catalogue, ("HUN", None), ("TUR", None))] == [
        "The longest time mea", "Instruments in place",
    ]  # fmt: skip


def test_several_values_of_a_year_count_by_the_largest(catalogue):
    first, last = views(catalogue, ("AZE", 2022), ("AZE", 2023))
    row = next(row for row in last.times if row.hours == 16.5)
    doubled = replace(last, times=(replace(row, hours=99.0), *last.times))
    assert list_changes(first, doubled)[0].after.hours == 99.0


def test_two_countries_say_the_longest_time_and_what_is_in_place(catalogue):
    longest, dearest, in_place = tell(catalogue, ("KAZ", None), ("HUN", None))
    assert longest == (
        "The longest time measured at a post – Kazakhstan: 76.9 h at Altynkol, China → Kazakhstan, 2023; Hungary: not "
        "measured."
    )
    assert dearest == (
        "The largest payment at a post, unofficial payments included – Kazakhstan: US$ 601 at Dostyk, China → "
        "Kazakhstan, 2023; Hungary: not measured."
    )
    assert in_place == "Instruments in place – Kazakhstan: 4 of 8, 1 not known; Hungary: 1 of 8, 5 not known."


@pytest.mark.parametrize("code", list_languages())
def test_every_language_fills_its_places(catalogue, code):
    language = load_language(code)
    said = tell(catalogue, ("AZE", 2022), ("AZE", 2023), language=language)
    said += tell(catalogue, ("KAZ", None), ("KGZ", 2023), language=language)
    assert all("{" not in sentence for sentence in said)
    assert language.number(16.5) in said[0]


@pytest.mark.parametrize("code", list_languages())
def test_no_sentence_ends_twice(catalogue, code):
    """In some languages the word for a year ends with a point of its own."""
    told = tell(catalogue, ("KGZ", None), ("KAZ", None), language=load_language(code))
    told += tell(catalogue, ("KGZ", 2022), ("KGZ", 2023), language=load_language(code))
    assert [text for text in told if ".." in text] == []
