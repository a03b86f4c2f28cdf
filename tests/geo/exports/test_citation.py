"""Citations are read back by readers that know nothing of us: bibtexparser, rispy and citeproc-py."""

import datetime as dt
import json
import warnings
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

from geo.exports.citation import Reading, cite_row, cite_view, make_key
from geo.exports.citation_forms import write_bibtex, write_csl, write_ris, write_sentence
from geo.exports.cited_views import sources_of_view
from geo.exports.table_rows import index_rows
from geo.language import list_languages, load_language
from panels.data import read_data

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc import Citation as Cited
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

DAY = dt.date(2026, 11, 30)
URL = "https://map.example/data/dwell/D023"
HOSTILE = (
    "}, url = {http://evil.example}, x={", "a \\ b ~ ^ 50 % & # $ _ {", "x\nER  - \nTY  - BOOK", "\r\nUR  - javascript:1",
    "<script>alert(1)</script>", "=1+1", "@misc{y,", '"quoted"', "İĞÜŞ — Қазақстан",
)  # fmt: skip


@pytest.fixture(scope="module")
def tables():
    return read_data()


@pytest.fixture(scope="module")
def citation(tables):
    return cite_row(tables[0], "dwell", "D023", Reading(URL, DAY, load_language("en")))


def read_bibtex(text):
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return [{"key": entry.key, **{f.key: f.value.strip("{}") for f in entry.fields}} for entry in library.entries]


def one_line(text):
    return " ".join(text.split())


def test_bibtex_names_ours_and_each_document(citation):
    ours, *others = read_bibtex(write_bibtex(citation))
    assert ours["key"] == "caravanserai-dwell-D023"
    assert ours["title"] == f"{citation.title}. Caravanserai map"
    assert (ours["url"], ours["urldate"], ours["edition"]) == (URL, "2026-11-30", citation.edition)
    assert [(other["title"], other["url"]) for other in others] == [(s.title, s.url) for s in citation.sources]
    assert all(source.title in ours["note"] for source in citation.sources)


def test_ris_names_ours_and_each_document(citation):
    ours, *others = rispy.loads(write_ris(citation))
    assert (ours["type_of_reference"], ours["title"], ours["secondary_title"]) == (
        "DATA",
        citation.title,
        "Caravanserai map",
    )
    assert (ours["urls"], ours["access_date"], ours["edition"]) == ([URL], "2026/11/30", citation.edition)
    assert [(other["title"], other["publisher"]) for other in others] == [
        (s.title, s.publisher) for s in citation.sources
    ]
    assert len(ours["notes"]) == len(citation.sources)


def set_in_style(text):
    """Set every item of a list in a style, as a word processor would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        items = CiteProcJSON(json.loads(text))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        listed = CitationStylesBibliography(style, items, formatter.plain)
        for key in items:
            listed.register(Cited([CitationItem(key)]))
        return [str(one) for one in listed.bibliography()]


def test_csl_is_set_by_a_style_with_title_address_and_day(citation):
    listed = set_in_style(write_csl(citation))
    assert len(listed) == 1 + len(citation.documents)
    ours = next(one for one in listed if URL in one)
    assert citation.title in ours
    assert "November 30, 2026" in ours
    for source in citation.documents:
        assert any(source.title in one and source.url in one for one in listed)


@pytest.mark.parametrize("code", list_languages())
def test_the_sentence_says_edition_address_day_and_source_in_each_language(tables, code):
    language = load_language(code)
    citation = cite_row(tables[0], "dwell", "D023", Reading(URL, DAY, language))
    told = write_sentence(citation, language)
    for part in (citation.title, citation.edition, URL, language.date("2026-11-30"), citation.sources[0].title):
        assert part in told
    assert (told == write_sentence(citation, load_language("en"))) == (code == "en")


def test_a_long_list_of_sources_is_cut_in_the_sentence_alone(tables):
    catalogue, entries = tables
    sources = sources_of_view(catalogue, entries, "site", "red-bridge")
    language = load_language("en")
    citation = cite_view(catalogue, "?site=red-bridge", "Red Bridge", sources, Reading(URL, DAY, language))
    assert f"and {len(sources) - 3} more, which are named there" in write_sentence(citation, language)
    assert len(read_bibtex(write_bibtex(citation))) == 1 + len(citation.documents)


def test_the_map_itself_is_named_once(tables):
    for code in list_languages():
        language = load_language(code)
        program = language.text("Caravanserai map")
        whole = cite_view(tables[0], "", program, (), Reading(URL, DAY, language))
        assert write_sentence(whole, language).count(program) == 1, code
        assert read_bibtex(write_bibtex(whole))[0]["title"] == program


@pytest.mark.parametrize("value", HOSTILE)
def test_what_a_cell_says_stays_text_in_every_form(citation, value):
    source = replace(citation.sources[0], title=value, publisher=value, url=f"https://a.example/{value}", licence=value)
    hostile = replace(citation, title=value, sources=(source,))
    ours, other = read_bibtex(write_bibtex(hostile))
    assert set(ours) == {"key", "author", "title", "year", "edition", "url", "urldate", "note", "langid"}
    assert set(other) == {"key", "author", "title", "year", "url", "urldate", "note"}
    assert len(rispy.loads(write_ris(hostile))) == 2
    assert rispy.loads(write_ris(hostile))[1]["title"] == one_line(value)
    assert [item["title"] for item in json.loads(write_csl(hostile))] == [value, value]
    assert "\n" not in write_sentence(hostile, load_language("en"))


def test_signs_of_tex_are_read_back_as_they_were(citation):
    title = r"50 % & # $ _ \ ~ is all of it"
    ours = read_bibtex(write_bibtex(replace(citation, title=title)))[0]
    assert ours["title"] == f"{title}. Caravanserai map"


def test_an_address_of_another_kind_is_left_out(citation):
    source = replace(citation.sources[0], url="javascript:alert(1)")
    hostile = replace(citation, sources=(source,))
    assert "javascript" not in write_bibtex(hostile) + write_ris(hostile) + write_csl(hostile)


def test_a_sentence_names_documents_before_what_is_none(citation):
    knowledge = replace(citation.sources[0], title="General knowledge", publisher="", year=None, url="")
    told = write_sentence(replace(citation, sources=(knowledge, *citation.sources)), load_language("en"))
    assert told.index(citation.sources[0].title) < told.index("General knowledge")


def test_what_is_no_document_is_said_but_not_listed(tables):
    catalogue = tables[0]
    row_id = next(one.hours_id for one in catalogue.opening_hours if one.source_id == ("general-knowledge",))
    citation = cite_row(catalogue, "opening_hours", row_id, Reading(URL, DAY, load_language("en")))
    assert citation.documents == ()
    assert len(read_bibtex(write_bibtex(citation))) == 1
    assert "General knowledge" in write_sentence(citation, load_language("en"))


def test_a_vertex_is_cited_by_the_sources_of_its_line(tables):
    catalogue = tables[0]
    row_id = next(iter(index_rows(catalogue, "vertices")))
    line = next(line for line in catalogue.lines if line.line_id == row_id.partition(",")[0])
    citation = cite_row(catalogue, "vertices", row_id, Reading(URL, DAY, load_language("en")))
    assert [source.source_id for source in citation.sources] == list(line.source_id)


@pytest.mark.parametrize(
    ("kind", "name"), [("site", "red-bridge"), ("country", "KGZ"), ("journey", "altynkol-poti"), ("story", "crossings")]
)
def test_each_kind_of_view_has_primary_sources(tables, kind, name):
    name = next(iter(tables[0].stories)) if kind == "story" else name
    assert sources_of_view(*tables, kind, name)
    assert sources_of_view(*tables, kind, "nothing") == ()


def test_keys_are_letters_digits_and_dashes():
    assert make_key("lengths", "R1,Ürümqi, {x}") == "lengths-R1-Urumqi-x"
