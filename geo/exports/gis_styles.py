"""How the layers of a GeoPackage are drawn, in the form of QGIS: its table `layer_styles` and its QML.

QGIS looks for the table of this name and applies the style that is the default of a layer; other programs pass over it.
Columns as QGIS 3 writes them (QgsOgrProviderMetadata::saveStyle); symbols after its SimpleMarker and SimpleLine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TABLE: Final = "layer_styles"
SCHEMA: Final = f"""
CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
"""
SHAPES: Final = {
    "road": ("circle", 0),
    "rail": ("square", 0),
    "sea": ("diamond", 0),
    "free-zone": ("hexagon", 90),
    "air": ("triangle", 0),
    "inland": ("triangle", 180),
}
"""Kind of site → QGIS' shape that is nearest to our symbol, and how far it is turned (degrees)."""
SYMBOL_PX: Final = 14
DOT_PX: Final = 7
DOT_COLOURS: Final = {"visits": "ink", "events": "brand"}
_DOCTYPE: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


def write_qml(layer: str) -> str:
    """Write how QGIS draws a layer: sites by their symbol, lines by their mode, anything else as dots.

    Parameters
    ----------
    layer
        One of the map's layers.

    Returns
    -------
    qml
        A document that needs no other file.
    """
    style = read_style()
    if layer == "sites":
        drawn = {
            kind: (one.label, _marker(SHAPES[kind][0], one.colour, one.ring, SYMBOL_PX, SHAPES[kind][1]))
            for kind, one in style.symbols.items()
        }
        return _document("symbol", drawn)
    if layer == "lines":
        drawn = {key: (one.label, _line(one.colour, one.weight, one.dash)) for key, one in style.strokes.items()}
        return _document("mode", drawn)
    colour = style.colours[DOT_COLOURS[layer]]
    return _document("", {"": ("", _marker("circle", colour, style.colours["paper"], DOT_PX, 0))})


def list_styles(layers: Iterable[str], date: str) -> list[tuple[object, ...]]:
    """List the rows of the table of styles, without their number: one default style for each layer."""
    return [
        ("", "", layer, "geom", "Caravanserai map", write_qml(layer), None, 1, "As on the map", "", None, date)
        for layer in layers
    ]


def _document(column: str, drawn: Mapping[str, tuple[str, ET.Element]]) -> str:
    root = ET.Element("qgis", version="3.28.0", styleCategories="Symbology")
    kind = "categorizedSymbol" if column else "singleSymbol"
    renderer = ET.SubElement(root, "renderer-v2", type=kind, symbollevels="0", forceraster="0", enableorderby="0")
    if column:
        renderer.set("attr", column)
        categories = ET.SubElement(renderer, "categories")
        for place, (value, (label, _)) in enumerate(drawn.items()):
            ET.SubElement(categories, "category", value=value, label=label, symbol=str(place), render="true")
    symbols = ET.SubElement(renderer, "symbols")
    for place, (_, symbol) in enumerate(drawn.values()):
        symbol.set("name", str(place))
        symbols.append(symbol)
    return _DOCTYPE + ET.tostring(root, encoding="unicode")


def _marker(shape: str, colour: str, ring: str, size_px: float, angle: int) -> ET.Element:
    return _symbol(
        "marker",
        "SimpleMarker",
        {
            "name": shape,
            "angle": str(angle),
            "color": _rgba(colour),
            "outline_color": _rgba(ring),
            "outline_style": "solid",
            "outline_width": "1",
            "outline_width_unit": "Pixel",
            "size": str(size_px),
            "size_unit": "Pixel",
        },
    )


def _line(colour: str, weight_px: float, dash: str) -> ET.Element:
    return _symbol(
        "line",
        "SimpleLine",
        {
            "line_color": _rgba(colour),
            "line_style": "solid",
            "line_width": str(weight_px),
            "line_width_unit": "Pixel",
            "capstyle": "round" if dash.startswith("1 ") else "flat",
            "customdash": dash.replace(" ", ";"),
            "customdash_unit": "Pixel",
            "use_custom_dash": "1" if dash else "0",
        },
    )


def _symbol(kind: str, drawn_by: str, options: Mapping[str, str]) -> ET.Element:
    symbol = ET.Element("symbol", type=kind, alpha="1", clip_to_extent="1", force_rhr="0")
    layer = ET.SubElement(symbol, "layer", {"class": drawn_by, "enabled": "1", "locked": "0", "pass": "0"})
    held = ET.SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(held, "Option", name=name, type="QString", value=value)
    return symbol


def _rgba(colour: str) -> str:
    """Write `#rrggbb` as QGIS does: `r,g,b,255`."""
    return ",".join(str(part) for part in (*bytes.fromhex(colour.removeprefix("#")), 255))
