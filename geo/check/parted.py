"""Contradictions of one check that no single move explains: which column was sorted or shuffled by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from geo.check import journeys, subject
from geo.check.causes import name_habit
from geo.check.in_step import FEWEST_GAINED, words_of
from geo.messages import tell
from geo.tables.exchanged import SORTED
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.tables.values import Values

    Find = Callable[[Mapping[str, Values]], tuple[str, str, str] | None]

COUNTRY: Final = "country"
MOST_WRONG: Final = 0.2
"""Share of the rows that may contradict the others by themselves."""
OWN_END: Final = {"outbound": "from_country", "inbound": "to_country"}
"""Direction → the column that names the country of the post itself."""


def name_parted(check: object, found: list[Fault], values: Mapping[str, Values]) -> list[Fault]:
    """Make one cause of the contradictions of a check, where one column has parted from the others.

    Parameters
    ----------
    check
        What has found the faults.
    found
        Its faults, where no move of one column explains them.
    values
        The tables as the check saw them.

    Returns
    -------
    faults
        One, at the header of the table; those that were found, where most rows are in order.
    """
    find = FINDS.get(check)
    if find is None or all(fault.cause or name_habit(fault.hint, fault.file) for fault in found):
        return found
    told = find(values)
    if told is None:
        return found
    name, one, other = told
    file = values[name].file
    hint = tell(SORTED, one=one, other=other)
    return [Fault(file, HEADER_ROW, one, "", hint=hint, effect="table", cause=f"moved {file}")]


def _find_in_dwell(values: Mapping[str, Values]) -> tuple[str, str, str] | None:
    """Ask which column of the hours at posts contradicts the others: the direction, the country, or one of its ends."""
    against, judged = Counter[str](), Counter[str]()
    for _, direction, country, *both in values["dwell"].select("direction", "country", "from_country", "to_country"):
        ends = dict(zip(OWN_END.values(), both, strict=True))
        if direction not in OWN_END or not country or not all(both):
            continue
        own = OWN_END[direction]
        judged.update({own, "direction", "country"})
        if ends[own] != country:
            against["direction" if country in both else own] += 1
    wrong = {one: n for one, n in against.items() if n >= FEWEST_GAINED and n > MOST_WRONG * judged[one]}
    if len(wrong) > 1 or (not wrong and sum(against.values()) > MOST_WRONG * judged["country"]):
        return ("dwell", "country", "direction") if sum(against.values()) >= FEWEST_GAINED else None
    return next((("dwell", one, "country") for one in wrong), None)


def _find_in_crossings(values: Mapping[str, Values]) -> tuple[str, str, str] | None:
    """Ask which of the two posts of crossings do not belong to the names of these, and do not face the others."""
    facing = {site: others for _, site, others in values["sites"].select("site_id", "counterpart_ids")}
    rows = [row for _, *row in values["crossings"].select("name", "post_a", "post_b") if all(row)]
    known = [(one, other) for _, one, other in rows if one in facing or other in facing]
    apart = sum(
        any(post in facing and other not in facing[post] for post, other in (both, both[::-1])) for both in known
    )
    if apart < FEWEST_GAINED or apart <= MOST_WRONG * len(known):
        return None
    names = [words_of(name) for name, *_ in rows]
    count = {
        heading: sum(name.isdisjoint(words_of(row[place])) for name, row in zip(names, rows, strict=True))
        for place, heading in ((1, "post_a"), (2, "post_b"))
    }
    column = max(count, key=lambda heading: count[heading])
    return ("crossings", column, "name") if count[column] >= FEWEST_GAINED else None


def _find_in_stops(values: Mapping[str, Values]) -> tuple[str, str, str] | None:
    """Ask whether stops of journeys face the sea or a country as others of their kind do, and which column is wrong."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    rows = list(values["journey_stops"].select("kind", "faces"))
    for _, kind, faces in rows:
        kinds[kind][faces if faces in {"", journeys.FACES_SEA} else COUNTRY] += 1
    other = sum(count.total() - max(count.values()) for count in kinds.values())
    blank = any(not faces and kind != journeys.TRANSFER for _, kind, faces in rows)
    filled = any(faces and kind == journeys.TRANSFER for _, kind, faces in rows)
    if not (blank and filled) and (other < FEWEST_GAINED or other <= MOST_WRONG * len(rows)):
        return None
    places = {place: code for _, place, code in values["places"].select("place_id", "country")}
    facing = {
        site: {places.get(one) for one in others}
        for _, site, others in values["sites"].select("site_id", "counterpart_ids") if others
    }  # fmt: skip
    posts = [(post, faces) for _, post, faces in values["journey_stops"].select("post_id", "faces") if post in facing]
    apart = sum(faces not in facing[post] for post, faces in posts)
    column = "faces" if apart > MOST_WRONG * len(posts) else "kind"
    return "journey_stops", column, "kind" if column == "faces" else "faces"


FINDS: Final[Mapping[object, Find]] = {
    subject.check_directions: _find_in_dwell,
    subject.check_facing: _find_in_crossings,
    subject.check_crossings: _find_in_crossings,
    journeys.check_stops: _find_in_stops,
}
"""Check → what finds the column: the name of its table, its own, and one beside it."""
