"""One thing that is wrong in one table, with file, row and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.messages import Translate, say, write_english

Severity = Literal["error", "warning"]


Effect = Literal["kept", "entry", "cell", "row", "table", "stop", "story"]


HEADER_ROW = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in one table, in words for whoever keeps it.

    Attributes
    ----------
    file
        Name of the file, such as ``sites.csv``.
    row
        Line number as a spreadsheet shows it (the header is row 1); None when it concerns the file.
    column
        Heading of the column; blank when it concerns the row or the file.
    value
        What the cell says; blank when nothing does.
    expected
        What was expected, as the end of a sentence; blank when the hint says it all.
    hint
        Whole sentences that help: what may be meant, or what happened.
    severity
        ``error`` must be mended; ``warning`` is only reported.
    effect
        What is left out for it: the ``table``, the ``row``, the ``cell`` (shown as not known), one
        ``entry`` of a list, a ``stop`` of a story or the whole ``story``, or nothing (``kept``).
    part
        Where in a file that has no rows: ``opening``, ``stop 3``, ``closing``; stops are numbered as on the stage.
    cause
        What several faults come from, such as a row of another table; blank where each has words of its own.
    """

    file: str
    row: int | None
    column: str
    value: str
    expected: str = ""
    hint: str = ""
    severity: Severity = "error"
    effect: Effect = "kept"
    part: str = ""
    cause: str = ""

    def __str__(self) -> str:
        """Say the fault in one line, in English."""
        return self.write(write_english)

    def write(self, text: Translate) -> str:
        """Say the fault in one line.

        Parameters
        ----------
        text
            Translates; `Language.text` of the reader.
        """
        return f"{self.write_place(text)}: {self.write_finding(text)}"

    def write_place(self, text: Translate) -> str:
        """Say where it is: the file, and as far as there is one the row and the column."""
        where = self.file
        if self.part:
            where += f", {say(self.part, text)}"
        if self.row is not None:
            where += ", " + text("row {row}", row=self.row)
        if self.column:
            where += ", " + (
                self.column if self.file.endswith(".toml") else text("column {column}", column=self.column)
            )
        return where

    def write_finding(self, text: Translate, name: str = "") -> str:
        """Say what is wrong and what is expected, not where.

        Parameters
        ----------
        text
            Translates.
        name
            What the value is called, where it is a code; it stands behind it.
        """
        said = f'"{shorten(self.value)}"' + (f" ({name})" if name else "") if self.value else ""
        if not said and self.column and self.expected and self.row != HEADER_ROW:
            said = text("blank")
        wanted = text("expected {what}.", what=say(self.expected, text)) if self.expected else ""
        told = " ".join(part for part in (wanted, say(self.hint, text)) if part)
        return " – ".join(part for part in (said, told) if part)

    @property
    def outcome(self) -> str:
        """Say what is left out for it, as a sentence in English; blank when nothing is."""
        return self.write_outcome(write_english)

    def write_outcome(self, text: Translate) -> str:
        """Say what is left out for it, as a sentence; blank when nothing is."""
        left_out = {
            "table": text("The table is left out."),
            "row": text("The row is left out."),
            "cell": text("The cell is left out."),
            "entry": text("This entry is left out."),
            "stop": text("The stop is left out."),
            "story": text("The story is left out."),
        }
        return left_out.get(self.effect, "")


def shorten(text: str, limit: int = 60) -> str:
    """Cut a long cell for a message, on one line.

    Returns
    -------
    shown
        The text without line breaks, with an ellipsis where it was cut.
    """
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"
