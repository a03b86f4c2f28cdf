"""Tabs of a page: the chosen one stands in the address, in codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping


def choose_tab(name: str, label: str, options: Mapping[str, str]) -> str:
    """Let the reader choose a part of the page; the first stands for itself and is left out of the address.

    Parameters
    ----------
    name
        Query parameter that holds the choice.
    label
        What is chosen, translated, for screen readers.
    options
        Code → what the reader sees, in the order shown.

    Returns
    -------
    code
        The first one when the address names none, or an unknown one.
    """
    key = f"choose-{name}"
    first = next(iter(options))

    def note_choice() -> None:
        chosen = st.session_state[key]
        if chosen is None:  # a click on the tab that is open already
            return
        if chosen != first:
            st.query_params[name] = chosen
        elif name in st.query_params:
            del st.query_params[name]

    asked = st.query_params.get(name, first)
    chosen = asked if asked in options else first
    st.session_state[key] = chosen
    st.segmented_control(
        label,
        list(options),
        format_func=lambda code: options[code],
        key=key,
        on_change=note_choice,
        label_visibility="collapsed",
    )
    return chosen
