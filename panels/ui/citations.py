"""Numbered references and remarks of one card: statements carry the signs, the card ends with the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from panels.ui.render import cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.language import Language
    from geo.records.places import Source

SIGNS: Final = "*†‡§¶‖"
"""Of remarks: letters would read as units, as in "1.4 h a". After the last they are doubled."""
FOUNDING_TEXT: Final = "founding-text"


class Citations:
    """Collects the sources that a card names, in the order it names them."""

    def __init__(self, sources: Mapping[str, Source], prefix: str) -> None:
        self._sources = sources
        self._prefix = prefix
        self._numbers: dict[str, int] = {}

    def cite(self, source_ids: Iterable[str], paragraphs: Iterable[str] = ()) -> Markup:
        """Write the references of one statement.

        Parameters
        ----------
        source_ids
            Ids of the sources table.
        paragraphs
            Paragraphs of the founding text (`P2`); they stand for it instead of a number.

        Returns
        -------
        references
            Small links to the list at the end of the card; empty when there are none.
        """
        quoted = list(paragraphs)
        links = []
        for source_id in source_ids:
            if source_id not in self._sources:
                continue
            number = self._numbers.setdefault(source_id, len(self._numbers) + 1)
            label = ", ".join(quoted) if source_id == FOUNDING_TEXT and quoted else str(number)
            title = escape(self._sources[source_id].title)
            links.append(f'<a href="#{escape(self._prefix)}-{number}" title="{title}">{escape(label)}</a>')
        # A card has some seventy of these: put together as text, in a third of the time that Markup.format takes.
        return Markup(f'<sup class="cite">[{", ".join(links)}]</sup>') if links else Markup("")  # noqa: S704 - escaped

    def listed(self) -> list[tuple[int, str, Source]]:
        """List number, anchor and source of everything cited so far."""
        return [
            (number, f"{self._prefix}-{number}", self._sources[source_id])
            for source_id, number in self._numbers.items()
        ]


class Remarks:
    """Puts each remark on a figure once under a sign, in the order of the figures."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._marks: dict[Markup, str] = {}

    def mark(self, note: str) -> str:
        """Return the sign of a remark, of which the first sentence is shown; blank for a blank one."""
        if not note:
            return ""
        return self.put(cell(note, self._language, sentences=1))

    def put(self, text: Markup) -> str:
        """Give the sign of a remark that is written already."""
        times, place = divmod(len(self._marks), len(SIGNS))
        return self._marks.setdefault(text, SIGNS[place] * (times + 1))

    def listed(self) -> list[tuple[str, Markup]]:
        """List signs and remarks."""
        return [(mark, note) for note, mark in self._marks.items()]
