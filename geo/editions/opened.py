"""An edition as today's program reads it: what it accepts becomes a catalogue, the rest is among its faults."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import EditionStoreError
from geo.load import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.catalogue import Catalogue


def open_files(files: Mapping[str, bytes]) -> Catalogue:
    """Read and check the tables of an edition.

    Parameters
    ----------
    files
        As `EditionStore.read` gives them.

    Returns
    -------
    catalogue
        Its `version` is the hash of the edition. A table, column or row that today's program does not accept is left
        out and stands in `faults`.
    """
    with tempfile.TemporaryDirectory(prefix="caravanserai-edition-") as folder:
        write_files(files, Path(folder))
        return read_catalogue(Path(folder))


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the tables and stories of an edition into an empty folder, byte by byte."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)


def export_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write an edition as a folder that people and git read: the whole folder, or nothing.

    Parameters
    ----------
    files
        As `EditionStore.read` gives them.
    folder
        A new one, or an empty one.

    Raises
    ------
    EditionStoreError
        When there is something in the folder, or it cannot be written.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            msg = f"{folder} is not empty; name a new folder"
            raise EditionStoreError(msg)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            written = Path(beside) / folder.name
            written.mkdir()
            write_files(files, written)
            if folder.exists():
                folder.rmdir()
            written.replace(folder)
    except OSError as error:
        msg = f"{folder} cannot be written ({error.strerror})"
        raise EditionStoreError(msg) from error
