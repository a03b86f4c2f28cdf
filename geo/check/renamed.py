"""Ids that were all written otherwise in their own table: with an ending, other signs, other zeros, other capitals."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from geo.check.spoilt_ids import find_spoilt
from geo.check.worded_ids import names_better
from geo.messages import tell
from geo.tables.fault import Fault
from geo.tables.values import references

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

FEWEST: Final = 2
NEARLY_ALL: Final = 0.8
VERY_NEAR: Final = 0.8
FEWEST_FILES: Final = 3
"""Tables that name an id which stands nowhere: so many do not mistype it."""
MOST_SINGLE: Final = 4
"""Ids that may be missing as single ones; of more, rows are missing."""
NAMED: Final = 3
"""Ids that a message names."""
LONG_NUMBER: Final = 5
"""Digits by which a row is known."""
_ZEROS: Final = re.compile(r"0+(?=[0-9])")
_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")
_DIGITS: Final = re.compile(r"[0-9]+")


def check_renamed(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Say at a table that its ids were renamed, where most of those that others name would fit by one rule."""
    spoilt = find_spoilt(values, dictionary)
    files: dict[tuple[str, str], set[str]] = defaultdict(set)
    naming: dict[tuple[str, str], set[Any]] = defaultdict(set)
    wanted: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for table, column, other, heading in references(values, dictionary):
        if (table.name, column.column) in spoilt:
            continue
        cells = dict.fromkeys(cell for _, cell in table.select(column.column))
        entries = ((entry, cell) for cell in cells for entry in (cell if column.list else (cell,)) if entry)
        if table is not other:
            found = list(entries)
            wanted[other.name, heading] |= dict.fromkeys(entry for entry, _ in found)
            for one, cell in found:
                files[other.name, one].add(table.file)
                naming[other.name, one].add(cell)
    for (name, heading), named in wanted.items():
        table = values[name]
        rows = {one: row for row, one in table.select(heading) if one}
        written = set(table.columns[heading])  # also of rows that are left out
        missing = [one for one in named if one not in written]
        naming_it = set().union(*(naming[name, one] for one in missing))
        if min(len(missing), len(naming_it)) < FEWEST or len(missing) * 2 <= len(named):
            yield from _tell_single(table, heading, {one: files[name, one] for one in missing}, set(rows) - set(named))
            continue
        known = [one for one in rows if one not in named]
        pairs = _pair(missing, known)
        if len(pairs) < NEARLY_ALL * len(missing) or not all(map(_WELL_FORMED.fullmatch, pairs)):
            if rows and len(missing) == len(named) <= MOST_SINGLE:  # a table of which nothing is read has no ids
                ids = ", ".join(missing[:NAMED])
                hint = tell("No id that other tables name ({ids}) stands in it: its ids were rewritten.", ids=ids)
                yield Fault(table.file, None, heading, "", hint=hint, cause=f"missing {table.file}")
            continue  # signs around ids were put there by who names them
        first = min(pairs, key=lambda one: rows[pairs[one]])
        hint = tell("{n} ids were renamed; other tables write {text}.", n=len(pairs), text=first)
        expected = tell("an id as other tables write it")
        yield Fault(
            table.file, rows[pairs[first]], heading, pairs[first], expected, hint, cause=f"missing {table.file}"
        )


def _tell_single(
    table: Values, heading: str, missing: Mapping[str, Collection[str]], unnamed: Collection[str]
) -> Iterator[Fault]:
    """Say at a table that one of its ids was changed: several tables name it as it was, and none as it is."""
    rows = {one: row for row, one in table.select(heading)} if missing else {}
    few = len(missing) < MOST_SINGLE
    for one, files in missing.items():
        close = get_close_matches(one, unnamed, n=1, cutoff=VERY_NEAR)
        close = _find_odd(one, unnamed, rows) or close
        close += _find_told(table, heading, one, unnamed) if few else []
        told = close and (
            _tells(table, heading, close[-1], one)
            or _is_odd(close[-1], one, rows)
            or names_better(table, heading, rows[close[-1]], one)
        )
        expected = tell("an id as other tables write it")
        if few and close and (len(files) >= FEWEST or told):
            hint = tell("Other tables write {text}.", text=one)
            yield Fault(table.file, rows[close[-1]], heading, close[-1], expected, hint, effect="row")
        elif few and len(files) >= FEWEST_FILES and len(missing) > len(table.left_out):
            hint = tell(
                "Other tables ({n}) name {text}: a row is missing, or its id was changed.", n=len(files), text=one
            )
            yield Fault(table.file, None, heading, "", hint=hint, cause=f"missing {table.file}")


def _find_odd(wanted: str, unnamed: Collection[str], rows: Collection[str]) -> list[str]:
    """Find the id that stands in a table in other letters or signs than one that others name."""
    return [one for one in unnamed if _is_odd(one, wanted, rows)][:1]


def _is_odd(one: str, wanted: str, rows: Collection[str]) -> bool:
    """Ask whether an id is another in capitals that hardly any id of its table has."""
    forms = [each.islower() for each in rows]
    return one.casefold() == wanted.casefold() and forms.count(wanted.islower()) > len(forms) * NEARLY_ALL


def _find_told(table: Values, heading: str, wanted: str, unnamed: Collection[str]) -> list[str]:
    """Find the one row whose other cells tell the numbers of an id that is missing, and that no table names."""
    found = [one for one in unnamed if _tells(table, heading, one, wanted)]
    return found if len(found) == 1 else []


def _tells(table: Values, heading: str, one: str, wanted: str) -> bool:
    """Ask whether the other cells of a row hold a long number of an id, and the row's own id does not."""
    numbers = [number for number in _DIGITS.findall(wanted) if len(number) >= LONG_NUMBER and number not in one]
    row = table.columns[heading].index(one)
    cells = " ".join(str(cells[row]) for name, cells in table.columns.items() if name != heading)
    return any(number in cells for number in numbers)


def _pair(missing: Collection[str], known: Collection[str]) -> dict[str, str]:
    """Find for each id that is missing the one it has become, by the rule that fits most of them."""
    plain = {_plain(one): one for one in known}
    ways = [{one: plain[_plain(one)] for one in missing if _plain(one) in plain}] if len(plain) == len(known) else []
    sample, there = next(iter(missing)), set(known)
    for one in known:
        if sample in one:
            before, _, after = one.partition(sample)
            ways.append({each: before + each + after for each in missing if before + each + after in there})
        elif one in sample:
            before, _, after = sample.partition(one)
            short = {each: each.removeprefix(before).removesuffix(after) for each in missing}
            ways.append({each: cut for each, cut in short.items() if cut != each and cut in there})
    ways += [_shifted(missing, there, step) for step in _steps(sample, known)]
    ways += [_with_a_letter(missing, there), _with_other_letters(missing, there)]
    return max(ways, key=len, default={})


def _with_a_letter(missing: Collection[str], there: Collection[str]) -> dict[str, str]:
    """Pair ids that differ by a letter or sign that was put into all of them, or is lost in all, wherever it stands."""
    longer = {short: one for one in there for short in _shorten(one)}
    pairs = {one: longer[one] for one in missing if one in longer}
    shorter = {one: short for one in missing for short in _shorten(one) if short in there}
    return max(pairs, shorter, key=len)


def _shorten(one: str) -> set[str]:
    """List what is left of an id without one letter or sign."""
    return {one[:place] + one[place + 1 :] for place, sign in enumerate(one) if not sign.isdigit()}


def _with_other_letters(missing: Collection[str], there: Collection[str]) -> dict[str, str]:
    """Pair ids in which one letter has become another throughout, or is lost throughout."""
    sample = next(iter(missing))
    gone = [{one: new for one in missing if (new := one.replace(sign, "")) in there} for sign in sorted(set(sample))]
    swaps = (set(zip(sample, one, strict=True)) for one in there if len(one) == len(sample))
    changed = [[(a, b) for a, b in found if a != b] for found in swaps]
    ways = [
        {one: new for one in missing if (new := one.replace(*pairs[0])) in there}
        for pairs in changed
        if len(pairs) == 1 and pairs[0][0].isalpha()
    ]
    return max([*gone, *ways], key=len, default={})


def _plain(one: str) -> str:
    """Write an id without capitals, accents, signs and leading zeros."""
    flat = unicodedata.normalize("NFKD", one).encode("ascii", "ignore").decode().lower()
    return _ZEROS.sub("", re.sub("[^a-z0-9]", "", re.sub("(?<=[a-z])0+(?=[0-9])", "", flat)))


def _steps(sample: str, known: Collection[str]) -> set[int]:
    """List by how much the number of an id may have been raised or lowered."""
    number = _DIGITS.search(sample)
    if number is None:
        return set()
    before, after = sample[: number.start()], sample[number.end() :]
    found = (_DIGITS.search(one, len(before)) for one in known if one.startswith(before) and one.endswith(after))
    return {int(one[0]) - int(number[0]) for one in found if one} - {0}


def _shifted(missing: Collection[str], there: Collection[str], step: int) -> dict[str, str]:
    """Pair ids whose numbers differ by one step, such as V01 and V101."""
    pairs = {}
    for one in missing:
        turned = _DIGITS.sub(lambda found: str(int(found[0]) + step).zfill(len(found[0])), one, count=1)
        if turned in there:
            pairs[one] = turned
    return pairs
