"""A sheet of the base map in half its size: positions as steps from one to the next."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from geo.map.basemap import BASE_MAP_FOLDER, OVERVIEW_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS: Final = 3
"""Of a degree: some hundred metres, less than a pixel where the sheet is shown."""


@lru_cache(maxsize=1)
def write_packed_overview() -> str:
    """Write the overview, packed; `unpackSheet` in `core/steps.js` makes GeoJSON of it again.

    Returns
    -------
    json
        For each part of the sheet a list of properties, kind of geometry, and positions as steps in units of the last
        digit: longitude, latitude.
    """
    sheet = json.loads((BASE_MAP_FOLDER / OVERVIEW_FILE).read_text(encoding="utf-8"))
    packed = {
        part: [
            [one["properties"], one["geometry"]["type"], _pack(one["geometry"]["coordinates"])]
            for one in collection["features"]
        ]
        for part, collection in sheet.items()
    }
    return json.dumps({"digits": DIGITS, "parts": packed}, ensure_ascii=False, separators=(",", ":"))


def _pack(positions: Sequence[Any]) -> list[Any]:
    """Pack a list of positions, or every list in it."""
    if not isinstance(positions[0][0], int | float):
        return [_pack(one) for one in positions]
    unit = 10**DIGITS
    steps: list[int] = []
    before = (0, 0)
    for lon, lat in positions:
        at = (round(lon * unit), round(lat * unit))
        steps += (at[0] - before[0], at[1] - before[1])
        before = at
    return steps
