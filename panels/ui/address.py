"""The address of the page: reads its parameters, changes them, and links to other addresses of the app.

The view of the map keeps a copy of what the browser was told (`panels.view`); everything else goes through here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from panels.session import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def read_all() -> dict[str, list[str]]:
    """Read every parameter with all its values."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def read_values(name: str) -> list[str]:
    """Read all values of a parameter; none when the address does not name it."""
    return st.query_params.get_all(name)


def read_last(name: str, default: str = "") -> str:
    """Read the last value of a parameter."""
    return st.query_params.get(name, default)


def read_codes(name: str, options: Collection[str]) -> tuple[str, ...]:
    """Read those values of a parameter that are options, each once."""
    return tuple(dict.fromkeys(code for code in st.query_params.get_all(name) if code in options))


def change(**parameters: str | Sequence[str]) -> None:
    """Change parameters of the address in one step, and leave the others.

    Parameters
    ----------
    **parameters
        Name → its value or values; blank or empty takes it out of the address.
    """
    for name, value in parameters.items():
        values = [value] if isinstance(value, str) and value else list(value)
        if values:
            if st.query_params.get_all(name) != values:
                st.query_params[name] = values
        elif name in st.query_params:
            del st.query_params[name]


def replace_all(query: Mapping[str, Sequence[str]]) -> None:
    """Write a whole address in place of this one."""
    st.query_params.from_dict(query)


def write_link(query: Mapping[str, Sequence[str]], page: str = "") -> str:
    """Write the address of a page with its parameters, relative to the app."""
    return f"{page}?{urlencode(query, doseq=True)}"


def link_here(change: Mapping[str, Sequence[str]]) -> str:
    """Write a link to this page that differs from the address in some parameters.

    Parameters
    ----------
    change
        Parameter → its values; an empty list takes the parameter away.

    Returns
    -------
    href
    """
    query = read_all() | {name: list(values) for name, values in change.items()}
    return write_link({name: values for name, values in query.items() if values})


def keep_language(code: str) -> None:
    """Remember the language that was chosen, for the session and in the address."""
    LANGUAGE.write(code)
    change(lang=code)
