"""On no slide is a text too small, too long for its box, or on top of another; none is nearly empty."""

import io
from itertools import combinations, product

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Length

from geo.documents import slides
from geo.documents.deck import HEIGHT_IN, LEAST_PT, MAP_IN, WIDTH_IN, height_of, split_sources
from geo.documents.handout import Selection
from geo.language import list_languages
from geo.sites.selection import Choices
from tests.geo.documents.test_slides import LAYERS, materials_in

LEAST_FILLED = 0.25
TOUCH_IN = 0.04
LEAST_LETTERS_PX = 11


def fake_picture(*_):
    held = io.BytesIO()
    Image.new("RGB", tuple(int(side) for side in slides.MAP_PX)).save(held, "PNG")
    return held.getvalue()


@pytest.fixture(params=list(product(list_languages(), ["", "caravanserai", "middle-corridor", "e-tir"])), ids="-".join)
def deck(request, catalogue, monkeypatch):
    """Make a deck without drawing its pictures, which takes most of the time."""
    monkeypatch.setattr(slides, "draw_png", fake_picture)
    for name in ("draw_map", "draw_scene", "draw_overview"):
        monkeypatch.setattr(slides, name, lambda *_, **__: "<svg/>")
    code, story = request.param
    materials = materials_in(catalogue, code)
    sites = tuple(entry for entry in materials.entries if entry.listed)
    selection = Selection(materials.language.text("Caravanserai map"), "", sites, Choices(), LAYERS)
    return Presentation(io.BytesIO(slides.write_slides(materials, selection, catalogue.stories.get(story))))


def inches(shape):
    return [Length(side).inches for side in (shape.left, shape.top, shape.width, shape.height)]


def boxes_of(slide):
    """List what stands on a slide: where, how high it really is, and what it says."""
    for shape in slide.shapes:
        left, top, width, height = inches(shape)
        said = shape.text_frame.text if shape.has_text_frame else ""
        if said.strip():
            size = max(run.font.size.pt for one in shape.text_frame.paragraphs for run in one.runs)
            lines = [one.text.removeprefix("•  ") for one in shape.text_frame.paragraphs]
            needed = height_of(lines, width, size)
            assert needed <= height + TOUCH_IN, said
            yield left, top, width, needed, said
        elif not shape.has_text_frame:
            yield left, top, width, height, shape.name


def sizes_of(slide):
    charts = [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
    for root in (slide._element, *charts):
        yield from (
            int(part.get("sz")) / 100 for part in root.iter() if str(part.tag).endswith("Pr") and part.get("sz")
        )


def test_slides_can_be_read_and_nothing_lies_on_anything(deck):
    for slide in deck.slides:
        boxes = list(boxes_of(slide))
        assert min(sizes_of(slide)) >= LEAST_PT
        for (x, y, wide, high, one), (u, v, across, down, other) in combinations(boxes, 2):
            over = min(x + wide, u + across) - max(x, u)
            below = min(y + high, v + down) - max(y, v)
            assert over <= TOUCH_IN or below <= TOUCH_IN, (one, other)
        assert sum(box[2] * box[3] for box in boxes) / (WIDTH_IN * HEIGHT_IN) >= LEAST_FILLED


def test_the_letters_of_a_picture_are_as_large_as_those_of_the_slide():
    assert LEAST_LETTERS_PX * MAP_IN[0] * 72 / slides.MAP_PX[0] >= LEAST_PT
    assert slides.MAP_PX[0] / slides.MAP_PX[1] == pytest.approx(MAP_IN[0] / MAP_IN[1], abs=0.01)


@pytest.mark.parametrize("count", [0, 1, 12, 27, 53, 140])
def test_sources_fill_their_columns_evenly(count):
    sources = [f"{number}  CAREC CPMM Annual Report {number}: Asian Development Bank" for number in range(count)]
    columns = [column for page in split_sources(sources, 6.0) for column in page if column]
    assert [one for column in columns for one in column] == sources
    if len(columns) > 1:
        assert min(map(len, columns)) > 0.5 * max(map(len, columns)) or len(columns[-1]) > len(columns[0]) - len(
            columns
        )
