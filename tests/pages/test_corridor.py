"""The corridor page, by AppTest: every journey, both directions and units, nonsense in the address; each run twice."""

import json
import re
import shutil
from html import unescape

import pytest

from panels.corridor import page
from tests.conftest import ROOT
from tests.pages.apps import html_of, open_page

NONSENSE = "<script>alert(1)</script>"
QUERIES = [
    {"journey": "khorgos-kapikule-road", "lang": "tr", "direction": "back", "unit": "days"},
    {"journey": "altynkol-batumi", "way": "fastest", "unit": "usd", "versus": "y2023"},
    {"journey": "kashgar-bishkek", "direction": "back", "year": "2023"},
    {"journey": "altynkol-kapikule", "way": "shortest", "keep": ["altynkol-post.50"], "wait": ["aktau-vessel.48"]},
    {"journey": "kashgar-tashkent", "unit": "usd", "lang": "tr"},
    {"journey": "turkmenbashi-poti", "year": "2020", "at": "turkmenbashi-port"},
    {"journey": NONSENSE, "way": NONSENSE, "direction": NONSENSE, "year": NONSENSE, "unit": NONSENSE, "at": NONSENSE,
     "keep": [NONSENSE, "red-bridge-ge.x", "altynkol-post.999", "altynkol-post.-5", "."], "wait": ["aktau-vessel.99999999999"]},
]  # fmt: skip


def run(query):
    return open_page("corridor", query)


def words_of(app):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html_of(app))))


def shown_as_asked(app):
    """Collect what stands in a dashed frame, by row of the table; nothing while nothing is asked."""
    found = re.findall(r'<tr data-id="([^"]+)".*?</tr>', html_of(app), re.DOTALL)
    rows = {row: re.search(rf'<tr data-id="{row}".*?</tr>', html_of(app), re.DOTALL).group(0) for row in found}
    frame = r'class="what-if" data-what-if="(\w+)"><i class="unseen">what if </i><span>([^<]+)'
    return {row: dict(re.findall(frame, html)) for row, html in rows.items() if re.search(frame, html)}


def drawn_in(app):
    return chart_of(app)["rows"]


def charts_of(app):
    found = [c.proto for c in app.get("bidi_component") if c.proto.component_name.endswith("profile_chart")]
    return [json.loads(chart.json) for chart in found]


def chart_of(app):
    return charts_of(app)[0]


@pytest.fixture(scope="module")
def east():
    return run({"journey": "alat-tbilisi", "direction": "back"})


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["journey"])
def test_page_runs_twice_and_never_shows_the_address(query):
    app = run(query)
    assert "<script>" not in html_of(app)
    assert 'class="answer"' in html_of(app)
    assert len(charts_of(app)) == 1


def test_the_answer_says_how_long_how_much_of_it_standing_and_where(east):
    words = words_of(east)
    assert "69.7 h" in words
    assert "86.2% of it standing" in words
    assert "Red Bridge, Georgian side 54.9 h (78.7%)" in words
    assert "at least" not in words.split("All ways")[0]


@pytest.mark.parametrize(
    ("query", "journey", "way"),
    [
        ({}, "khorgos-kapikule-road", "khorgos-nur-zholy"),
        ({"mode": "rail"}, "altynkol-poti", "altynkol-aktau-kyzylorda"),
        ({"journey": "alat-tbilisi"}, "alat-tbilisi", "alat-red-bridge"),
        ({"journey": "alat-tbilisi", "mode": "rail"}, "alat-tbilisi", "alat-boyuk-kesik"),
    ],
)
def test_road_comes_first_unless_the_address_says_rail(query, journey, way):
    app = run(query)
    assert app.selectbox(key="choose-journey").value == journey
    assert f'data-id="{way}"' in html_of(app)


def test_the_journeys_by_road_are_listed_first_and_the_longest_of_them_leads(east):
    listed = east.selectbox(key="choose-journey").options
    assert [name.partition(" ")[0] for name in listed[:2]] == ["Khorgos", "Port"]
    by_road = ["by road" in name or ("Tbilisi" in name and "Alat" in name) for name in listed]
    assert by_road == sorted(by_road, reverse=True)


def test_how_sure_is_said_in_words_before_the_percentiles(east):
    words = words_of(east)
    assert "in eight of ten computed journeys what is known takes 1.5 days to 2.9 days" in words
    assert words.index("eight of ten") < words.index("P10")


def test_legs_and_stops_are_records_of_the_page_with_year_direction_and_source(east):
    html = html_of(east)
    for item in ("red-bridge-tbilisi", "red-bridge-ge", "red-bridge-az", "alat-red-bridge"):
        assert f'data-id="{item}"' in html
    row = re.search(r'<tr data-id="red-bridge-ge".*?</tr>', html, re.DOTALL).group(0)
    assert 'data-site="red-bridge"' in row
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))
    for word in ("Georgia", "outbound", "54.9 h", "2.4 h – 54.9 h", "2023", "measured"):
        assert word in words
    assert 'class="cite"' in row


def test_what_is_not_known_is_counted_and_never_zero():
    app = run({"journey": "altynkol-poti"})
    words = words_of(app)
    assert "at least 8 days" in words
    assert words.index("at least 8 days") < words.index("202.7 h")
    assert "no data for 4 stops" in words
    assert "no data for 2 legs" in words
    row = re.search(r'<tr data-id="gardabani-post".*?</tr>', html_of(app), re.DOTALL).group(0)
    assert "no data" in row
    assert "0.0 h" not in row


def test_a_question_is_marked_illustrative_and_says_who_gains():
    app = run({"journey": "alat-tbilisi", "direction": "back", "keep": ["red-bridge-ge.50"]})
    words = words_of(app)
    assert '<span class="illustrative" data-illustrative>' in html_of(app)
    assert "Saves 27.4 h of 69.7 h" in words
    assert "Georgia 27.4 h" in words
    assert [row["label"] for row in drawn_in(app) if row["layer"] == "mark"] == ["illustrative"]


def test_the_table_tells_what_is_known_and_below_it_what_is_asked(east):
    assert shown_as_asked(east) == {}
    assert '<span class="illustrative" data-illustrative hidden>' in html_of(east)
    assert [row for row in drawn_in(east) if row["layer"] == "mark"] == []
    app = run({"journey": "alat-tbilisi", "direction": "back", "keep": ["red-bridge-ge.50"]})
    asked = shown_as_asked(app)
    assert asked["red-bridge-ge"]["value"] == "27.4 h"
    assert "value" not in asked["red-bridge-az"]
    assert asked["alat-red-bridge"]["since"] == "42.3 h"
    row = re.search(r'<tr data-id="red-bridge-ge".*?</tr>', html_of(app), re.DOTALL).group(0)
    assert "54.9 h" in row
    foot = re.search(r"<tfoot>.*?</tfoot>", html_of(app), re.DOTALL).group(0)
    assert ("69.7 h" in foot, "42.3 h" in foot) == (True, True)


def what_if_of(app):
    found = [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.component_name.endswith("what_if")]
    return found[0]["what-if"]


def test_the_stops_are_listed_in_travel_order_with_their_hours_year_and_source(east):
    stops = what_if_of(east)["stops"]
    assert [stop["id"] for stop in stops] == ["red-bridge-ge", "red-bridge-az"]
    assert stops[0]["told"] == "54.9 h · 2023 · CPMM"


def test_presets_ask_for_hours_and_the_address_says_what_is_asked(east):
    words = {name: word for name, _, word in what_if_of(east)["presets"]}
    assert words["Red Bridge as in 2021"] == "red-bridge-ge.2.4 red-bridge-az.3.7"
    asked = words["Red Bridge as in 2021"].split()
    app = run({"journey": "alat-tbilisi", "direction": "back", "hours": asked})
    assert what_if_of(app)["asked"] == words["Red Bridge as in 2021"]
    assert 'data-asked="red-bridge-ge.2.4 red-bridge-az.3.7"' in html_of(app)
    assert what_if_of(east)["asked"] == ""


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ({"keep": ["red-bridge-ge.50"]}, "red-bridge-ge.27.45"),
        ({"hours": ["red-bridge-ge.10"], "keep": ["red-bridge-ge.50"]}, "red-bridge-ge.10"),
        ({"hours": ["red-bridge-ge.54.9"]}, ""),
        ({"hours": ["red-bridge-ge.900", "red-bridge-az.-1", "nobody.3", "red-bridge-az.1e3", "red-bridge-az"]}, ""),
    ],
)
def test_an_address_asks_for_fewer_hours_than_are_known_whatever_it_says(query, asked):
    app = run({"journey": "alat-tbilisi", "direction": "back", **query})
    assert what_if_of(app)["asked"] == asked


def test_hours_assumed_for_a_ship_fill_a_gap_of_the_answer_only():
    words = words_of(run({"journey": "altynkol-poti", "wait": ["aktau-vessel.48"]}))
    assert "at least 10 days" in words
    assert "Known of it: 250.7 h" in words
    assert "no data for 3 stops" in words
    assert "48.0 h more than what is known, because hours are assumed" in words


def test_hours_may_be_assumed_of_every_stop_that_nobody_has_measured():
    app = run({"journey": "khorgos-kapikule-road", "hours": ["sarp-post.12", "kapikule-road.9999"]})
    assert what_if_of(app)["asked"] == "sarp-post.12 kapikule-road.240"
    assert "no data for 3 stops" in words_of(app)


def test_the_strip_of_map_draws_the_whole_way_and_says_what_is_a_straight_line():
    app = run({})
    strip = next(
        json.loads(c.proto.json)["strip"]
        for c in app.get("bidi_component")
        if c.proto.component_name.endswith("map_strip")
    )
    assert strip["question"] == re.search(r'data-question="(\w+)"', html_of(app)).group(1)
    assert [leg["id"] for leg in strip["legs"] if not leg["drawn"]] == [
        "khorgos-nur-zholy", "almaty-aktau-road", "sarpi-kapikule",
    ]  # fmt: skip
    assert all(len(leg["line"]) >= 4 for leg in strip["legs"])
    assert [place["site"] for place in strip["places"] if place["name"] == "Red Bridge"] == ["red-bridge"]
    assert chart_of(app)["west"] is True
    assert "stretched from east to west" in words_of(app)
    assert "course not drawn: straight line" in words_of(app)


def test_nothing_but_the_rows_of_the_chart_changes_while_a_slider_moves():
    def chart(keep):
        return chart_of(run({"journey": "alat-tbilisi", "direction": "back", "keep": [f"red-bridge-ge.{keep}"]}))

    charts = [chart(50), chart(20), chart(100)]
    assert charts[0]["rows"] != charts[1]["rows"]
    assert len({json.dumps(chart | {"rows": None}) for chart in charts}) == 1


def test_the_chart_can_be_saved_and_names_no_foreign_host(east):
    assert 'data-save="png"' in html_of(east)
    assert 'data-save="svg"' in html_of(east)
    assert len(east.get("download_button")) == 2
    assert "://" not in json.dumps(chart_of(east))


def test_turkish_writes_numbers_and_words_its_own_way():
    app = run({"journey": "alat-tbilisi", "direction": "back", "lang": "tr"})
    words = words_of(app)
    assert "69,7 sa" in words
    assert "%86,2" in words
    assert chart_of(app)["signs"] == {"group": ".", "decimal": ","}


def test_the_ruler_measures_along_the_line_between_two_positions():
    words = words_of(run({"journey": "altynkol-poti", "point": ["44.1647,80.2952", "43.5996,51.2226"]}))
    assert "3,071.0 km along the line" in words
    assert "2,325.0 km straight" in words
    assert "beside the line" not in words


def test_the_ruler_takes_places_and_forgets_them():
    app = run({"journey": "alat-tbilisi"})
    app.selectbox(key="measure-0").set_value("baku-port-alat").run()
    assert "One point more." in words_of(app)
    app.selectbox(key="measure-1").set_value("tbilisi").run()
    assert "km along the line" in words_of(app)
    assert len(app.query_params["point"]) == 2
    app.button(key="measure-clear").click().run()
    assert "point" not in app.query_params


def test_a_point_that_is_none_is_ignored():
    words = words_of(run({"journey": "altynkol-poti", "point": ["91,0", NONSENSE]}))
    assert "between any two points" in words
    assert "alert" not in words


JOURNEY_TABLES = ("journeys", "stretches", "journey_stops", "scenarios", "lengths", "comparisons", "dwell", "speeds")


@pytest.mark.parametrize("kept", [1, 3, 12])
def test_the_page_opens_with_what_is_left_of_the_tables(tmp_path, monkeypatch, kept):
    folder = shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("locale"))
    for table in JOURNEY_TABLES:
        lines = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        (folder / f"{table}.csv").write_text("\n".join(lines[:kept]) + "\n", encoding="utf-8")
    monkeypatch.setenv("CARAVANSERAI_DATA", str(folder))
    app = run({"journey": "altynkol-poti"})
    said = [element.value for element in app.info]
    assert said == ["There is no journey in the tables."] or 'class="answer"' in html_of(app)


def test_the_map_and_the_published_values_wait_for_the_chart(monkeypatch):
    waiting = run({})
    assert drawn_in(waiting)
    assert not waiting.get("component_instance")
    assert 'class="against"' not in html_of(waiting)
    monkeypatch.setattr(page, "is_chart_drawn", lambda: True)
    app = waiting.run()
    assert len(app.get("component_instance")) == 1
    assert 'class="against"' in html_of(app)
    undrawn = re.search(r'undrawn">([^<]+)', html_of(app))[1]
    assert "no course of it is known" in undrawn
    assert "Almaty" in undrawn
