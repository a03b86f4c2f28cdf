"""Numbered sources of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.records.places import Source

FOUNDING_TEXT: Final = "founding-text"


class References:
    """Collects the sources that a document names, in the order it names them."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._numbers: dict[str, int] = {}

    def cite(self, source_ids: Iterable[str], paragraphs: Iterable[str] = ()) -> str:
        """Write the references of one statement.

        Parameters
        ----------
        source_ids
            Ids of the sources table.
        paragraphs
            Paragraphs of the founding text; they stand behind its number.

        Returns
        -------
        references
            Such as `[1: P2, 4]`; blank when there are none.
        """
        quoted = ", ".join(paragraphs)
        labels = []
        for source_id in source_ids:
            if source_id in self._sources:
                number = self._numbers.setdefault(source_id, len(self._numbers) + 1)
                labels.append(f"{number}: {quoted}" if source_id == FOUNDING_TEXT and quoted else str(number))
        return f"[{', '.join(labels)}]" if labels else ""

    def listed(self) -> list[dict[str, Any]]:
        """List number, text and address of everything cited so far."""
        return [
            {"number": number, "text": name_source(self._sources[source_id]), "url": _address(self._sources[source_id])}
            for source_id, number in self._numbers.items()
        ]


def name_source(source: Source) -> str:
    """Name a source in one line: title, publisher, year."""
    parts = [source.title, source.publisher, str(source.year or "")]
    return ", ".join(part for part in parts if part)


def _address(source: Source) -> str:
    return source.url if source.url.startswith(("http://", "https://")) else ""
