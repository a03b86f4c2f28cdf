"""Short headings of columns, for those who do not know their technical names."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.language import LOCALE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.language import Language

HEADINGS_FILE: Final = "headings.toml"
EVERY_TABLE: Final = "every"


@lru_cache(maxsize=1)
def read_headings() -> Mapping[str, Mapping[str, str]]:
    """Read the headings in English.

    Returns
    -------
    headings
        Table → column → heading; under `EVERY_TABLE` those that hold where a table has none of its own.
    """
    read = tomllib.loads((LOCALE_FOLDER / HEADINGS_FILE).read_text(encoding="utf-8"))
    return MappingProxyType({table: MappingProxyType(headings) for table, headings in read.items()})


def head_column(table: str, column: str, language: Language) -> str:
    """Give the heading of a column in the reader's language; a column without one keeps its technical name.

    Parameters
    ----------
    table, column
        As the dictionary has them; a blank table finds the heading that most tables have.
    """
    headings = read_headings()
    found = headings.get(table, {}).get(column) or headings[EVERY_TABLE].get(column)
    return language.cell(found) if found else column


def head_in(language: Language) -> Callable[[str, str], str]:
    """Prepare `head_column` for one language.

    Returns
    -------
    head
        Of a table and a column: its heading.
    """
    return lambda table, column: head_column(table, column, language)
