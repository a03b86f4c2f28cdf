"""How many figures cannot be checked in the words of their source: said in one line, as nothing is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.records.figures import FIGURES
from geo.tables.cells import split_list
from geo.tables.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OWN: Final = "own-computation"
"""What the project has computed has no passage to be quoted."""


def find_unquoted(cells: Mapping[str, Mapping[str, Sequence[str]]]) -> Fault | None:
    """Count the figures that name a source of which no passage is recorded.

    Parameters
    ----------
    cells
        Table → heading → cells, as `Catalogue.cells`. Tables and columns that are not there are passed over.

    Returns
    -------
    warning
        About `sources.csv`, with the number of figures and the source that carries most of them; None when each
        source of each figure has a passage. It leaves nothing out.
    """
    sources = cells.get("sources", {})
    names = sources.get("source_id", ())
    quoted = {name for name, passage in zip(names, sources.get("quoted", ()), strict=False) if passage}
    wanting: dict[str, int] = {}
    every = without = 0
    for table, headings in FIGURES.items():
        columns = cells.get(table, {})
        figures = [columns[heading] for heading in headings if heading in columns]
        for row, told in enumerate(columns.get("source_id", ())):
            count = sum(bool(figure[row]) for figure in figures)
            named = [name for name in split_list(told) if name != OWN]
            every += count if named else 0
            open_names = [name for name in named if name not in quoted]
            without += count if open_names else 0
            for name in open_names:
                wanting[name] = wanting.get(name, 0) + count
    if not without:
        return None
    most = max(wanting, key=lambda name: wanting[name])
    hint = tell(
        "{n} of {all} figures name a source of which no passage is recorded; {count} of them the source {name}.",
        n=without, all=every, count=wanting[most], name=most,
    )  # fmt: skip
    return Fault("sources.csv", None, "quoted", "", hint=hint, severity="warning")
