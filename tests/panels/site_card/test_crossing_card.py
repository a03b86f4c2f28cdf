"""The card of a crossing: two posts side by side, one scale, both values where sources disagree, clocks and hours."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from geo.language import load_language
from geo.sites.crossing import disagreements_at
from geo.sites.selection import list_entries
from panels.site_card.card import render_card
from panels.site_card.dwell import render_dwell
from panels.site_card.opening_hours import render_hours, write_offset
from panels.ui.citations import Citations
from panels.view import View

NOW = dt.datetime(2026, 11, 24, 5, 48, tzinfo=dt.UTC)
ENGLISH = load_language("en")
MANY_ROWS, MOST_CARD_B = 100_000, 60_000
FIRST_YEAR, YEARS = 1990, 36
MEASURED = ("red-bridge", "irkeshtam", "torugart", "nur-zholy", "altynkol")
NAMED = (*MEASURED, "kapikule")


def dwell(catalogue, site, language=ENGLISH):
    return render_dwell(catalogue, site, Citations(catalogue.sources, "s"), language)


def hours(catalogue, site, now=NOW, language=ENGLISH):
    return render_hours(catalogue, site, Citations(catalogue.sources, "s"), language, now)


def sections(html):
    return html.split('<section class="dwell"')[1:]


@pytest.mark.parametrize("site", MEASURED)
def test_both_posts_stand_side_by_side_in_hours_and_dollars(catalogue, site):
    html = dwell(catalogue, site)
    for part, indicator in zip(sections(html), ("TFI1", "TFI2"), strict=True):
        assert indicator in part
        assert part.count("data-post=") == 2
    assert "including unofficial payments" in sections(html)[1]


def test_every_measured_value_is_a_row_and_the_longest_bar_fills_the_scale(catalogue):
    html = dwell(catalogue, "red-bridge")
    assert html.count('data-id="D023"') == 2
    widths = [[int(w) for w in re.findall(r'style="width:(\d+)%"', part)] for part in sections(html)]
    assert [max(found) for found in widths] == [100, 100]
    assert "54.9 h" in sections(html)[0]
    assert re.search(r"Georgia → Azerbaijan \(outbound\)", html)
    assert re.search(r"Georgia → Azerbaijan \(inbound\)", html)


def test_a_printed_zero_has_no_bar_and_a_post_without_values_says_so(catalogue):
    dollars = sections(dwell(catalogue, "irkeshtam"))[1]
    zero = re.search(r'<tr data-id="[^"]*"><th scope="row">2023</th>(?:(?!</tr>).)*?>0<sup', dollars)[0]
    assert "width" not in zero
    sign = re.search(r">0<sup>(.)<", dollars)[1]
    assert f"<sup>{sign}</sup> Printed as 0: perhaps nothing was recorded." in dwell(catalogue, "irkeshtam")
    hours_only = sections(dwell(catalogue, "irkeshtam"))[0]
    assert "bar--doubtful" not in hours_only, "the doubt is about the payment"
    assert "bar--doubtful" in sections(dwell(catalogue, "torugart"))[0]
    assert "US$ 0" not in dwell(catalogue, "khorgos-gateway")
    assert "no measured value found" in dwell(catalogue, "nur-zholy")
    assert dwell(catalogue, "kapikule").count("<table") == 0


@pytest.mark.parametrize(
    ("site", "name", "values"),
    [
        ("red-bridge", "K49", ("54.9 + 5.2 = 60.1 h", "CPMM BCP sheet", "more than 75 h", "TRACECA pilot")),
        ("baku-port-alat", "K04", ("+65%", "Kazakh Ministry", "+86%", "KTZ via Interfax")),
    ],
)
def test_values_that_disagree_are_both_shown_with_who_says_so(catalogue, site, name, values):
    told = re.search(rf'data-id="{name}">.*?</ul>', dwell(catalogue, site), re.DOTALL)[0]
    assert all(value in told for value in values)
    assert 'class="cite"' in told


def test_what_sources_disagree_on_stands_right_below_the_hours(catalogue):
    html = dwell(catalogue, "red-bridge")
    places = [html.index(text) for text in ("TFI1", "more than 75 h", "outbound improved", "TFI2")]
    assert places == sorted(places)


def test_no_card_leaves_out_a_disagreement_that_concerns_it(catalogue):
    for site in catalogue.sites:
        html = dwell(catalogue, site)
        assert all(f'data-id="{row.disagreement_id}"' in html for row in disagreements_at(catalogue, site))


@pytest.mark.parametrize("site", NAMED)
def test_both_clocks_stand_on_the_card_of_every_named_crossing(catalogue, site):
    html = hours(catalogue, site)
    assert len(re.findall(r'<time data-zone="\w+/\w+">\d\d:\d\d</time>', html)) == 2
    assert html.count("data-hours=") == 2


def test_clocks_and_offsets(catalogue):
    html = hours(catalogue, "nur-zholy")
    assert '<time data-zone="Asia/Almaty">10:48</time> <span class="as-of">UTC+5' in html
    assert '<time data-zone="Asia/Shanghai">13:48</time> <span class="as-of">UTC+8' in html
    assert write_offset(dt.datetime(2026, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=-3, minutes=-30)))) == "UTC-3:30"


def test_unknown_hours_are_said_to_be_unknown(catalogue):
    html = hours(catalogue, "red-bridge")
    assert html.count("Opening hours not found") == 2
    assert "not known: nothing that holds today is stated for Red Bridge and Tsiteli Khidi" in html
    assert "day-strip" not in html


def test_a_regime_that_has_run_out_is_struck_out_and_held_before(catalogue):
    assert "<s>every day, around the clock</s>" in hours(catalogue, "nur-zholy")
    before = hours(catalogue, "nur-zholy", dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC))
    assert "<s>" not in before
    assert "both open around the clock" in before


def test_days_that_are_closed_are_known_though_hours_are_not(catalogue):
    assert "Monday to Friday, hours not stated" in hours(catalogue, "torugart")
    saturday = dt.datetime(2025, 11, 29, 12, tzinfo=dt.UTC)  # the notice of December 2023 was not yet too old
    assert "Irkeshtam and Irkeshtam (CN) are not open together today." in hours(catalogue, "irkeshtam", saturday)


def test_a_notice_that_has_run_out_or_is_old_says_so_beside_its_date(catalogue):
    assert "notice ran out on 30 June 2026" in hours(catalogue, "nur-zholy")
    assert "(as of May 2025, 18 months ago)" in hours(catalogue, "nur-zholy")
    told = hours(catalogue, "torugart")
    assert "old notice, not known to hold today" in told
    assert "(as of December 2023, 2 years ago)" in told
    earlier = hours(catalogue, "torugart", dt.datetime(2025, 6, 1, tzinfo=dt.UTC))
    assert "old notice" not in earlier


def test_hours_that_overlap_are_told_in_utc_and_by_both_clocks(catalogue):
    row = catalogue.opening_hours[0]
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    told = tuple(
        replace(row, place_id=place, days=week, opens=a, closes=b)
        for place, a, b in (("nur-zholy", "09:00", "18:00"), ("khorgos-port-cn", "10:00", "20:00"))
    )
    html = hours(replace(catalogue, opening_hours=told), "nur-zholy")
    assert "Both are open today: 04:00–12:00 UTC (09:00–17:00 Kazakhstan, 12:00–20:00 China)." in html
    assert html.count('<i style="left:16.67%') == 2


def test_a_place_without_a_post_across_has_no_such_box(catalogue):
    assert hours(catalogue, "tashkent-aviayuklar") == ""


def test_a_post_with_thousands_of_rows_has_a_short_card_that_leads_to_the_table(catalogue):
    rows = [row for row in catalogue.dwell if row.place_id == "red-bridge" and row.scope == "bcp"]
    many = [replace(row, dwell_id=f"X{n}", year=1000 + n) for n in range(3000) for row in rows]
    html = dwell(replace(catalogue, dwell=(*catalogue.dwell, *many)), "red-bridge", load_language("ru"))
    assert len(html.encode()) < 30_000
    table = html.partition('class="all-years"')[2]
    years = re.findall(r"<tr><td>(\d+)</td>", table)
    assert "3999" in years
    assert len(years) <= 36
    every = sum(row.place_id in ("red-bridge", "tsiteli-khidi") for row in catalogue.dwell) + len(many)
    assert f"{load_language('ru').number(every - len(years))}" in table
    assert 'href="sources?table=dwell&amp;lang=ru"' in table


@pytest.mark.parametrize("site", ["red-bridge", "torugart"])
def test_the_whole_card_stays_small_with_a_hundred_thousand_rows(catalogue, site):
    """Of both posts, all series that they have, in 36 years; in the language that takes most room."""
    posts = {site, *(p for e in list_entries(catalogue) if e.id == site for p in e.site.counterpart_ids)}
    rows = [row for row in catalogue.dwell if row.place_id in posts]
    many = [
        replace(rows[n % len(rows)], dwell_id=f"X{n}", year=FIRST_YEAR + n // len(rows) % YEARS, edition=f"Edition {n}")
        for n in range(MANY_ROWS)
    ]
    full = replace(catalogue, dwell=(*catalogue.dwell, *many))
    entries = list_entries(full)
    entry = next(entry for entry in entries if entry.id == site)
    html = render_card(full, entries, entry, View(site=site), load_language("kk"))
    assert len(html.encode()) <= MOST_CARD_B
    assert 'href="sources?table=dwell' in html


def test_a_card_with_few_rows_shows_them_all(catalogue):
    table = dwell(catalogue, "red-bridge").partition('class="all-years"')[2]
    posts = ("red-bridge", "tsiteli-khidi")
    shown = len(re.findall(r"<tr><td>\d+</td>", table))
    assert shown == sum(row.place_id in posts and row.scope == "bcp" for row in catalogue.dwell)
    assert "sources?table" not in table
