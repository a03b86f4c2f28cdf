"""A figure of a table among those that measure the same: a column for each row, by year, and this one marked."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from geo.picture.profile_chart import nice_step
from geo.picture.svg import NAMESPACE, SANS, add, path_of, write
from geo.picture.text_width import text_width
from geo.records.measurements import FORWARD_KINDS
from geo.records.stories import FigureRef
from geo.sites.figures import describe_figure, find_figure
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.measurements import Dwell, Volume
    from geo.sites.figures import Figure, FigureWords

SIZE_PX: Final = (760.0, 420.0)
TEXT_PX: Final = 13.0
TITLE_PX: Final = 17.0
SMALL_PX: Final = 11.5
LEFT_PX: Final = 74.0
RIGHT_PX: Final = 24.0
ABOVE_PX: Final = 96.0
BELOW_PX: Final = 112.0
LINE_PX: Final = 16.0
WIDEST_PX: Final = 62.0
"""Of a column."""
LABEL_GAP_PX: Final = 6.0
HEADROOM: Final = 1.08
MOST_LINES: Final = 2
"""Of title, caption and source; what is longer ends in an ellipsis."""


@dataclass(frozen=True, slots=True)
class Column:
    """One row: its year, its value in the unit of the chart, and whether the chart is about it."""

    year: int
    value: float
    own: bool


def draw_row_chart(catalogue: Catalogue, table: str, row_id: str, title: str, language: Language) -> str:
    """Draw the chart of a row.

    Parameters
    ----------
    catalogue
        The checked tables.
    table, row_id
        One of `CHARTED`, and a row of it.
    title
        How the row is called where it is cited: it stands below the chart.
    language
        For every word.

    Returns
    -------
    svg
        Blank where the row has no value or no year: a blank is never drawn as a zero.
    """
    columns, figure = CHARTED[table](catalogue, row_id)
    if figure is None or not any(column.own for column in columns):
        return ""
    words = describe_figure(catalogue, figure, language)
    foot = f"{title} · {language.text('Caravanserai map')} {catalogue.version}"
    return _Drawing(columns, figure, words, foot, language).draw()


def _dwell(catalogue: Catalogue, row_id: str) -> tuple[list[Column], Figure | None]:
    """List what was measured of the same post, movement and mode: hours, or dollars where the row has no hours."""
    own = next((row for row in catalogue.dwell if row.dwell_id == row_id), None)
    column = "hours" if own is None or own.hours is not None else "cost_usd"

    def same(row: Dwell) -> Hashable:
        place = row.place_id or row.post_as_printed
        return place, row.scope, row.country, row.corridor, row.mode, row.direction, row.from_country, row.to_country

    alike = [row for row in catalogue.dwell if own is not None and same(row) == same(own)]
    values = [(row.year, getattr(row, column), row is own) for row in alike]
    return _columns(values), find_figure(catalogue, FigureRef(row_id, column))


def _volumes(catalogue: Catalogue, row_id: str) -> tuple[list[Column], Figure | None]:
    """List the same amount of the same part of other years; what is foreseen stands apart from what was counted."""
    own = next((row for row in catalogue.volumes if row.volume_id == row_id), None)

    def same(row: Volume) -> Hashable:
        foreseen = row.kind in FORWARD_KINDS
        return row.series_id, row.entity, row.place_id, row.metric, row.unit, row.period, foreseen

    alike = [row for row in catalogue.volumes if own is not None and same(row) == same(own)]
    values = [(row.year, row.value, row is own) for row in alike]
    return _columns(values), find_figure(catalogue, FigureRef(row_id, "value"))


def _columns(values: Sequence[tuple[int | None, float | None, bool]]) -> list[Column]:
    known = [Column(year, value, own) for year, value, own in values if year is not None and value is not None]
    return sorted(known, key=lambda one: one.year)


CHARTED: Final[Mapping[str, Callable[[Catalogue, str], tuple[list[Column], Figure | None]]]] = {
    "dwell": _dwell,
    "volumes": _volumes,
}
"""Tables whose rows have such a chart, and what finds the rows beside one."""


def fold_lines(text: str, size_px: float, width_px: float, most: int = MOST_LINES) -> list[str]:
    """Fold a text into lines of at most a width; the last ends in an ellipsis where not all of it has room."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size_px) > width_px:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    cut = len(lines) > most
    return [_cut(one, size_px, width_px, cut=cut and n == most - 1) for n, one in enumerate(lines[:most])]


def _cut(line: str, size_px: float, width_px: float, *, cut: bool) -> str:
    if not cut and text_width(line, size_px) <= width_px:
        return line
    while line and text_width(f"{line}…", size_px) > width_px:
        line = line[:-1]
    return f"{line.rstrip()}…"


class _Drawing:
    """Draws the columns above their years, between what they are and where they come from."""

    def __init__(
        self, columns: Sequence[Column], figure: Figure, words: FigureWords, foot: str, language: Language
    ) -> None:
        self._columns, self._figure, self._words = columns, figure, words
        self._foot, self._language = foot, language
        self._colours = read_style().colours
        self._top = max(one.value for one in columns) * HEADROOM or 1.0
        years = [one.year for one in columns]
        self._years = range(min(years), max(years) + 1)
        width, height = SIZE_PX
        self._slot = (width - LEFT_PX - RIGHT_PX) / len(self._years)
        self._bottom = height - BELOW_PX

    def draw(self) -> str:
        width, height = SIZE_PX
        root = ET.Element("svg", {"xmlns": NAMESPACE, "viewBox": f"0 0 {width:g} {height:g}"})
        root.set("width", f"{width:g}")
        root.set("height", f"{height:g}")
        root.set("font-family", SANS)
        add(root, "title", f"{self._words.value}, {self._words.beside('')}")
        add(root, "rect", width=width, height=height, fill=self._colours["paper"])
        self._head(root)
        self._axes(root)
        by_year: dict[int, list[Column]] = defaultdict(list)
        for one in self._columns:
            by_year[one.year].append(one)
        for year, rows in by_year.items():
            self._stand(root, year, rows)
        self._tail(root)
        return write(root)

    def _write(self, parent: ET.Element, text: str, x: float, y: float, **look: object) -> None:
        add(parent, "text", text, x=x, y=y, **({"font_size": TEXT_PX, "fill": self._colours["ink"]} | look))

    def _head(self, root: ET.Element) -> None:
        """Write what is shown: subject, then direction and mode, then the value of this row."""
        name, *rest = self._words.caption
        wide = SIZE_PX[0] - 2 * RIGHT_PX
        (title,) = fold_lines(name, TITLE_PX * 1.06, wide, 1)
        self._write(root, title, RIGHT_PX, 32.0, font_size=TITLE_PX, font_weight="700")
        told = " · ".join((self._words.value, *rest, *self._words.marks))
        for n, line in enumerate(fold_lines(told, TEXT_PX, wide)):
            self._write(root, line, RIGHT_PX, 53.0 + n * LINE_PX)

    def _axes(self, root: ET.Element) -> None:
        right = SIZE_PX[0] - RIGHT_PX
        step = nice_step(self._top)
        for n in range(math.floor(self._top / step) + 1):
            y = self._y(n * step)
            stroke = self._colours["hairline"] if n else self._colours["ink"]
            add(root, "path", d=path_of([(LEFT_PX, y), (right, y)]), stroke=stroke, stroke_width=0.8)
            label = self._language.number(n * step)
            self._write(root, label, LEFT_PX - 6, y + 4, text_anchor="end", fill=self._colours["muted"])
        every = math.ceil(text_width("2026  ", TEXT_PX) / self._slot)
        for year in self._years[::-1][::every]:
            self._write(root, str(year), self._middle(year), self._bottom + 18, text_anchor="middle")

    def _stand(self, root: ET.Element, year: int, rows: Sequence[Column]) -> None:
        """Draw the columns of a year side by side, each with its value where there is room."""
        wide = min(WIDEST_PX, self._slot * 0.84 / len(rows))
        left = self._middle(year) - wide * len(rows) / 2
        for n, one in enumerate(rows):
            x, y = left + n * wide, self._y(one.value)
            look = {"fill": self._colours["brand" if one.own else "paper"], "stroke": self._colours["brand"]}
            add(root, "rect", x=x + 1, y=y, width=max(wide - 2, 1.0), height=self._bottom - y, **look)
            label = self._language.number(one.value)
            if one.own or text_width(label, SMALL_PX) < wide + 2:
                weight = "700" if one.own else "400"
                spot = {"text_anchor": "middle", "font_size": SMALL_PX, "font_weight": weight}
                self._write(root, label, x + wide / 2, y - LABEL_GAP_PX, **spot)

    def _tail(self, root: ET.Element) -> None:
        """Write the key, the source, and which row of which edition it is."""
        _, y = self._language.text, self._bottom + 42
        x = RIGHT_PX
        for fill, words in (("brand", _("this row")), ("paper", _("rows that measure the same"))):
            add(
                root,
                "rect",
                x=x,
                y=y - 10,
                width=12.0,
                height=11.0,
                fill=self._colours[fill],
                stroke=self._colours["brand"],
            )
            self._write(root, words, x + 18, y, font_size=SMALL_PX)
            x += 44 + text_width(words, SMALL_PX)
        wide = SIZE_PX[0] - 2 * RIGHT_PX
        source = _("Source: {source}", source=self._words.source) if self._words.source else ""
        lines = [*(fold_lines(source, SMALL_PX, wide) if source else ()), *fold_lines(self._foot, SMALL_PX, wide, 1)]
        for n, line in enumerate(lines):
            self._write(root, line, RIGHT_PX, y + 22 + n * LINE_PX, font_size=SMALL_PX, fill=self._colours["muted"])

    def _middle(self, year: int) -> float:
        return LEFT_PX + (year - self._years[0] + 0.5) * self._slot

    def _y(self, value: float) -> float:
        return self._bottom - value / self._top * (self._bottom - ABOVE_PX)
