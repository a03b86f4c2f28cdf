"""One map on a page: a constant base, and one feature group that changes with the language only."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import folium
import streamlit as st
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template
from streamlit_folium import _component_func, generate_leaflet_string, st_folium

from geo.cooperation.readiness import CORRIDOR
from geo.language import load_language, read_folding
from geo.map import basemap, layers
from geo.map.ground import COARSE_M
from geo.map.home import home_bounds
from geo.map.waiting import waiting_words, write_waiting
from geo.sites.figures import list_leading
from geo.sites.selection import adjoining_countries, member_states
from geo.style import BETWEEN, BETWEEN_SHARE, font_faces, read_style
from panels.map.names import MODES, mode_name
from panels.map.own_files import describe_own_files, own_words
from panels.map.sheets import list_sheets
from panels.reader import Reader
from panels.ui.render import render
from panels.view import View, list_codes
from panels.web.components import frame_url, register
from panels.web.streamlit_paths import STATIC_ADDRESS, from_frame
from panels.web.urls import MAP_SCRIPT, MAP_STYLE, OWN_SCRIPT, keep_file, page_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.geodesy import Bounds
    from geo.language import Language
    from geo.sites.selection import SiteEntry

register(_component_func)
WHOLE_REGION: Final = ((36.0, 25.0), (48.0, 82.0))
GROUP_ID: Final = "feature_group_0"
MAP_HEIGHT_PX: Final = 620  # without our style sheet; with it the map fills its place


class OfflineMap(folium.Map):
    """A folium map that loads its scripts from this app only, and lets the reader zoom the page."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}<style>
            html, body, #root, #parent, .float-child:first-child { height: 100%; margin: 0; overflow: hidden; }
            #map_div { height: 100% !important; width: 100% !important; }
            {{ this.faces }}</style>{% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }},
                {center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}});
        {% endmacro %}
        """
    )

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - handed on to folium
        super().__init__(location=(42.0, 55.0), zoom_start=4, tiles=None, zoom_control=False, **options)
        self.faces = font_faces(from_frame(f"{STATIC_ADDRESS}/fonts"))
        self.default_js = [("map", frame_url("map", MAP_SCRIPT))]
        self.default_css = [("map", frame_url("map", MAP_STYLE))]

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - handed on to folium
        """Render the map without the links in its header: streamlit-folium reads them from the map itself."""
        return str(super(JSCSSMixin, self).render(**kwargs))  # type: ignore[no-untyped-call]


class Beginning(MacroElement):
    """Start our script on the map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.caravan.begin({{ this._parent.get_name() }}, {{ this.config|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Beginning"
        self.config = config


def build_map(catalogue: Catalogue, home: Bounds | None) -> folium.Map:
    """Build the base of the map: constant as long as the data are, so that its frame is never torn down.

    Parameters
    ----------
    catalogue
        Names the member states, whose land is tinted.
    home
        Box of the first view; None shows the whole region.

    Returns
    -------
    map
        A new object at every call: folium changes a map while drawing it, so it must not be cached.
    """
    zooms = read_style().zooms
    made = OfflineMap(
        zoom_snap=0.25,
        zoom_delta=0.75,
        wheel_px_per_zoom_level=110,
        min_zoom=zooms["least"],
        max_zoom=zooms["most"],
    )
    config = write_config(catalogue, home) | {
        "base": list_sheets(catalogue),
        "online": basemap.online_choices(),
        "own": describe_own_files(frame_url("map", OWN_SCRIPT)),
    }
    made.add_child(Beginning(config))
    return made


def write_config(catalogue: Catalogue, home: Bounds | None) -> dict[str, Any]:
    """Write what the script of a map gets when it starts, on a page and in a saved file.

    Parameters
    ----------
    catalogue, home
        As for `build_map`.

    Returns
    -------
    config
        Without `base`, the sheets, `online` and `own`, which depend on where the map is.
    """
    style = read_style()
    return {
        "home": ((home.south, home.west), (home.north, home.east)) if home else WHOLE_REGION,
        "zooms": dict(style.zooms),
        "labels": dict(style.labels),
        "folding": dict(read_folding()),
        "blank": View().to_message(),
        "colours": dict(style.colours),
        "between": {"share": BETWEEN_SHARE, "dash": style.between.dash},
        "ground": {"ways": dict(style.ground), "dash": style.coarse.dash, "coarse": COARSE_M},
        "members": list(member_states(catalogue)),
        "adjoining": sorted(adjoining_countries(catalogue)),
        "waiting": dict(style.waiting),
    }


def build_group(catalogue: Catalogue, entries: Sequence[SiteEntry], language: Language) -> folium.FeatureGroup:
    """Build what depends on data and language: symbols, lines, labels, legend.

    Returns
    -------
    group
        The same script for the same language: a filter changes nothing that is sent.
    """
    group = folium.FeatureGroup(name="caravanserai")
    layers.draw_lines(catalogue, group)
    layers.draw_sites(entries, language, group)
    group.add_child(layers.Content(_write_content(catalogue, entries, language)))
    return group


@lru_cache(maxsize=32)
def write_names_file(catalogue: Catalogue, entries: tuple[SiteEntry, ...], language: Language) -> str:
    """Write all names and words of the map into a file, for a page that changes the language ahead of the server.

    Returns
    -------
    address
        As seen from a page.
    """
    text = json.dumps(_write_content(catalogue, entries, language), ensure_ascii=False, separators=(",", ":"))
    return page_url("map", keep_file(f"names-{language.code}", text))


def _write_content(catalogue: Catalogue, entries: Sequence[SiteEntry], language: Language) -> dict[str, Any]:
    _ = language.text
    style = read_style()
    kinds = [kind for kind in style.symbols if any(e.site.symbol == kind and e.position for e in entries)]
    return {
        "lang": language.code,
        "words": _words(language),
        "labels": layers.list_labels(catalogue, language),
        "lines": layers.line_index(catalogue, language),
        "figures": list_leading(catalogue, language),
        "legs": layers.list_legs(catalogue, language),
        "lineCountries": layers.list_line_countries(catalogue, CORRIDOR),
        "grades": {key: [s.colour, s.weight, s.dash, _(s.label)] for key, s in style.grades.items()},
        "marks": layers.mark_index(catalogue, language),
        "waiting": write_waiting(catalogue, language),
        "modes": {mode: mode_name(mode, language) for mode in MODES},
        "columns": list(layers.SITE_COLUMNS),
        "rows": layers.site_index(catalogue, entries, language),
        "legend": render(
            "map/legend.html",
            language,
            strokes=[*style.strokes.items(), (BETWEEN, style.between)],
            symbols=[(kind, style.symbols[kind]) for kind in kinds],
            coarse=style.coarse,
        ),
        "credit": layers.write_credit(language, language.text("data version {version}", version=catalogue.version[:8])),
    }


def _words(language: Language) -> dict[str, str]:
    """Translate what the script on the map says."""
    _ = language.text
    return {
        "map": _("Map of border crossing points and the Middle Corridor"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "home": _("Show all sites"),
        "group": _("{n} sites close together: {names}. Zoom in", n="{n}", names="{names}"),
        "groupPart": _(
            "{found} of {n} sites close together answer: {names}. Zoom in",
            found="{found}",
            n="{n}",
            names="{names}",
        ),
        "legend": _("Legend"),
        "play": _("Play the legs"),
        "stop": _("Stop"),
        "leg": _("Leg {n} of {total}", n="{n}", total="{total}"),
        "marks": _("{place}: {n} events", place="{place}", n="{n}"),
        "km": _("{km} km", km="{km}"),
        "m": _("{m} m", m="{m}"),
        "north": _("N"),
        "compareSite": _("Compare {name}", name="{name}"),
        "edge": _("detail ends here"),
        **own_words(language),
        **waiting_words(language),
    }


class Prepared(folium.FeatureGroup):
    """A feature group whose script was written before: folium compiles a template for every one of its elements."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.script }}{% endmacro %}")

    def __init__(self, script: str) -> None:
        super().__init__()
        self.script = script

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - as folium has it
        """Render nothing: the script is ready, and folium would compile it as a template once more."""
        del kwargs
        return ""


@st.cache_data(show_spinner=False, max_entries=32)
def write_group_script(version: str, code: str, _reader: Reader) -> str:
    """Write the script of the feature group once for each version of the data and each language.

    Parameters
    ----------
    version
        Version of the tables.
    code
        Language code.
    _reader
        Data and language that these two stand for.

    Returns
    -------
    script
        JavaScript; data, not a map object, so it may be cached.
    """
    del version
    spoken().add(code)
    return compose_group_script(_reader)


@lru_cache(maxsize=1)
def spoken() -> set[str]:
    """Give the languages in which this process has written the group: those of its readers."""
    return set()


def prepare_map(catalogue: Catalogue, entries: tuple[SiteEntry, ...]) -> None:
    """Do the work of a new edition that is the same for all readers of the map, before the first of them asks."""
    home_bounds(catalogue, entries)
    codes = list_codes(catalogue, entries)
    for code in sorted(spoken()):
        reader = Reader(catalogue, entries, codes, load_language(code))
        write_group_script(catalogue.version, code, reader)


def compose_group_script(reader: Reader) -> str:
    """Compose the script of the feature group; it works on a map called `map_div`."""
    holder = folium.Map(tiles=None)
    group = build_group(reader.catalogue, reader.entries, reader.language)
    group._id = GROUP_ID  # noqa: SLF001 - as streamlit-folium itself names the first group
    group.add_to(holder)
    group.render()
    script = layers.unshield(generate_leaflet_string(group, base_id=GROUP_ID))
    return re.sub(r"\s*\n\s*", "\n", script.replace(holder.get_name(), "map_div"))


def draw_map(reader: Reader) -> None:
    """Put the map on the page."""
    catalogue = reader.catalogue
    st_folium(
        build_map(catalogue, home_bounds(catalogue, reader.entries)),
        feature_group_to_add=[Prepared(write_group_script(catalogue.version, reader.language.code, reader))],
        returned_objects=[],
        render=False,  # a whole document of its own, of which the frame takes nothing
        height=MAP_HEIGHT_PX,
        use_container_width=True,
        key="map",
    )
