"""What `/sources` tells of the tables: how new they are, what is missing, when a source was collected."""

import re
from dataclasses import replace

import pytest

from geo.freshness import DATED
from geo.language import list_languages, load_language
from geo.messages import tell
from geo.tables.fault import Fault
from panels.sources.page import write_check_report, write_sources, write_table
from tests.pages.apps import html_of, open_page


@pytest.fixture(scope="module", params=list_languages())
def html(request):
    return html_of(open_page("sources", {"lang": request.param}))


def test_each_table_names_its_newest_rows_their_age_and_what_is_missing(catalogue, html):
    for table in DATED:
        row = re.search(rf'<tr data-topic="{table}".*?</tr>', html, re.DOTALL).group(0)
        assert "<code>" in row
        assert re.findall(r'<li data-id="(G\d+)"', row) == [g.gap_id for g in catalogue.gaps if table in g.tables]


def test_a_heading_of_a_table_is_explained_in_the_readers_language(catalogue):
    html = write_table(catalogue, load_language("kk"), "lines", catalogue.tables["lines"])
    assert '<th scope="col" title="Батыс шеті.">to_place</th>' in html


def test_a_source_says_when_it_was_collected(catalogue, html):
    listed = html[html.index('<ul class="source-list">') :]
    for name, words in (("report-titr-300-000", "27"), ("cpmm-2023-bcp-monitor", "23")):
        entry = re.search(rf'<li data-id="{name}".*?</li>', listed, re.DOTALL).group(0)
        assert re.search(rf"{words}\D+2026|2026\D+{words}", entry)
    assert catalogue.sources["own-computation"].accessed == ""


def test_a_source_shows_its_passage_its_archived_copy_and_its_hash(catalogue):
    told = replace(
        catalogue.sources["adb-2011"],
        archive_url="https://a.org/x?a=1&b=2",
        quoted="<b>24</b> h",
        quoted_language='tr"',
        content_hash="sha256:0a",
    )
    html = write_sources(replace(catalogue, sources={told.source_id: told}), load_language("en"))
    assert '<a href="https://a.org/x?a=1&amp;b=2"' in html
    assert '<q class="passage" lang="tr&#34;">&lt;b&gt;24&lt;/b&gt; h</q>' in html
    assert "sha256:0a" in html
    plain = replace(told, archive_url="", quoted="", quoted_language="", content_hash="")
    assert not re.search(
        "archived|passage|hash", write_sources(replace(catalogue, sources={"a": plain}), load_language("en"))
    )


def test_the_check_report_has_headings_beside_technical_names(catalogue):
    fault = Fault("dwell.csv", 3, "year", "", tell("a value, this cell may not be blank"))
    shown = write_check_report(replace(catalogue, faults=(fault,)), load_language("tr"))
    assert "Kapılarda süreler ve maliyetler (dwell.csv), satır 3, sütun “Yıl” (year): boş" in shown


def test_the_check_report_says_how_many_figures_have_no_passage(catalogue):
    assert "data-unquoted" in write_check_report(catalogue, load_language("kk"))
    assert "data-unquoted" not in write_check_report(replace(catalogue, cells={}), load_language("kk"))
