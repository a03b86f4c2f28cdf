"""Write the vectors that hold Python and JavaScript together: rules that stand in both languages.

Run it when the rules or the tables have changed: `python tools/write_vectors.py`. `tests/test_vectors.py` asks that the
files are what this writes, `tests/web/vectors.test.mjs` that the browser's scripts answer the same.
"""

from __future__ import annotations

import json
import random
import sys
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

ROOT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # this is run as a script

from geo.corridor.profile import Profile, apply_scenario, assume, draw_profile  # noqa: E402
from geo.language import fold, load_language, read_folding  # noqa: E402
from geo.load import read_catalogue  # noqa: E402
from geo.map.ground import REGION_FILE, list_surroundings, read_ground, town_name  # noqa: E402
from geo.map.layers import SITE_COLUMNS, site_index  # noqa: E402
from geo.map.waiting import write_waiting  # noqa: E402
from geo.picture.country_names import Around, is_held, list_beside, list_led  # noqa: E402
from geo.picture.glyphs import Standing, fill_of, measure_radius, set_apart  # noqa: E402
from geo.picture.labels import Room, is_named, list_kinds, take_place  # noqa: E402
from geo.sites.selection import Choices, answers, list_entries  # noqa: E402
from geo.sites.waiting import DIRECTIONS, NOTHING, list_waiting, list_years, pick_waiting  # noqa: E402
from geo.style import read_style  # noqa: E402
from panels.corridor.chart_rows import COLUMNS, Picture  # noqa: E402
from panels.corridor.choices import Chosen, ways_of  # noqa: E402
from panels.corridor.live_chart import write_message  # noqa: E402
from panels.corridor.question import MOST_H, limit  # noqa: E402
from panels.view import View  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.catalogue import Catalogue
    from geo.sites.waiting import Value

FOLDER: Final = ROOT / "tests" / "vectors"
ENGLISH: Final = load_language("en")
DIGITS: Final = 6
SEED: Final = 11
SHEETS: Final = 12
TOWNS: Final = 12
MOST_LED: Final = 40
WINDOW: Final = 11
"""Points of a row that a name lies over which its country may hold."""
CODES: Final = ("en", "tr", "ru", "az", "kk", "ky", "uz")
ODD: Final = (
    "Kapıkule", "KAPIKULE", "İSTANBUL", "ISPARTA ı I i İ", "Iğdır", "Bakı – Ələt", "ƏLƏT", "Gəncə", "Türkmenbaşy",
    "Oʻzbekiston", "O‘zbekiston", "Oʼzbekiston", "O'zbekiston", "Нұр жолы", "ХОРГОС", "Хоргос", "霍尔果斯", "霍尔果斯",
    "წითელი ხიდი", "Красный мост", "Ñandú", "ﬁ ﬂ ﬃ", "ß ẞ", "ΟΔΟΣ ΣΑΣ", "Ǆ ǅ ǆ", "Å Å", "２０２２ Ⅻ ½", "e\u0301 é",
    "a\u00a0b", "a\u2009b", "  a \t b \n", "zero\u200bwidth", "mark\ufeff", "one\x1ctwo\x85three\u3000four",
    "\x1f lead and trail \u2028", "soft\u00adhyphen", "A–B—C-D‑E", "«a» “b” ‘c’ `d` ´e´", "עִבְרִית", "العَرَبِيَّة", "हिन्दी",
    "กำ", "한국어", "𝒜𝔅", "🚛 TIR", "", " ", "-", "\\ / . *", "ĳ Ŀ ŉ",
)  # fmt: skip
"""Texts in which scripts, cases, marks and spaces differ in every way that we could think of."""


@lru_cache(maxsize=1)
def _catalogue() -> Catalogue:
    return read_catalogue(ROOT / "data")


def write_fold() -> dict[str, Any]:
    """Fold odd texts, and every name of a place."""
    catalogue = _catalogue()
    names = {row.name for row in catalogue.place_names} | {place.name for place in catalogue.places.values()}
    texts = [*ODD, *sorted(name for name in names if not name.isascii())]
    return {"folding": dict(read_folding()), "cases": [[text, fold(text)] for text in texts]}


def write_town_names() -> dict[str, Any]:
    """Name towns that have names of each set of languages, in every language."""
    sheets = [REGION_FILE, *(one.file for one in list_surroundings())]
    alike: dict[tuple[str, ...], list[Mapping[str, str]]] = {}
    for _, _, names in (town for sheet in sheets for town in read_ground(sheet).towns):
        alike.setdefault(tuple(sorted(names)), []).append(names)
    chosen = [names for found in alike.values() for names in found[:: max(1, len(found) // TOWNS)]]
    return {"cases": [[names, {code: town_name(names, code) for code in CODES}] for names in chosen]}


def write_filter() -> dict[str, Any]:
    """Filter the sites by every single code, by some pairs, and by texts."""
    entries = list_entries(_catalogue())
    countries = sorted({code for entry in entries for code in entry.countries})
    modes = sorted({mode for entry in entries for mode in entry.modes})
    kinds = sorted({entry.site.symbol for entry in entries})
    texts = ("", " ", "Kapıkule", "хоргос", "霍尔果斯", "port", "a", "no such place")
    choices = [
        Choices(),
        *(Choices(countries=(code,)) for code in countries),
        *(Choices(modes=(mode,)) for mode in modes),
        *(Choices(kinds=(kind,)) for kind in kinds),
        *(Choices(text=text) for text in texts),
        *(Choices(countries=tuple(countries[:3]), modes=(mode,), text=text) for mode, text in product(modes, texts)),
    ]
    cases = []
    for one in choices:
        view = View(one.countries, one.modes, one.kinds, text=one.text)
        cases.append({"view": view.to_message(), "found": [entry.id for entry in entries if answers(entry, one)]})
    near = [entry.id for entry in entries][:3]
    cases.append({"view": View(focus=tuple(near)).to_message(), "found": near})
    cases.append({"view": View(land="KAZ").to_message(), "found": []})
    rows = site_index(_catalogue(), entries, ENGLISH)
    return {"folding": dict(read_folding()), "columns": list(SITE_COLUMNS), "rows": rows, "cases": cases}


def write_scenario() -> dict[str, Any]:
    """Ask of every journey what each slider, and all of them together, ask for at their ends."""
    cases = []
    for journey, unit in product(_catalogue().journeys, ("hours", "days")):
        choices = ways_of(_catalogue(), journey.journey_id, None, False)  # noqa: FBT003
        if choices:
            cases.append(_ask_journey(Chosen(journey, choices[0].itinerary, choices, unit, None, "en")))
    return {"columns": list(COLUMNS), "cases": cases}


def _ask_journey(chosen: Chosen) -> dict[str, Any]:
    itinerary = chosen.itinerary
    parts = itinerary.parts("hours")
    known = draw_profile(parts)
    ends = {s.id: 0.0 if s.hours.value else MOST_H for s in itinerary.stops if s.hours.value != 0.0}
    questions = []
    for hours in ({}, *({name: value} for name, value in ends.items()), ends):
        asked = limit(itinerary, hours)
        changed = assume(apply_scenario(parts, asked.shares(itinerary)), asked.assumed(itinerary))
        shown = draw_profile(changed) if hours else known
        questions.append(
            {
                "asked": hours,
                "word": asked.word,
                "ends": [_round(one.end[1]) for one in shown.drawn],
                "rows": _list_rows(chosen, shown, known if hours else None) if hours in ({}, ends) else None,
            }
        )
    return {"message": write_message(_catalogue(), chosen, ENGLISH), "questions": questions}


def _list_rows(chosen: Chosen, shown: Profile, before: Profile | None) -> list[list[Any]]:
    picture = Picture(
        _catalogue(),
        chosen.itinerary,
        shown,
        before,
        chosen.unit,
        ENGLISH,
        asked=before is not None,
        question=chosen.question,
    )
    return [[_round(value) for value in row.values()] for row in picture.rows()]


def _round(value: object) -> object:
    return round(value, DIGITS) if isinstance(value, float) else value


def write_labels() -> dict[str, Any]:
    """Place names on sheets that are drawn by chance, always the same."""
    drawn = random.Random(SEED)  # noqa: S311 - nothing secret
    kinds = list_kinds()
    sheets = [_fill_sheet(drawn, number) for number in range(SHEETS)]
    zooms = [3, 4.5, 4.6, 5.6, 7, 7.5, 8, 9]
    named = [[kind, rank, zoom, is_named(kind, rank, zoom)] for kind in kinds for rank in range(6) for zoom in zooms]
    beside = [_lay_countries(drawn, number) for number in range(SHEETS)]
    return {"rules": dict(read_style().labels), "sheets": sheets, "named": named, "beside": beside}


def _fill_sheet(drawn: random.Random, number: int) -> dict[str, Any]:
    def between(low: float, high: float) -> float:
        return round(drawn.uniform(low, high), 2)

    width, height = 240 + 40 * number, 180 + 30 * number
    room = Room(width, height)
    lines = [
        [[between(-40, width + 40), between(-40, height + 40)] for _ in range(drawn.randint(2, 5))]
        for _ in range(number)
    ]
    for line in lines:
        room.draw_line([(x, y) for x, y in line])
    names = []
    for _ in range(6 + 2 * number):
        word = drawn.choice(sorted(list_kinds()))
        kind = list_kinds()[word]
        at, wide, reach = (between(0, width), between(0, height)), between(20, 120), kind.reach + between(0, 8)
        box = take_place(at, kind, wide, reach, room)
        placed = [round(edge, DIGITS) for edge in box] if box else None
        names.append({"kind": word, "at": at, "width": wide, "reach": reach, "box": placed})
    return {"size": [width, height], "lines": lines, "names": names}


def _lay_countries(drawn: random.Random, number: int) -> dict[str, Any]:
    """Lay three countries and a sea as boxes on a grid, and list where the name of the first may stand outside it."""
    rows, columns = 8 + number, 18 + 2 * number
    grid = [["." for _ in range(columns)] for _ in range(rows)]
    for name in ("B", "A", "M", "A"):
        top, left = drawn.randrange(rows), drawn.randrange(columns)
        for row in grid[top : top + drawn.randint(2, 5)]:
            end = min(columns, left + drawn.randint(3, 9))
            row[left:end] = name * (end - left)
    home, abroad, barred = (np.array([[one in names for one in row] for row in grid]) for names in ("A", "BM", "M"))
    wide = round(drawn.uniform(4, 12), 2)
    found = list_beside(home, abroad, wide, read_style().labels["beside_country"])
    taken = [(drawn.randrange(columns), drawn.randrange(rows)) for _ in range(6)]
    free = np.ones_like(home)
    for place, line in taken:
        free[line, place] = False
    led = list_led(Around(home, abroad, barred, free), (wide, 3), read_style().labels["led"])
    rows_below = zip(home[:, :WINDOW], abroad[:, :WINDOW], strict=True)
    held = [[is_held(*row, read_style().labels["held"], is_near=near) for near in (False, True)] for row in rows_below]
    return {
        "grid": ["".join(row) for row in grid],
        "wide": wide,
        "found": found,
        "taken": taken,
        "led": led[:MOST_LED],
        "held": held,
    }


def write_waiting_cases() -> dict[str, Any]:
    """List the halves of every glyph in every year and direction, by all modes and by each."""
    waiting = list_waiting(_catalogue())
    cases = []
    for modes in ((), ("road",), ("rail",), ("sea",), ("rail", "road")):
        for year, direction in product((*list_years(waiting), 1999), DIRECTIONS):
            picked = pick_waiting(waiting, modes)
            halves = {
                site: [[h.side, h.post, h.act, h.travel, *h.value[:4]] for h in one.halves(year, direction)]
                for site, one in picked.items()
            }
            cases.append({"modes": modes, "year": year, "dir": direction, "halves": halves})
    values = {value for one in waiting for value in one.values.values()} | {NOTHING}
    asked = product(values, (False, True))
    sizes = {(value.state, value.hours, quarter): _size(value, quarter=quarter) for value, quarter in asked}
    drawn = random.Random(SEED)  # noqa: S311 - nothing secret
    return {
        "message": write_waiting(_catalogue(), ENGLISH),
        "rules": dict(read_style().waiting),
        "sizes": [[*known, *size] for known, size in sorted(sizes.items(), key=repr)],
        "apart": [_set_apart(drawn, number) for number in range(2, 2 + SHEETS)],
        "cases": cases,
    }


def _size(value: Value, *, quarter: bool) -> list[Any]:
    fill = None if value.hours is None else fill_of(value.hours)
    return [round(measure_radius(value, quarter=quarter), DIGITS), fill]


def _set_apart(drawn: random.Random, number: int) -> dict[str, Any]:
    glyphs = [Standing(drawn.randint(0, 120), drawn.randint(0, 90), drawn.randint(13, 30)) for _ in range(number)]
    moves = [[round(way, DIGITS) for way in move] for move in set_apart(glyphs, 5.0)]
    return {"glyphs": [one._asdict() for one in glyphs], "gap": 5, "moves": moves}


VECTORS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "fold.json": write_fold,
    "filter.json": write_filter,
    "scenario.json": write_scenario,
    "labels.json": write_labels,
    "town_names.json": write_town_names,
    "waiting.json": write_waiting_cases,
}


def write_vectors(name: str) -> str:
    """Write one file, a line for each case."""
    lines = []
    for key, value in VECTORS[name]().items():
        rows = [json.dumps(row, ensure_ascii=False) for row in value] if isinstance(value, list) else None
        written = "[\n" + ",\n".join(rows) + "\n]" if rows else json.dumps(value, ensure_ascii=False)
        lines.append(f"{json.dumps(key)}: {written}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write all files."""
    for name in VECTORS:
        (FOLDER / name).write_text(write_vectors(name), encoding="utf-8")


if __name__ == "__main__":
    main()
