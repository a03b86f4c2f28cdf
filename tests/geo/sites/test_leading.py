"""One leading figure for each site, the same in every output."""

from dataclasses import replace

import pytest

from geo.documents.references import References
from geo.documents.sheets import SheetWriter
from geo.language import load_language
from geo.sites.figures import describe_figure, find_figure
from geo.sites.leading import find_leading
from geo.sites.selection import facing_posts, list_entries

EN = load_language("en")


def words_of(catalogue, ref):
    return describe_figure(catalogue, find_figure(catalogue, ref), EN)


def stops_at_sites(catalogue):
    return [scene for story in catalogue.stories.values() for scene in story.scenes if scene.site and scene.figure]


def test_a_port_is_told_by_its_handling_and_not_by_the_road_beside_it(catalogue):
    assert find_figure(catalogue, find_leading(catalogue, "baku-port-alat")).value == 20.1


@pytest.mark.parametrize("site", ["nur-zholy", "kapikule"])
def test_a_claim_does_not_lead_where_something_was_counted(catalogue, site):
    figure = find_figure(catalogue, find_leading(catalogue, site))
    assert figure.kind in {"measured", "observed"}
    assert "passenger" not in figure.unit


def test_the_newest_measured_hours_of_the_own_post_lead(catalogue):
    old = next(row for row in catalogue.dwell if row.place_id == "red-bridge" and row.hours)
    new = replace(old, dwell_id="NEW", year=2031, hours=0.2, kind="measured", note="")
    claim = replace(new, dwell_id="CLAIM", year=2032, kind="claim")
    doubtful = replace(new, dwell_id="DOUBT", year=2033, note="Doubtful.")
    other = replace(new, dwell_id="OTHER", year=2034, place_id="tsiteli-khidi")
    longer = replace(new, dwell_id="LONG", hours=9.0)
    changed = replace(catalogue, dwell=(*catalogue.dwell, new, claim, doubtful, other, longer))
    assert find_leading(changed, "red-bridge").of == "LONG"


def test_plans_and_targets_never_lead(catalogue):
    nothing = replace(catalogue, dwell=(), published_times=(), volumes=tuple(
        replace(row, kind="target") for row in catalogue.volumes))  # fmt: skip
    assert {find_leading(nothing, site) for site in catalogue.sites} == {None}


def test_sheets_of_slides_and_handout_begin_with_the_leading_figure(catalogue):
    for entry in list_entries(catalogue):
        ref = find_leading(catalogue, entry.id)
        figures = SheetWriter(catalogue, References(catalogue.sources), EN).write_site(entry, 1)["figures"]
        assert bool(figures) == (ref is not None), entry.id
        if ref:
            words = words_of(catalogue, ref)
            assert figures[0]["value"] == words.value
            assert sum(figure["value"] == words.value and figure == figures[0] for figure in figures) == 1


def test_a_stop_at_a_site_shows_its_leading_figure_or_says_of_which_other_post_it_is(catalogue):
    stops = stops_at_sites(catalogue)
    assert len({stop.site for stop in stops}) > 4
    for stop in stops:
        if stop.figure == find_leading(catalogue, stop.site):
            continue
        row = next((row for row in catalogue.dwell if row.dwell_id == stop.figure.of), None)
        assert row is not None, stop.site
        assert row.place_id in set(facing_posts(catalogue, stop.site)) - {stop.site}
        assert find_leading(catalogue, row.place_id) == stop.figure
        assert catalogue.sites[row.place_id].short_name in words_of(catalogue, stop.figure).caption[0]
