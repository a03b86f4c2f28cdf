"""The title of the window: it follows the address, also where a part of the page runs alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from panels.session import Slot

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Naming:
    """How the page that runs is titled.

    Attributes
    ----------
    title
        Writes the whole title for the address as it is now.
    """

    title: Callable[[], str]


_NAMING: Final = Slot("naming", Naming)
_TITLE: Final = Slot("title", str)


def begin_title(naming: Naming) -> None:
    """Title the window when a run of the whole page begins, after Streamlit has titled it itself, and remember how."""
    _NAMING.write(naming)
    _TITLE.forget()
    follow_title()


def follow_title() -> None:
    """Title the window after the address, where the title is another one; call it when a fragment has settled that.

    A page that runs without the entrance has no title of ours, and keeps the one it has.
    """
    naming = _NAMING.read()
    if naming is None:
        return
    title = naming.title()
    if title != _TITLE.read():
        _TITLE.write(title)
        st.set_page_config(page_title=title)
