"""Names of modes, layers and base maps, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.language import Language


MODES = ("road", "rail", "sea", "air")


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
