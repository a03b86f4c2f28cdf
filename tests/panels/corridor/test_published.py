"""Volumes on the corridor page: one run is a line, all else stands for itself, targets stand apart."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from geo.corridor.published import list_runs, list_targets
from geo.language import list_languages, load_language
from panels.corridor.published import draw_run, render_published

ENGLISH = load_language("en")
MINISTRY = ["V181", "V182", "V122", "V183", "V184", "V185", "V118"]


def page(catalogue, code="en"):
    return render_published(catalogue, "altynkol-poti", load_language(code))


@pytest.mark.parametrize("code", list_languages())
def test_one_line_is_drawn_and_each_of_its_values_stands_beside_it_with_its_source(catalogue, code):
    html = page(catalogue, code)
    assert unquote(html).count("<polyline") == html.count('<img src="data:image/svg+xml') == 1
    figure = html[html.index('<figure class="run"') : html.index("</figure>")]
    assert re.findall(r'<li data-point="(\w+)"', figure) == MINISTRY
    assert figure.count('<sup class="cite">') == len(MINISTRY) + 1
    assert figure.count('class="run-point"') == len(MINISTRY)


def test_no_line_crosses_a_year_that_is_missing(catalogue):
    (run,) = list_runs(catalogue)
    broken = replace(run, values=tuple(v for v in run.values if v.year != 2022))
    lines = re.findall(r'points="([^"]*)"', unquote(draw_run(broken, ENGLISH).picture))
    assert [len(line.split()) for line in lines] == [3, 3]
    points = draw_run(run, ENGLISH).points
    assert max(points, key=lambda point: point.volume.value).top == min(point.top for point in points) == 0
    assert all(0 < point.left < 100 and 0 <= point.top < 100 for point in points)


def test_each_series_of_trains_has_a_table_of_its_own_that_says_why(catalogue):
    html = page(catalogue)
    for series in ("trains-sent", "trains-received"):
        table = html[html.index(f'data-series="{series}"') :].split("</table>")[0]
        assert set(re.findall(r'data-id="(V\d+)"', table)) == {
            v.volume_id for v in catalogue.volumes if v.series_id == series
        }
    assert "Never to be added to trains received" in html


def test_every_target_is_told_in_words_as_what_it_is_and_has_no_bar(catalogue):
    table = page(catalogue).split('<table class="targets">')[1].split("</table>")[0]
    targets = list_targets(catalogue)
    assert re.findall(r'data-id="(E\d+)"', table) == [target.time_id for target in targets]
    assert table.count('class="kind"') == len(targets)
    assert 'class="bar"' not in table


def test_a_claim_of_low_confidence_says_so(catalogue):
    claim = page(catalogue).split('data-id="V131"')[1].split("</p>")[0]
    assert "Confidence: low" in claim
    assert "Confidence" not in page(catalogue).split('data-id="V132"')[1].split("</p>")[0]
