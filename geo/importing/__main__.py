"""Brings in tables of others: ``python -m geo.importing cpmm FILE``, or ``FILE --table dwell``; see ``--help``."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.check.folder import DATA_FOLDER
from geo.console import run_command
from geo.editing.drafts import DraftStore
from geo.editions.opened import export_files
from geo.editions.store import EditionStore
from geo.errors import DataFolderError, EditingError, EditionStoreError, ImportedFileError
from geo.importing.answers import read_answers, write_questions
from geo.importing.difference import CONTRADICTS
from geo.importing.headings import guess_header, make_recipe, match_columns
from geo.importing.names import Names
from geo.importing.outcome import CHOICES, LEAVE
from geo.importing.preview import Choices, preview
from geo.importing.reading import read_book
from geo.importing.report import report_lines
from geo.importing.rules import Recipe, list_recipes, read_recipe
from geo.load import read_catalogue
from geo.messages import tell
from geo.tables.folder_files import read_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.importing.book import Book, Sheet
    from geo.importing.preview import Preview

SIGN: Final = "="


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """Read what is written as ``column=value``."""
    for one in given:
        if SIGN not in one:
            raise ImportedFileError(tell("Write column=value, not {text}.", text=one))
    return dict(one.split(SIGN, 1) for one in given)


def _choose_sheet(book: Book, asked: argparse.Namespace) -> Sheet:
    found = [sheet for sheet in book.sheets if asked.sheet in {None, sheet.name}]
    if not found:
        names = ", ".join(sheet.name for sheet in book.sheets)
        raise ImportedFileError(tell("The file has no sheet {name}; it has: {names}.", name=asked.sheet, names=names))
    return found[0]


def _header(sheet: Sheet, asked: argparse.Namespace, recipe: Recipe | None) -> int:
    if asked.header is None:
        return guess_header(sheet, recipe.headings if recipe else ())
    place = next((place for place, (number, _) in enumerate(sheet.rows) if number == asked.header), None)
    if place is None:
        raise ImportedFileError(tell("There is no row {row} in the sheet.", row=asked.header))
    return place


def _plan(book: Book, asked: argparse.Namespace, catalogue: Catalogue) -> Choices:
    """Put together what is said about a file: on the command line, else as it is guessed."""
    sheet = _choose_sheet(book, asked)
    recipe = read_recipe(asked.recipe) if asked.recipe else None
    header = _header(sheet, asked, recipe)
    answers = read_answers(asked.answers.read_bytes()) if asked.answers else {}
    if recipe is None:
        if asked.table not in catalogue.tables:
            raise ImportedFileError(
                tell("Name one of our tables with --table: {tables}.", tables=", ".join(catalogue.tables))
            )
        matched = match_columns(sheet, header, asked.table, catalogue, Names(catalogue, answers))
        recipe = make_recipe(asked.table, matched, _pairs(asked.column), _pairs(asked.set), _pairs(asked.unit))
    if asked.source:
        recipe = replace(recipe, source=MappingProxyType({"source_id": asked.source}))
    day = f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}"
    return Choices(sheet, header, recipe, answers, asked.contradictions, _read_settled(asked.settle), asked.who, day)


def _read_settled(given: Sequence[str]) -> dict[str, str]:
    """Read what becomes of single rows, written as ``row=choice``."""
    settled = _pairs(given)
    for choice in settled.values():
        if choice not in CHOICES:
            raise ImportedFileError(tell("Write one of {words}, not {text}.", words=", ".join(CHOICES), text=choice))
    return settled


def keep(found: Preview, asked: argparse.Namespace) -> str:
    """Keep what came of it, as a folder or as a draft."""
    if asked.out:
        export_files(found.outcome.files, asked.out)
        return f"The tables with these changes are in {asked.out}."
    now = dt.datetime.now(tz=dt.UTC)
    editions = EditionStore(asked.store)
    try:
        base, _ = editions.record(read_files(asked.data), now)
    finally:
        editions.close()
    drafts = DraftStore(asked.store)
    try:
        draft = drafts.save(found.outcome.files, now, base=base.number, author=asked.who, reason=asked.why)
    finally:
        drafts.close()
    return f"Kept as draft {draft.number} of edition {draft.base}."


def _read(path: Path) -> Book:
    try:
        return read_book(path.name, path.read_bytes())
    except ImportedFileError as error:
        msg = f"{path.name}: {error}"
        raise ImportedFileError(msg) from error


def _run(asked: argparse.Namespace) -> bool:
    """Bring in each file; whether anything is left to be mended or answered."""
    catalogue, files = read_catalogue(asked.data), read_files(asked.data)
    left = False
    for path in asked.files:
        book = _read(path)
        choices = _plan(book, asked, catalogue)
        found = preview(book, choices, catalogue, files)
        if strange := set(choices.settled) - {one.id for one in found.compared if one.kind == CONTRADICTS}:
            raise ImportedFileError(tell("No row {row} of the file contradicts ours.", row=", ".join(sorted(strange))))
        for line in report_lines(book, choices, found):
            sys.stdout.write(f"{line}\n")
        counts = found.count()
        left |= bool(counts["faulty"] or counts["asked"])
        if asked.questions and found.converted.questions:
            asked.questions.write_bytes(write_questions(found.converted.questions))
        if not asked.dry_run:
            sys.stdout.write(f"{keep(found, asked)}\n")
    return left


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m geo.importing", description="Bring in a table of others.")
    add = parser.add_argument
    add(
        "files",
        nargs="+",
        help=f"the file; before it the name of a recipe, where there is one: {', '.join(list_recipes())}",
    )
    add("--table", help="which of our tables it is, where there is no recipe")
    add("--data", type=Path, default=DATA_FOLDER, help="the folder of our tables")
    add("--sheet", help="which sheet, by its name; the first that holds something by default")
    add("--header", type=int, help="number of the row that names the columns; guessed by default")
    add("--column", action="append", default=[], metavar="OURS=THEIRS", help="which heading a column of ours has")
    add("--set", action="append", default=[], metavar="OURS=VALUE", help="what stands in each row")
    add("--unit", action="append", default=[], metavar="OURS=UNIT", help="the unit in which a column is written")
    add("--source", default="", help="id of the source of the figures")
    add("--contradictions", choices=CHOICES, default=LEAVE, help="what becomes of rows that contradict ours")
    add(
        "--settle",
        action="append",
        default=[],
        metavar="ROW=CHOICE",
        help="the same for one row, as the report names it",
    )
    add("--answers", type=Path, help="what names mean: a file in the form of crosswalk.csv")
    add("--questions", type=Path, help="where to write what must be answered, in the same form")
    add("--who", default="", help="who brings it")
    add("--why", default="", help="why")
    add("--dry-run", action="store_true", help="only say what would become of our tables")
    add("--out", type=Path, help="a new folder for the tables with the changes")
    add("--store", help="database of editions, in which they are kept as a draft; needs --who and --why")
    asked = parser.parse_args(arguments)
    asked.recipe = asked.files[0] if asked.files[0] in list_recipes() and len(asked.files) > 1 else ""
    asked.files = [Path(one) for one in asked.files[bool(asked.recipe) :]]
    if not asked.dry_run and len(asked.files) > 1:
        parser.error("several files are only looked at together: with --dry-run")
    if not (asked.dry_run or asked.out or (asked.store and asked.who and asked.why)):
        parser.error("say where it goes: --dry-run, --out FOLDER, or --store DATABASE with --who and --why")
    return asked


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring in files from the command line.

    Parameters
    ----------
    arguments
        Of the command; those of the process when None.

    Returns
    -------
    status
        0; 1 when rows are faulty or wait for an answer, the others are taken; 2 when nothing could be done.
    """
    asked = _read_arguments(arguments)
    try:
        return int(_run(asked))
    except (ImportedFileError, EditingError, EditionStoreError, DataFolderError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(run_command(main))
