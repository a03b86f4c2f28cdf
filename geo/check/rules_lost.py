"""What follows from the loss of the dictionary or of the vocabularies, by which all other tables are judged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from geo.check.causes import COLUMNS, MOST_ALONE, WORDS
from geo.check.consequences import LOST
from geo.check.rewritten import YES_NO
from geo.messages import Message, tell
from geo.tables.cells import COLUMN_TYPES
from geo.tables.dictionary_columns import AS_READ
from geo.tables.exchanged import DOWN, SORTED
from geo.tables.fault import HEADER_ROW, Fault
from geo.tables.hints import proposal_of
from geo.tables.schema import COLUMN_WORDS, UNTOLD
from geo.tables.shifted import OWN_HEADING
from geo.tables.word_hints import NEAR_ENOUGH, VERY_NEAR, hint_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.tables.csv_file import Table
    from geo.tables.schema import Dictionary

TERM: Final = 'a term of the vocabulary "{vocabulary}" ({terms})'
UNKNOWN_COLUMN: Final = "a column that the program reads in a table {table}"
MOST_LEFT: Final = 0.2
"""Share of the words that may still stand nowhere once a column is moved back."""
TAKEN: Final = frozenset({"row", "table"})


def follow_rules(faults: Iterable[Fault], dictionary: Dictionary, words: Table) -> list[Fault]:
    """Say which faults of cells follow from what is lost of the vocabularies, or of the dictionary itself.

    Parameters
    ----------
    faults
        Those of all files and their cells.
    dictionary
        What could be read of both tables.
    words
        The vocabularies as text.

    Returns
    -------
    faults
        With one more where rows of the vocabularies seem to be missing, or a column of theirs has moved, and nothing
        else says so.
    """
    told = list(faults)
    moved = None if any(fault.file == WORDS and _takes(fault) for fault in told) else _find_moved(told, words)
    if moved:
        told = list(map(_follow_words, told))
    told = [*([moved] if moved else ()), *_follow_columns(told)]
    columns_hold = not any(fault.file == COLUMNS and _takes(fault) for fault in told)
    lost = any(fault.file == WORDS and _takes(fault) for fault in told)
    if not lost and columns_hold and (renamed := list(_find_renamed(told, words))):
        told, lost = [*renamed, *told], True
    if not lost and columns_hold and (missing := _find_missing(told, dictionary)):
        told, lost = [missing, *told], True
    return list(map(_follow_words, told)) if lost else told


def _follow_words(fault: Fault) -> Fault:
    """Make a word that stands in no vocabulary a consequence of what is lost of them."""
    wrong = _says(fault, TERM) or fault.expected == OWN_HEADING  # by other words, cells may fit beside their own
    follows = fault.file != WORDS and not fault.cause.startswith(LOST) and wrong
    return replace(fault, cause=LOST + WORDS, hint="") if follows else fault


def _follow_columns(faults: list[Fault]) -> list[Fault]:
    """Make what is wrong with other tables a consequence, when more than a few rows of the dictionary are lost."""
    root = next((fault for fault in faults if fault.file == COLUMNS and _takes(fault)), None)
    untold = [fault for fault in faults if fault.cause == UNTOLD]
    rows = {fault.row for fault in faults if fault.file == COLUMNS and fault.effect == "row"}
    if root is None and len(untold) <= MOST_ALONE:
        return faults
    follows = UNTOLD if root is None else root.cause if root.cause.startswith(LOST) else LOST + COLUMNS
    broken = len(untold) > MOST_ALONE or len(rows) > MOST_ALONE or (root is not None and root.effect != "row")
    return [_follow(fault, follows, broken=broken) for fault in faults]


def _follow(fault: Fault, follows: str, *, broken: bool) -> Fault:
    if fault.cause == UNTOLD:
        return replace(fault, cause=follows)
    if not broken or fault.row is None or fault.cause.startswith(LOST):
        return fault
    if fault.file == COLUMNS:
        of_program = _says(fault, UNKNOWN_COLUMN) or fault.hint == AS_READ
        return replace(fault, cause=follows) if of_program else fault
    return replace(fault, cause=LOST + COLUMNS)


def _takes(fault: Fault) -> bool:
    """Ask whether a fault takes rows or columns of its table away."""
    return fault.effect in TAKEN or (fault.row == HEADER_ROW and fault.severity == "error")


def _find_moved(faults: Sequence[Fault], words: Table) -> Fault | None:
    """Find whether words of many vocabularies stand in others: a column of their table was moved or sorted."""
    if not {"vocabulary", "term"} <= words.columns.keys():
        return None
    names, terms = words.columns["vocabulary"], words.columns["term"]
    pairs = {(_vocabulary(fault), fault.value) for fault in faults if fault.file != WORDS and _says(fault, TERM)}
    if len({name for name, _ in pairs}) <= MOST_ALONE:
        return None
    moved = ({*zip([*names[1:], names[0]], terms, strict=True)}, {*zip([names[-1], *names[:-1]], terms, strict=True)})
    one_row = any(len(pairs - known) <= MOST_LEFT * len(pairs) for known in moved)
    if not one_row and sum(term in set(terms) for _, term in pairs) < (1 - MOST_LEFT) * len(pairs):
        return None
    hint = tell(DOWN if one_row else SORTED, one="vocabulary", other="term")
    return Fault(WORDS, HEADER_ROW, "vocabulary", "", hint=hint, effect="table", cause=f"moved {WORDS}")


def _find_renamed(faults: Sequence[Fault], words: Table) -> Iterator[Fault]:
    """Find terms that were written otherwise in their own table: cells say what their label says, or what is near."""
    cells: dict[tuple[object, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.file != WORDS and _says(fault, TERM):
            cells[_vocabulary(fault), fault.value].append(fault)
    if not cells or not {"vocabulary", "term", "label"} <= words.columns.keys():
        return
    rows = list(zip(words.rows, *(words.columns[one] for one in ("vocabulary", "term", "label")), strict=True))
    for (name, word), found in cells.items():
        several = len({fault.file for fault in found}) > 1
        near = proposal_of(found[0].hint) if several else ""
        row, term = next(
            ((row, term) for row, of, term, label in rows if of == name and _meant(term, label, word, near)), (0, "")
        )
        if row and len(found) > 1:
            yield Fault(
                WORDS, row, "term", term, tell("a term as other tables write it"),
                tell("Other tables write {text}.", text=word), effect="row", cause=f"renamed {WORDS}",
            )  # fmt: skip


def _meant(term: str, label: str, word: str, near: str) -> bool:
    """Ask whether a term of a vocabulary stands where a word that others write should."""
    said = word in YES_NO and proposal_of(hint_yes_no(term)) == word
    return term != word and (said or label.casefold().replace(" ", "-") == word or near == term)


def _find_missing(faults: Sequence[Fault], dictionary: Dictionary) -> Fault | None:
    """Find whether vocabularies are missing, or words of many of them: rows of their table are lost."""
    if not dictionary.vocabularies:
        return None
    wanted = {
        column.refers_to for columns in dictionary.columns.values() for column in columns if column.type == "term"
    }
    gone = sorted(wanted - dictionary.vocabularies.keys())
    if len(gone) > MOST_ALONE and COLUMN_WORDS in dictionary.vocabularies.keys() - wanted:
        return None  # the dictionary names others than there are: its own rows tell it
    if len(gone) > MOST_ALONE:
        hint = tell(
            "The dictionary names {n} vocabularies that do not stand in it ({names}, …): rows seem to be missing.",
            n=len(gone), names=", ".join(gone[:MOST_ALONE]),
        )  # fmt: skip
        return Fault(WORDS, None, "", "", hint=hint, cause=f"missing {WORDS}")
    kinds = set(dictionary.labels.get(COLUMN_WORDS, ()))
    if kinds and (lost := sorted({*COLUMN_TYPES} - kinds)):
        return _tell_words(lost)
    unknown = [fault for fault in faults if fault.file != WORDS and _says(fault, TERM)]
    words = list(dict.fromkeys((_vocabulary(fault), fault.value) for fault in unknown))
    files = [fault.file for fault in unknown]
    alone = max((files.count(file) for file in set(files)), default=0)
    if len({vocabulary for vocabulary, _ in words}) <= MOST_ALONE or alone * 2 > len(files):
        return _tell_words(_find_sure(unknown))
    return _tell_words([word for _, word in words])


def _find_sure(unknown: Iterable[Fault]) -> list[str]:
    """Find the words that several tables write in the same way, and that are no mistake for another one."""
    files: dict[tuple[object, str], set[str]] = defaultdict(set)
    for fault in unknown:
        likeness = SequenceMatcher(None, proposal_of(fault.hint), fault.value).ratio()
        if not fault.hint or NEAR_ENOUGH <= likeness < VERY_NEAR:
            files[_vocabulary(fault), fault.value].add(fault.file)
    return [word for (_, word), found in files.items() if len(found) > 1]


def _tell_words(words: Sequence[str]) -> Fault | None:
    """Say which words of the vocabularies seem to be lost; None where there are none."""
    if not words:
        return None
    if len(words) <= MOST_ALONE:
        hint = tell("Others name words that do not stand in it ({words}): rows seem to be missing.",
                    words=", ".join(words))  # fmt: skip
        return Fault(WORDS, None, "", "", hint=hint, cause=f"missing {WORDS}")
    hint = tell(
        "Other tables name {n} words that do not stand in it ({words}, …): rows seem to be missing.",
        n=len(words), words=", ".join(words[:MOST_ALONE]),
    )  # fmt: skip
    return Fault(WORDS, None, "", "", hint=hint, cause=f"missing {WORDS}")


def _vocabulary(fault: Fault) -> object:
    return fault.expected.values["vocabulary"] if isinstance(fault.expected, Message) else ""


def _says(fault: Fault, template: str) -> bool:
    return isinstance(fault.expected, Message) and fault.expected.template == template
