"""A link that names a record and no page leads to where the record stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from geo.search.listing import list_found
from panels.palette.links import RECORD, link_to
from panels.ui.address import change, read_all, read_last

if TYPE_CHECKING:
    from panels.reader import Reader


def find_home(reader: Reader, record_id: str) -> tuple[str, dict[str, list[str]]] | None:
    """Find the page on which a record stands, and the parameters that show it there.

    Returns
    -------
    page, query
        None for an unknown record.
    """
    everything = list_found(reader.catalogue, reader.entries, reader.language)
    found = next((one for one in everything if one.id == record_id), None)
    if found is None:
        return None
    address = urlsplit(link_to(found))
    return address.path, parse_qs(address.query)


def follow_record(reader: Reader) -> None:
    """Lead on from the map when its address names a record that stands elsewhere, or at a site it does not name."""
    named = read_last(RECORD)
    home = None if not named or read_last("site") else find_home(reader, named)
    if home is None:
        return
    page, query = home
    if not page:
        change(**query)
        return
    kept = {name: values for name, values in read_all().items() if name == "lang"}
    st.switch_page(f"pages/{page}.py", query_params=kept | query)
