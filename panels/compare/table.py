"""The table of a comparison: a column for each thing, rows in sections; on a phone each row folds into cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from panels.ui.address import write_link
from panels.ui.render import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from geo.language import Language
    from panels.compare.choices import Asked
    from panels.ui.citations import Citations, Remarks


@dataclass(frozen=True, slots=True)
class Column:
    """One of the things that are compared.

    Attributes
    ----------
    id
        Of its record.
    symbol
        Of a site; blank for others.
    more
        What is said below its name.
    href
        Its own page.
    """

    id: str
    name: str
    symbol: str
    more: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of each thing on one matter; a blank title where the section says it all."""

    title: str
    cells: tuple[Markup, ...]

    @property
    def same(self) -> bool:
        """True when the same is said of all of several: it is written once."""
        return len(self.cells) > 1 and len(set(self.cells)) == 1


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence above the table or a section of it, with the signs of its remarks and its sources."""

    text: str
    marks: str = ""
    cite: Markup | str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows on one subject.

    Attributes
    ----------
    lead
        A sentence on how the things differ.
    legend
        What a bar looks like (the end of its class) and what that means.
    leads
        Sentences with remarks and sources, where one is not enough.
    """

    key: str
    title: str
    rows: tuple[Row, ...]
    lead: str = ""
    note: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    leads: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is shown of a comparison."""

    columns: tuple[Column, ...]
    leads: tuple[Lead, ...]
    sections: tuple[Section, ...]
    remarks: Remarks
    citations: Citations


def render_sheet(asked: Asked, sheet: Sheet, language: Language) -> str:
    """Write a comparison as HTML.

    Parameters
    ----------
    asked
        For the links that take a thing out or change the order.
    sheet
        What is compared.
    language
        The reader's language.

    Returns
    -------
    html
        One article. Every record in it has `data-id`, every figure its source.
    """
    last = len(sheet.columns) - 1
    heads: list[dict[str, Any]] = [
        {
            "column": column,
            "out": write_link(asked.without(place).to_query()),
            "left": write_link(asked.swapped(place - 1).to_query()) if place else "",
            "right": write_link(asked.swapped(place).to_query()) if place < last else "",
        }
        for place, column in enumerate(sheet.columns)
    ]
    return render(
        "compare/table.html",
        language,
        heads=heads,
        leads=sheet.leads,
        sections=sheet.sections,
        notes=sheet.remarks.listed(),
        listed=sheet.citations.listed(),
    )
