"""A name of others says what it means."""

from geo.check.subject import check_crosswalk
from geo.tables.values import Values


def rows(*meant):
    kinds, countries, places = zip(*meant, strict=True)
    columns = {"kind": list(kinds), "country": list(countries), "place_id": list(places)}
    return {"crosswalk": Values("crosswalk", "crosswalk.csv", list(range(2, 2 + len(meant))), columns, set())}


def test_a_name_without_what_it_means_is_left_out():
    given = rows(("place", "AZE", "red-bridge"), ("place", "AZE", ""), ("country", "CHN", ""), ("country", "", ""))
    faults = list(check_crosswalk(given, None))
    assert [(fault.row, fault.column, fault.effect) for fault in faults] == [
        (3, "place_id", "row"),
        (5, "country", "row"),
    ]
