"""Writing SVG: elements whose text and attributes are escaped, whatever a table says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE: Final = "http://www.w3.org/2000/svg"
SANS: Final = "Noto Sans, Noto Sans Georgian, Noto Sans SC, Noto Sans Math, sans-serif"
SERIF: Final = "Noto Serif, serif"
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_STRAIGHT: Final = re.compile(r"(?:M-?[\d.]+(?: |(?=-))-?[\d.]+(?:L-?[\d.]+(?: |(?=-))-?[\d.]+)*Z?)*")


def clean(text: str) -> str:
    """Leave out what no XML file may hold: control characters and halves of surrogate pairs."""
    return _FORBIDDEN.sub("", text)


def add(parent: ET.Element, tag: str, text: str = "", /, **attributes: object) -> ET.Element:
    """Add an element.

    Parameters
    ----------
    parent
        Receives it.
    tag
        Its name.
    text
        Its text, if any.
    **attributes
        `_` stands for `-`, and one at the end is dropped (`class_`); numbers are written with one decimal.
    """
    made = ET.SubElement(parent, tag, {_name(name): _value(value) for name, value in attributes.items()})
    if text:
        made.text = clean(text)
    return made


def _name(name: str) -> str:
    return name.removesuffix("_").replace("_", "-") if name != "viewBox" else name


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else clean(str(value))


def number(value: float) -> str:
    """Write a number of pixels with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def path_of(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Write points as the data of a path."""
    drawn = "L".join([f"{x:.1f} {y:.1f}" for x, y in points])
    short = f"{drawn}L".replace(".0 ", " ").replace(".0L", "L")[:-1]  # as `number` writes each
    return f"M{short}{'Z' if closed else ''}" if drawn else ""


def shorten_path(path: str) -> str:
    """Write a path of whole pixels as steps from point to point: half as long as the points themselves when packed.

    Parameters
    ----------
    path
        Data of a path, as `path_of` writes it.

    Returns
    -------
    path
        Each point at its nearest whole pixel, and none twice in a row; a path with curves as it was, a blank one blank.
    """
    if not _STRAIGHT.fullmatch(path):
        return path
    told: list[str] = []
    for line in path.split("M")[1:]:
        points = line.rstrip("Z").replace("L", " ").replace("-", " -").split()
        whole = [round(float(one)) for one in points]
        x, y = whole[:2]
        told.append(f"M{_pair(x, y)}")
        sign = "l"
        for to_x, to_y in zip(whole[2::2], whole[3::2], strict=True):
            if to_x != x or to_y != y:
                step = _pair(to_x - x, to_y - y)
                told.append(step if step[0] == "-" and not sign.strip() else sign + step)
                x, y, sign = to_x, to_y, " "
        if line[-1] == "Z":
            told.append("Z")
    return "".join(told)


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def write(root: ET.Element) -> str:
    """Write a finished drawing as a file."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")
