"""From a file to what would become of our tables, counted, with every question, contradiction and fault."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.importing.converting import Converter
from geo.importing.difference import KINDS, Comparer
from geo.importing.names import COUNTRY, PLACE, Names
from geo.importing.outcome import LEAVE, NOTHING_SETTLED, Decisions, make_outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.catalogue import Catalogue
    from geo.importing.book import Book, Sheet
    from geo.importing.converting import Converted
    from geo.importing.difference import Compared
    from geo.importing.names import Written
    from geo.importing.outcome import Outcome
    from geo.importing.rules import Recipe

FAULTY: Final = "faulty"
ASKED: Final = "asked"
UNUSED: Final = "unused"
COUNTED: Final = (*KINDS, FAULTY, ASKED, UNUSED)
STEPS: Final = ("rows", "difference", "check")
_NO_ANSWERS: Final[Mapping[Written, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody has said about a file.

    Attributes
    ----------
    sheet, header
        The sheet, and the place of the row that names its columns.
    recipe
        What becomes of its rows.
    answers
        What names, terms and codes mean.
    contradictions
        One of `geo.importing.outcome.CHOICES`, for every row that contradicts ours.
    settled
        Id of a compared row → one of them, for that row alone.
    who, day
        Who has given the answers and when, for the crosswalk.
    """

    sheet: Sheet
    header: int
    recipe: Recipe
    answers: Mapping[Written, str] = field(default_factory=lambda: _NO_ANSWERS)
    contradictions: str = LEAVE
    settled: Mapping[str, str] = field(default_factory=lambda: NOTHING_SETTLED)
    who: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of our tables."""

    converted: Converted
    compared: tuple[Compared, ...]
    outcome: Outcome

    def count(self) -> dict[str, int]:
        """Count rows: the same, new, filling, contradicting, faulty, waiting for an answer, not used."""
        kinds = Counter(one.kind for one in self.compared if one.row.number not in self.outcome.faulty)
        last = {
            FAULTY: sum(one.row.number in self.outcome.faulty for one in self.compared),
            ASKED: len(self.converted.asked),
            UNUSED: len(self.converted.unused),
        }
        return {kind: kinds[kind] for kind in KINDS} | last


def preview(
    book: Book,
    choices: Choices,
    catalogue: Catalogue,
    files: Mapping[str, bytes],
    progress: Callable[[str], None] = lambda _step: None,
) -> Preview:
    """Say what would become of our tables; nothing is changed.

    Parameters
    ----------
    book
        The file.
    choices
        What was said about it.
    catalogue, files
        The state of our tables, checked and as files.
    progress
        Is called with each of `STEPS` when it begins.

    Raises
    ------
    ImportedFileError
        When the sheet has not the columns that are needed.
    EditingError
        When a change cannot be made.
    """
    progress(STEPS[0])
    names = Names(catalogue, choices.answers)
    converted = Converter(book, catalogue, names).convert(choices.sheet, choices.header, choices.recipe)
    progress(STEPS[1])
    compared = Comparer(catalogue).compare(converted.rows)
    progress(STEPS[2])
    extra = {"sources": _new_source(choices.recipe, catalogue), "crosswalk": _new_names(choices, catalogue)}
    outcome = make_outcome(files, catalogue, compared, extra, Decisions(choices.contradictions, choices.settled))
    return Preview(converted, compared, outcome)


def _new_source(recipe: Recipe, catalogue: Catalogue) -> list[dict[str, str]]:
    """Write the source of the figures as a row, where it is not among ours and has a title."""
    told = dict(recipe.source)
    return [told] if told.get("title") and told.get("source_id") not in catalogue.sources else []


def _new_names(choices: Choices, catalogue: Catalogue) -> list[dict[str, str]]:
    """Write answers as rows of the crosswalk, so that no one is asked again."""
    source = choices.recipe.source.get("source_id", "")
    known = {(row.kind, row.written, row.country if row.kind == PLACE else "", row.mode) for row in catalogue.crosswalk}
    return [
        {
            "kind": written.kind,
            "written": written.text,
            "country": meant if written.kind == COUNTRY else written.country,
            "mode": written.mode if written.kind == PLACE else "",
            "place_id": meant if written.kind == PLACE else "",
            "decided_by": choices.who,
            "decided_on": choices.day,
            "source_id": source,
            "confidence": "medium",
        }
        for written, meant in choices.answers.items()
        if source and meant and written.kind in {COUNTRY, PLACE} and tuple(written) not in known
    ]
