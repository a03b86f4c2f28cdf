"""Ways side by side: every part on one line, and no sum of nothing is a zero."""

import pytest

from geo.alignment import vertices_by_line
from geo.comparison.ways import align, tell_difference, tell_sums
from geo.corridor.itinerary import list_choices
from geo.language import list_languages, load_language


@pytest.fixture(scope="module")
def ways_of(catalogue):
    def find(journey_id, year=None, *, back=False):
        journey = next(one for one in catalogue.journeys if one.journey_id == journey_id)
        choices = list_choices(catalogue, vertices_by_line(catalogue), journey, year, back=back)
        return [choice.itinerary for choice in choices]

    return find


@pytest.mark.parametrize("journey", ["altynkol-poti", "khorgos-kapikule-road", "alat-tbilisi"])
def test_every_part_of_every_way_stands_once_and_in_order(ways_of, journey):
    ways = ways_of(journey)[:4]
    parts = align(ways)
    ids = [part.id for part in parts]
    assert len(set(ids)) == len(ids)
    for place, way in enumerate(ways):
        assert [part.items[place] for part in parts if part.items[place]] == list(way.items)


def test_what_the_first_way_has_goes_first(ways_of):
    first, second = ways_of("alat-tbilisi")
    ids = [part.id for part in align([first, second])]
    own = [item.id for item in first.items if item.id not in {other.id for other in second.items}]
    assert ids[: len(own)] == own


def test_one_way_is_itself(ways_of):
    (way, *_) = ways_of("alat-tbilisi")
    assert [part.first for part in align([way])] == list(way.items)
    assert [part.is_leg for part in align([way])] == [item in way.legs for item in way.items]


@pytest.mark.parametrize("journey", ["altynkol-poti", "khorgos-kapikule-road", "alat-tbilisi"])
def test_the_way_back_is_read_from_its_end(ways_of, journey):
    there, back = ways_of(journey)[0], ways_of(journey, back=True)[0]
    parts = align([there, back])
    assert [part.items[0] for part in parts if part.items[0]] == list(there.items)
    assert [part.items[1] for part in parts if part.items[1]] == list(reversed(back.items))


def test_there_and_back_differ_by_the_parts_that_both_tell(catalogue, ways_of):
    english = load_language("en")
    there, back = ways_of("alat-tbilisi")[0], ways_of("alat-tbilisi", back=True)[0]
    assert tell_sums(["there", "back"], [there, back], english)[1] == (
        "back: 69.7 h over 484 km, 60.1 h of it standing."
    )
    assert tell_difference(catalogue, ["there", "back"], [there, back], english) == (
        "Parts of which a time is known in both: 4. In these, there is 28.9 h and back is 69.7 h; the largest difference "
        "is Red Bridge, Georgian side: 2.8 h and 54.9 h."
    )
    assert tell_difference(catalogue, ["a", "b"], [there, there], english) == (
        "Parts of which a time is known in both: 4. The times are the same: 28.9 h."
    )


def test_ways_without_a_known_part_in_common_are_not_set_against_each_other(catalogue, ways_of):
    road, rail = ways_of("alat-tbilisi")
    assert tell_difference(catalogue, ["road", "rail"], [road, rail], load_language("en")) == ""
    assert tell_difference(catalogue, ["road"], [road], load_language("en")) == ""


def test_sums_say_how_little_is_known(ways_of):
    road, rail = tell_sums(["road", "rail"], ways_of("alat-tbilisi"), load_language("en"))
    assert road == "road: 28.9 h over 484 km, 19.3 h of it standing."
    assert rail == (
        "rail: at least 24.0 h over 466 km; of 3 of its 4 parts, every stop among them, nothing is measured."
    )
    (poti,) = tell_sums(["usual"], ways_of("altynkol-poti")[:1], load_language("en"))
    assert poti == (
        "usual: at least 202.7 h over 4,401 km, 100.7 h of it standing; of 6 of its 12 parts nothing is measured."
    )


@pytest.mark.parametrize("code", list_languages())
def test_every_language_fills_its_places(catalogue, ways_of, code):
    ways = [*ways_of("alat-tbilisi"), ways_of("altynkol-poti")[0]]
    there_and_back = [ways[0], ways_of("alat-tbilisi", back=True)[0]]
    assert "{" not in tell_difference(catalogue, ["a", "b"], there_and_back, load_language(code))
    assert all("{" not in said for said in tell_sums(["a", "b", "c"], ways, load_language(code)))
