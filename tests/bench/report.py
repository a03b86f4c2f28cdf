"""The limits, and what the samples say to them."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PACKAGES = ("streamlit", "folium", "streamlit-folium", "playwright")
HEADINGS = ("what", "unit", "measured", "against", "ratio", "limit", "", "for comparison")


@dataclass(frozen=True, slots=True)
class Limit:
    """One promise.

    Attributes
    ----------
    what
        In words.
    key
        Which samples are measured.
    limit
        The most that the measured value (or, with ``against``, the ratio) may be.
    unit
        Of the measured value.
    against
        Samples of the yardstick; blank when the limit is absolute.
    compare
        Samples told beside it that decide nothing.
    at_least
        Whether the limit is the least instead of the most.
    """

    what: str
    key: str
    limit: float
    unit: str = "ms"
    against: str = ""
    compare: tuple[str, ...] = ()
    at_least: bool = False


LIMITS = (
    Limit(
        "filter click → map changed",
        "ours.filter.map",
        16,
        compare=("static.filter.map", "naive.filter.map", "ours.filter.frame", "static.filter.frame"),
    ),
    Limit("filter click → panel and list caught up", "ours.filter.panel", 1.4, against="bare.word"),
    Limit("site click → highlighted", "ours.site.chosen", 16),
    Limit("site click → card open", "ours.site.card", 1.4, against="bare.word"),
    Limit("websocket per filter", "ours.bytes", 12_000, "bytes", compare=("bare.bytes", "naive.bytes")),
    Limit("cold load to all symbols", "ours.cold", 1.4, against="bare.cold", compare=("naive.cold", "static.cold")),
    Limit("symbols there after a cold load", "ours.cold.count", 10, "", compare=("naive.cold.count",), at_least=True),
    Limit("the corridor: cold load to its chart", "corridor.cold", 1.6, against="ours.cold"),
    Limit("the stage: cold load to its map", "stage.cold", 1.4, against="ours.cold"),
    Limit("first sight painted", "ours.first.paint", 0.45, against="bare.first.stands", compare=("bare.first.paint",)),
    Limit("… the server's answer, a view that is first asked for", "ours.first.once", 0.1, against="bare.first.stands"),
    Limit("… asked for again", "ours.first.again", 0.02, against="bare.first.stands"),
    Limit("… packed", "ours.first.bytes", 60_000, "bytes"),
    Limit("embed of the map: cold load to its symbols", "ours.embed", 0.5, against="bare.embed"),
    Limit(
        "… packed, with everything that it fetches", "ours.embed.bytes", 250_000, "bytes", compare=("bare.embed.bytes",)
    ),
    Limit("palette: Ctrl+K → its list", "ours.palette.open", 16, compare=("ours.palette.open.drawn",)),
    Limit("… the first letter → answers", "ours.palette.first", 16, compare=("ours.palette.first.drawn",)),
    Limit("… opened again", "ours.palette.again", 16, compare=("ours.palette.again.drawn",)),
    Limit("hours: another year → the map shows it", "ours.hours.year", 16, compare=("ours.hours.year.drawn",)),
    Limit("… another direction", "ours.hours.direction", 16, compare=("ours.hours.direction.drawn",)),
    Limit(
        "comparison: cold load of two sites",
        "ours.compare.cold",
        1.4,
        against="bare.compare.cold",
        compare=("ours.compare.open",),
    ),
    Limit("random clicks done", "ours.frame.clicks", 50, "", at_least=True),
    Limit("… the map's frame is the same node", "ours.frame.same", 1, "", at_least=True),
    Limit("script run on the server per filter", "ours.script", 25),
    Limit("10,000 sites: filter click → map drawn anew", "many.filter.map", 100, compare=("many.filter.state",)),
    Limit("10,000 sites: cold load to all symbols", "many.cold", 3, against="ours.cold"),
    Limit("10,000 sites: symbols there", "many.cold.count", 9_900, "", at_least=True),
    Limit("field visits: visit chosen → text follows", "ours.visits.text", 1.4, against="bare.word"),
    Limit("findings: country chosen → text follows", "ours.findings.text", 1.4, against="bare.word"),
    Limit("e-TIR: tab chosen → text follows", "ours.etir.text", 1.4, against="bare.word"),
    Limit("record: type chosen → text follows", "ours.record.text", 1.4, against="bare.word"),
    Limit("brief: country chosen → text follows", "ours.brief.text", 1.4, against="bare.word"),
    Limit("… script run on the server per choice", "ours.text.script", 25),
    Limit(
        "corridor: slider → chart and total redrawn",
        "ours.slider",
        1.25,
        against="bare.slider",
        compare=("ours.slider.server",),
    ),
    Limit("… websocket per move", "ours.slider.bytes", 22_000, "bytes", compare=("bare.slider.bytes",)),
    Limit("… script run on the server per move", "ours.slider.script", 25),
    Limit("corridor: 10,000 journeys drawn", "draws", 50),
    Limit("walkthrough: key → text of the next stop", "ours.stop.text", 16),
    Limit("… the map starts to move", "ours.stop.start", 16),
    Limit("… the flight is over", "ours.stop.flight", 1500),
    Limit("200 followers have heard of a move", "rooms.followers", 1000),
    Limit(
        "/edit: signed in → a table of 500 rows stands",
        "ours.edit.open",
        1.5,
        against="bare.grid.cold",
        compare=("ours.edit.sign",),
    ),
    Limit("… a changed cell is checked", "ours.edit.cell", 3, against="bare.cell", compare=("bare.word",)),
    Limit("… a draft is saved", "ours.edit.save", 10, against="bare.word"),
    Limit("tables read and checked", "tables.read", 1500),
    Limit("… with 10,000 more sites", "tables.many", 8000),
    Limit("… 1,000 positions held against a coast", "tables.positions", 1000),
    Limit("a process that starts and reads 100,000 rows of dwell.csv", "tables.start", 4000),
    Limit("everything exported: time", "export.seconds", 10, "s"),
    Limit(
        "… memory at its peak, beyond the idle app",
        "export.grown",
        300,
        "MB",
        compare=("export.idle", "export.peak", "export.cpu"),
    ),
    Limit("each form of 10,000 sites, the slowest", "export.each.seconds", 30, "s"),
    Limit(
        "… memory at its peak, beyond the idle app",
        "export.each.grown",
        300,
        "MB",
        compare=("export.each.made", "export.each.refused"),
    ),
    Limit(
        "a row for programs: answers a second", "ours.data.answers", 0.7, "", against="bare.data.answers", at_least=True
    ),
    Limit("… the slowest twentieth at a quarter of that load", "ours.data.p95", 4, against="ours.data.median"),
    Limit("memory per further session", "ours.memory.each", 5_000_000, "bytes"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A limit with what was measured."""

    what: str
    key: str
    unit: str
    limit: float
    at_least: bool
    relative: bool
    measured: float | None
    against: float | None
    ratio: float | None
    compare: dict[str, float]
    samples: int
    passed: bool | None


def say(text: str) -> None:
    """Tell on the terminal how far it is."""
    print(text, file=sys.stderr, flush=True)


def middle(samples: Mapping[str, Sequence[float]], key: str) -> float | None:
    """Tell the median of some samples; None when there are none."""
    return median(samples[key]) if samples.get(key) else None


def judge(limit: Limit, samples: Mapping[str, Sequence[float]]) -> Verdict:
    """Hold one limit against the samples; what was not measured is neither passed nor failed."""
    measured = middle(samples, limit.key)
    against = middle(samples, limit.against) if limit.against else None
    ratio = measured / against if measured is not None and against else None
    judged = ratio if limit.against else measured
    passed = None
    if judged is not None:
        passed = judged >= limit.limit if limit.at_least else judged <= limit.limit
    others = {key: value for key in limit.compare if (value := middle(samples, key)) is not None}
    return Verdict(
        what=limit.what,
        key=limit.key,
        unit=limit.unit,
        limit=limit.limit,
        at_least=limit.at_least,
        relative=bool(limit.against),
        measured=measured,
        against=against,
        ratio=ratio,
        compare=others,
        samples=len(samples.get(limit.key, ())),
        passed=passed,
    )


def number(value: float | None) -> str:
    """Write a number as short as it may be; a dash when there is none."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def as_table(verdicts: Sequence[Verdict]) -> str:
    """Lay the verdicts out in columns."""
    rows = [HEADINGS]
    for one in verdicts:
        sign = "≥" if one.at_least else "≤"
        times = " ×" if one.relative else ""
        others = ", ".join(f"{key} {number(value)}" for key, value in one.compare.items())
        measured, against = number(one.measured), number(one.against)
        bound = f"{sign} {number(one.limit)}{times}"
        word = {True: "pass", False: "FAIL", None: "not measured"}[one.passed]
        rows.append((one.what, one.unit, measured, against, number(one.ratio), bound, word, others))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def write_json(path: Path, verdicts: Sequence[Verdict], samples: Mapping[str, Sequence[float]], turns: int) -> None:
    """Write everything measured, with what it was measured on."""
    machine = {
        "processors": os.cpu_count(),
        "load": os.getloadavg(),
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }
    content = {
        "machine": machine,
        "turns": turns,
        "verdicts": [asdict(one) for one in verdicts],
        "samples": {key: [round(value, 3) for value in values] for key, values in sorted(samples.items())},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
