"""What is told of a site in one figure is the same figure in every output: value, unit, source and mark."""

import re
from html import unescape

import pytest

from geo.cooperation.brief import gather_brief
from geo.documents.references import References
from geo.documents.sheets import SheetWriter
from geo.language import list_languages, load_language
from geo.sites.figures import describe_figure, find_figure, list_leading
from geo.sites.leading import find_leading
from geo.sites.selection import facing_posts, list_entries
from panels.brief.sheet import render_brief
from panels.reader import Reader
from panels.site_card.card import render_card
from panels.site_card.waiting import list_bars
from panels.view import Codes, View
from panels.walkthrough.message import write_story

NONE = ("", "")


@pytest.fixture(scope="module", params=list_languages())
def language(request):
    return load_language(request.param)


@pytest.fixture(scope="module")
def entries(catalogue):
    return list_entries(catalogue)


@pytest.fixture(scope="module")
def truth(catalogue, language):
    """Value with unit, and source, of the leading figure of every site; blank where it has none."""
    told = {}
    for site in catalogue.sites:
        ref = find_leading(catalogue, site)
        words = describe_figure(catalogue, find_figure(catalogue, ref), language) if ref else None
        told[site] = (words.value, words.source) if words else NONE
    return told


def leading_in(html):
    """Read the leading figures of a page: value, and the titles of the sources that its number leads to."""
    found = re.findall(
        r'data-leading="[^"]+"><strong>([^<]+)</strong>[^\[]*<sup class="cite">(\[.*?\])</sup>', html, re.DOTALL
    )
    return [(value, unescape(re.findall(r'title="([^"]*)"', cited)[0])) for value, cited in found]


def title_of(catalogue, site):
    ref = find_leading(catalogue, site)
    return catalogue.sources[find_figure(catalogue, ref).source_id[0]].title if ref else ""


def test_the_card_of_every_site_begins_with_it(catalogue, entries, language, truth):
    for entry in entries:
        html = render_card(catalogue, entries, entry, View(site=entry.id), language)
        value = truth[entry.id][0]
        expected = [(value, title_of(catalogue, entry.id))] if value else []
        assert leading_in(html) == expected, entry.id
        assert not value or html.index(value) < html.index("data-tab=")


def test_the_row_of_every_site_begins_with_it(catalogue, language, truth):
    rows = list_bars(catalogue, View(), language)
    others = []
    for site, bars in rows.items():
        ref = find_leading(catalogue, site)
        if ref.column == "hours":
            assert bars[0]["hours"] == truth[site][0], site
            others += bars[1:]
            assert len({bar["label"] for bar in bars}) == len(bars)
    assert len(rows) > 4
    assert others


def test_the_map_tells_it_beside_the_name(catalogue, language, truth):
    told = list_leading(catalogue, language)
    for site, (value, source) in truth.items():
        parts = told.get(site, "").split(" · ")
        assert (parts[0], parts[-1]) == (value, source), site


def test_the_brief_tells_it_at_every_post_of_the_country(catalogue, language, truth):
    for country in {catalogue.places[site].country for site in catalogue.sites}:
        brief = gather_brief(catalogue, country, "2024")
        sites = [post.site.site_id for post in brief.posts if truth[post.site.site_id] != NONE]
        html = render_brief(catalogue, brief, {}, language)
        assert leading_in(html) == [(truth[site][0], title_of(catalogue, site)) for site in sites]


def test_slides_handout_and_one_page_brief_tell_it_first(catalogue, entries, language, truth):
    references = References(catalogue.sources)
    writer = SheetWriter(catalogue, references, language)
    for number, entry in enumerate(entries):
        figures, short = writer.write_site(entry, number)["figures"], writer.write_leading(entry.id)
        value = truth[entry.id][0]
        assert bool(figures) == bool(short) == bool(value), entry.id
        if value:
            assert (figures[0]["value"], figures[0]["cite"]) == (value, short["cite"])
            assert short["value"] == value


def test_the_stage_tells_it_or_the_leading_one_of_the_post_that_it_names(catalogue, entries, language, truth):
    codes = Codes(set(), set(), set(), set())
    reader = Reader(catalogue, entries, codes, language)
    seen = 0
    for story in catalogue.stories.values():
        for scene in write_story(reader, story)["scenes"]:
            if scene["site"] and scene["figure"]:
                shown = (scene["figure"]["value"], scene["figure"]["source"])
                if shown != truth[scene["site"]]:
                    named = [post for post in facing_posts(catalogue, scene["site"]) if truth[post] == shown]
                    names = [language.cell(catalogue.short_name(post)) for post in named]
                    assert any(name in scene["figure"]["caption"] for name in names), scene["title"]
                seen += 1
    assert seen > 4


def test_a_port_is_not_told_by_the_road_beside_it(catalogue):
    brief = gather_brief(catalogue, "AZE", "2024")
    html = render_brief(catalogue, brief, {}, load_language("en"))
    assert leading_in(html)[0][0] == "20.1 h"
    assert html.index("20.1 h") < html.index(">0.1<")
