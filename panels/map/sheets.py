"""What the map's frame fetches beside its script: the sheets of base map, ground and lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from geo.map import basemap, ground
from geo.map.line_sheets import write_exact, write_overview
from panels.web.urls import FOLDERS, frame_url, keep_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.catalogue import Catalogue

BASE_FOLDER: Final = "basemap"
LINES_FOLDER: Final = "map"


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of the tables: the same for all versions of these in which no line differs."""

    catalogue: Catalogue = field(compare=False)
    tables: tuple[object, ...]


@lru_cache(maxsize=4)
def write_line_files(catalogue: Catalogue) -> Mapping[str, str]:
    """Write the sheets of lines for one version of the tables; gives the names of the files: `overview` and `exact`.

    Few editions change a line, and to place the lines is half the work of a page that shows a new edition: where all
    tables of lines are as before, so are the files.
    """
    tables = (catalogue.lines, catalogue.waypoints, catalogue.alignments, catalogue.vertices)
    return _write_files(_Lines(catalogue, tables))


@lru_cache(maxsize=2)
def _write_files(lines: _Lines) -> Mapping[str, str]:
    catalogue = lines.catalogue
    return {
        "overview": keep_file("lines-overview", write_overview(catalogue)),
        "exact": keep_file("lines-exact", write_exact(catalogue)),
    }


def read_sheets(catalogue: Catalogue) -> dict[str, bytes]:
    """Read all sheets, for a map that is saved with them: what is in each, by the name of its file."""
    lines = {file: (FOLDERS[LINES_FOLDER] / file).read_bytes() for file in write_line_files(catalogue).values()}
    files = [basemap.OVERVIEW_FILE, basemap.DETAIL_FILE, ground.REGION_FILE]
    files += [one.file for one in ground.list_surroundings()]
    return {file: (FOLDERS[BASE_FOLDER] / file).read_bytes() for file in files} | lines


def list_sheets(catalogue: Catalogue) -> dict[str, Any]:
    """List the addresses of all sheets, for the script in the map's frame."""
    return describe_sheets(catalogue, frame_url)


def describe_sheets(catalogue: Catalogue, source: Callable[[str, str], str]) -> dict[str, Any]:
    """Describe all sheets.

    Parameters
    ----------
    catalogue
        Its lines.
    source
        Where a file of a folder is: its address, or the id of the element that holds it.
    """
    return {
        "lines": {name: source(LINES_FOLDER, file) for name, file in write_line_files(catalogue).items()},
        "overview": source(BASE_FOLDER, basemap.OVERVIEW_FILE),
        "detail": source(BASE_FOLDER, basemap.DETAIL_FILE),
        "ground": {
            "region": source(BASE_FOLDER, ground.REGION_FILE),
            "sheets": [
                {
                    "source": source(BASE_FOLDER, one.file),
                    "circles": [list(at) for at in one.circles],
                    "km": one.km,
                    "coarse": one.coarse,
                }
                for one in ground.list_surroundings()
            ],
        },
    }
