"""Filters of the pages of text: widgets whose choice stands in the address, in codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping


def choose_many(name: str, label: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """Let the reader choose any number of options.

    Parameters
    ----------
    name
        Query parameter that holds the choice, repeated for each code.
    label
        What is chosen, translated.
    options
        Code → what the reader sees, in the order shown.

    Returns
    -------
    codes
        Empty when nothing is chosen, which means all. Unknown codes of the address are ignored.
    """
    key = f"choose-{name}"

    def note_choice() -> None:
        _write(name, st.session_state[key])

    st.session_state[key] = [code for code in st.query_params.get_all(name) if code in options]
    chosen = st.multiselect(
        label, list(options), format_func=lambda code: options[code], key=key, on_change=note_choice, placeholder="–"
    )
    return tuple(chosen)


def choose_one(name: str, label: str, options: Mapping[str, str], default: str) -> str:
    """Let the reader choose one option; the default stands for itself and is left out of the address.

    Parameters
    ----------
    name, label, options
        As for `choose_many`.
    default
        Code that is chosen when the address names none, or an unknown one.

    Returns
    -------
    code
    """
    key = f"choose-{name}"

    def note_choice() -> None:
        chosen = st.session_state[key]
        _write(name, [] if chosen == default else [chosen])

    asked = st.query_params.get(name, default)
    st.session_state[key] = asked if asked in options else default
    return str(
        st.selectbox(label, list(options), format_func=lambda code: options[code], key=key, on_change=note_choice)
    )


def _write(name: str, codes: list[str]) -> None:
    if codes:
        st.query_params[name] = codes
    elif name in st.query_params:
        del st.query_params[name]
