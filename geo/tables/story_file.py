"""The stories of the walkthrough: what is shown stop by stop, read from ``data/walkthroughs/*.toml``.

A story holds words, cameras and references; no figure is written into it. Names, values, units, years, directions
and sources stay in the tables, and a stop points to them by the id of their row.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from geo.messages import tell
from geo.records.stories import Camera, FigureRef, Scene, Story, StoryLine, StoryYears
from geo.tables.fault import Fault
from geo.tables.word_hints import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

STORY_FOLDER: Final = "walkthroughs"
MAX_LINES: Final = 3
MAX_LINE_LENGTH: Final = 90
_STORY_KEYS: Final = ("title", "summary", "order", "sites", "journey", "opening", "stops", "closing")
_SCENE_KEYS: Final = ("title", "site", "camera", "layers", "figure", "lines", "note", "note_of", "years")
BOTH: Final = "both"
DIRECTIONS: Final = ("west", "east", BOTH)
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_stories(folder: Path) -> tuple[tuple[Story, ...], list[Fault]]:
    """Read every story of a data folder.

    Parameters
    ----------
    folder
        The data folder; it may have no stories.

    Returns
    -------
    stories, faults
        What can be read, in the order that the stories ask for, and what is wrong with the rest. References are
        looked into by `geo.check.stories`.
    """
    stories, faults = [], []
    for path in sorted((folder / STORY_FOLDER).glob("*.toml")):
        story, found = read_story(path)
        faults += found
        if story is not None:
            stories.append(story)
    return tuple(sorted(stories, key=lambda story: (story.order, story.story_id))), faults


def read_story(path: Path) -> tuple[Story | None, list[Fault]]:
    """Read one story.

    Returns
    -------
    story, faults
        None instead of a story when the file cannot be read as one.
    """
    reader = _Reader(f"{STORY_FOLDER}/{path.name}")
    try:
        table = _parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return None, [
            Fault(
                reader.file,
                None,
                "",
                "",
                hint=tell("The file cannot be read: {reason}.", reason=str(error)),
                effect="story",
            )
        ]
    if not _NAME.fullmatch(path.stem):
        reader.complain(
            "", "", path.name, tell("small letters, digits and hyphens in the name of the file"), effect="story"
        )
        return None, reader.faults
    reader.strangers("", table, _STORY_KEYS)
    title = reader.words("", table, "title", required=True)
    order = table.get("order", 0)
    scenes = [scene for part, kind, rows in _parts(table) if (scene := reader.scene(part, kind, rows)) is not None]
    if not any(scene.kind == "stop" for scene in scenes):
        reader.complain("", "stops", "", tell("at least one stop that can be shown"), effect="story")
        return None, reader.faults
    summary, sites = reader.words("", table, "summary"), reader.names("", table, "sites")
    journey = reader.words("", table, "journey")
    number = order if isinstance(order, int) else 0
    return Story(path.stem, title, summary, number, sites, tuple(scenes), journey), reader.faults


@lru_cache(maxsize=32)
def _parse(text: str) -> Mapping[str, Any]:
    """Parse a story once while its text stays: the tables are checked at every change, the stories hardly change."""
    return MappingProxyType(tomllib.loads(text))


def _parts(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """List the parts of a story as they are counted on the stage: name of the part, kind, content."""
    number = 1
    if "opening" in table:
        yield "opening", "opening", table["opening"]
        number = 2
    stops = table.get("stops", [])
    for place, rows in enumerate(stops if isinstance(stops, list) else [stops]):
        yield tell("stop {n}", n=number + place), "stop", rows
    if "closing" in table:
        yield "closing", "closing", table["closing"]


class _Reader:
    """Turns the parts of one file into records and notes what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def complain(self, part: str, key: str, value: object, expected: str, **more: Any) -> None:  # noqa: ANN401
        """Note a fault; the stop is left out for it unless another effect is named."""
        said = "" if value is None else str(value)
        self.faults.append(Fault(self.file, None, key, said, expected, part=part, **({"effect": "stop"} | more)))

    def strangers(self, part: str, table: Mapping[str, Any], known: Iterable[str]) -> None:
        for key in table.keys() - set(known):
            self.complain(
                part, key, "", tell("one of {names}", names=", ".join(known)), hint=nearest(key, known), effect="entry"
            )

    def words(self, part: str, table: Mapping[str, Any], key: str, *, required: bool = False) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            self.complain(part, key, value, tell("a text"), effect="stop" if part else "story")
            return ""
        return " ".join(value.split())

    def names(self, part: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.complain(part, key, value, tell('a list of names, such as ["sites", "corridor"]'), effect="entry")
            return ()
        return tuple(dict.fromkeys(value))

    def scene(self, part: str, kind: str, table: object) -> Scene | None:
        """Read one scene; None when it cannot be shown."""
        if not isinstance(table, dict):
            self.complain(part, "", table, tell("a table of its own: [opening], [[stops]] or [closing]"))
            return None
        self.strangers(part, table, _SCENE_KEYS)
        site, title = self.words(part, table, "site"), self.words(part, table, "title")
        camera = self.camera(part, table.get("camera"))
        if not site and not title:
            self.complain(part, "title", "", tell("a title, or a site that gives its name"))
        if camera is None or not (site or title):
            return None
        note = self.words(part, table, "note")
        layers = self.names(part, table, "layers")
        figure = self.figure(part, table.get("figure"))
        lines = self.lines(part, table.get("lines", []))
        note_of, years = self.names(part, table, "note_of"), self.years(part, table.get("years"))
        return Scene(kind, title, site, camera, layers, figure, lines, note, note_of, years)

    def camera(self, part: str, table: object) -> Camera | None:
        if not isinstance(table, dict):
            self.complain(part, "camera", table, tell('a camera such as { on = ["kapikule"], margin_km = 60 }'))
            return None
        on, margin = self.names(part, table, "on"), table.get("margin_km", 0)
        if not on or isinstance(margin, bool) or not isinstance(margin, int | float) or margin < 0:
            self.complain(
                part, "camera", "", tell("what is in the picture (on), and a margin in kilometres (margin_km)")
            )
            return None
        return Camera(on, float(margin))

    def figure(self, part: str, table: object) -> FigureRef | None:
        if table is None:
            return None
        if isinstance(table, dict) and all(isinstance(value, str) for value in table.values()):
            asked = {str(key): str(value) for key, value in table.items()}
            if asked.keys() in ({"of", "column"}, {"count", "column"}):
                return FigureRef(**asked)
        self.complain(part, "figure", "", tell('a cell such as { of = "D089", column = "hours" }'), effect="entry")
        return None

    def years(self, part: str, table: object) -> StoryYears | None:
        if table is None:
            return None
        if isinstance(table, dict) and table.keys() <= {"from", "to", "going"} and "from" in table:
            first, going = table["from"], table.get("going", BOTH)
            last = table.get("to", first)
            if type(first) is type(last) is int and first <= last and going in DIRECTIONS:
                return StoryYears(first, last, going)
        self.complain(
            part, "years", "", tell('years such as { from = 2020, to = 2023, going = "west" }'), effect="entry"
        )
        return None

    def lines(self, part: str, rows: object) -> tuple[StoryLine, ...]:
        if not isinstance(rows, list):
            self.complain(part, "lines", "", tell("a list of lines"), effect="entry")
            return ()
        found: list[StoryLine] = []
        for row in rows:
            if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
                self.complain(part, "lines", "", tell('a line such as { text = "…", of = ["A051"] }'), effect="entry")
                continue
            text = " ".join(row["text"].split())
            if len(text) > MAX_LINE_LENGTH:
                self.complain(
                    part, "lines", text, tell("at most {n} letters in a line", n=MAX_LINE_LENGTH), effect="entry"
                )
            elif len(found) == MAX_LINES:
                self.complain(part, "lines", text, tell("at most {n} lines", n=MAX_LINES), effect="entry")
            else:
                found.append(StoryLine(text, self.names(part, row, "of")))
        return tuple(found)


def list_story_texts(stories: Iterable[Story]) -> Iterator[tuple[str, str]]:
    """List the texts of the stories that a reader sees: file and text, in order, blanks left out.

    Yields
    ------
    file, text
        The file below the data folder.
    """
    for story in stories:
        file = f"{STORY_FOLDER}/{story.story_id}.toml"
        yield file, story.title
        yield file, story.summary
        for scene in story.scenes:
            yield file, scene.title
            for line in scene.lines:
                yield file, line.text
            yield file, scene.note
