"""The position of a row: typed, or set on a small map by a click or the arrow keys; its table keeps the digits."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.editing.changes import compare_rows
from geo.editing.grid import list_rows, to_cell
from geo.editing.publishing import list_told
from geo.errors import EditingError
from geo.geodesy import Bounds
from geo.messages import say
from geo.picture.draw import WHOLE_REGION, Picture, draw_map, lay_sheet
from panels.edit.columns import describe, label_column
from panels.edit.told import show_faults
from panels.edit.work import change_work, current_work, forget_grid
from panels.session import Slot
from panels.ui.html_cache import keep_text
from panels.web.components import load_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.records.dictionary import Column
    from panels.reader import Reader

LAT: Final = "lat"
LON: Final = "lon"
MOST_DEG: Final = {LAT: 90.0, LON: 180.0}
COMPONENT: Final = "position_map"
LAYERS: Final = ("sites", "corridor", "branches")
SIZE_PX: Final = (720.0, 420.0)
LEAST_ZOOM, FIRST_ZOOM, MOST_ZOOM = 4.0, 10.0, 12.0
USUAL_DIGITS: Final = 5
MOST_LETTERS: Final = 40


@dataclass(frozen=True, slots=True)
class Looking:
    """What of the map is seen: for which row, how near, and its middle (degrees)."""

    row: tuple[str, str]
    zoom: float
    lat: float
    lon: float


LOOKING: Final = Slot("edit-position", Looking)


def has_position(columns: Iterable[Column]) -> bool:
    """Say whether a table says where its rows are."""
    return {LAT, LON} <= {column.column for column in columns}


def ask_position(row: tuple[str, str], before: Mapping[str, str], reader: Reader) -> dict[str, str]:
    """Ask where a row is; of a row that is there, what is set becomes a change at once, and is checked.

    Parameters
    ----------
    row
        Table and id; a blank id for a new row.
    before
        Its cells as they are now.

    Returns
    -------
    cells
        Latitude and longitude of a new row; empty for a row that is there.
    """
    table, row_id = row
    keys = {heading: f"edit-position-{table}-{row_id}-{heading}" for heading in MOST_DEG}
    digits = count_digits(cells[LAT] for _, cells in list_rows(current_work().files, table))

    def typed() -> None:
        _take(row, {heading: st.session_state[key] for heading, key in keys.items()}, reader)

    def moved() -> None:
        cells = read_set(st.session_state[COMPONENT].get("position"), digits)
        if cells is None:
            return
        st.session_state.update({key: cells[heading] for heading, key in keys.items()})
        _take(row, cells, reader)
        if st.session_state[COMPONENT]["position"].get("away") is True:
            LOOKING.write(Looking(row, _look(row, None).zoom, float(cells[LAT]), float(cells[LON])))

    if row_id:
        st.session_state.update({key: before.get(heading, "") for heading, key in keys.items()})
    cells = _ask_cells(table, keys, typed, reader)
    _show_map(row, cells, digits, reader, moved)
    if not row_id:
        return cells
    if current_work().changes:
        told = [one for one in list_told(current_work().files, table) if one.row_id == row_id]
        show_faults(told, reader.catalogue, reader.language)
    return {}


def _ask_cells(table: str, keys: Mapping[str, str], typed: Callable[[], None], reader: Reader) -> dict[str, str]:
    columns = {column.column: column for column in reader.catalogue.dictionary if column.table == table}
    with st.container(horizontal=True, gap="small"):
        return {
            heading: st.text_input(
                label_column(columns[heading], reader.language), key=key, max_chars=MOST_LETTERS, on_change=typed,
                help=describe(columns[heading], reader.language),
            )
            for heading, key in keys.items()
        }  # fmt: skip


def _take(row: tuple[str, str], cells: Mapping[str, str], reader: Reader) -> None:
    """Make a position the one of a row that is there."""
    table, row_id = row
    before = dict(list_rows(current_work().files, table)).get(row_id)
    if before is None:
        return
    try:
        after = {heading: to_cell(cell) for heading, cell in cells.items()}
        change_work(compare_rows(table, row_id, before, {**before, **after}))
    except EditingError as error:
        st.error(say(error.args[0], reader.language.text))
        return
    forget_grid()


def count_digits(cells: Iterable[str]) -> int:
    """Count the decimals that most cells of a column have; some 1 m where it has none."""
    counts = Counter(len(cell.partition(".")[2]) for cell in cells if cell)
    return min(counts.most_common(1)[0][0], USUAL_DIGITS + 1) if counts else USUAL_DIGITS


def read_set(message: Any, digits: int) -> dict[str, str] | None:  # noqa: ANN401 - whatever a browser sends
    """Read a position that was set on the map, as cells; None for anything else."""
    if not isinstance(message, dict):
        return None
    found = {heading: _read_degrees(message.get(heading), most) for heading, most in MOST_DEG.items()}
    cells = {heading: f"{degrees:.{digits}f}" for heading, degrees in found.items() if degrees is not None}
    return cells if len(cells) == len(MOST_DEG) else None


def _read_degrees(said: object, most: float) -> float | None:
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        return None
    try:
        degrees = float(said)
    except ValueError:
        return None
    return degrees if math.isfinite(degrees) and abs(degrees) <= most else None


def _look(row: tuple[str, str], position: tuple[float, float] | None) -> Looking:
    """Find what of the map is seen: what was chosen for this row, else around its position, else the whole region."""
    looking = LOOKING.read()
    if looking is not None and looking.row == row:
        return looking
    region = WHOLE_REGION
    middle = position or ((region.south + region.north) / 2, (region.west + region.east) / 2)
    return Looking(row, FIRST_ZOOM if position else LEAST_ZOOM, *middle)


def _show_map(
    row: tuple[str, str], cells: Mapping[str, str], digits: int, reader: Reader, moved: Callable[[], None]
) -> None:
    """Show the map with the position that the cells say, and take what is set on it."""
    lat, lon = (_read_degrees(cells[heading], most) for heading, most in MOST_DEG.items())
    position = (lat, lon) if lat is not None and lon is not None else None
    looking = _look(row, position)

    def looked() -> None:
        asked = st.session_state[COMPONENT].get("look")
        middle = read_set(asked, USUAL_DIGITS)
        if middle is None or asked.get("by") not in {1, -1}:
            return
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, looking.zoom + asked["by"]))
        LOOKING.write(Looking(row, zoom, float(middle[LAT]), float(middle[LON])))

    data = {
        **_write_sheet(looking, reader),
        "position": {LAT: lat, LON: lon} if position else None,
        "told": f"{cells[LAT]}, {cells[LON]}" if position else None,
        "digits": digits,
    }
    component = st.components.v2.component(COMPONENT, js=load_script("page/position_map.js"), isolate_styles=False)
    component(key=COMPONENT, data=data, on_position_change=moved, on_look_change=looked)


def _write_sheet(looking: Looking, reader: Reader) -> dict[str, Any]:
    """Write what the browser needs of the map: its drawing, how that is laid, and the words."""
    catalogue, entries, language = reader.catalogue, reader.entries, reader.language
    _ = language.text
    point = Bounds(looking.lat, looking.lon, looking.lat, looking.lon)
    picture = Picture(*SIZE_PX, bounds=point, layers=LAYERS, legend=False, closest=looking.zoom)
    frame = lay_sheet(catalogue, entries, picture)
    write = partial(draw_map, catalogue, entries, picture, language)
    return {
        "drawing": keep_text("position map", catalogue, language, write, query=repr(looking)),
        "sheet": {name: getattr(frame, name) for name in ("left", "top", "scale", "width", "height")},
        "words": {
            "label": _("Map: a click or the arrow keys set the position, with Shift finely; + and − look closer."),
            "closer": _("Look closer"),
            "farther": _("Look from farther away"),
            "blank": _("No position yet"),
        },
    }
