"""Choices of the pages of text: widgets whose choice stands in the address, in codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.dates import parse_edtf
from geo.errors import DateError
from panels.ui.address import change, read_last, read_values, replace_all

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Ask = Callable[[str, str, Mapping[str, str], str], str]
"""Asks for one choice: query parameter, label, options, default → code (see `choose_one`)."""

_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")


def read_one(name: str, options: Collection[str], default: str) -> str:
    """Read which option the address asks for: the default when it names none, or an unknown one."""
    asked = read_last(name, default)
    return asked if asked in options else default


def choose_one(name: str, label: str, options: Mapping[str, str], default: str) -> str:
    """Let the reader choose one option; the default stands for itself and is left out of the address.

    Parameters
    ----------
    name
        Query parameter that holds the choice.
    label
        What is chosen, translated.
    options
        Code → what the reader sees, in the order shown.
    default
        Code that is chosen when the address names none, or an unknown one.

    Returns
    -------
    code
    """
    key = f"choose-{name}"

    def note_choice() -> None:
        chosen = st.session_state[key]
        if chosen in options:  # else it was chosen among options that have given way to others meanwhile
            change(**{name: [] if chosen == default else [chosen]})

    st.session_state[key] = read_one(name, options, default)
    return str(
        st.selectbox(label, list(options), format_func=lambda code: options[code], key=key, on_change=note_choice)
    )


def choose_another(
    name: str, label: str, options: Mapping[str, str], add: Callable[[str], Mapping[str, Sequence[str]]]
) -> None:
    """Let the reader look for one more thing and add it; the field is empty again afterwards.

    Parameters
    ----------
    name
        Of the widget.
    label
        What is added, translated.
    options
        Code → what the reader sees, in the order shown.
    add
        Gives the whole address with a code added to it, but for the language.
    """
    key = f"add-{name}"

    def note_choice() -> None:
        code = st.session_state[key]
        if code in options:
            kept = {"lang": read_values("lang")[-1:]}
            replace_all({name: values for name, values in {**kept, **add(code)}.items() if values})
            st.session_state[key] = None

    st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda code: options[code],
        key=key,
        on_change=note_choice,
        placeholder=label,
        label_visibility="collapsed",
    )


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
        if chosen in options:  # else a click on the tab that is open already
            change(**{name: [] if chosen == first else [chosen]})

    chosen = read_one(name, options, first)
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


def choose_date(name: str, label: str, options: Mapping[str, str], default: str) -> str:
    """Let the reader choose a year from a list, or type any date.

    Parameters
    ----------
    name, label
        As for `choose_one`.
    options
        Date in EDTF → what the reader sees, in the order shown.
    default
        Chosen when the address names none, or what is no single date.

    Returns
    -------
    date
        In EDTF; what is typed may also be day.month.year. What is typed and is no date is forgotten.
    """
    key = f"choose-{name}"

    def note_choice() -> None:
        chosen = read_day(st.session_state[key] or "")
        if chosen:
            change(**{name: [] if chosen == default else [chosen]})

    asked = read_day(read_last(name)) or default
    shown = list(options) if asked in options else [asked, *options]
    st.session_state[key] = asked
    st.selectbox(
        label,
        shown,
        format_func=lambda date: options.get(date, date),
        key=key,
        on_change=note_choice,
        accept_new_options=True,
    )
    return asked


def read_day(text: str) -> str:
    """Read a year, month or day as the reader may type it; blank when it is not a date."""
    turned = _DAY_FIRST.fullmatch(text.strip())
    date = "{2}-{1:0>2}-{0:0>2}".format(*turned.groups()) if turned else text.strip()
    try:
        return "" if "/" in date or parse_edtf(date).latest is None else date
    except DateError:
        return ""
