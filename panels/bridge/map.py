"""The map bridge: filters, choices and keys act on the map at once; the server gets them afterwards.

The script itself is fetched by address and cached by the browser; what goes over the websocket at every answer is a
loader of one line and the view.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from panels.session import Slot
from panels.view import SHOWN_LAYERS, View, read_message
from panels.web.components import load_script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.language import Language
    from panels.view import Codes

_KEY: Final = "map-bridge"
MAP_TAKEN: Final = Slot("map-taken", int)


@dataclass(frozen=True, slots=True)
class ChipGroup:
    """A row of switches: its parameter name, label, (code, text, minor) of each, and where it stands."""

    name: str
    label: str
    options: Sequence[tuple[str, str, bool]]
    place: str = "bar"
    single: bool = False

    def to_message(self) -> dict[str, Any]:
        """Write the group for the browser."""
        return {
            "name": self.name,
            "label": self.label,
            "options": [list(option) for option in self.options],
            "place": self.place,
            "single": self.single,
        }


def take_map_message(codes: Codes) -> View | None:
    """Take what the reader did since the last run; None when nothing is new.

    Parameters
    ----------
    codes
        What a view may name; anything else that comes from the browser is ignored.

    Returns
    -------
    view
        The reader's newest view.
    """
    state = st.session_state.get(_KEY)
    message = state.get("view") if state is not None else None
    if not isinstance(message, dict):
        return None
    sequence = message.get("sequence")
    if not isinstance(sequence, int) or sequence <= last_map_taken():
        return None
    MAP_TAKEN.write(sequence)
    return read_message(message, codes)


def last_map_taken() -> int:
    """Return the number of the map's last message that this session took."""
    return MAP_TAKEN.read(0)


def show(  # noqa: PLR0913 - what the page needs
    view: View,
    chips: Sequence[ChipGroup],
    words: dict[str, str],
    lang: str,
    *,
    picking: bool = False,
    stamp: str = "",
    now: int | None = None,
    years: dict[str, Any] | None = None,
) -> None:
    """Put the map bridge on the page.

    Parameters
    ----------
    view
        The server's view: the truth.
    chips
        The switches.
    words
        Every text that the map bridge shows, translated.
    lang
        The language of the page.
    picking
        True while a click on the map picks a position.
    stamp
        Edition of the data, which goes into a link that is copied (`v=`).
    now
        The server's time (`panels.timing.now_ms`), by which clocks on the page go; None where there are none.
    years
        What the scrubber of years needs (`panels.map.years`); None where the page has none.
    """
    data = {
        "view": view.to_message(),
        "taken": last_map_taken(),
        "chips": [group.to_message() for group in chips],
        "order": {
            "layers": [code for g in chips if g.name == "layer" for code, *_ in g.options],
            "shown": SHOWN_LAYERS,
        },
        "words": words,
        "lang": lang,
        "picking": picking,
        "stamp": stamp,
        "now": now,
        "years": years,
    }
    component = st.components.v2.component("map_bridge", js=load_script("page/map_bridge.js"), isolate_styles=False)
    component(key=_KEY, data=data, on_view_change=lambda: None)


def list_words(language: Language) -> dict[str, str]:
    """List every text that the map bridge shows."""
    _ = language.text
    return {
        "filters": _("Filter sites"),
        "more": _("Layers"),
        "neighbours": _("Neighbours"),
        "hide": _("Hide sites that do not match"),
        "find": _("Find a site, any script"),
        "reset": _("Reset"),
        "copyLink": _("Copy link"),
        "linkCopied": _("Link copied"),
        "copied": _("Copied"),
        "offline": _("The online map cannot be reached: the built-in map is shown."),
    }
