"""The packed overview says the same as the sheet, to a hundred metres, in less than two thirds of its size."""

import gzip
import json

from geo.map.basemap import BASE_MAP_FOLDER, OVERVIEW_FILE
from geo.map.packed_sheet import DIGITS, write_packed_overview


def unpack(packed):
    if not isinstance(packed[0], int):
        return [unpack(one) for one in packed]
    at, found = [0, 0], []
    for place in range(0, len(packed), 2):
        at = [at[0] + packed[place], at[1] + packed[place + 1]]
        found.append([one / 10**DIGITS for one in at])
    return found


def numbers(positions):
    if isinstance(positions, int | float):
        return [positions]
    return [number for one in positions for number in numbers(one)]


def test_every_feature_is_there_and_in_its_place():
    sheet = json.loads((BASE_MAP_FOLDER / OVERVIEW_FILE).read_text(encoding="utf-8"))
    parts = json.loads(write_packed_overview())["parts"]
    assert list(parts) == list(sheet)
    for part, collection in sheet.items():
        assert len(parts[part]) == len(collection["features"])
        for (properties, kind, packed), feature in zip(parts[part], collection["features"], strict=True):
            assert (properties, kind) == (feature["properties"], feature["geometry"]["type"])
            pairs = zip(numbers(unpack(packed)), numbers(feature["geometry"]["coordinates"]), strict=True)
            assert max(abs(a - b) for a, b in pairs) <= 0.5 / 10**DIGITS + 1e-9


def test_it_is_smaller_packed():
    whole = gzip.compress((BASE_MAP_FOLDER / OVERVIEW_FILE).read_bytes())
    assert len(gzip.compress(write_packed_overview().encode())) < len(whole) * 0.6
