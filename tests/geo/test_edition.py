"""An older link says that the data have changed since, and which tables."""

import datetime as dt

import pytest

from geo.edition import MOST_DIGITS, Edition, compare, edition_of, read_stamp
from geo.load import read_catalogue

DAY = dt.date(2026, 11, 24)


def test_a_stamp_is_read_back(catalogue):
    edition = edition_of(catalogue, DAY)
    assert read_stamp(edition.stamp) == Edition(edition.version[:6], DAY, "")
    assert edition.stamp.startswith("261124")
    assert len(edition.stamp) == 12


def test_a_long_stamp_of_an_older_link_is_still_read(catalogue):
    edition = edition_of(catalogue, DAY)
    assert read_stamp(f"20261124-{edition.version}-{edition.digests}") == edition
    assert compare(edition, edition) is None


def test_only_a_version_that_begins_as_the_stamp_says_is_the_same(catalogue):
    now = edition_of(catalogue, DAY)
    other = read_stamp("261124" + "".join("0" if digit != "0" else "1" for digit in now.version[:6]))
    assert compare(read_stamp(now.stamp), now) is None
    assert compare(other, now).tables == ()


def test_nothing_has_changed_since_the_same_edition(catalogue):
    older, now = edition_of(catalogue, DAY), edition_of(catalogue, dt.date(2027, 1, 1))
    assert compare(older, now) is None


def test_the_table_that_changed_is_named(small):
    folder = small.write()
    older = edition_of(read_catalogue(folder), DAY)
    small.change("visits", 2, aim="another aim").change("dwell", 2, hours="4.6").write()
    change = compare(older, edition_of(read_catalogue(folder), dt.date(2026, 12, 1)))
    assert change is not None
    assert (change.since, change.tables) == (DAY, ("dwell", "visits"))


def test_a_link_without_digests_still_says_that_something_changed(catalogue):
    older = Edition("00000000", DAY, "")
    change = compare(older, edition_of(catalogue, DAY))
    assert change is not None
    assert change.tables == ()


@pytest.mark.parametrize(
    "stamp",
    ["", "x", "20261124", "261124085A7E", "261399085a7e", "261124085a7e4b", "٢٦١١٢٤085a7e", "20261399-085a7e4b-", "20261124-XXXXXXXX-", "20261124-085a7e4b-<b>", "٢٠٢٦١١٢٤-085a7e4b-",
     "20261124-085a7e4b-" + "A" * (MOST_DIGITS + 1)],
)  # fmt: skip
def test_a_hostile_stamp_names_no_edition(stamp):
    assert read_stamp(stamp) is None
