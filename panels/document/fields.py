"""The fields of the plain form of a first sight: what a page asks for, read from the address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panels.ui.choices import read_one

if TYPE_CHECKING:
    from collections.abc import Mapping

Choice = tuple[str, str, list[tuple[str, str, bool]]]
"""One field: name, label, and options with code, words and whether they are chosen."""


@dataclass
class Fields:
    """Asks as the widgets of a page do (`panels.ui.choices.Ask`), and keeps what was asked as fields of a form."""

    asked: list[Choice] = field(default_factory=list)

    def ask(self, name: str, label: str, options: Mapping[str, str], default: str) -> str:
        """Read one choice from the address."""
        chosen = read_one(name, options, default)
        self.asked.append((name, label, [(code, words, code == chosen) for code, words in options.items()]))
        return chosen
