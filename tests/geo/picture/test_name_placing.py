"""Members are named before others, at the end of a line if need be, and no name lies on a symbol."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from geo.documents.handout import OVERVIEW_PX
from geo.documents.onepager import MAP_PX
from geo.language import list_languages, load_language
from geo.map.home import home_bounds
from geo.picture.basemap import share_abroad
from geo.picture.country_names import Around, Asked, Led, list_led, place_led
from geo.picture.draw import Picture, draw_map, lay_sheet
from geo.picture.labels import Box, Name, Room
from geo.picture.name_placing import LabelGround, place_names
from geo.picture.svg import NAMESPACE
from geo.sites.selection import list_entries, member_states
from geo.style import read_style

RULES = {
    "every": 1, "most_ends": 9, "ends_each": 9, "edge_cost": 0.5, "least_away": 1, "most_away": 3, "abroad_cost": 2,
}  # fmt: skip
EN = load_language("en")
CARD_PX = (800.0, 420.0)  # of a link, which is drawn larger


def find_led(*rows, size=(3, 1), taken=(), **rules):
    home, abroad, barred = (np.array([[one in names for one in row] for row in rows]) for names in ("A", "BM", "M"))
    free = np.array([[(x, y) not in taken for x in range(len(row))] for y, row in enumerate(rows)])
    return list_led(Around(home, abroad, barred, free), size, RULES | rules)


@pytest.mark.parametrize("size", [CARD_PX, OVERVIEW_PX, MAP_PX, (800.0, 500.0)], ids=str)
@pytest.mark.parametrize("code", list_languages())
def test_every_member_is_named_on_small_pictures_too(catalogue, size, code):
    language, entries = load_language(code), list_entries(catalogue)
    root = ET.fromstring(draw_map(catalogue, entries, Picture(*size, legend=False), language))
    named = {one.text for one in root.iter(f"{{{NAMESPACE}}}text") if one.get("class") == "name name--country"}
    members = {language.country_in_capitals(country) for country in member_states(catalogue)}
    assert members <= named
    assert named - members  # and others, where there is room


def test_a_line_leads_from_the_nearest_places_to_the_country():
    assert find_led("A     ") == [(2, 0, 0, 0), (3, 0, 0, 0), (4, 0, 0, 0)]
    assert find_led("A     ", most_away=2) == [(2, 0, 0, 0), (3, 0, 0, 0)]
    assert find_led("A     ", least_away=2) == [(3, 0, 0, 0), (4, 0, 0, 0)]
    assert find_led("A     ", every=2) == [(3, 0, 0, 0)]
    assert find_led("      ") == []
    assert find_led("A ") == []  # the name is wider


def test_a_name_stands_over_less_land_of_others_in_all_its_rows_and_over_none_of_a_member():
    assert find_led("BBBAAA   ", most_away=1)[-1] == (1, 0, 3, 0)
    assert find_led("   AAABBB", most_away=1)[-1] == (7, 0, 5, 0)
    assert [place[0] for place in find_led("MMMAAABBB", most_away=1)] == [5, 6, 7]
    high = {"size": (3, 3), "ends_each": 1, "most_ends": 99}
    assert {place[0] for place in find_led("   A   ", "   A   ", "   A   ", **high)} == {1, 5}
    assert {place[0] for place in find_led("M  A   ", "   A   ", "   A   ", **high)} == {5}
    assert [place[0] for place in find_led("   A   ", "   A   ", "B  A   ", **high)] == [5, 1]


def test_a_line_ends_within_the_country_and_where_nothing_lies():
    rows = ("AAA   ", "AAA   ", "AAA   ", "      ")
    assert find_led(*rows, size=(1, 1), edge_cost=3)[0][2:] == (1, 1)
    assert find_led(*rows, size=(1, 1), edge_cost=3, taken={(1, 1)})[0][2:] != (1, 1)
    assert {place[2:] for place in find_led("A     ", taken={(0, 0)})} == {(0, 0)}  # all of it is covered


def test_a_line_to_a_covered_country_ends_at_what_covers_it(catalogue):
    frame = lay_sheet(catalogue, [], Picture(800, 430, bounds=home_bounds(catalogue, list_entries(catalogue))))
    members = member_states(catalogue)
    asked = Asked("AZE", 80, 14, 320)
    seen = place_led(asked, frame, (), members)
    assert seen
    assert all(one.seen for one in seen)
    covered = Box(*(seen[0].end[0] - 60, seen[0].end[1] - 60), *(seen[0].end[0] + 60, seen[0].end[1] + 60))
    free = read_style().labels["led"]["free_px"]
    edge = Box(covered.x0 - free, covered.y0 - free, covered.x1 + free, covered.y1 + free)
    hidden = place_led(asked, frame, (covered,), members)
    assert {one.seen for one in hidden} == {False}
    outside = [
        one for one in hidden if not edge.covers(Box(one.at[0] - 40, one.at[1] - 7, one.at[0] + 40, one.at[1] + 7))
    ]
    assert outside
    for one in outside:
        assert (
            one.end[0] == pytest.approx(edge.x0)
            or one.end[0] == pytest.approx(edge.x1)
            or (one.end[1] == pytest.approx(edge.y0) or one.end[1] == pytest.approx(edge.y1))
        )
    assert place_led(asked._replace(country="KAZ"), frame, (), members) == []  # wide: it has room at home


def test_a_code_may_stand_farther_off_and_over_the_land_of_members(catalogue):
    frame = lay_sheet(catalogue, [], Picture(800, 430, bounds=home_bounds(catalogue, list_entries(catalogue))))
    members = member_states(catalogue)
    name = Asked("KGZ", 30, 14, 320)

    def cover_members(found):
        boxes = [Box(one.at[0] - 15, one.at[1] - 7, one.at[0] + 15, one.at[1] + 7) for one in found]
        return [box for box in boxes if any(is_on_land(box, one, frame) for one in members if one != "KGZ")]

    by_name, by_code = (place_led(one, frame, (), members) for one in (name, name._replace(is_code=True)))
    assert by_name
    assert not cover_members(by_name)
    assert cover_members(by_code)
    assert place_led(name._replace(most=20), frame, (), members) == []  # wide: it has room at home


def is_on_land(box, country, frame):
    """Whether the middle of a box lies on the land of a country."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    point = (x - 0.5, y - 0.5, x + 0.5, y + 0.5)
    return share_abroad("", point, frame) - share_abroad(country, point, frame) > 0.5


def test_no_other_country_is_named_while_a_member_has_no_name():
    names = [Name("country", "AAA", (50, 50), country="AAA"), Name("country", "B", (250, 50), country="BBB")]
    members = LabelGround(keeps=lambda name: name.country == "AAA")
    free, full = Room(300, 100), Room(300, 100, [Box(0, 0, 120, 100)])
    assert [one.name.text for one in place_names(names, free, members)] == ["AAA", "B"]
    assert place_names(names, full, members) == []
    assert [one.name.text for one in place_names(names, full, LabelGround())] == ["B"]


def test_a_member_is_named_at_the_end_of_a_line_and_by_its_code_at_last():
    def ground(*led, width=999):
        return LabelGround(
            led=lambda asked: led if asked.width < width else (), keeps=lambda name: name.country == "AAA"
        )

    names = [Name("country", "COUNTRY", (50, 50), country="AAA")]
    full = [Box(0, 0, 120, 100)]
    [placed] = place_names(names, Room(300, 100, list(full)), ground(Led((200, 50), (130, 50), seen=True)))
    assert (placed.name.text, placed.box.y0 < 50 < placed.box.y1, placed.led.end) == ("COUNTRY", True, (130, 50))
    [placed] = place_names(names, Room(300, 100, list(full)), ground(Led((200, 50), (130, 50), seen=True), width=50))
    assert placed.name.text == "AAA"
    crossing = Box(140, 40, 150, 60)  # what the line may not cross
    assert place_names(names, Room(300, 100, [*full, crossing]), ground(Led((200, 50), (130, 50), seen=True))) == []


def test_a_name_at_the_end_of_a_line_stands_on_a_note(catalogue):
    root = ET.fromstring(draw_map(catalogue, list_entries(catalogue), Picture(*CARD_PX, legend=False), EN))
    found = {kind: [one for one in root.iter() if one.get("class") == kind] for kind in ("name-line", "name-note")}
    assert len(found["name-line"]) == len(found["name-note"]) > 0
    names = [one for one in root.iter() if one.get("class") == "name name--country"]
    for note in found["name-note"]:
        left, top = float(note.get("x")), float(note.get("y"))
        right, foot = left + float(note.get("width")), top + float(note.get("height"))
        inside = [one for one in names if left < float(one.get("x")) < right and top < float(one.get("y")) < foot]
        assert len(inside) == 1


def test_no_later_name_stands_on_a_line():
    led = Led((240, 50), (60, 50), seen=True)
    ground = LabelGround(led=lambda *_: [led], keeps=lambda name: name.country == "AAA")
    names = [Name("country", "COUNTRY", (-99, 50), country="AAA"), Name("water", "Sea", (130, 50))]
    room = Room(300, 100)
    member, water = place_names(names, room, ground)
    assert member.led == led
    assert not any(box.covers(water.box) for box in member.list_line_boxes())
    assert place_names(names[1:], Room(300, 100))[0].box.covers(member.list_line_boxes()[20])  # but for the line
