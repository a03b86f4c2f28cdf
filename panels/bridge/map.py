"""The map bridge: filters, choices and keys act on the map at once; the server gets them afterwards.

The script itself is fetched by address and cached by the browser; what goes over the websocket at every answer is a
loader of one line and the view.
"""

from __future__ import annotations

import hashlib
import json
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


@dataclass(frozen=True, slots=True)
class Setting:
    """What the map bridge shows whatever the reader chooses; it changes with the language and the data.

    Attributes
    ----------
    words
        Every text that the map bridge shows, translated.
    chips
        The switches; none on a page that is about some sites.
    years
        What the scrubber of years needs (`panels.map.years`); None where the page has none.
    """

    words: dict[str, str]
    chips: Sequence[ChipGroup] = ()
    years: dict[str, Any] | None = None

    def to_message(self) -> dict[str, Any]:
        """Write it for the browser; `key` names it, for it is sent only once."""
        written = {
            "words": self.words,
            "chips": [group.to_message() for group in self.chips],
            "order": {
                "layers": [code for g in self.chips if g.name == "layer" for code, *_ in g.options],
                "shown": SHOWN_LAYERS,
            },
            "years": self.years,
        }
        return {"key": hashlib.sha256(json.dumps(written).encode()).hexdigest()[:12], **written}


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
    message = _read_message()
    sequence = message.get("sequence")
    if not isinstance(sequence, int) or sequence <= last_map_taken():
        return None
    MAP_TAKEN.write(sequence)
    return read_message(message, codes)


def _read_message() -> dict[str, Any]:
    """Read what the browser sent last; empty when it has sent nothing."""
    state = st.session_state.get(_KEY)
    message = state.get("view") if state is not None else None
    return message if isinstance(message, dict) else {}


def last_map_taken() -> int:
    """Return the number of the map's last message that this session took."""
    return MAP_TAKEN.read(0)


def show(  # noqa: PLR0913 - what the page needs
    view: View,
    setting: Setting,
    lang: str,
    *,
    whole: bool = True,
    picking: bool = False,
    stamp: str = "",
    now: int | None = None,
) -> None:
    """Put the map bridge on the page.

    Parameters
    ----------
    view
        The server's view: the truth.
    setting
        What it shows whatever is chosen; when only a part of the page runs, it is sent only where the browser has said
        that it has another one.
    lang
        The language of the page.
    whole
        False where only a part of the page runs again.
    picking
        True while a click on the map picks a position.
    stamp
        Edition of the data, which goes into a link that is copied (`v=`).
    now
        The server's time (`panels.timing.now_ms`), by which clocks on the page go; None where there are none.
    """
    written = setting.to_message()
    has_it = not whole and _read_message().get("setting") == written["key"]
    data = {
        "view": view.to_message(),
        "taken": last_map_taken(),
        "setting": {"key": written["key"]} if has_it else written,
        "lang": lang,
        "picking": picking,
        "stamp": stamp,
        "now": now,
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
        "addFile": _("Add a file of your own"),
        "find": _("Find a site, any script"),
        "reset": _("Reset"),
        "copyLink": _("Copy link"),
        "linkCopied": _("Link copied"),
        "copied": _("Copied"),
        "offline": _("The online map cannot be reached: the built-in map is shown."),
    }
