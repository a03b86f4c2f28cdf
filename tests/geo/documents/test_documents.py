"""Documents say what the tables say, in the reader's language, and can be read, searched and printed."""

import datetime as dt
import io
import re
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pypdf
import pytest

from geo.cooperation.brief import gather_brief, list_countries
from geo.documents.handout import Selection, write_handout
from geo.documents.materials import Live, Materials, draw_qr
from geo.documents.onepager import write_onepager
from geo.documents.references import References
from geo.documents.sheets import SheetWriter
from geo.edition import edition_of
from geo.language import list_languages, load_language
from geo.load import read_catalogue
from geo.picture.typeset import TypesetError, typeset
from geo.sites.selection import Choices, list_entries
from tests.geo.documents.pdf import LEAST_FILLED, LEAST_PT, filled_of, heights_of, sizes_of, texts_of

DATA = Path(__file__).parents[3] / "data"
DAY = dt.date(2026, 11, 24)
FOOT_PT = 56
"""Above it stands the text of a page, below it the foot of one or two lines."""
ADDRESS = "https://map.example.org/?country=KGZ"
SIDES = 2
MOST_TOLD = ("KAZ", "AZE", "TUR", "UZB", "HUN")
LAYERS = ("sites", "corridor", "branches", "etir")


def materials_in(catalogue, code):
    edition = edition_of(catalogue, DAY)
    live = Live(f"{ADDRESS}&v={edition.stamp}", ADDRESS, edition)
    return Materials(catalogue, list_entries(catalogue), live, load_language(code))


def select(materials, *, title="Caravanserai map", ids=None):
    sites = tuple(e for e in materials.entries if e.listed and (ids is None or e.id in ids))
    return Selection(title, "", sites, Choices(), LAYERS)


def text_of(content):
    return "\n".join(texts_of(content))


@dataclass
class Printed:
    """A document, made once."""

    materials: Materials
    content: bytes
    pdf: pypdf.PdfReader
    pages: list
    heard: list

    @property
    def text(self):
        return "\n".join(self.pages)


@pytest.fixture(scope="module", params=list_languages())
def handout(request, catalogue):
    materials = materials_in(catalogue, request.param)
    heard = []
    content = write_handout(materials, select(materials), progress=heard.append)
    return Printed(materials, content, pypdf.PdfReader(io.BytesIO(content)), texts_of(content), heard)


def test_every_site_stands_on_one_page_after_the_one_before(handout):
    language = handout.materials.language
    found = []
    for number, entry in enumerate(select(handout.materials).sites, 1):
        head = re.compile(rf"^{number}\s+{re.escape(language.cell(entry.name))}(?!\w)", re.MULTILINE)
        on = [page for page, text in enumerate(handout.pages[2:], 2) if head.search(text)]
        assert len(on) == 1, entry.id
        found += on
    assert found == sorted(found)
    profile, sources = (language.text(text) for text in ("Corridor profile", "Sources"))
    assert handout.pages[found[-1] + 1].startswith(profile)
    assert any(re.search(f"^{sources}$", text, re.MULTILINE) for text in handout.pages[found[-1] + 1 :])


def test_nothing_in_a_handout_is_too_small_to_read_and_no_page_is_nearly_empty(handout):
    assert min(sizes_of(handout.content)) >= LEAST_PT
    assert min(filled_of(handout.content)) >= LEAST_FILLED


def test_the_fullest_pages_do_not_run_into_the_foot(handout):
    for number in range(len(handout.pages)):
        foot, *others = sorted(heights_of(handout.content, number))
        assert foot > 20
        assert next(y for y in others if y > foot + 13) > FOOT_PT


def test_pages_are_numbered(handout):
    for number, text in enumerate(handout.pages, 1):
        assert handout.materials.language.text("Page {page} of {pages}", page=number, pages=len(handout.pages)) in text


def test_the_text_can_be_searched_in_every_script(handout):
    for word in ("Қорғас", "霍尔果斯", "წითელი", "Красный", "Kapıkule", "Qırmızı"):
        assert word in handout.text


def test_fonts_are_embedded_and_the_document_is_tagged(handout):
    fonts = [font for page in handout.pdf.pages for font in page["/Resources"].get("/Font", {}).values()]
    assert fonts
    for font in fonts:
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
    root = handout.pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == handout.materials.language.code


def test_figures_stand_with_year_direction_and_source(handout):
    language = handout.materials.language
    page = next(text for text in handout.pages[2:] if language.cell("Tsiteli Khidi") in text)
    assert language.text("{h} h", h=language.number(54.9)) in page
    assert f"{language.country('GEO')} → {language.country('AZE')}" in page.replace("\n", " ")
    assert re.search(r"2023.*\[\d+", page, re.DOTALL)


def test_edition_disclaimer_sources_and_link_are_there(handout):
    assert handout.materials.live.edition.version in handout.text
    assert handout.materials.language.text("Boundaries and names shown do not imply endorsement.") in handout.text
    assert "CAREC CPMM" in handout.text
    links = [a.get_object().get("/A", {}).get("/URI") for a in handout.pdf.pages[0]["/Annots"]]
    assert handout.materials.live.url in links


def test_progress_is_told_up_to_the_end(handout):
    assert handout.heard == sorted(handout.heard)
    assert handout.heard[-1] == 1.0


def test_no_word_of_the_program_is_left_in_english(catalogue):
    """The labels of the Turkish handout are Turkish."""
    materials = materials_in(catalogue, "tr")
    text = text_of(write_handout(materials, select(materials, ids={"kapikule"})))
    for word in ("Field visits", "Findings", "Opening hours", "Sources", "Figures", "Overview", "doubtful", "Handout"):
        assert word not in text


def test_an_empty_selection_is_still_a_document(catalogue):
    materials = materials_in(catalogue, "en")
    content = write_handout(materials, Selection("Nothing", "", (), Choices(text="x"), LAYERS))
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) >= 2


@pytest.mark.parametrize(
    ("code", "country"),
    [*(("en", country) for country in list_countries(read_catalogue(DATA))), *product(["kk", "ru", "tr"], MOST_TOLD)],
)
def test_a_brief_is_one_sheet_that_can_be_read_and_is_filled(catalogue, code, country):
    materials = materials_in(catalogue, code)
    content = write_onepager(materials, country)
    pages = texts_of(content)
    assert 1 <= len(pages) <= SIDES
    assert materials.language.country(country) in pages[0]
    assert materials.language.text("Sources") in pages[-1]
    assert min(sizes_of(content)) >= LEAST_PT
    assert min(filled_of(content)) >= LEAST_FILLED


def test_what_a_brief_leaves_out_is_counted(catalogue):
    text = text_of(write_onepager(materials_in(catalogue, "en"), "KAZ"))
    told = sum(int(number) for number in re.findall(r"(\d+) more on the live page", text))
    brief = gather_brief(catalogue, "KAZ", "2026")
    assert told > 0
    shown = [event for event in brief.events if event.title[:24] in text.replace("\n", " ")]
    assert len(shown) < len(brief.events)
    assert len(shown) + told >= len(brief.events)


def test_hostile_text_is_set_as_text(catalogue):
    hostile = '#panic("no") *bold* $x$ </script> \\ [a] <label> @ref'
    materials = materials_in(catalogue, "en")
    text = text_of(write_handout(materials, select(materials, title=hostile, ids={"kapikule"})))
    assert '#panic("no") *bold* $x$' in text.replace("\n", " ")


def test_what_cannot_be_set_says_why():
    with pytest.raises(TypesetError, match="unknown variable"):
        typeset({"main.typ": b"#nothing"}, "pdf")


def sheet_of(catalogue, site):
    materials = materials_in(catalogue, "en")
    writer = SheetWriter(catalogue, References(catalogue.sources), materials.language)
    return writer.write_site(next(e for e in materials.entries if e.id == site), 1)


def test_a_doubtful_value_makes_no_headline(catalogue):
    only = tuple(row for row in catalogue.dwell if row.place_id == "torugart" and row.direction == "outbound")
    sheet = sheet_of(replace(catalogue, dwell=only), "torugart")
    assert "50.1 h" not in {figure["value"] for figure in sheet["figures"]}
    rows = {row["text"]: row for chart in sheet["bars"] for row in chart["rows"]}
    assert rows["50.1 h"]["doubtful"]
    assert rows["50.1 h"]["mark"]


def test_the_longest_wait_of_either_side_is_a_figure(catalogue):
    values = [figure["value"] for figure in sheet_of(catalogue, "red-bridge")["figures"]]
    assert values[:2] == ["16.5 h", "54.9 h"]
    assert all(figure["cite"] for figure in sheet_of(catalogue, "red-bridge")["figures"])


def test_a_claim_says_that_it_is_one(catalogue):
    claimed = next(f for f in sheet_of(catalogue, "kapikule")["figures"] if f["value"] == "14 h")
    assert claimed["where"].endswith("2025, claim")


def test_nothing_measured_gives_no_figure(catalogue):
    sheet = sheet_of(catalogue, "khorgos-icbc")
    assert sheet["figures"] == []
    assert sheet["bars"] == []


def test_references_count_each_source_once(catalogue):
    references = References(catalogue.sources)
    first = references.cite(["founding-text", "ots-mirror"], ["P2"])
    assert first == "[1: P2, 2]"
    assert references.cite(["ots-mirror", "no-such-source"]) == "[2]"
    assert references.cite([]) == ""
    assert [row["number"] for row in references.listed()] == [1, 2]


def test_a_qr_code_is_a_drawing_without_script():
    svg = draw_qr(ADDRESS).decode()
    assert svg.startswith("<svg")
    assert "script" not in svg


@pytest.mark.parametrize("write", [write_onepager, write_handout])
def test_without_an_address_for_others_there_is_neither_code_nor_link(catalogue, write):
    materials = materials_in(catalogue, "en")
    hidden = replace(materials, live=replace(materials.live, url="", shown=""))
    about = "KGZ" if write is write_onepager else select(materials, ids=["torugart"])
    shown, bare = (pypdf.PdfReader(io.BytesIO(write(one, about))) for one in (materials, hidden))
    assert ADDRESS in str(links_of(shown))
    assert not [link for link in links_of(bare) if "map.example.org" in link]
    assert len(bare.pages) == len(shown.pages)


def links_of(pdf):
    notes = (note.get_object() for page in pdf.pages for note in page.get("/Annots") or ())
    return [str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})]
