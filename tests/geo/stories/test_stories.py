"""Stories are read, held against the tables, and every figure of those we ship comes from a cell."""

import shutil

import pytest

from geo.check.folder import check_folder
from geo.check.stories import numbers_in
from geo.language import list_languages, load_language
from geo.load import read_catalogue
from geo.records.stories import FigureRef
from geo.sites.figures import describe_figure, find_figure
from geo.tables.story_file import read_story
from tests.conftest import ROOT

DATA = ROOT / "data"
STORIES = sorted((DATA / "walkthroughs").glob("*.toml"))
PLAIN = """
title = "One"
[[stops]]
site = "kapikule"
camera = { on = ["kapikule"], margin_km = 60 }
layers = ["sites"]
figure = { of = "V085", column = "value" }
lines = [{ text = "Opened in June 2009", of = ["A007"] }]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("data") / "data"
    shutil.copytree(DATA, made, ignore=shutil.ignore_patterns("*.toml", "basemap", "locale"))
    (made / "basemap").mkdir()
    shutil.copy(DATA / "basemap" / "countries.json", made / "basemap")
    return made


def told(folder, text, name="one"):
    (folder / "walkthroughs").mkdir(exist_ok=True)
    (folder / "walkthroughs" / f"{name}.toml").write_text(text, encoding="utf-8")
    checked = check_folder(folder)
    said = [f"{fault} {fault.outcome}".strip() for fault in checked.faults]
    return checked.stories, said


def test_a_good_story_has_no_faults(folder):
    stories, said = told(folder, PLAIN)
    assert said == []
    assert stories[0].scenes[0].lines[0].of == ("A007",)


BROKEN = {
    "year without hours": (
        'layers = ["sites"]', 'layers = ["sites"]\nyears = { from = 1999, going = "west" }',
        'walkthroughs/one.toml, stop 1, years: "1999" – expected a year of which dwell.csv has hours at the site. This entry is left out.',
    ),
    "years the wrong way round": (
        'layers = ["sites"]', 'layers = ["sites"]\nyears = { from = 2023, to = 2020 }',
        'walkthroughs/one.toml, stop 1, years: blank – expected years such as { from = 2020, to = 2023, going = "west" }.',
    ),
    "unknown site": (
        'site = "kapikule"', 'site = "kapikuel"',
        'walkthroughs/one.toml, stop 1, site: "kapikuel" – expected an id of sites.csv. Did you mean "kapikule"? The stop is left out.',
    ),
    "unknown journey": (
        'title = "One"', 'title = "One"\njourney = "to-nowhere"',
        'walkthroughs/one.toml, journey: "to-nowhere" – expected an id of journeys.csv. This entry is left out.',
    ),
    "unknown figure": (
        "V085", "V999",
        'walkthroughs/one.toml, stop 1, figure: "V999" – expected the id of a row with figures. This entry is left out.',
    ),
    "unknown layer": (
        '["sites"]', '["sits"]',
        ('walkthroughs/one.toml, stop 1, layers: "sits" – expected one of sites, corridor, branches, comparison, etir, posts. '
         'Did you mean "sites"? This entry is left out.'),
    ),
    "a number that its row does not say": (
        "June 2009", "June 2010",
        ('walkthroughs/one.toml, stop 1, lines: "Opened in June 2010" – expected numbers that stand in the tables. '
         "None of its rows (A007) says 2010. This entry is left out."),
    ),
    "a number in a note": (
        'site = "kapikule"', 'site = "kapikule"\nnote = "Opened in 2011"',
        'walkthroughs/one.toml, stop 1, note: "Opened in 2011" – expected numbers that stand in the tables.',
    ),
    "unknown row": (
        '"A007"', '"A9999"',
        'walkthroughs/one.toml, stop 1, lines: "A9999" – expected the id of a row.',
    ),
    "no camera": (
        'camera = { on = ["kapikule"], margin_km = 60 }', "",
        'walkthroughs/one.toml, stop 1, camera: blank – expected a camera such as { on = ["kapikule"], margin_km = 60 }. The stop is left out.',
    ),
    "misspelt key": (
        "layers", "layer",
        "walkthroughs/one.toml, stop 1, layer: blank – expected one of title, site, camera, layers, figure, lines, note, note_of, years.",
    ),
    "not TOML": ("title", "title title", "walkthroughs/one.toml: The file cannot be read:"),
    "a blank cell": (
        'of = "V085", column = "value"', 'of = "TITR-02", column = "distance_km"',
        'walkthroughs/one.toml, stop 1, figure: "TITR-02" – expected a cell that is filled in, not a blank distance_km.',
    ),
    "nothing of that status": (
        'of = "V085", column = "value"', 'count = "etir", column = "connectd"',
        'walkthroughs/one.toml, stop 1, figure: "etir, connectd" – expected an instrument and status of readiness.csv.',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), BROKEN.values(), ids=BROKEN)
def test_each_fault_is_told_by_file_and_stop(folder, old, new, said):
    _, found = told(folder, PLAIN.replace(old, new, 1))
    assert any(line.startswith(said) for line in found), found


def test_stops_are_numbered_as_on_the_stage(folder):
    opening = '[opening]\ntitle = "Hello"\ncamera = { on = ["kapikule"] }\n[[stops]]\nsite = "nowhere"\ncamera = { on = ["kapikule"] }\n'
    _, found = told(folder, PLAIN.replace("[[stops]]", f"{opening}[[stops]]", 1))
    assert found[0].startswith("walkthroughs/one.toml, stop 2, site:")


SECOND = """
[[stops]]
site = "kapikule"
camera = {{ on = ["kapikule"] }}
figure = {{ {figure} }}
"""


@pytest.mark.parametrize(
    ("first", "second", "unit"),
    [
        ('of = "D089", column = "hours"', 'of = "E024", column = "value_min"', None),  # "h" and "hours" are one
        ('of = "TITR-09", column = "distance_km"', 'of = "R6a", column = "published_km"', None),
        ('of = "D089", column = "hours"', 'of = "TITR-09", column = "distance_km"', "h"),
        ('count = "etir", column = "connected"', 'of = "T1", column = "date"', "countries"),
    ],
)
def test_figures_of_a_story_have_one_unit(folder, first, second, unit):
    story = PLAIN.replace('of = "V085", column = "value"', first) + SECOND.format(figure=second)
    _, found = told(folder, story)
    said = [line for line in found if "figure" in line]
    assert bool(said) == bool(unit)
    assert all(f"expected a figure in {unit}, as at the stops before" in line for line in said)


def test_an_id_that_a_table_has_lost_is_no_slip_of_the_pen(folder, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(folder, data)
    (data / "visits.csv").write_bytes(b"<html></html>")
    sites = (data / "sites.csv").read_bytes()
    (data / "sites.csv").write_bytes(sites.replace(b"khorgos-gateway,Khorgos", b"khorgos-gateway,\xd5orgos", 1))
    story = PLAIN.replace("A007", "V01") + '[[stops]]\nsite = "khorgos-gateway"\ncamera = { on = ["kapikule"] }\n'
    _, found = told(data, story)
    lost = [line for line in found if '"V01"' in line or '"khorgos-gateway"' in line]
    assert len(lost) == 2
    assert not any("Did you mean" in line for line in lost), lost


def test_an_id_that_another_table_has_as_well_follows_from_the_table_that_is_lost(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "data")
    (tmp_path / "data" / "events.csv").write_bytes(b"<html></html>")
    said = '{ text = "Joint statement on TIR Annex 11", of = ["X13"] }'
    (tmp_path / "data" / "walkthroughs" / "one.toml").write_text(
        PLAIN.replace('{ text = "Opened in June 2009", of = ["A007"] }', said), encoding="utf-8"
    )
    checked = check_folder(tmp_path / "data")
    (fault,) = [fault for fault in checked.faults if fault.column == "lines"]
    assert (fault.value, fault.cause) == ("Joint statement on TIR Annex 11", "lost: events.csv")


def test_the_good_stops_of_a_faulty_story_stay(folder):
    stories, _ = told(folder, PLAIN + '[[stops]]\nsite = "nowhere"\ncamera = { on = ["kapikule"] }\n')
    assert [scene.site for scene in stories[0].scenes] == ["kapikule"]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_stories_that_we_ship_are_whole(catalogue, path):
    story, faults = read_story(path)
    assert faults == []
    assert story == catalogue.stories[path.stem]
    assert [story.scenes[0].kind, story.scenes[-1].kind] == ["opening", "closing"]


def test_the_sites_run_from_west_to_east(catalogue):
    sites = [scene.site for scene in catalogue.stories["caravanserai"].scenes if scene.site]
    assert sites == sorted(sites, key=lambda site: catalogue.places[site].lon)
    assert set(sites) == {site.site_id for site in catalogue.sites.values() if site.role == "caravanserai"}


FIGURES = [
    scene.figure
    for story in read_catalogue(DATA).stories.values()
    for scene in story.scenes
    if scene.figure is not None
]


@pytest.mark.parametrize("ref", FIGURES, ids=lambda ref: ref.of or f"{ref.count} {ref.column}")
@pytest.mark.parametrize("code", list_languages())
def test_every_figure_says_what_it_is_and_where_it_is_from(catalogue, ref, code):
    figure = find_figure(catalogue, ref)
    words = describe_figure(catalogue, figure, load_language(code))
    assert words.value
    assert words.caption
    assert words.source
    assert figure.source_id


@pytest.mark.parametrize(
    ("ref", "value", "caption", "marks"),
    [
        (
            FigureRef("D089", "hours"),
            "1.4 h",
            ("Irkeshtam", "China → Kyrgyzstan", "inbound", "2023", "road"),
            ("second-hand",),
        ),
        (
            FigureRef("D089", "cost_usd"),
            "US$ 583",
            ("Irkeshtam", "China → Kyrgyzstan", "inbound", "2023", "road"),
            ("second-hand", "including unofficial payments"),
        ),
        (
            FigureRef("V104", "value"),
            "700–750 trucks per day",
            ("Nur Zholy (Khorgos road), trucks accepted by China", "8–12 Nov 2025"),
            ("observed",),
        ),
        (FigureRef("E001", "value_min"), "9 days", ("Altynkol → Absheron (Baku)", "2024", "rail, sea"), ("schedule",)),
        (
            FigureRef("T1", "date"),
            "27 December 2022",
            ("eTIR transport Uzbekistan – Azerbaijan, by truck and plane",),
            (),
        ),
        (
            FigureRef(count="etir", column="connected"),
            "3 countries",
            ("eTIR (UNECE, Annex 11), connected", "Azerbaijan, Uzbekistan, Georgia", "as of June 2023"),
            (),
        ),
    ],
)
def test_a_figure_in_words(catalogue, ref, value, caption, marks):
    words = describe_figure(catalogue, find_figure(catalogue, ref), load_language("en"))
    assert (words.value, words.caption, words.marks) == (value, caption, marks)


def test_a_blank_is_no_figure(catalogue):
    assert find_figure(catalogue, FigureRef("TITR-02", "distance_km")) is None
    assert find_figure(catalogue, FigureRef("V048", "value")) is None
    assert find_figure(catalogue, FigureRef("nothing", "hours")) is None


def test_numbers_are_compared_by_value():
    assert numbers_in("1,350 trucks, 1.4 h, 2025-06") == {1350, 1.4, 2025, 6}
