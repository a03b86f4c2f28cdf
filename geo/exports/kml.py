"""The map as KML, for Google Earth and other globes, in the colours of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from geo.exports.csv_table import write_number, write_value
from geo.exports.features import DISCLAIMER, LAYERS, list_features
from geo.geodesy import to_lonlat
from geo.map.layers import write_credit_lines
from geo.picture.svg import clean
from geo.style import read_style

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.edition import Edition
    from geo.exports.extract import Extract
    from geo.exports.features import Feature
    from geo.geodesy import Point
    from geo.language import Language

NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
_OPAQUE: Final = "ff"


def write_kml(catalogue: Catalogue, extract: Extract, edition: Edition, language: Language) -> bytes:
    """Write a selection as KML, one folder for each layer.

    Parameters
    ----------
    catalogue
        Lines, for their styles.
    extract
        Records of the selection; what has no position is left out, since a globe cannot show it.
    edition
        Version and date, in the description.
    language
        For the names.
    """
    root = ET.Element("kml", {"xmlns": NAMESPACE})
    document = ET.SubElement(root, "Document")
    _text(document, "name", language.text("Caravanserai map"))
    said = [language.text(DISCLAIMER), f"{edition.version}, {edition.date:%Y-%m-%d}", *write_credit_lines()]
    _text(document, "description", " · ".join(said))
    _write_styles(document)
    strokes = {line.line_id: read_style().stroke_of(line).key for line in catalogue.lines}
    for layer in LAYERS:
        folder = ET.SubElement(document, "Folder")
        _text(folder, "name", layer)
        for feature in list_features(catalogue, extract, language):
            if feature.layer == layer and feature.vertices:
                style = (
                    f"line-{strokes[feature.id]}" if layer == "lines" else f"site-{feature.properties.get('symbol')}"
                )
                _write_placemark(folder, feature, style if layer in ("lines", "sites") else "")
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")).encode()


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = clean(text)


def _colour(html: str) -> str:
    """Turn `#rrggbb` into KML's `aabbggrr`."""
    red, green, blue = html[1:3], html[3:5], html[5:7]
    return f"{_OPAQUE}{blue}{green}{red}"


def _write_styles(document: ET.Element) -> None:
    style = read_style()
    for kind, symbol in style.symbols.items():
        one = ET.SubElement(document, "Style", {"id": f"site-{kind}"})
        _text(ET.SubElement(one, "IconStyle"), "color", _colour(symbol.colour))
    for key, stroke in style.strokes.items():
        one = ET.SubElement(ET.SubElement(document, "Style", {"id": f"line-{key}"}), "LineStyle")
        _text(one, "color", _colour(stroke.colour))
        _text(one, "width", f"{stroke.weight:g}")


def _write_placemark(folder: ET.Element, feature: Feature, style: str) -> None:
    mark = ET.SubElement(folder, "Placemark", {"id": f"{feature.layer}-{feature.id}"})
    _text(mark, "name", feature.name)
    if style:
        _text(mark, "styleUrl", f"#{style}")
    data = ET.SubElement(mark, "ExtendedData")
    for name, value in feature.properties.items():
        written = write_value(tuple(value) if isinstance(value, list) else value)
        if written:
            _text(ET.SubElement(data, "Data", {"name": name}), "value", written)
    kind = "Point" if len(feature.vertices) == 1 else "LineString"
    shape = ET.SubElement(mark, kind)
    if kind == "LineString":
        _text(shape, "tessellate", "1")
    _text(shape, "coordinates", " ".join(map(_position, feature.vertices)))


def _position(point: Point) -> str:
    """Write a position with every digit it has: six significant ones would move it by up to 36 m."""
    return ",".join(map(write_number, to_lonlat(point)))
