"""The corridor profile in documents: which journeys, what is said of them, how they are drawn, on paper and on slides."""

import datetime as dt
import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import pypdf
import pytest
from pptx import Presentation

from geo.documents.corridor import CHART_PX, ProfileWriter, choose_journeys
from geo.documents.handout import Selection, write_handout
from geo.documents.materials import Live, Materials
from geo.documents.references import References
from geo.documents.slides import write_slides
from geo.edition import edition_of
from geo.language import list_languages, load_language
from geo.picture.profile_chart import nice_step
from geo.picture.svg import NAMESPACE
from geo.picture.text_width import text_width
from geo.sites.selection import Choices, list_entries
from tests.geo.documents.pdf import texts_of


def materials_in(catalogue, code="en"):
    live = Live("https://map.example.org/", "https://map.example.org/", edition_of(catalogue, dt.date(2026, 11, 24)))
    return Materials(catalogue, list_entries(catalogue), live, load_language(code))


def ids_of(chosen):
    return [one.itinerary.journey.journey_id for one in chosen]


def shown(catalogue, journey_id):
    return next(
        one
        for site in catalogue.sites
        for one in choose_journeys(catalogue, [site])
        if one.itinerary.journey.journey_id == journey_id
    )


@pytest.mark.parametrize(
    ("sites", "journeys"),
    [
        (["red-bridge"], ["alat-tbilisi"]),
        (["torugart", "irkeshtam"], ["kashgar-bishkek", "kashgar-tashkent"]),
        (["kapikule", "red-bridge", "nur-zholy", "baku-port-alat"], ["khorgos-kapikule-road"]),
        (["altynkol", "baku-port-alat"], ["altynkol-poti"]),
        (["tas-avia-yuklar"], []),
        ([], []),
    ],
)
def test_as_few_journeys_as_pass_the_sites(catalogue, sites, journeys):
    assert ids_of(choose_journeys(catalogue, sites)) == journeys


def test_a_story_about_a_journey_shows_that_one(catalogue):
    story = catalogue.stories["middle-corridor"]
    assert ids_of(choose_journeys(catalogue, ["torugart"], story)) == ["altynkol-kapikule"]
    assert ids_of(choose_journeys(catalogue, ["torugart"], replace(story, journey=""))) == ["kashgar-bishkek"]


def test_a_gap_is_no_time_and_what_follows_is_at_least(catalogue):
    writer = ProfileWriter(materials_in(catalogue), References(catalogue.sources))
    sheet = writer.write(shown(catalogue, "altynkol-poti"), "x.svg")
    rows = {row["name"]: row for row in sheet["rows"]}
    assert sheet["answer"][0] == "at least 202.7 h (8.4 days)"
    assert "no data for 4 stops, no data for 2 legs" in sheet["answer"]
    assert rows["Altynkol"] | {"cite": ""} == {
        "leg": False, "name": "Altynkol", "more": "Kazakhstan · inbound", "km": "", "hours": "76.9 h", "since": "76.9 h",
        "year": "2023", "basis": "measured", "mark": "a", "cite": "",
    }  # fmt: skip
    assert rows["Waiting for the ship at Aktau"]["hours"] == ""
    assert rows["Port of Aktau"]["since"] == "134.6 h"
    assert rows["Waiting for the ship at Aktau"]["since"] == "≥ 134.6 h"
    assert {"mark": "a", "text": "Second-hand, to be checked."} in sheet["notes"]
    assert all(row["cite"] for row in sheet["rows"] if row["hours"])


def test_nothing_unknown_is_not_at_least(catalogue):
    writer = ProfileWriter(materials_in(catalogue), References(catalogue.sources))
    sheet = writer.write(shown(catalogue, "alat-tbilisi"), "x.svg")
    assert sheet["answer"][0] == "28.9 h (1.2 days)"
    assert not any("≥" in row["since"] for row in sheet["rows"])


@pytest.mark.parametrize("code", list_languages())
def test_every_profile_is_drawn_whole_and_inside_its_picture(catalogue, code):
    writer = ProfileWriter(materials_in(catalogue, code), References(catalogue.sources))
    for one in {id(j): j for site in catalogue.sites for j in choose_journeys(catalogue, [site])}.values():
        root = ET.fromstring(writer.draw(one))
        classes = [part.get("class", "") for part in root.iter(f"{{{NAMESPACE}}}path")]
        profile, stops = one.profile, one.itinerary.stops
        assert classes.count("riser") == sum(stop.hours.value is not None for stop in stops)
        legs = sum(kind == "leg-gap" or kind.startswith("leg leg--") for kind in classes)
        assert legs - len({leg.stretch.mode for leg in one.itinerary.legs}) == len(one.itinerary.legs)
        places = {drawn.start for drawn in profile.drawn if drawn.gap and drawn.part.id in {s.id for s in stops}}
        boxes = [part for part in root.iter(f"{{{NAMESPACE}}}rect") if part.get("class") == "gap"]
        assert len(boxes) == len(places) + bool(profile.gaps)  # one in the key
        for text in root.iter(f"{{{NAMESPACE}}}text"):
            if text.get("transform") is None:
                wide, x = text_width(text.text, float(text.get("font-size"))), float(text.get("x"))
                left = x - {"end": wide, "middle": wide / 2}.get(text.get("text-anchor"), 0)
                assert left >= 0
                assert left + wide <= CHART_PX[0] + 1


@pytest.mark.parametrize(("most", "step"), [(28.6, 10), (202.7, 50), (4.1, 1), (1000, 200), (0.5, 0.1)])
def test_steps_of_an_axis_are_round(most, step):
    assert nice_step(most) == pytest.approx(step)


def test_a_handout_names_risers_with_year_and_source_and_tells_the_chart_in_words(catalogue):
    materials = materials_in(catalogue)
    sites = tuple(entry for entry in materials.entries if entry.id == "red-bridge")
    selection = Selection("Red Bridge", "", sites, Choices(), ("sites",))
    content = write_handout(materials, selection)
    page = next(text for text in texts_of(content) if text.startswith("Corridor profile"))
    assert "Red Bridge, Azerbaijani side · 16.5 h · 2023 · CPMM" in page
    assert "Second-hand, to be checked." in page
    told = []

    def collect(node):
        node = node.get_object()
        told.append(str(node.get("/Alt", "")) if hasattr(node, "get") else "")
        children = node.get("/K", []) if hasattr(node, "get") else []
        for child in children if isinstance(children, list) else [children]:
            if hasattr(child.get_object(), "get"):
                collect(child)

    collect(pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"])
    assert any(text.startswith("Port of Baku (Alat) – Tbilisi. 28.9 h (1.2 days)") for text in told)


def test_a_handout_without_a_journey_has_no_profile(catalogue):
    materials = materials_in(catalogue)
    sites = tuple(entry for entry in materials.entries if entry.id == "tas-avia-yuklar")
    content = write_handout(materials, Selection("One", "", sites, Choices(), ("sites",)))
    assert "Corridor profile" not in "".join(texts_of(content))


@pytest.fixture(scope="module")
def profile_slide(catalogue):
    materials = materials_in(catalogue)
    sites = tuple(entry for entry in materials.entries if entry.id in ("altynkol", "torugart"))
    deck = Presentation(io.BytesIO(write_slides(materials, Selection("Two", "", sites, Choices(), ("sites",)), None)))
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("Altynkol – Poti"))


def test_the_profile_is_a_native_chart_with_its_source(profile_slide):
    (chart,) = (shape.chart for shape in profile_slide.shapes if shape.has_chart)
    series = {one.name: [value for value in one.values if value is not None] for one in chart.plots[0].series}
    assert list(series) == ["standing", "rail", "sea", "no data"]
    assert max(series["standing"]) == pytest.approx(178.7, abs=0.1)
    assert "76.9 h · 2023 · CPMM" in ET.tostring(chart._chartSpace, encoding="unicode")
    said = "\n".join(shape.text_frame.text for shape in profile_slide.shapes if shape.has_text_frame)
    assert "at least 202.7 h" in said
    assert "Source: CAREC CPMM 2023" in said
    assert "– Waiting for the ship at Aktau · Kazakhstan · no data" in profile_slide.notes_slide.notes_text_frame.text


def test_a_doubtful_bar_is_an_outline_with_a_sign_that_is_explained(catalogue):
    materials = materials_in(catalogue)
    sites = tuple(entry for entry in materials.entries if entry.id == "torugart")
    deck = Presentation(io.BytesIO(write_slides(materials, Selection("One", "", sites, Choices(), ("sites",)), None)))
    slide = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text == "1  Torugart")
    (plot,) = (shape.chart.plots[0] for shape in slide.shapes if shape.has_chart)
    doubtful = [number for number, name in enumerate(plot.categories) if name.endswith(" ?")]
    assert [plot.series[0].values[number] for number in doubtful] == [50.1]
    assert "prstDash" in ET.tostring(plot.series[0].points[doubtful[0]].format.line._ln, encoding="unicode")
    assert "?  doubtful" in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
