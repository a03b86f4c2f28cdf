import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.geodesy import Point
from geo.sites import selection
from geo.sites.selection import Choices, SiteEntry, answers, find_neighbours

CARAVANSERAI = [
    "kapikule",
    "red-bridge",
    "baku-port-alat",
    "irkeshtam",
    "torugart",
    "khorgos-gateway",
    "altynkol",
    "nur-zholy",
]


@pytest.fixture(scope="module")
def entries(catalogue):
    return selection.list_entries(catalogue)


@pytest.fixture(scope="module")
def by_id(entries):
    return {entry.id: entry for entry in entries}


def found(entries, **choices):
    return {entry.id for entry in entries if entry.listed and answers(entry, Choices(**choices))}


def test_sites_run_from_west_to_east_and_those_without_a_position_come_last(entries):
    lons = [e.position.lon for e in entries if e.position]
    assert lons == sorted(lons)
    assert [e.position is None for e in entries] == sorted(e.position is None for e in entries)


def test_every_caravanserai_site_is_listed_and_located(by_id):
    assert all(by_id[site].listed and by_id[site].position for site in CARAVANSERAI)


def test_no_filter_lets_everything_through(entries):
    assert Choices().empty
    assert found(entries) == {e.id for e in entries if e.listed}


@pytest.mark.parametrize(
    ("choices", "some", "none"),
    [
        ({"countries": ("KGZ",)}, {"irkeshtam", "torugart"}, {"kapikule", "altynkol"}),
        ({"countries": ("GEO",)}, {"red-bridge"}, {"irkeshtam"}),
        ({"countries": ("CHN",)}, {"irkeshtam", "torugart", "altynkol", "nur-zholy"}, {"red-bridge"}),
        ({"countries": ("TUR", "KGZ")}, {"kapikule", "torugart"}, {"altynkol"}),
        ({"modes": ("rail",)}, {"altynkol"}, {"torugart"}),
        ({"kinds": ("sea",)}, {"baku-port-alat"}, {"kapikule"}),
        ({"countries": ("KAZ",), "modes": ("road",)}, {"nur-zholy"}, {"altynkol", "torugart"}),
        ({"text": "Kapikule"}, {"kapikule"}, {"torugart"}),
        ({"text": "KAPIKULE"}, {"kapikule"}, {"torugart"}),
        ({"text": "Хоргос"}, {"khorgos-gateway"}, {"kapikule"}),
        ({"text": "霍尔果斯"}, {"khorgos-gateway"}, {"kapikule"}),
        ({"text": "qirmizi"}, {"red-bridge"}, {"kapikule"}),
        ({"text": "Эркеч"}, {"irkeshtam"}, {"torugart"}),
        ({"text": "Khorgoz"}, {"khorgos-gateway", "khorgos-icbc"}, {"kapikule"}),
        ({"text": "trkpu"}, {"kapikule"}, {"torugart"}),
    ],
)
def test_filter(entries, choices, some, none):
    answer = found(entries, **choices)
    assert some <= answer
    assert not none & answer


def test_nothing_answers_to_nonsense(entries):
    assert found(entries, text="no such place anywhere") == set()


countries = st.sets(st.sampled_from(["KGZ", "KAZ", "TUR", "AZE", "GEO", "CHN"])).map(tuple)
modes = st.sets(st.sampled_from(["road", "rail", "sea", "air"])).map(tuple)


@given(countries, modes)
def test_a_further_part_of_a_filter_never_adds_a_site(entries, some_countries, some_modes):
    both = found(entries, countries=some_countries, modes=some_modes)
    assert both <= found(entries, countries=some_countries)
    assert both <= found(entries, modes=some_modes)


@given(countries, countries)
def test_a_further_country_never_takes_a_site_away(entries, some, more):
    if some:
        assert found(entries, countries=some) <= found(entries, countries=(*some, *more))


def test_neighbours_along_the_corridor(entries):
    west, east = find_neighbours(entries, "baku-port-alat")
    assert west.entry.id == "red-bridge"
    assert 380 < west.distance_km < 420
    assert east.distance_km > 1500


def test_the_ends_have_one_neighbour(entries):
    assert find_neighbours(entries, "kapikule")[0] is None
    assert find_neighbours(entries, "nur-zholy")[1] is None


@pytest.mark.parametrize("site", ["tashkent-ark-buloq", "no-such-site"])
def test_a_site_without_a_position_has_no_neighbours(entries, site):
    assert find_neighbours(entries, site) == (None, None)


def test_a_site_at_the_same_longitude_is_still_a_neighbour(by_id):
    a = by_id["torugart"]
    twin = dataclasses.replace(a.site, site_id="z-twin")
    b = SiteEntry(twin, "Twin", Point(a.position.lat + 1, a.position.lon), a.countries, a.modes, "twin")
    assert find_neighbours((a, b), "torugart")[1].entry.id == "z-twin"


def test_visits_of_2022_stand_against_the_country_not_a_gate(catalogue):
    assert [v.visit_id for v in selection.visits_to(catalogue, "kapikule")] == ["V08"]
    assert [v.visit_id for v in selection.country_visits(catalogue, ["TUR"])] == ["V10"]


def test_etir_touches_its_posts_only(catalogue):
    for site in ("tashkent-ark-buloq", "tashkent-aviayuklar", "baku-airport-cargo"):
        assert [r.route_id for r in selection.etir_at(catalogue, site)] == ["T1"]
    assert selection.etir_at(catalogue, "irkeshtam") == ()


def test_digital_tir_and_etir_are_told_apart(catalogue):
    kinds = {r.route_id: r.instrument for r in catalogue.etir_routes}
    assert kinds["T1"] != kinds["T2"] == kinds["T3"]


def test_member_states(catalogue):
    assert set(selection.member_states(catalogue)) == {"AZE", "KAZ", "KGZ", "TUR", "UZB"}
