"""What a server carries, as a table and a picture: how the time of an answer grows with sessions and processes."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 120, 32, 48
UNITS_S = {"s": 1, "m": 60, "h": 3600}
DASHES = ("", "7 4", "2 4")
HEAD = (
    "| sessions | processes | answers | half within | 95 % within | bare page, 95 % | ratio | errors | MB a session |"
)
_DURATION = re.compile(r"(\d+)([smh])")


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured with so many sessions and processes.

    Attributes
    ----------
    median_s, p95_s
        How long half, and 95 of 100 answers took.
    bare_s
        As `p95_s`, of a bare Streamlit page under the same load; not a number where it was not measured.
    mb
        Resident memory for each session, of all processes together.
    """

    sessions: int
    processes: int
    answers: int
    median_s: float
    p95_s: float
    bare_s: float
    errors: int
    mb: float


def read_duration(written: str) -> float:
    """Read `90s`, `30m` or `1h` as seconds."""
    found = _DURATION.fullmatch(written)
    if found is None:
        msg = f"a duration is written as 90s, 30m or 1h, not {written!r}"
        raise ValueError(msg)
    return int(found[1]) * UNITS_S[found[2]]


def write_table(loads: Iterable[Load]) -> str:
    """Write what was measured as a table in Markdown."""
    rows = [
        f"| {one.sessions} | {one.processes} | {one.answers} | {one.median_s:.2f} s | {one.p95_s:.2f} s | "
        f"{_or_dash(one.bare_s, ' s')} | {_or_dash(one.p95_s / one.bare_s)} | {one.errors} | {one.mb:.1f} |"
        for one in loads
    ]
    return "\n".join([HEAD, re.sub(r"[^|]+", "---", HEAD), *rows]) + "\n"


def _or_dash(value: float, unit: str = "") -> str:
    return "–" if math.isnan(value) else f"{value:.2f}{unit}"


def draw(loads: Sequence[Load], told: str) -> str:
    """Draw how the time of 95 of 100 answers grows with the sessions, a line for each number of processes.

    Parameters
    ----------
    loads
        What was measured; where a bare page was, it has a line too.
    told
        When and where, below the picture.
    """
    style = read_style().colours
    top_x = max(one.sessions for one in loads)
    top_y = max(max(one.p95_s, 0 if math.isnan(one.bare_s) else one.bare_s) for one in loads) * 1.1
    across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
            f'font-size="12" fill="{style["ink"]}" role="img"><title>{escape(told)}</title>'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{style["paper"]}"/>'
            f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="{style["ink"]}"/>'
        )
    ]
    parts.append(f'<text x="{LEFT - 8}" y="{TOP - 12}">95 of 100 answers within</text>')
    parts.append(f'<text x="{WIDTH - RIGHT + 24}" y="{HEIGHT - BOTTOM + 18}">sessions</text>')
    for share in (0, 0.5, 1):
        y = HEIGHT - BOTTOM - up * share
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{top_y * share:.2f} s</text>')
    for sessions in sorted({one.sessions for one in loads}):
        x = LEFT + across * sessions / top_x
        parts.append(f'<text x="{x:.0f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{sessions}</text>')
    for name, stroke, dashes, line in _list_lines(loads):
        places = [(LEFT + across * at / top_x, HEIGHT - BOTTOM - up * seconds / top_y) for at, seconds in sorted(line)]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        parts.append(f'<path d="{path}" fill="none" stroke="{style[stroke]}" stroke-width="2"{dash}/>')
        parts.append(f'<text x="{places[-1][0] + 8:.0f}" y="{places[-1][1] + 4:.0f}">{name}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 10}">{escape(told)}</text></svg>')
    return "\n".join(parts) + "\n"


def _list_lines(loads: Sequence[Load]) -> Iterator[tuple[str, str, str, list[tuple[int, float]]]]:
    """List the lines: name, colour, dashes, and (sessions, seconds) of each point."""
    bare = [(one.sessions, one.bare_s) for one in loads if not math.isnan(one.bare_s)]
    if bare:
        yield "bare page", "muted", "1 3", bare
    for processes, dashes in zip(sorted({one.processes for one in loads}), DASHES, strict=False):
        named = f"{processes} process" + ("es" if processes > 1 else "")
        yield named, "brand", dashes, [(one.sessions, one.p95_s) for one in loads if one.processes == processes]
