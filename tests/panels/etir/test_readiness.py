"""The readiness matrix: each date with its age, in words and in a grey that can still be read."""

import datetime as dt
import re

import pytest

from geo.cooperation.readiness import OLDEST_STEP, list_extras
from geo.language import list_languages, load_language
from geo.style import read_style
from panels.etir.readiness import render_matrix
from panels.web.styles import CSS_FOLDER

TODAY = dt.date(2026, 11, 27)
CSS = (CSS_FOLDER / "etir.css").read_text(encoding="utf-8")
GROUNDS = ("#ffffff", "#e6eff1")  # of a cell, and of one in the chosen column
LEAST_CONTRAST = 4.5


def matrix(catalogue, code="en", today=TODAY):
    return render_matrix(catalogue, "etir", load_language(code), today)


def cell(html, name):
    return re.search(rf'<(?:td|li) data-id="{name}".*?</(?:td|li)>', html, re.DOTALL).group(0)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("name", "step", "said"),
    [
        ("AZE-simplified-customs-corridor", 0, "5 months ago"),
        ("AZE-e-permit", 1, "21 months ago"),
        ("AZE-etir", OLDEST_STEP, "3 years ago"),
        ("AZE-digital-tir", OLDEST_STEP, "undated"),
        ("KAZ-tez-customs", 2, "2 years ago"),
    ],
)
def test_every_state_shows_its_date_and_grows_paler_with_age(catalogue, name, step, said):
    told = cell(matrix(catalogue), name)
    assert f"age--{step}" in told
    assert said in told


def test_the_same_state_is_paler_a_year_later(catalogue):
    assert "age--1" in cell(matrix(catalogue, today=dt.date(2027, 11, 27)), "AZE-simplified-customs-corridor")


@pytest.mark.parametrize("code", list_languages())
def test_what_is_known_for_single_countries_stands_below_the_matrix_with_date_and_source(catalogue, code):
    html = matrix(catalogue, code)
    below = html[html.index('<ul class="extras">') :]
    for state in list_extras(catalogue):
        told = cell(below, state.id)
        assert "age--" in told
        assert 'class="cite"' in told
        assert html.count(f'data-id="{state.id}"') == 1
        assert f'data-id="{state.id}"' not in html[: html.index('<ul class="extras">')]


def test_the_greys_are_in_order_and_the_palest_can_be_read():
    steps = range(OLDEST_STEP + 1)
    assert [step for step in steps if f".age--{step} {{ color: var(--age-{step});" not in CSS] == []
    greys = [read_style().page[f"age-{step}"] for step in steps]
    assert [luminance(grey) for grey in greys] == sorted(luminance(grey) for grey in greys)
    for ground in GROUNDS:
        assert (luminance(ground) + 0.05) / (luminance(greys[-1]) + 0.05) >= LEAST_CONTRAST
