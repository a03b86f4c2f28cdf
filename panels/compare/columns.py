"""What can be compared, what the address compares, and its columns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo.cooperation.brief import list_countries, list_years
from panels.compare.choices import Asked, read_asked
from panels.compare.countries import write_countries
from panels.compare.journeys import list_codes, write_journeys
from panels.compare.sites import write_sites

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from panels.compare.table import Sheet
    from panels.reader import Reader


def name_all(reader: Reader) -> dict[str, dict[str, str]]:
    """Name all that can be compared, by subject and code: in the order of the alphabet, journeys as in the table."""
    catalogue, language = reader.catalogue, reader.language
    return {
        "site": language.by_name({entry.id: language.cell(entry.name) for entry in reader.entries}),
        "country": language.by_name({code: language.country(code) for code in list_countries(catalogue)}),
        "journey": {one.journey_id: language.cell(one.name) for one in catalogue.journeys},
    }


def read_picks(reader: Reader, names: Mapping[str, Mapping[str, str]]) -> Asked:
    """Read what the address compares."""
    catalogue = reader.catalogue
    both_ways = {one.journey_id for one in catalogue.journeys if one.both_ways}
    return read_asked(names, list_years(catalogue), partial(list_codes, catalogue), both_ways)


def write_columns(reader: Reader, asked: Asked, now: dt.datetime) -> Sheet:
    """Write the columns of what is compared."""
    if asked.subject == "site":
        return write_sites(reader, [pick.code for pick in asked.picks], now)
    return write_countries(reader, asked.picks) if asked.subject == "country" else write_journeys(reader, asked.picks)
