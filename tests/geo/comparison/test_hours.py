"""Hours side by side: by side of the border, act and year; zero, blank and closed are three things."""

from dataclasses import replace

import pytest

from geo.comparison.hours import find_scale, is_second_hand, list_band_rows, list_bands, pick_told, read_amount

PAIR = ("torugart", "irkeshtam")


def with_rows(catalogue, *changes):
    """Put made-up rows in the place of all hours: each is D090 (entering Kyrgyzstan at Torugart) with changes."""
    model = next(row for row in catalogue.dwell if row.dwell_id == "D090")
    rows = tuple(replace(model, **{"note": "", "dwell_id": f"M{n}", **change}) for n, change in enumerate(changes))
    return replace(catalogue, dwell=rows)


def at(place_id, year, hours, **more):
    return {"place_id": place_id, "year": year, "hours": hours, **more}


def ids(band, measure="hours"):
    return [[row.dwell_id for row in rows] for rows in pick_told(band, measure)]


def scale_of(bands):
    return find_scale(list_band_rows(bands))


def test_the_real_bands_of_torugart_and_irkeshtam(catalogue):
    bands = list_bands(catalogue, PAIR)
    assert [(band.own, band.act, band.country) for band in bands] == [
        (True, "enter", "KGZ"), (True, "leave", "KGZ"), (False, "enter", "CHN"), (False, "leave", "CHN"),
    ]  # fmt: skip
    assert bands[0].years == (2023, 2020, 2019)
    assert [[row.hours for row in track.rows] for (track,) in bands[0].tracks] == [[1.7], [0.8, 1.8, 1.4]]
    assert bands[1].tracks[1] == ()
    assert (scale_of(bands).hours, scale_of(bands).payment) == (50.1, 583)
    assert ids(bands[0]) == [["D090"], ["D089"]]
    assert ids(bands[1]) == [["D032"], []]


def test_every_row_with_hours_at_a_site_is_in_a_band(catalogue):
    for site_id in catalogue.sites:
        told = {row.dwell_id for row in catalogue.dwell if row.place_id == site_id and row.hours is not None}
        bands = [band for band in list_bands(catalogue, [site_id]) if band.own]
        found = {row.dwell_id for band in bands for tracks in band.tracks for track in tracks for row in track.told()}
        kept = {row.dwell_id for band in bands for tracks in band.tracks for track in tracks for row in track.rows}
        assert told <= kept
        assert found <= told


def test_without_a_common_year_each_gives_its_newest(catalogue):
    made = with_rows(catalogue, at("torugart", 2019, 3.0), at("torugart", 2021, 4.0), at("irkeshtam", 2022, 5.0))
    assert ids(list_bands(made, PAIR)[0]) == [["M1"], ["M2"]]


def test_a_common_year_goes_before_a_newer_one_of_one_site(catalogue):
    made = with_rows(catalogue, at("torugart", 2021, 4.0), at("torugart", 2023, 9.0), at("irkeshtam", 2021, 5.0))
    assert ids(list_bands(made, PAIR)[0]) == [["M0"], ["M2"]]


def test_zero_is_a_value_and_a_blank_is_none(catalogue):
    made = with_rows(catalogue, at("torugart", 2023, 0.0), at("irkeshtam", 2023, None, kind="no-data"))
    (band,) = list_bands(made, PAIR)
    assert ids(band) == [["M0"], []]
    assert [row.hours for row in band.tracks[0][0].told()] == [0.0]
    assert band.tracks[1][0].rows[0].kind == "no-data"


def test_a_closed_year_is_kept_and_is_no_value(catalogue):
    made = with_rows(catalogue, at("torugart", 2022, None, kind="closed"), at("irkeshtam", 2022, 2.0))
    (band,) = list_bands(made, PAIR)
    assert [row.kind for row in band.tracks[0][0].of_year(2022)] == ["closed"]
    assert ids(band) == [[], ["M1"]]


def test_a_payment_alone_is_no_time(catalogue):
    made = with_rows(catalogue, at("torugart", 2023, None, cost_usd=28.0), at("irkeshtam", 2022, 5.0, cost_usd=None))
    (band,) = list_bands(made, PAIR)
    assert (ids(band), ids(band, "payment")) == ([[], ["M1"]], [["M0"], []])
    assert scale_of([band]).payment == 28.0


def test_a_charge_for_one_activity_is_no_payment_at_a_post(catalogue):
    fee = next(row for row in catalogue.dwell if row.dwell_id == "D145")
    assert (fee.cost_usd, read_amount(fee, "payment")) == (329, None)
    assert (
        list_bands(with_rows(catalogue, at("torugart", 2023, None, cost_usd=9.0, indicator=fee.indicator)), PAIR) == ()
    )


def test_a_measured_value_goes_before_a_claim(catalogue):
    made = with_rows(catalogue, at("torugart", 2024, 1.0, kind="claim"), at("torugart", 2023, 9.0))
    assert ids(list_bands(made, ["torugart"])[0]) == [["M1"]]


@pytest.mark.parametrize(("direction", "acts"), [
    ("both", ["enter", "leave"]), ("all", [""]), ("not-stated", [""]), ("inbound", ["enter"]),
])  # fmt: skip
def test_directions_become_acts(catalogue, direction, acts):
    made = with_rows(catalogue, at("torugart", 2023, None, kind="no-data", direction=direction))
    assert [band.act for band in list_bands(made, ["torugart"])] == acts


def test_nothing_asked_for_is_nothing(catalogue):
    assert list_bands(catalogue, ()) == ()
    assert (scale_of(()).hours, scale_of(()).payment) == (0.0, None)


def test_second_hand_is_read_from_the_remark(catalogue):
    rows = {row.dwell_id: row for row in catalogue.dwell}
    assert is_second_hand(rows["D090"])
    assert not is_second_hand(rows["D033"])
