"""What must hold between tables because of what they are about: posts, directions, lines, visits.

Every check tries to falsify one rule and yields a fault for each row that breaks it. Rows that are
already left out are not looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from itertools import combinations, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from geo.dates import parse_edtf
from geo.errors import DateError
from geo.messages import tell
from geo.records.measurements import FORWARD_KINDS
from geo.tables.cells import plain
from geo.tables.exchanged import SORTED
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geo.dates import Period
    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

WHOLE_YEAR = "full-year"
GROUPS_OF = {"waypoints": "lines", "vertices": "lines", "etir_legs": "etir_routes"}
SEQUENCES = (("waypoints", "line_id"), ("vertices", "line_id"), ("etir_legs", "route_id"), ("legs", "corridor"))
PLACE = "place"
ENDS = 2
FEWEST_VALUES = 3
"""Values of a series that say together what the series is of."""
MOST_NAMED = 3
DWELL_KEY = ("scope", "country", "corridor", "mode", "direction", "year", "kind", "edition")
# What a date looks like under each term of the vocabulary "date-precision": how exact, and whether an interval.
DATED = {
    "day": ("day", False),
    "days": ("day", True),
    "month": ("month", False),
    "planned-month": ("month", False),
    "year": ("year", False),
    "undated": None,
    "undated-count": None,
}
WANTED = {
    ("day", False): tell("a date to the day"),
    ("day", True): tell("an interval of dates to the day"),
    ("month", False): tell("a date to the month"),
    ("year", False): tell("a date to the year"),
    None: tell("no date"),
}


def check_crossings(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that the two posts of a crossing face each other: two places, in two countries."""
    country = {place: code for _, place, code in values["places"].select("place_id", "country")}
    table = values["crossings"]
    for row, post_a, post_b in table.select("post_a", "post_b"):
        if post_a == post_b:
            yield Fault(table.file, row, "post_b", post_b, tell("another post than post_a"), effect="row")
        elif country.get(post_a) and country.get(post_a) == country.get(post_b):
            hint = tell("{one} and {other} are both in {country}.", one=post_a, other=post_b, country=country[post_a])
            yield Fault(
                table.file, row, "post_b", post_b, tell("a post in another country than post_a"), hint, effect="row"
            )


def check_facing(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that the posts of a crossing, where they are sites, name each other as counterparts."""
    facing = {site: others for _, site, others in values["sites"].select("site_id", "counterpart_ids")}
    table = values["crossings"]
    for row, post_a, post_b in table.select("post_a", "post_b"):
        for post, other in ((post_a, post_b), (post_b, post_a)):
            if other and post in facing and other not in facing[post]:
                hint = tell("sites.csv does not name {other} as a counterpart of {post}.", other=other, post=post)
                yield Fault(table.file, row, "", "", tell("posts that face each other"), hint)


def check_counterparts(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that two sites name each other as counterparts, and stand in two countries."""
    country = {place: code for _, place, code in values["places"].select("place_id", "country")}
    table = values["sites"]
    sites = list(table.select("site_id", "counterpart_ids"))
    facing = {site: others for _, site, others in sites}
    for row, site, others in sites:
        for other in others:
            if other in facing and site not in facing[other]:
                hint = tell("{other} does not name {site} as its counterpart.", other=other, site=site)
                yield Fault(
                    table.file, row, "counterpart_ids", other, tell("posts that face each other"), hint, effect="entry"
                )
            elif country.get(site) and country.get(site) == country.get(other):
                hint = tell("Both are in {country}.", country=country[site])
                yield Fault(
                    table.file, row, "counterpart_ids", other, tell("a post in another country"), hint, effect="entry"
                )


def check_directions(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that outbound leaves, and inbound enters, the country that owns the post."""
    table = values["dwell"]
    for direction, heading in (("outbound", "from_country"), ("inbound", "to_country")):
        for row, found, country, end in table.select("direction", "country", heading):
            if found != direction or not country or not end or end == country:
                continue
            hint = tell("The row is {direction} and the post is in {country}.", direction=direction, country=country)
            yield Fault(table.file, row, heading, end, country, hint, effect="row")


def check_dwell_twice(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse two measurements of one post, direction, mode, year and edition; the first is kept."""
    table = values["dwell"]
    first: dict[tuple[Any, ...], int] = {}
    posts = [place or printed for _, place, printed in table.select("place_id", "post_as_printed")]
    rows, *told = zip(*table.select(*DWELL_KEY), strict=True) if posts else ((),)
    keys = list(zip(posts, *told, strict=True))
    for row, key in zip(rows, keys, strict=True) if len(set(keys)) < len(keys) else ():
        if first.setdefault(key, row) != row:
            same = ", ".join(str(cell) for cell in key if cell)
            hint = tell("Row {row} is of the same ({what}).", row=first[key], what=same)
            expected = tell("one row per post, direction, mode, year and edition")
            yield Fault(table.file, row, "", "", expected, hint, effect="row")


def check_crosswalk(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that a name of others says what it means: a country or a place."""
    table = values["crosswalk"]
    for row, kind, country, place in table.select("kind", "country", "place_id"):
        heading = "place_id" if kind == PLACE else "country"
        if not (place if kind == PLACE else country):
            yield Fault(table.file, row, heading, "", tell("what is meant by the name"), effect="row")


def check_visits(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that a visit follows an earlier one."""
    table = values["visits"]
    rows = list(table.select("visit_id", "date", "follows"))
    periods = {visit: period_of(day) for _, visit, day, _ in rows}
    for row, visit, day, follows in rows:
        for earlier in follows:
            before, after = periods.get(earlier), periods[visit]
            if earlier == visit:
                yield Fault(table.file, row, "follows", earlier, tell("another visit"), effect="entry")
            elif before and after and before.earliest and after.latest and before.earliest > after.latest:
                hint = tell("Visit {visit} is later than {day}.", visit=earlier, day=day)
                yield Fault(table.file, row, "follows", earlier, tell("an earlier visit"), hint, effect="entry")


def check_opening_hours(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that a post that opens at a stated time closes at another, and the other way round."""
    table = values["opening_hours"]
    half = [bool(opens) for _, opens, closes in table.select("opens", "closes") if bool(opens) != bool(closes)]
    if len(set(half)) > 1:
        hint = tell(SORTED, one="opens", other="closes")
        yield Fault(table.file, HEADER_ROW, "opens", "", hint=hint, effect="table", cause=f"moved {table.file}")
        return
    for row, opens, closes in table.select("opens", "closes"):
        if bool(opens) != bool(closes):
            heading = "closes" if opens else "opens"
            yield Fault(table.file, row, heading, "", tell("a time of day, or blank in both columns"), effect="row")
        elif opens and opens == closes:
            hint = tell("Around the clock is 00:00 to 24:00.")
            yield Fault(table.file, row, "closes", closes, tell("another time than opens"), hint, effect="row")


def check_parts_of_year(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Doubt a part of a year that is more than the whole, both measured by one publisher."""
    table = values["volumes"]
    groups: dict[tuple[Any, ...], list[tuple[int, str, float]]] = defaultdict(list)
    headings = ("entity", "metric", "unit", "kind", "publisher", "year", "period", "value")
    for row, *key, period, value in table.select(*headings):
        if value is not None and all(key):
            groups[tuple(key)].append((row, period, value))
    for found in groups.values():
        for one, other in combinations(found, 2):
            part, whole = (other, one) if one[1] == WHOLE_YEAR else (one, other)
            if whole[1] == WHOLE_YEAR != part[1] and part[2] > whole[2]:
                hint = tell("The whole year in row {row} is {value}.", row=whole[0], value=plain(whole[2]))
                yield Fault(table.file, part[0], "value", plain(part[2]), tell("a part of the year"), hint, "warning")


def check_series(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse in a series another unit and what was not counted; in one that is joined, parts and second values."""
    table = values["volumes"]
    wrong = list(_find_wrong_series(values))
    wrong = wrong if len({fault.column for fault in wrong}) == 1 else []  # of both, rather the ids have moved
    yield from wrong
    wrongly = {fault.row for fault in wrong}
    told = values["series"].select("series_id", "unit", "joined")
    known = {series: (unit, joined) for row, series, unit, joined in told if row not in wrongly}
    first: dict[tuple[str, int | None], int] = {}
    for row, series, unit, kind, period, year in table.select("series_id", "unit", "kind", "period", "year"):
        if series not in known:
            continue
        wanted, joined = known[series]
        expected = None
        if unit != wanted:
            expected = tell("the unit of the series ({unit})", unit=wanted)
        elif kind in FORWARD_KINDS:
            expected = tell("an outcome: a target or forecast stands in no series")
        elif joined and (period != WHOLE_YEAR or not year):
            expected = tell("a whole year, as the series is joined by a line")
        elif joined and first.setdefault((series, year), row) != row:
            expected = tell("one value of each year, as the series is joined by a line")
        if expected:
            yield Fault(table.file, row, "series_id", series, expected, effect="cell")


def _find_wrong_series(values: Mapping[str, Values]) -> Iterator[Fault]:
    """Find the series of which all values have one other unit, or most are parts of years though it is joined."""
    held: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for _, series, unit, period, year in values["volumes"].select("series_id", "unit", "period", "year"):
        held[series].append((unit, not period or (period == WHOLE_YEAR and bool(year))))  # of blanks nothing is known
    table = values["series"]
    for row, series, unit, joined in table.select("series_id", "unit", "joined"):
        units = {one for one, _ in held[series]}
        if len(held[series]) < FEWEST_VALUES:
            continue
        if len(units) == 1 and unit not in units:
            hint = tell("Its {n} values in volumes.csv are in {unit}.", n=len(held[series]), unit=next(iter(units)))
            yield Fault(table.file, row, "unit", unit, tell("the unit of its values"), hint, effect="row")
        parts = sum(not whole for _, whole in held[series])
        if joined and parts * 2 > len(held[series]):
            hint = tell("{n} of its {all} values in volumes.csv are no whole years.", n=parts, all=len(held[series]))
            yield Fault(table.file, row, "joined", "yes", "no", hint, effect="row")


def check_precision(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that an event is dated as exactly as it says."""
    table = values["events"]
    for row, told, text in table.select("date_precision", "date"):
        period = period_of(text)
        if period is None or told not in DATED or DATED[told] == (period.precision, period.interval):
            continue
        hint = tell("The row says that its date is: {precision}.", precision=told)
        yield Fault(table.file, row, "date", text, WANTED[DATED[told]], hint)


def check_sequences(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that the vertices of a line, and the legs of a route, are numbered 1, 2, 3 …; lost rows may be the gap."""
    for name, key in SEQUENCES:
        known = _list_groups(values, name)
        lost = len(values[name].left_out)
        groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, group, number in values[name].select_all(key, "seq"):
            if known and group not in known:
                lost += 1  # it may be the one that is lacking elsewhere
            elif number is not None:
                groups[group].append((number, row))
        if not known:
            yield from _find_misnamed(groups, values[name], key)
        for group, found in groups.items():
            for (before, _), (number, row) in pairwise([(0, 0), *sorted(found)]):
                if not before <= number <= before + 1 + lost:
                    expected = tell("{n}, the next number of {group}", n=before + 1, group=group)
                    cause = f"missing {values[name].file}" if number > before else ""
                    yield Fault(values[name].file, row, "seq", str(number), expected, effect="kept", cause=cause)


def _find_misnamed(groups: dict[str, list[tuple[int, int]]], table: Values, key: str) -> Iterator[Fault]:
    """Say of a row that is alone in its group that it belongs to another one, of the like name, which lacks its number.

    It is counted with that group from then on.
    """
    for group, found in list(groups.items()):
        (number, row), *more = found
        others = [one for one in groups if one != group and number not in {n for n, _ in groups[one]}]
        others = [one for one in others if number == 1 or number - 1 in {n for n, _ in groups[one]}]
        like = get_close_matches(group, others, n=1)
        lacking = bool(like) and (number > 1 or min(groups[like[0]])[0] > 1)
        if not more and lacking:
            groups[like[0]].append(groups.pop(group)[0])
            expected = tell("{group}, which lacks the number {n}", group=like[0], n=number)
            yield Fault(table.file, row, key, group, expected, effect="kept")


def _list_groups(values: Mapping[str, Values], name: str) -> Collection[str]:
    """List the lines or routes that there are, of which the rows of a table are; none where no table names them."""
    table = GROUPS_OF.get(name, "")
    return set(next(iter(values[table].columns.values()))) if table else ()


def check_line_ends(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that a line has two vertices at least, and begins and ends where it says."""
    if values["waypoints"].unread:
        return
    vertices: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for row, line, number, place in values["waypoints"].select_all("line_id", "seq", "place_id"):
        if number is not None:
            vertices[line].append((number, place, row))
    unread = values["waypoints"].left_out
    table = values["lines"]
    if table.rows and not values["waypoints"].rows:
        hint = tell("The table has no rows, and other tables point to it.")
        yield Fault(values["waypoints"].file, None, "", "", hint=hint, effect="table")
        return
    without = [line for _, line in table.select("line_id") if len(vertices[line]) < ENDS]
    if len(without) > 1:
        hint = tell("It has no points of {n} lines ({lines}): rows seem to be missing.",
                    n=len(without), lines=", ".join(without[:MOST_NAMED]))  # fmt: skip
        yield Fault(values["waypoints"].file, None, "", "", hint=hint, cause=f"missing {values['waypoints'].file}")
    for row, line, start, end in table.select("line_id", "from_place", "to_place"):
        found = sorted(vertices[line], key=itemgetter(0))
        if len(found) < ENDS:
            hint = tell("waypoints.csv has {n} of {line}.", n=len(found), line=line)
            yield Fault(table.file, row, "line_id", line, tell("two vertices or more"), hint, effect="kept")
            continue
        for heading, told, (_, place, at) in (("from_place", start, found[0]), ("to_place", end, found[-1])):
            if place != told and at not in unread:  # what stands there in an unread row is that row's fault
                found_at = place or tell("a vertex without a place_id")
                hint = tell("In waypoints.csv the line is drawn from or to {place}.", place=found_at)
                yield Fault(
                    table.file, row, heading, told, tell("the place of the vertex at this end"), hint, effect="kept"
                )


def period_of(text: str) -> Period | None:
    """Read a date; None when it is blank or cannot be read."""
    try:
        return parse_edtf(text)
    except DateError:
        return None
