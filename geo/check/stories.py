"""What must hold between the stories and the tables.

A stop at an unknown site, or one that looks at nothing known, is left out; so is a figure that no cell holds, and a
line that names an unknown row or says a number that none of its rows says. The figures of a story have one unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from geo.check.causes import LEADING, RULES
from geo.check.consequences import LOST
from geo.messages import tell
from geo.records.stories import FIGURE_COLUMNS, FIGURE_UNITS
from geo.style import LAYERS
from geo.tables.fault import Fault
from geo.tables.story_file import STORY_FOLDER
from geo.tables.word_hints import nearest, nearest_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.check.causes import Blame
    from geo.records.stories import FigureRef, Scene, Story, StoryLine
    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

NOT_CITED: Final = frozenset({"sources", "vocabularies", "dictionary"})
CAMERA_TABLES: Final = ("sites", "places", "lines", "etir_routes")
MOST_NEAR: Final = 512
"""Ids of which it is remembered what they may have meant: stories name one again, and are checked again."""
_NUMBER: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def check_stories(
    stories: tuple[Story, ...],
    values: Mapping[str, Values],
    dictionary: Dictionary,
    blame: Blame,
    others: Iterable[Fault] = (),
) -> tuple[tuple[Story, ...], list[Fault]]:
    """Hold every story against the tables.

    Parameters
    ----------
    stories
        As they were read.
    values
        The tables, after all of their own checks.
    dictionary
        What their columns are.
    blame
        Knows which tables have lost something.
    others
        The faults of the tables: an id that they miss as well is the same cause.

    Returns
    -------
    stories, faults
        The stories without what points to nothing; a story that has lost all of its stops is left out.
    """
    rows = {name: Rows(table, dictionary) for name, table in values.items() if name not in NOT_CITED}
    missed = {fault.value: fault.cause for fault in others if fault.cause and fault.value}
    kept, faults = [], []
    for story in stories:
        checker = _Checker(f"{STORY_FOLDER}/{story.story_id}.toml", rows, _Causes(values, blame, missed))
        scenes = tuple(
            scene for number, asked in enumerate(story.scenes, 1) if (scene := checker.scene(number, asked)) is not None
        )
        checker.units_agree(scenes)
        sites, journey = checker.sites(story.sites), checker.journey(story.journey)
        faults += checker.faults
        if any(scene.kind == "stop" for scene in scenes):
            kept.append(replace(story, scenes=scenes, sites=sites, journey=journey))
        else:
            hint = tell("None of its stops can be shown.")
            cause = checker.faults[0].cause if checker.faults else ""
            faults.append(Fault(checker.file, None, "", "", hint=hint, effect="story", cause=cause))
    return tuple(kept), faults


@dataclass(frozen=True, slots=True)
class _Causes:
    """Knows what the lack of something comes from: what the tables have lost, and which ids they miss themselves."""

    values: Mapping[str, Values]
    blame: Blame
    missed: Mapping[str, str]

    def find(self, names: Sequence[str], wanted: str) -> str:
        """Say what the lack of the row of an id in some tables comes from: the one that lost it, else the id itself."""
        if wanted in self.missed:
            return self.missed[wanted]
        for name in names:
            held = self.values[name]
            keys = next(iter(held.columns.values()), [])
            # A blank one is of a row that has lost its id.
            named = not {wanted, wanted.partition("/")[0], ""}.isdisjoint(map(str, keys))
            if named and held.file in self.blame.roots:
                return LOST + self.blame.roots[held.file]
        lost = [self.values[name].file for name in (*names, *RULES) if self.values[name].file in self.blame.broken]
        empty = [self.values[name].file for name in names if not self.values[name].rows]
        if not lost and len(empty) == len(names):
            return f"no rows {empty[0]}"
        lost += [file for file in (self.blame.guess(wanted),) if file in self.blame.roots]
        if lost:
            return LOST + self.blame.roots[lost[0]]
        file = self.values[names[0]].file if len(names) == 1 else self.blame.guess(wanted)
        return f"{file or 'id'} {wanted}"

    def find_loss(self, name: str) -> str:
        """Say what the loss of rows of a table comes from; blank when it has lost none."""
        files = [self.values[name].file, *(file for file in LEADING if file in self.blame.broken)]
        return next((LOST + self.blame.roots[file] for file in files if file in self.blame.roots), "")

    def may_have_held(self, name: str) -> bool:
        """Ask whether a table may have lost rows that cannot be named."""
        table = self.values[name]
        return not table.rows or table.file in self.blame.broken


class Rows(Mapping[str, dict[str, Any]]):
    """The good rows of a table by id; an id of several columns is joined by strokes: ``AZE/etir``."""

    def __init__(self, table: Values, dictionary: Dictionary) -> None:
        """Note where each row stands; it is put together when it is asked for."""
        keys = [column.column for column in dictionary.columns[table.name] if column.key]
        cells = [map(str, table.columns[key]) for key in keys]
        ids = cells[0] if len(cells) == 1 else map("/".join, zip(*cells, strict=True))
        self._columns = table.columns
        self._places = {
            told: place
            for place, (row, told) in enumerate(zip(table.rows, ids, strict=False))
            if row not in table.left_out
        }

    def __getitem__(self, wanted: str) -> dict[str, Any]:
        """Put a row together by heading."""
        place = self._places[wanted]
        return {heading: cells[place] for heading, cells in self._columns.items()}

    def select(self, *headings: str) -> Iterator[tuple[Any, ...]]:
        """Yield the values of some columns of every row, for a look at many."""
        columns = [self._columns[heading] for heading in headings]
        return (tuple(cells[place] for cells in columns) for place in self._places.values())

    def __contains__(self, wanted: object) -> bool:
        """Ask whether there is a row of an id."""
        return wanted in self._places

    def __iter__(self) -> Iterator[str]:
        """List the ids in the order of the table."""
        return iter(self._places)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._places)


class _Checker:
    """Holds the scenes of one file against the rows."""

    def __init__(self, file: str, rows: Mapping[str, Rows], causes: _Causes) -> None:
        self.file = file
        self.causes = causes
        self.rows = rows
        self.faults: list[Fault] = []

    def complain(self, part: str, key: str, value: str, expected: str, **more: Any) -> None:  # noqa: ANN401
        """Note a fault; one entry is left out for it unless another effect is named."""
        self.faults.append(Fault(self.file, None, key, value, expected, part=part, **({"effect": "entry"} | more)))

    def sites(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        """Give the sites of a story that there are."""
        return tuple(self._known("", "sites", asked, ("sites",)))

    def journey(self, asked: str) -> str:
        """Give the journey of a story if there is one of that id."""
        return next(self._known("", "journey", (asked,) if asked else (), ("journeys",)), "")

    def scene(self, number: int, scene: Scene) -> Scene | None:
        """Give a scene without what points to nothing; None when it cannot be shown."""
        part = tell("stop {n}", n=number) if scene.kind == "stop" else scene.kind
        sites: Mapping[str, Any] = self.rows.get("sites", {})
        if scene.site and scene.site not in sites:
            expected, cause = tell("an id of {files}", files="sites.csv"), self.causes.find(("sites",), scene.site)
            hint = _nearest(scene.site, sites, cause)
            self.complain(part, "site", scene.site, expected, hint=hint, effect="stop", cause=cause)
            return None
        on = tuple(self._known(part, "camera", scene.camera.on, CAMERA_TABLES))
        if not on:
            lost = {"cause": self.causes.find(CAMERA_TABLES, scene.camera.on[0])} if scene.camera.on else {}
            self.complain(part, "camera", "", tell("something known to look at"), effect="stop", **lost)
            return None
        lines = tuple(line for line in scene.lines if self._line_holds(part, line))
        figure = scene.figure if self._figure_holds(part, scene) else None
        layers = tuple(self._layers(part, scene))
        years = scene.years if self._years_hold(part, scene) else None
        self._note_holds(part, scene)
        camera = replace(scene.camera, on=on)
        return replace(scene, camera=camera, lines=lines, figure=figure, layers=layers, years=years)

    @cached_property
    def _years(self) -> Mapping[str, set[int]]:
        """The years of which hours are measured, by place; looked up once, for there may be very many rows."""
        found: dict[str, set[int]] = {}
        dwell = self.rows["dwell"].select("place_id", "year", "hours") if "dwell" in self.rows else ()
        for place, year, hours in dwell:
            if hours is not None:
                found.setdefault(place, set()).add(year)
        return found

    def _years_hold(self, part: str, scene: Scene) -> bool:
        """Ask that hours are measured at the site of a stop, or at a post that faces it, in its first and last year."""
        if scene.years is None:
            return False
        sites: Mapping[str, Any] = self.rows.get("sites", {})
        posts = {scene.site, *(sites[scene.site]["counterpart_ids"] if scene.site in sites else ())}
        known = {year for post in posts for year in self._years.get(post, ())}
        missing = [year for year in (scene.years.first, scene.years.last) if year not in known]
        if missing:
            expected = tell("a year of which dwell.csv has hours at the site")
            self.complain(part, "years", str(missing[0]), expected, cause=self.causes.find_loss("dwell"))
        return not missing

    def _layers(self, part: str, scene: Scene) -> Iterator[str]:
        for layer in scene.layers:
            if layer in LAYERS:
                yield layer
            else:
                self.complain(
                    part, "layers", layer, tell("one of {names}", names=", ".join(LAYERS)), hint=nearest(layer, LAYERS)
                )

    def _known(self, part: str, key: str, ids: tuple[str, ...], tables: tuple[str, ...] = ()) -> Iterator[str]:
        names = tables or tuple(self.rows)
        for wanted in ids:
            if any(wanted in self.rows.get(name, {}) for name in names):
                yield wanted
            else:
                known = [other for name in names for other in self.rows.get(name, {})]
                files = ", ".join(f"{n}.csv" for n in tables) or self.causes.blame.guess(wanted)
                expected = tell("an id of {files}", files=files) if files else tell("the id of a row")
                cause = self.causes.find(names, wanted)
                self.complain(part, key, wanted, expected, hint=_nearest(wanted, known, cause), cause=cause)

    def _figure_holds(self, part: str, scene: Scene) -> bool:
        ref = scene.figure
        if ref is None:
            return False
        if ref.count:
            counted = [row for row in self.rows.get("readiness", {}).values() if row["instrument"] == ref.count]
            if any(row["status"] == ref.column for row in counted):
                return True
            expected, cause = tell("an instrument and status of readiness.csv"), self.causes.find_loss("readiness")
            self.complain(part, "figure", f"{ref.count}, {ref.column}", expected, cause=cause)
            return False
        # Ids of two tables may be the same: the one that has the column is meant.
        for table, columns in sorted(FIGURE_COLUMNS.items(), key=lambda one: ref.column not in one[1]):
            if table not in self.rows or ref.of not in self.rows[table]:
                continue
            row = self.rows[table][ref.of]
            if ref.column not in columns:
                self.complain(part, "figure", ref.column, tell("one of {names}", names=", ".join(columns)))
            elif row[ref.column] in (None, ""):
                blank = tell("a cell that is filled in, not a blank {column}", column=ref.column)
                self.complain(part, "figure", ref.of, blank, cause=self.causes.find((table,), ref.of))
            else:
                return True
            return False
        cause = self.causes.find(tuple(FIGURE_COLUMNS), ref.of)
        self.complain(part, "figure", ref.of, tell("the id of a row with figures"), cause=cause)
        return False

    def units_agree(self, scenes: Sequence[Scene]) -> None:
        """Ask that the figures of a story are of one kind: who sees one after the other compares them."""
        first = ""
        for number, scene in enumerate(scenes, 1):
            if scene.figure is None:
                continue
            unit = self._unit_of(scene.figure)
            first = first or unit
            if unit != first:
                part = tell("stop {n}", n=number)
                expected = tell("a figure in {unit}, as at the stops before", unit=first)
                self.complain(part, "figure", unit, expected, effect="kept")

    def _unit_of(self, ref: FigureRef) -> str:
        """Give the unit of a figure that holds; hours have one, however a table writes them."""
        known = FIGURE_UNITS.get("count" if ref.count else ref.column, "")
        if known:
            return known
        tables = (self.rows[name] for name, columns in FIGURE_COLUMNS.items() if ref.column in columns)
        unit = next(str(rows[ref.of]["unit"]) for rows in tables if ref.of in rows)
        return FIGURE_UNITS.get(unit, unit)

    def _line_holds(self, part: str, line: StoryLine) -> bool:
        known = list(self._known(part, "lines", line.of))
        return len(known) == len(line.of) and self._numbers_stand(part, "lines", line.text, line.of)

    def _note_holds(self, part: str, scene: Scene) -> None:
        """Hold the numbers of a note against the rows of its stop; a note with a fault is reported and kept."""
        figure = (scene.figure.of,) if scene.figure else ()
        known = tuple(self._known(part, "note_of", scene.note_of))
        missed = next((self.causes.find(tuple(self.rows), one) for one in scene.note_of if one not in known), "")
        cited = (*known, *figure, *(wanted for line in scene.lines for wanted in line.of))
        self._numbers_stand(part, "note", scene.note, cited, missed=missed)

    def _numbers_stand(self, part: str, key: str, text: str, of: tuple[str, ...], missed: str | None = None) -> bool:
        """Ask that every number of a text stands in one of the rows that the text is drawn from."""
        rows = [rows[wanted] for wanted in of for rows in self.rows.values() if wanted in rows]
        said = numbers_in(" ".join(_as_text(cell) for row in rows for cell in row.values()))
        missing = sorted(numbers_in(text) - said)
        if missing:
            told = tell("None of its rows ({ids}) says {number:g}.", ids=", ".join(of), number=missing[0])
            hint = told if of else tell("It names no row that says {number:g}.", number=missing[0])
            lost = [self.causes.find(self._held_by(one), one) for one in of]
            gone = [cause for one, cause in zip(of, lost, strict=True) if not any(one in r for r in self.rows.values())]
            surely = [one for one in lost if one.startswith(LOST)]
            cause = next(filter(None, [*surely, missed or "", *gone]), f"number {missing[0]:g}")
            expected = tell("numbers that stand in the tables")
            effect = "entry" if missed is None else "kept"
            self.complain(part, key, text, expected, hint=hint, effect=effect, cause=cause)
        return not missing

    def _held_by(self, wanted: str) -> Sequence[str]:
        """List the tables that hold an id, and those that may have lost it: ids of two tables may be the same."""
        held = [name for name, rows in self.rows.items() if wanted in rows]
        lost = [name for name in self.rows if name not in held and self.causes.may_have_held(name)]
        return [*held, *lost] if held else tuple(self.rows)


def _nearest(wanted: str, known: Iterable[str], cause: str) -> str:
    """Propose the id that is nearest, unless the one that stands there is right and its table has lost it."""
    return "" if cause.startswith(LOST) else _find_near(wanted, frozenset(known))


@lru_cache(maxsize=MOST_NEAR)
def _find_near(wanted: str, known: frozenset[str]) -> str:
    return nearest_id(wanted, known)


def _as_text(cell: Any) -> str:  # noqa: ANN401 - a cell may hold anything
    return "; ".join(map(str, cell)) if isinstance(cell, tuple) else "" if cell is None else str(cell)


@lru_cache(maxsize=1 << 10)
def numbers_in(text: str) -> frozenset[float]:
    """Find the numbers that a text says, whatever their form: 1,350 and 1350 are one."""
    return frozenset(float(found.replace(",", "")) for found in _NUMBER.findall(text))
