"""What `/sources` tells of the tables: how new they are, what is missing, when a source was collected."""

import re

import pytest

from geo.freshness import DATED
from geo.language import list_languages
from tests.pages.apps import html_of, open_page


@pytest.fixture(scope="module", params=list_languages())
def html(request):
    return html_of(open_page("sources", {"lang": request.param}))


def test_each_table_names_its_newest_rows_their_age_and_what_is_missing(catalogue, html):
    for table in DATED:
        row = re.search(rf'<tr data-topic="{table}".*?</tr>', html, re.DOTALL).group(0)
        assert "<code>" in row
        assert re.findall(r'<li data-id="(G\d+)"', row) == [g.gap_id for g in catalogue.gaps if table in g.tables]


def test_a_source_says_when_it_was_collected(catalogue, html):
    listed = html[html.index('<ul class="source-list">') :]
    for name, words in (("report-titr-300-000", "27"), ("cpmm-2023-bcp-monitor", "23")):
        entry = re.search(rf'<li data-id="{name}".*?</li>', listed, re.DOTALL).group(0)
        assert re.search(rf"{words}\D+2026|2026\D+{words}", entry)
    assert catalogue.sources["own-computation"].accessed == ""
