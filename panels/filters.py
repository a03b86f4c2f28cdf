"""The filter bar and the panel it feeds: the part of the page that answers to the reader's hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.sites.selection import list_filter_countries, member_states
from geo.style import LAYERS, read_style
from panels import conductor
from panels.conductor import ChipGroup
from panels.edition_note import edition_now
from panels.site_panel import show_panel
from panels.timing import note_run
from panels.view import BASE_MAPS, current_view, keep_view

if TYPE_CHECKING:
    from geo.language import Language
    from panels.entrance import Reader

MODES = ("road", "rail", "sea", "air")


def conduct(reader: Reader) -> None:
    """Show filter bar and panel; only this part runs again when the reader filters or chooses.

    Parameters
    ----------
    reader
        Data and language.
    """
    st.session_state["_full_run"] = True
    _answer(reader)


@st.fragment
def _answer(reader: Reader) -> None:
    with note_run("answer"):
        full_run = st.session_state.pop("_full_run", False)
        view = current_view(reader.codes) if full_run else st.session_state["_view"]
        said = conductor.hear(reader.codes)
        if said is not None and said != view:
            view = said
            keep_view(view)
        conductor.show(
            view,
            list_chips(reader),
            list_words(reader.language),
            reader.language.code,
            stamp=edition_now(reader.catalogue).stamp,
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
        ChipGroup("country", _("Country"), [(c, names[c], c not in members) for c in countries]),
        ChipGroup("mode", _("Mode"), [(m, mode_name(m, reader.language), False) for m in modes]),
        ChipGroup("kind", _("Kind"), [(k, _(read_style().symbols[k].label), False) for k in kinds], "more"),
        ChipGroup("layer", _("Layers"), [(n, layer_name(n, reader.language), False) for n in LAYERS], "more"),
        ChipGroup(
            "base", _("Base map"), [(b, base_name(b, reader.language), False) for b in BASE_MAPS], "more", single=True
        ),
    ]


def mode_name(mode: str, language: Language) -> str:
    """Name a mode of transport."""
    _ = language.text
    return {"road": _("Road"), "rail": _("Rail"), "sea": _("Sea"), "air": _("Air")}[mode]


def layer_name(layer: str, language: Language) -> str:
    """Name a layer of the map."""
    _ = language.text
    return {
        "sites": _("Sites"),
        "corridor": _("Middle Corridor"),
        "branches": _("Branches and feeder roads"),
        "comparison": _("Comparison lines"),
        "etir": _("e-TIR routes"),
        "posts": _("Facing posts (close in)"),
    }[layer]


def base_name(base: str, language: Language) -> str:
    """Name a base map; the online ones need a network."""
    _ = language.text
    return {
        "own": _("Built in"),
        "osm": _("OpenStreetMap (online)"),
        "light": _("Light (online)"),
        "satellite": _("Satellite (online)"),
    }[base]


def list_words(language: Language) -> dict[str, str]:
    """List every text that the conductor shows."""
    _ = language.text
    return {
        "filters": _("Filter sites"),
        "more": _("Layers"),
        "hide": _("Hide sites that do not match"),
        "find": _("Find a site, any script"),
        "reset": _("Reset"),
        "copyLink": _("Copy link"),
        "linkCopied": _("Link copied"),
        "copied": _("Copied"),
        "offline": _("The online map cannot be reached: the built-in map is shown."),
    }
