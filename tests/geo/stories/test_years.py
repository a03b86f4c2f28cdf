"""The years of a stop: first, last and change, told the same on the stage and on paper."""

import pytest

from geo.documents.stops import write_scene
from geo.language import list_languages, load_language
from geo.records.stories import StoryYears
from geo.sites.selection import list_entries
from geo.stories.scenes import show_story
from geo.stories.years import show_years

ENGLISH = load_language("en")


def show(catalogue, site, first, last, going="east"):
    return show_years(catalogue, site, StoryYears(first, last, going), ENGLISH)


def test_red_bridge_from_2020_to_2023(catalogue):
    years = show(catalogue, "red-bridge", 2020, 2023)
    assert years.years == (2020, 2021, 2022, 2023)
    assert [(row.what, row.first, row.last, row.change) for row in years.rows] == [
        ("Leaving Georgia", "5.1 h", "54.9 h", "+49.8 h"),
        ("Entering Azerbaijan", "11.9 h", "5.2 h", "−6.7 h"),
    ]
    assert years.marks == ("2023: second-hand", "2023: sources disagree")
    assert years.write_lines()[0] == "Leaving Georgia – 2020: 5.1 h, 2023: 54.9 h (+49.8 h)"


def test_what_was_not_measured_is_a_dash_and_makes_no_change(catalogue):
    (row,) = show(catalogue, "torugart", 2020, 2022, "both").rows
    assert (row.what, row.first, row.last) == ("Leaving Kyrgyzstan", "2.4 h", "50.1 h")
    rows = {row.what: row for row in show(catalogue, "torugart", 2022, 2023, "both").rows}
    assert (rows["Leaving Kyrgyzstan"].last, rows["Leaving Kyrgyzstan"].change) == ("–", "–")
    assert (rows["Entering Kyrgyzstan"].first, rows["Entering Kyrgyzstan"].change) == ("–", "–")
    assert rows["Entering Kyrgyzstan"].write_ends(2022, 2023) == "2022: –, 2023: 1.7 h"


def test_one_year_has_no_change(catalogue):
    years = show(catalogue, "red-bridge", 2023, 2023)
    assert years.years == (2023,)
    assert [row.change for row in years.rows] == ["", ""]
    assert years.write_lines()[0] == "Leaving Georgia – 2023: 54.9 h"


def test_a_site_without_hours_shows_no_years(catalogue):
    assert show(catalogue, "kapikule", 2020, 2023) is None
    assert show(catalogue, "tashkent-aviayuklar", 2020, 2023) is None


@pytest.mark.parametrize("code", list_languages())
def test_every_stop_that_asks_for_years_shows_them_in_every_language(catalogue, code):
    language, entries = load_language(code), tuple(list_entries(catalogue))
    asked = []
    for story in catalogue.stories.values():
        shown = show_story(catalogue, entries, story, language)
        for number, (scene, said) in enumerate(zip(story.scenes, shown, strict=True), 1):
            assert (said.years is None) == (scene.years is None), f"{story.story_id}, stop {number}"
            if said.years is None:
                continue
            asked.append(said.title)
            assert (said.years.years[0], said.years.years[-1]) == (scene.years.first, scene.years.last)
            assert any(row.change not in {"", "–"} for row in said.years.rows) or len(said.years.years) == 1
            titles = {catalogue.sources[one].title for one in said.years.sources}
            assert titles <= set(said.sources)
            paper = write_scene(said, number)["years"]
            assert len(paper["head"]) + 1 == len(paper["rows"][0])
            assert [row[1] for row in paper["rows"]] == [row.first for row in said.years.rows]
    assert asked
