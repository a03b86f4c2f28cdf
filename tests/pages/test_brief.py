"""The country brief: for every country with records, with its sources, and nothing said where nothing is known."""

import re

import pytest

from geo.cooperation.brief import gather_brief, list_countries
from geo.language import load_language
from geo.load import read_catalogue
from panels.brief.sheet import Sheet, render_brief
from panels.ui.citations import Citations
from tests.conftest import ROOT
from tests.pages.apps import html_of, open_page

CATALOGUE = read_catalogue(ROOT / "data")


def run(query):
    return html_of(open_page("brief", query))


@pytest.mark.parametrize("country", list_countries(CATALOGUE))
def test_every_record_of_a_country_is_in_its_brief(country):
    html = run({"country": country, "since": "2022"})
    brief = gather_brief(CATALOGUE, country, "2022")
    ids = [post.site.site_id for post in brief.posts] + [row.dwell_id for row in brief.times]
    ids += [visit.visit_id for visit in (*brief.visits, *brief.delegated)] + [f.finding_id for f in brief.findings]
    ids += [route.route_id for route in brief.routes] + [event.event_id for event in brief.changes.events]
    ids += [row.dwell_id for row in brief.changes.times]
    assert f'data-brief="{country}"' in html
    assert [one for one in ids if f'data-id="{one}"' not in html] == []
    for row in re.findall(r"<(?:li|tr) data-id.*?</(?:li|tr)>", html, re.DOTALL):
        assert 'class="cite"' in row, row


def test_a_brief_leads_to_two_years_of_its_country_side_by_side():
    assert 'href="compare?country=AZE&amp;year=2022&amp;year=2023&amp;lang=tr"' in run({"country": "AZE", "lang": "tr"})
    assert 'href="compare?country=HUN"' in run({"country": "HUN"})


@pytest.mark.parametrize("query", [
    {}, {"lang": "tr"}, {"country": "<script>", "since": "soon"}, {"country": "XXX", "since": "-1"}, {"since": "2022/2023"},
], ids=str)  # fmt: skip
def test_an_unknown_choice_gives_the_usual_brief(query):
    html = run(query)
    assert 'data-brief="KGZ"' in html
    assert "<script>" not in html


def test_payments_carry_their_footnote_and_statuses_are_as_published():
    html = run({"country": "KGZ"})
    assert "including unofficial payments" in html
    assert "Status as published" in html
    assert 'href="record?country=KGZ"' in html


def test_what_is_beyond_the_printed_page_is_counted_on_it():
    html = run({"country": "AZE", "since": "2022"})
    brief = gather_brief(CATALOGUE, "AZE", "2022")
    sheet = Sheet(CATALOGUE, brief, Citations(CATALOGUE.sources, "x"), load_language("en"))
    assert html.count('<li class="beyond" data-id="F') == len(brief.findings) - sheet.printed_findings > 0
    assert f'<span class="print-only">{len(brief.findings) - sheet.printed_findings} more</span>' in html
    assert f'<span class="print-only">{len(brief.events) - sheet.printed_events} more</span>' in html
    kept = re.sub(r'<(?:li|tr|p) [^>]*class="(?:note )?beyond".*?</(?:li|tr|p)>', "", html, flags=re.DOTALL)
    cited = set(re.findall(r'href="#(brief-source-\d+)"', kept))
    assert cited == set(re.findall(r'<li id="(brief-source-\d+)"', kept)), "sources of what is printed, and no others"


def test_a_payment_printed_as_zero_says_that_it_may_be_none():
    html = run({"country": "CHN"})
    sign = re.search(r'data-id="D092".*?<td>0<sup>(.)</sup></td>', html)[1]
    assert f"<sup>{sign}</sup> Printed as 0: perhaps nothing was recorded." in html


def test_a_state_of_readiness_says_from_when_it_holds():
    assert "28 Jun 2024 or later" in run({"country": "KAZ"})


def test_empty_parts_say_so():
    html = run({"country": "HUN"})
    assert html.count('class="empty"') >= 4


@pytest.mark.parametrize(
    ("asked", "said"), [("2022-11-11", "11 November 2022"), ("2006", "2006"), ("nonsense", "2024")]
)
def test_changes_are_told_since_any_date(asked, said):
    html = run({"country": "UZB", "since": asked})
    assert f"Dated after {said}:" in html
    assert bool(re.search(r'data-id="S29"[^\n]*tag--new', html)) == (asked != "nonsense")


def test_states_of_the_findings_are_counted_and_open_ones_lead():
    html = run({"country": "KAZ"})
    assert re.search(r'Findings and recommendations <span class="as-of">\d+ open', html)

    assert re.search(r'<li data-id="F\d+"><span class="status status--([\w-]+)"', html)[1] == "open"


def test_paper_has_addresses_that_can_be_typed_and_scanned_where_others_reach_them():
    brief, english = gather_brief(CATALOGUE, "AZE", "2022"), load_language("en")
    html = render_brief(CATALOGUE, brief, {"lang": ["tr"]}, english, "https://map.example.org/")
    link = '<a href="https://map.example.org/visits?tab=findings&amp;country=AZE&amp;lang=tr">map.example.org/visits?'
    assert link in html
    assert '<a href="https://map.example.org/brief?country=AZE&amp;lang=tr">map.example.org/brief?country=AZE' in html
    assert html.count('src="data:image/svg+xml') == 2
    local = render_brief(CATALOGUE, brief, {}, english)
    assert "brief-live" not in local
    assert local.count('src="data:image/svg+xml') == 1


def test_it_begins_with_what_the_tables_carry_and_a_map():
    html = run({"country": "KAZ"})
    assert re.search(
        r'<p class="lead brief-lead"><span data-lead="D\d+">In 2023 a truck stood <strong>22.2 h</strong>', html
    )
    assert 'alt="Map of the sites in Kazakhstan"' in html
    assert re.search(r'<li data-id="altynkol"><span class="brief-place">1</span>', html)
    assert '<figure class="brief-map"' not in run({"country": "HUN"})
