"""Editions from the command line: ``python -m geo.editions list``; ``--help`` names the rest."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.check.report import write_lines
from geo.console import run_command
from geo.editions.opened import export_files, open_files
from geo.editions.photograph_files import ENDING, FOLDER, list_named, name_files, read_picture
from geo.editions.photographs import PhotographStore
from geo.editions.store import EditionStore
from geo.errors import EditionStoreError
from geo.exports.changes import ADDED, CHANGED, REMOVED, compare_catalogues
from geo.load import read_catalogue
from geo.messages import write_english
from geo.tables.folder_files import read_files, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.editions.recorded import Recorded
    from geo.exports.changes import RowChange

STORE: Final = "editions.sqlite"
NEWEST: Final = "newest"
NOT_STATED: Final = "not stated"
SIGNS: Final = {ADDED: "+", CHANGED: "~", REMOVED: "-"}


def _list(store: EditionStore, _: argparse.Namespace) -> Iterator[str]:
    for recorded in store.list_all():
        yield _line(recorded)


def _line(recorded: Recorded) -> str:
    said = " – ".join(part for part in (recorded.author, recorded.reason) if part)
    return f"{recorded.number:>4}  {recorded.version}  {recorded.at:%Y-%m-%d %H:%M} UTC  {said or NOT_STATED}"


def _show(store: EditionStore, asked: argparse.Namespace) -> Iterator[str]:
    """Report one edition: when, by whom, why, its tables, and what today's program leaves out of them."""
    recorded = _find(store, asked.edition)
    catalogue = open_files(store.read(recorded.number))
    yield f"Edition {recorded.number}, {recorded.version}, {recorded.at:%Y-%m-%d %H:%M} UTC"
    yield f"Who: {recorded.author or NOT_STATED}"
    yield f"Why: {recorded.reason or NOT_STATED}"
    for name, frame in catalogue.tables.items():
        yield f"  {name}: {len(frame)} rows"
    yield f"What today's program leaves out or doubts: {len(catalogue.faults) or 'nothing'}"
    yield from map(str, write_lines(catalogue.faults, write_english))


def _import(store: EditionStore, asked: argparse.Namespace) -> Iterator[str]:
    files = read_files(asked.folder)
    if not files:
        msg = f"there is no table in {asked.folder}"
        raise EditionStoreError(msg)
    pictures = _read_pictures(asked.folder)
    with closing(PhotographStore(asked.store)) as photographs:
        photographs.keep(pictures)
    recorded, new = store.record(files, dt.datetime.now(tz=dt.UTC), author=asked.who, reason=asked.why)
    yield f"{'Recorded as' if new else 'Nothing has changed since'} edition {recorded.number}, {recorded.version}."
    if pictures:
        yield f"Photographs: {len(pictures)}."


def _read_pictures(folder: Path) -> list[bytes]:
    """Read the photographs that the tables of a folder name: all of them, or the folder is not imported."""
    found = []
    for digest in list_named(read_catalogue(folder)):
        raw = read_picture(folder, digest)
        if raw is None:
            msg = f"{folder / FOLDER} lacks the photograph {digest}{ENDING}, or another file has its name"
            raise EditionStoreError(msg)
        found.append(raw)
    return found


def _export(store: EditionStore, asked: argparse.Namespace) -> Iterator[str]:
    recorded = _find(store, asked.edition)
    files = store.read(recorded.number)
    wanted = list_named(open_files(files))
    with closing(PhotographStore(asked.store)) as photographs:
        pictures = {digest: raw for digest in wanted if (raw := photographs.find(digest)) is not None}
    export_files(files | name_files(pictures), asked.folder)
    yield f"Edition {recorded.number}, {version_of(files)}, is in {asked.folder}: {len(files)} files."
    if wanted:
        yield f"Photographs: {len(pictures)}."
    yield from (f"Not kept in this database: photograph {digest}." for digest in wanted if digest not in pictures)


def _compare(store: EditionStore, asked: argparse.Namespace) -> Iterator[str]:
    """Report what is different from one edition to another, table by table and row by row."""
    older, newer = _find(store, asked.older), _find(store, asked.newer)
    changes = compare_catalogues(*(open_files(store.read(one.number)) for one in (older, newer)))
    counts = Counter(change.kind for change in changes)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in (ADDED, CHANGED, REMOVED))
    yield f"Rows from edition {older.number} to {newer.number}: {told}."
    table = ""
    for change in changes:
        if change.table != table:
            table = change.table
            yield f"{table}:"
        yield from _tell(change)


def _tell(change: RowChange) -> Iterator[str]:
    yield f"  {SIGNS[change.kind]} {change.row_id}"
    for column in change.columns:
        before, after = change.before.get(column, ""), change.cells.get(column, "")
        if change.kind == CHANGED:
            yield f"      {column}: {before!r} → {after!r}"
        elif change.cells[column]:
            yield f"      {column}: {change.cells[column]!r}"


def _find(store: EditionStore, name: str) -> Recorded:
    found = next(iter(store.list_all()), None) if name == NEWEST else store.find(name)
    if found is None:
        msg = "there is no edition yet" if name == NEWEST else f"there is no edition {name}"
        raise EditionStoreError(msg)
    return found


def _look_for(store: str) -> None:
    """Refuse to read a file that is not there, instead of making it."""
    if "://" not in store and not Path(store).is_file():
        msg = f"there is no {store}; `import FOLDER` makes it, `--store` names another"
        raise EditionStoreError(msg)


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m geo.editions", description="Keep, show and compare editions.")
    parser.add_argument(
        "--store", default=STORE, help=f"SQLite file, or URL of a PostgreSQL database; {STORE} by default"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("list", help="list every edition, the newest first").set_defaults(run=_list)
    show = commands.add_parser("show", help="tell of one edition, and what today's program leaves out of it")
    show.add_argument("edition", help="its number or hash")
    show.set_defaults(run=_show)
    into = commands.add_parser("import", help="record the tables of a folder as the next edition")
    into.add_argument("folder", type=Path)
    into.add_argument("--who", default="", help="who publishes it")
    into.add_argument("--why", default="", help="why")
    into.set_defaults(run=_import)
    out = commands.add_parser("export", help="write the tables of an edition into a new folder")
    out.add_argument("folder", type=Path)
    out.add_argument("--edition", default=NEWEST, help="its number or hash; the newest by default")
    out.set_defaults(run=_export)
    compare = commands.add_parser("compare", help="tell which rows two editions do not share")
    compare.add_argument("older")
    compare.add_argument("newer")
    compare.set_defaults(run=_compare)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments
        Of the command; those of the process when None.

    Returns
    -------
    status
        0, or 2 when the store cannot do it; standard error then says why.
    """
    asked = _read_arguments(arguments)
    try:
        if asked.run is not _import:
            _look_for(asked.store)
        store = EditionStore(asked.store)
        try:
            for line in asked.run(store, asked):
                sys.stdout.write(f"{line}\n")
        finally:
            store.close()
    except EditionStoreError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(run_command(main))
