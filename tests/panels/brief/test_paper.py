"""What the printed brief has room for, and the addresses on it."""

import pytest

from panels.brief.paper import Item, as_picture, draw_code, fit_lists, measure_px, shorten

TITLES = {"a": "A title", "b": "Another title"}
SHORT = Item("A word", ())


def test_lists_are_taken_in_turn_until_the_sheet_is_full():
    row = measure_px("A word")
    assert fit_lists([[SHORT] * 9, [SHORT] * 9], TITLES, (), 5 * row) == [3, 2]
    assert fit_lists([[SHORT] * 9, [SHORT]], TITLES, (), 5 * row) == [4, 1]
    assert fit_lists([[SHORT] * 2, []], TITLES, (), 99 * row) == [2, 0]


def test_an_entry_without_room_ends_its_list_and_no_other():
    long = Item("A word of many " * 99, ())
    assert fit_lists([[SHORT, long, SHORT], [SHORT] * 3], TITLES, (), 9 * measure_px("A word")) == [1, 3]


def test_a_source_takes_room_once():
    rows = [[Item("A word", ("a",)), Item("A word", ("a",)), Item("A word", ("no such source",))]]
    plain = least_room([[SHORT] * 3], ())
    assert plain < least_room(rows, ()) == least_room(rows, ("a",)) < least_room(rows, ("a", "b"))


def least_room(rows, cited):
    """Find the least room in which all entries fit, to the pixel."""
    return next(px for px in range(999) if fit_lists(rows, TITLES, cited, px) == [len(rows[0])])


@pytest.mark.parametrize(("address", "typed"), [("https://a.org/b?c=D", "a.org/b?c=D"), ("", "")])
def test_an_address_is_typed_without_its_scheme(address, typed):
    assert shorten(address) == typed


def test_pictures_are_addresses_and_nothing_gives_none():
    assert draw_code("") == ""
    assert as_picture("") == ""
    assert draw_code("https://a.org/").startswith("data:image/svg+xml")
    assert "#" not in as_picture('<svg fill="#fff"/>')
    assert "<" not in as_picture("<svg/>")
    assert '"' not in as_picture('<svg fill="#fff"/>')
