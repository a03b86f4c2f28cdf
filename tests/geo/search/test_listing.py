"""What can be found: every record of each kind, by each of its names, told in the reader's language."""

from collections import Counter

import pytest

from geo.language import list_languages, load_language
from geo.search.listing import list_found
from geo.search.record import KINDS
from geo.sites.findings import shown_findings
from geo.sites.selection import list_entries

LANGUAGES = list_languages()


@pytest.fixture(scope="module")
def found(catalogue):
    entries = list_entries(catalogue)
    return {code: list_found(catalogue, entries, load_language(code)) for code in LANGUAGES}


def of_kind(found, kind, code="en"):
    return {one.id: one for one in found[code] if one.kind == kind}


def test_every_record_of_each_kind_is_listed_once(catalogue, found):
    wanted = {
        "site": set(catalogue.sites),
        "journey": {row.journey_id for row in catalogue.journeys},
        "route": {row.route_id for row in catalogue.etir_routes},
        "story": set(catalogue.stories),
        "figure": {row.dwell_id for row in catalogue.dwell if row.hours is not None or row.cost_usd is not None},
        "visit": {row.visit_id for row in catalogue.visits},
        "event": {row.event_id for row in catalogue.events},
        "finding": {row.finding_id for row in shown_findings(catalogue)},
        "source": set(catalogue.sources),
    }
    for code in LANGUAGES:
        assert max(Counter((one.kind, one.id) for one in found[code]).values()) == 1
        for kind, ids in wanted.items():
            assert set(of_kind(found, kind, code)) == ids, kind


def test_kinds_stand_in_their_order_and_all_have_a_title(found):
    for code in LANGUAGES:
        assert list(dict.fromkeys(one.kind for one in found[code])) == list(KINDS)
        assert [one.id for one in found[code] if not one.title.strip()] == []


def test_every_site_has_each_of_its_names(catalogue, found):
    for code in LANGUAGES:
        sites = of_kind(found, "site", code)
        for row in catalogue.place_names:
            if row.place_id in sites:
                site = sites[row.place_id]
                assert row.name in {site.title, *site.names}
        for one in sites.values():
            names = {load_language(other).cell(catalogue.places[one.id].name) for other in LANGUAGES}
            assert names <= {one.title, *one.names}


def test_titles_are_in_the_reader_s_language_and_the_english_words_are_kept(found):
    english, russian = (of_kind(found, "event", code) for code in ("en", "ru"))
    assert russian["S03"].title != english["S03"].title
    assert english["S03"].title in russian["S03"].names
    assert of_kind(found, "country", "ru")["KAZ"].title == "Казахстан"


def test_a_figure_is_named_by_post_and_year_and_never_stands_alone(found):
    figure = of_kind(found, "figure")["D023"]
    assert figure.title == "Tsiteli Khidi 2023"
    assert figure.value == "54.9 h"
    assert figure.site == "tsiteli-khidi"
    for part in ("Georgia → Azerbaijan", "outbound", "road", "CAREC CPMM", "second-hand"):
        assert part in figure.detail


def test_an_average_says_of_what_it_is_one(catalogue, found):
    row = next(row for row in catalogue.dwell if row.scope == "country-average" and row.hours is not None)
    title = of_kind(found, "figure")[row.dwell_id].title
    assert title.startswith(load_language("en").country(row.country))
    assert title.endswith(str(row.year))


def test_of_a_post_the_newest_figure_stands_first(found):
    years = [int(one.title[-4:]) for one in found["en"] if one.kind == "figure"]
    assert years == sorted(years, reverse=True)


def test_the_sites_of_the_initiative_are_offered_first(catalogue, found):
    main = {one.id for one in found["en"] if one.main}
    assert main == {key for key, site in catalogue.sites.items() if site.role == "caravanserai"}
