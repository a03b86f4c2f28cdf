"""Slides hold real text, native charts and speaker notes, and open in an office program."""

import datetime as dt
import io
import shutil
import subprocess
from dataclasses import replace

import pypdf
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from geo.documents.deck import LEAST_PT, fit_line, fit_size
from geo.documents.handout import Selection, write_handout
from geo.documents.materials import Live, Materials
from geo.documents.slides import write_slides
from geo.documents.stops import scenes_of
from geo.edition import edition_of
from geo.language import load_language
from geo.sites.selection import Choices, list_entries
from tests.geo.documents.pdf import texts_of

LAYERS = ("sites", "corridor", "branches", "etir")


def materials_in(catalogue, code):
    edition = edition_of(catalogue, dt.date(2026, 11, 24))
    live = Live("https://map.example.org/?v=1", "https://map.example.org/", edition)
    return Materials(catalogue, list_entries(catalogue), live, load_language(code))


def select(materials, *ids):
    sites = tuple(e for e in materials.entries if e.id in ids)
    return Selection("Caravanserai map", "", sites, Choices(), LAYERS)


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


@pytest.fixture(scope="module")
def deck(catalogue):
    materials = materials_in(catalogue, "en")
    heard = []
    content = write_slides(materials, select(materials, "red-bridge", "torugart"), None, heard.append)
    assert heard[-1] == 1.0
    return Presentation(io.BytesIO(content)), content


def test_there_is_a_cover_an_overview_a_slide_for_each_site_and_the_sources(deck):
    titles = [slide.shapes.title.text_frame.text for slide in deck[0].slides]
    assert titles[:4] == ["Caravanserai map", "Overview map", "1  Red Bridge", "2  Torugart"]
    assert titles[4:6] == ["Port of Baku (Alat) – Tbilisi", "Kashgar – Torugart – Bishkek by road"]
    assert titles[6] == "Sources"


def test_a_slide_has_a_figure_with_year_direction_and_source(deck):
    said = "\n".join(texts(deck[0].slides[2]))
    assert "16.5 h" in said
    assert "Azerbaijan → Georgia (outbound), road, 2023 [" in said
    assert "Second-hand" in said
    assert "Numbers in brackets: the sources at the end." in said


def test_charts_are_native_and_hold_the_numbers(deck):
    charts = [shape.chart for shape in deck[0].slides[2].shapes if shape.has_chart]
    (chart,) = charts
    values = list(chart.plots[0].series[0].values)
    assert max(values) == 54.9
    assert any("Georgia → Azerbaijan" in category for category in chart.plots[0].categories)


def test_pictures_have_a_text_and_notes_are_notes(deck):
    for slide in list(deck[0].slides)[1:4]:
        pictures = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
        assert pictures
        assert all(picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures)
    notes = deck[0].slides[2].notes_slide.notes_text_frame.text
    assert "Findings and recommendations:" in notes
    assert "https://map.example.org/" in notes


def test_nothing_stands_outside_the_slide(deck):
    width, height = deck[0].slide_width, deck[0].slide_height
    for slide in deck[0].slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= width
            assert shape.top + shape.height <= height


@pytest.mark.parametrize("code", ["en", "kk"])
def test_a_story_becomes_a_slide_for_each_stop_with_its_notes(catalogue, code):
    materials = materials_in(catalogue, code)
    story = next(iter(catalogue.stories.values()))
    scenes = scenes_of(materials, story)
    made = Presentation(io.BytesIO(write_slides(materials, select(materials), story)))
    slides = list(made.slides)[1 : 1 + len(scenes)]
    for slide, scene in zip(slides, scenes, strict=True):
        assert slide.shapes.title.text_frame.text == scene.title
        assert scene.note in slide.notes_slide.notes_text_frame.text
        said = "\n".join(texts(slide))
        assert all(line in said for line, _ in scene.lines)
        assert scene.figure is None or scene.figure.words.value in said


def test_text_that_does_not_fit_is_set_smaller():
    assert fit_line("54.9 h", 4.65, 36) == 36
    assert 18 < fit_line("993 849 жүк көліктері", 4.65, 36) < 30
    assert fit_line("", 4.65, 36) == 36
    sizes = [fit_size(["Жұмыс уақыты екі жақта сәйкес келуге тиіс. " * n], 4.65, 1.85, 16) for n in (1, 4, 8, 40)]
    assert sizes[0] == 16
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == LEAST_PT


def test_the_handout_of_a_story_tells_it_stop_by_stop(catalogue):
    materials = materials_in(catalogue, "en")
    story = next(iter(catalogue.stories.values()))
    text = "\n".join(texts_of(write_handout(materials, select(materials, "kapikule"), story)))
    assert "Stop by stop" in text
    for number, scene in enumerate(scenes_of(materials, story), 1):
        assert f"{number} {scene.title}" in text.replace("  ", " ")


def test_an_office_program_opens_the_slides(deck, tmp_path):
    """LibreOffice where it is installed, python-pptx elsewhere: it is too large to be installed for this."""
    office = shutil.which("soffice")
    path = tmp_path / "slides.pptx"
    path.write_bytes(deck[1])
    if office:
        command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
        subprocess.run([*command, "--convert-to", "pdf", "--outdir", tmp_path, path], check=True, capture_output=True)
        assert len(pypdf.PdfReader(tmp_path / "slides.pdf").pages) == len(deck[0].slides)
    else:
        assert len(Presentation(path).slides) == len(deck[0].slides)


def test_without_an_address_for_others_the_cover_has_no_code(catalogue):
    materials = materials_in(catalogue, "en")
    hidden = replace(materials, live=replace(materials.live, url="", shown=""))
    pictures = []
    for one in (materials, hidden):
        deck = Presentation(io.BytesIO(write_slides(one, select(one, "torugart"), None)))
        pictures.append([shape for shape in deck.slides[0].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE])
        notes = "".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
        assert ("map.example.org" in notes) is bool(one.live.url)
    assert [len(found) for found in pictures] == [1, 0]
