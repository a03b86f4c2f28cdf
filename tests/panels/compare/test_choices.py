"""What the address asks to compare: its order holds, what it does not know it ignores."""

import pytest

from panels.compare.choices import MOST, Asked, Pick, read_asked

KNOWN = {"site": ["a", "b", "c", "d", "e"], "country": ["KGZ", "KAZ"], "journey": ["j", "k", "no-way"]}
YEARS = (2021, 2022, 2023)
WAYS = {"no-way": [], "j": ["usual-way", "north"], "k": ["only"]}


@pytest.fixture
def read(monkeypatch):
    """Read an address that is given as a query."""

    def read_query(query):
        monkeypatch.setattr("panels.compare.choices.read_values", lambda name: query.get(name, []))
        monkeypatch.setattr(
            "panels.compare.choices.read_codes",
            lambda name, options: tuple(code for code in query.get(name, []) if code in options),
        )
        return read_asked(KNOWN, YEARS, WAYS.__getitem__, {"j"})

    return read_query


@pytest.mark.parametrize(("query", "subject", "picks"), [
    ({}, "site", ()),
    ({"tab": ["country"]}, "country", ()),
    ({"site": ["b", "a"]}, "site", (Pick("b"), Pick("a"))),
    ({"site": ["b", "b", "<script>", "../x", ""]}, "site", (Pick("b"),)),
    ({"site": ["a"], "year": ["2022", "2023"]}, "site", (Pick("a"),)),
    ({"site": ["x"], "country": ["KAZ"]}, "country", (Pick("KAZ"),)),
    ({"country": ["KGZ"], "year": ["2022", "2023"]}, "country", (Pick("KGZ", 2022), Pick("KGZ", 2023))),
    ({"country": ["KGZ"], "year": ["1066", "9" * 5000, "²", "2023"]}, "country", (Pick("KGZ"), Pick("KGZ", 2023))),
    ({"country": ["KGZ", "KAZ"], "year": ["2022"]}, "country", (Pick("KGZ", 2022), Pick("KAZ", 2022))),
    ({"journey": ["j"], "way": ["usual", "north", "south"]}, "journey", (Pick("j"), Pick("j", None, "north"))),
    ({"journey": ["no-way"]}, "journey", ()),
    ({"journey": ["j"], "direction": ["there", "back"]}, "journey", (Pick("j"), Pick("j", back=True))),
    ({"journey": ["j"], "direction": ["back", "<b>"]}, "journey", (Pick("j", back=True), Pick("j"))),
    ({"journey": ["k"], "direction": ["there", "back"]}, "journey", (Pick("k"),)),
    ({"country": ["KGZ"], "direction": ["there", "back"]}, "country", (Pick("KGZ"),)),
    ({"journey": ["k"], "way": ["north"]}, "journey", (Pick("k"),)),
    ({"site": list("abcde")}, "site", tuple(map(Pick, "abcd"))),
    ({"tab": ["nonsense"]}, "site", ()),
], ids=str)  # fmt: skip
def test_the_address_is_read(read, query, subject, picks):
    assert read(query) == Asked(subject, picks)


@pytest.mark.parametrize("asked", [
    Asked("site", ()), Asked("country", ()), Asked("site", (Pick("b"), Pick("a"))),
    Asked("country", (Pick("KGZ", 2023), Pick("KGZ", 2022))), Asked("country", (Pick("KGZ"), Pick("KGZ", 2022))),
    Asked("country", (Pick("KGZ", 2022), Pick("KAZ", 2022))), Asked("country", (Pick("KGZ"), Pick("KAZ"))),
    Asked("journey", (Pick("j"), Pick("j", None, "north"), Pick("k"))),
    Asked("journey", (Pick("j", 2021, "north"), Pick("j", 2022, "north"))),
    Asked("journey", (Pick("j", 2021, "north", back=True), Pick("j", 2021, "north"), Pick("k"))),
    Asked("journey", (Pick("j", back=True),)),
], ids=str)  # fmt: skip
def test_what_is_written_is_read_back(read, asked):
    assert read(asked.to_query()) == asked


def test_one_country_in_two_years_is_written_shortly():
    asked = Asked("country", (Pick("KGZ", 2022), Pick("KGZ", 2023)))
    assert asked.to_query() == {"country": ["KGZ"], "year": ["2022", "2023"]}


def test_swapping_taking_out_and_adding():
    asked = Asked("site", (Pick("a"), Pick("b"), Pick("c")))
    assert [pick.code for pick in asked.swapped(1).picks] == ["a", "c", "b"]
    assert asked.swapped(0).swapped(0) == asked
    assert [pick.code for pick in asked.without(1).picks] == ["a", "c"]
    assert asked.with_pick(Pick("b")) == asked
    full = asked.with_pick(Pick("d"))
    assert len(full.picks) == MOST
    assert full.with_pick(Pick("e")) == full
