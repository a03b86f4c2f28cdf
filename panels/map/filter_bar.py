"""The filter bar and the panel beside the map: the part of the page that runs again at every choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.sites.selection import list_filter_countries, member_states
from geo.sites.waiting import DIRECTIONS
from geo.style import LAYERS, read_style
from panels.bridge import map as bridge
from panels.bridge.map import ChipGroup, Setting, list_words
from panels.data import edition_now
from panels.map.names import MODES, base_name, layer_name, mode_name
from panels.map.years import write_years
from panels.session import begin_full_run, take_full_run
from panels.site_card.panel import show_panel
from panels.timing import note_run, now_ms
from panels.ui.renewal import renew
from panels.ui.shown_edition import say_copied
from panels.ui.window_title import follow_title
from panels.view import BASE_MAPS, current_view, keep_view, kept_view

if TYPE_CHECKING:
    from geo.language import Language
    from panels.reader import Reader

FRAGMENT = "filter-bar"


def show_filter_bar(reader: Reader) -> None:
    """Show filter bar and panel; only this part runs again when the reader filters or chooses."""
    begin_full_run(FRAGMENT)
    _answer(reader)


@st.fragment
def _answer(reader: Reader) -> None:
    with note_run("answer"):
        renew(reader.catalogue)
        whole = take_full_run(FRAGMENT)
        view = current_view(reader.codes) if whole else kept_view()
        said = bridge.take_map_message(reader.codes)
        if said is not None and said != view:
            view = said
            keep_view(view)
            follow_title()
        words = list_words(reader.language) | {"linkCopied": say_copied(reader.language)}
        bridge.show(
            view,
            Setting(words, list_chips(reader), write_years(reader.catalogue, reader.language)),
            reader.language.code,
            whole=whole,
            stamp=edition_now(reader.catalogue).stamp,
            now=now_ms(),
        )
        with st.container(key="side-panel"):
            show_panel(reader.catalogue, reader.entries, view, reader.language)


def list_chips(reader: Reader) -> list[ChipGroup]:
    """List the switches of the filter bar, labelled in the reader's language.

    Returns
    -------
    groups
        Member states first among the countries, their neighbours after them; each sorted by name.
    """
    _ = reader.language.text
    names = {code: reader.language.country(code) for code in list_filter_countries(reader.entries)}
    members = member_states(reader.catalogue)
    countries = sorted(names, key=lambda code: (code not in members, reader.language.order(names[code])))
    modes = [mode for mode in MODES if mode in reader.codes.modes]
    kinds = [kind for kind in read_style().symbols if any(e.site.symbol == kind and e.listed for e in reader.entries)]
    return [
        ChipGroup(
            "view", _("Map shows"), [("sites", _("Sites"), False), ("waiting", _("Waiting"), False)], single=True
        ),
        ChipGroup("dir", _("Direction of travel"), list_directions(reader.language), single=True),
        ChipGroup("country", _("Country"), [(c, names[c], c not in members) for c in countries]),
        ChipGroup("mode", _("Mode"), [(m, mode_name(m, reader.language), False) for m in modes]),
        ChipGroup("kind", _("Kind"), [(k, _(read_style().symbols[k].label), False) for k in kinds], "more"),
        ChipGroup("layer", _("Layers"), [(n, layer_name(n, reader.language), False) for n in LAYERS], "more"),
        ChipGroup(
            "base", _("Base map"), [(b, base_name(b, reader.language), False) for b in BASE_MAPS], "more", single=True
        ),
    ]


def list_directions(language: Language) -> list[tuple[str, str, bool]]:
    """List the directions of travel as a switch has them: code and words."""
    _ = language.text
    words = {"west": _("← west"), "east": _("east →"), "both": _("both ways")}
    return [(code, words[code], False) for code in DIRECTIONS]
