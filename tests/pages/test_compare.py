"""Side by side: every record with its id and source, blank never zero, whatever the address says."""

import re

import pytest

from tests.pages.apps import html_of, open_page

PAIR = {"site": ["torugart", "irkeshtam"]}
HOSTILE = [
    {"site": "<script>alert(1)</script>"},
    {"site": ["../../x", "", "TORUGART"], "country": "XXX", "journey": "nowhere"},
    {"tab": "x", "year": "9" * 400, "way": "${x}"},
]


def run(query):
    return html_of(open_page("compare", query))


def test_two_crossings_stand_side_by_side_with_every_value_of_theirs():
    html = run(PAIR)
    assert 'data-compare="torugart irkeshtam"' in html
    for dwell in ("D030", "D031", "D032", "D033", "D034", "D089", "D090", "D092", "D093", "D094"):
        assert f'<li data-id="{dwell}"' in html
    assert (
        '<p class="lead">Entering Kyrgyzstan in 2023 took 1.7 h at Torugart and 1.4 h at Irkeshtam; leaving it' in html
    )
    assert "not measured in any year" in html


def test_every_bar_has_its_source_and_all_share_one_scale():
    html = run(PAIR)
    lines = re.findall(r'<li data-id="D\d+".*?</li>', html, re.DOTALL)
    assert lines
    assert [line for line in lines if 'class="cite"' not in line] == []
    widths = {re.search(r'data-hours="([^"]+)"', line)[1]: re.search(r"--share:([\d.]+)", line)[1] for line in lines}
    assert (widths["50.1"], widths["25.8"]) == ("1.0", "0.515")


def test_payments_stand_beside_the_hours_on_one_scale_and_a_blank_stays_blank():
    html = run(PAIR)
    paid = {
        dwell: re.search(rf'<li data-id="{dwell}".*?class="reads-line reads-paid" data-usd="([^"]*)">(.*?)</li>', html, re.DOTALL)
        for dwell in ("D089", "D090", "D092", "D030")
    }  # fmt: skip
    assert [paid[dwell][1] for dwell in paid] == ["583.0", "28.0", "0.0", ""]
    assert "--share:1.0" in paid["D089"][2]
    assert "--share:0.048" in paid["D090"][2]
    assert "--share" not in paid["D092"][2] + paid["D030"][2]
    assert "US$: not published" in paid["D030"][2]
    assert "paid at the post, including unofficial payments; the longest bar is US$ 583." in html
    assert "Printed as 0: perhaps nothing was recorded." in html
    assert "Entering Kyrgyzstan in 2023 cost US$ 28 at Torugart and US$ 583 at Irkeshtam" in html


def test_where_no_payment_is_published_no_column_is_made_of_it():
    html = run({"site": ["kapikule", "tashkent-ark-buloq"]})
    assert "No payment at these posts is published." in html
    assert "data-usd" not in html


def test_payments_of_countries_and_of_years():
    html = run({"country": "AZE", "year": ["2022", "2023"]})
    assert "Time and payments at its posts" in html
    assert re.search(r'data-id="D006".*?data-usd="69.0"', html)


def test_a_year_without_a_value_is_not_measured_and_has_no_hours():
    html = run(PAIR)
    gap = re.search(r'<li data-year="2020"><span class="reads-year">2020</span><span class="reads-none">([^<]+)', html)
    assert gap[1] == "not measured"


def test_a_row_without_data_says_so():
    html = run({"site": ["nur-zholy", "altynkol"]})
    assert re.search(r'<li data-id="D110" data-hours="" data-year="2023">.*?class="reads-none">no data', html)


@pytest.mark.parametrize("query", [{}, *HOSTILE], ids=str)
def test_nothing_that_is_known_gives_the_way_in(query):
    html = run(query)
    assert "<script>" not in html
    assert 'class="compare-offers"' in html
    assert "data-compare" not in html


def test_one_site_is_shown_and_others_are_offered():
    html = run({"site": "irkeshtam", "lang": "tr"})
    assert 'data-compare="irkeshtam"' in html
    assert "site=irkeshtam&amp;site=torugart" in html


def test_links_take_out_and_change_the_order():
    html = run({"site": ["torugart", "irkeshtam", "red-bridge"]})
    assert 'data-go="out:1" href="?site=torugart&amp;site=red-bridge"' in html
    assert 'data-go="right:0" href="?site=irkeshtam&amp;site=torugart&amp;site=red-bridge"' in html
    assert 'data-go="left:0"' not in html
    assert 'data-go="right:2"' not in html


def test_a_site_is_added_by_the_search_field():
    app = open_page("compare", {"site": ["torugart", "irkeshtam"], "lang": "tr"})
    app.selectbox(key="add-site").select("red-bridge").run()
    assert not app.exception
    assert app.query_params["site"] == ["torugart", "irkeshtam", "red-bridge"]
    assert app.query_params["lang"] == "tr"
    assert 'data-compare="torugart irkeshtam red-bridge"' in html_of(app)


def test_four_are_enough():
    app = open_page("compare", {"site": ["torugart", "irkeshtam", "red-bridge", "kapikule", "altynkol"]})
    assert 'data-compare="torugart irkeshtam red-bridge kapikule"' in html_of(app)
    assert len(app.selectbox) == 0


def test_what_is_recorded_of_both_stands_below():
    html = run(PAIR)
    for record in ("V03", "V04", "H02", "H03", "H04", "K37", "K38", "KGZ-etir", "CHN-etir"):
        assert f'data-id="{record}"' in html, record
    assert "Field visits recorded: 1 at Torugart and 1 at Irkeshtam." in html
    assert "the same in every column" in html


def test_two_countries_and_two_years_of_one():
    html = run({"country": ["KGZ", "KAZ"]})
    assert 'data-compare="KGZ KAZ"' in html
    assert "Instruments in place" in html
    html = run({"country": "AZE", "year": ["2022", "2023"], "lang": "tr"})
    assert "Azerbaycan 2022" in html
    assert "Azerbaycan 2023" in html
    for dwell in ("D003", "D006", "D079", "D080"):
        assert f'<li data-id="{dwell}"' in html
    assert 'data-go="left:1" href="?country=AZE&amp;year=2023&amp;year=2022"' in html


def test_two_ways_of_one_journey_leg_by_leg():
    html = run({"journey": "alat-tbilisi", "way": ["usual", "alat-boyuk-kesik.boyuk-kesik-tbilisi"]})
    assert "Red Bridge, road: 28.9 h over 484 km" in html
    assert html.count("not on this way") >= 4
    lines = re.findall(r'<li data-id="[^"]+" data-year=.*?</li>', html, re.DOTALL)
    assert [line for line in lines if "reads-value" in line and 'class="cite"' not in line] == []


def test_a_journey_there_and_back():
    html = run({"journey": "alat-tbilisi", "direction": ["there", "back"]})
    assert html.count('<p class="lead">→ Tbilisi: 28.9 h over 484 km') == 1
    assert html.count('<p class="lead">→ Port of Baku: 69.7 h over 484 km') == 1
    assert "the largest difference is Red Bridge, Georgian side: 2.8 h and 54.9 h." in html
    assert "In the order of travel of the first one" in html
    assert "Tbilisi → Red Bridge BCP · derived" in html
    assert "outbound · measured" in html
    assert re.search(r'href="corridor\?journey=alat-tbilisi&amp;direction=back[^>]*>[^<]* · → Port of Baku</a>', html)


def test_a_journey_of_one_direction_has_no_way_back():
    html = run({"journey": "kashgar-bishkek", "direction": ["there", "back"]})
    assert 'data-compare="kashgar-bishkek"' in html
    assert "there and back" not in html
    assert "there and back" in run({"journey": "kashgar-tashkent"})


@pytest.mark.parametrize("query", [
    {"country": "HUN"}, {"country": "KGZ", "year": "1991"}, {"journey": "kashgar-bishkek", "lang": "kk"},
    {"site": "khorgos-icbc"}, {"tab": "country"}, {"tab": "journey", "lang": "ru"},
    {"country": ["AZE", "GEO", "TUR", "KAZ"], "lang": "kk"}, {"journey": "altynkol-poti", "year": ["2020", "2021", "2022", "2023"]},
], ids=str)  # fmt: skip
def test_extremes_open(query):
    html = run(query)
    assert "compare-heading" in html
    assert "{" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def test_years_and_ways_are_added_by_their_fields():
    app = open_page("compare", {"country": "KGZ", "year": "2022"})
    app.selectbox(key="add-year").select("2023").run()
    assert app.query_params["year"] == ["2022", "2023"]
    app = open_page("compare", {"journey": "alat-tbilisi"})
    app.selectbox(key="add-way").select("alat-boyuk-kesik.boyuk-kesik-tbilisi").run()
    assert app.query_params["way"] == ["usual", "alat-boyuk-kesik.boyuk-kesik-tbilisi"]
    app.selectbox(key="add-way").select("alat-boyuk-kesik.boyuk-kesik-tbilisi back").run()
    assert app.query_params["direction"] == ["there", "there", "back"]
    assert not app.exception


def test_the_looks_of_a_bar_are_explained():
    html = run(PAIR)
    legend = re.search(r'class="compare-legend">(.*?)</p>', html, re.DOTALL)[1]
    assert [word for word in ("second-hand", "doubtful", "24 h or more") if word not in legend] == []
    assert re.search(r'data-id="D090".*?bar--second', html)
    assert re.search(r'data-id="D032".*?bar--doubtful', html)
