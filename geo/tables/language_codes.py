"""Codes of languages in cells: ISO 639-1, as CLDR names them, and what may have been meant by something else."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.core import get_global

from geo.language import list_languages, load_language
from geo.messages import tell
from geo.tables.known_words import bare

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE_LENGTH: Final = 2
# CLDR names it for old texts; ISO 639-1 has withdrawn it.
NOT_IN_FORCE: Final = frozenset({"sh"})


@lru_cache(maxsize=1)
def language_codes() -> frozenset[str]:
    """List the two-letter codes of ISO 639-1 in force, through CLDR, so that no second register is needed."""
    return frozenset(code for code in map(str, Locale("en").languages) if len(code) == CODE_LENGTH) - NOT_IN_FORCE


def is_language(entry: str) -> bool:
    """Say whether a text is a code of ISO 639-1 in small letters."""
    return entry in language_codes()


def hint_language(entry: str) -> str:
    """Suggest the code for one in capitals, of three letters, with a country, or for a name in one of our languages."""
    first = entry.replace("_", "-").partition("-")[0].strip().casefold()
    named = _list_names().get(bare(entry), "")
    likely = (first, str(get_global("language_aliases").get(first, "")), named)
    meant = next((code for code in likely if is_language(code)), "")
    return tell("Write {text}.", text=meant) if meant else ""


@lru_cache(maxsize=1)
def _list_names() -> Mapping[str, str]:
    """List what languages are called in all languages of the app, with their codes."""
    told: dict[str, set[str]] = {}
    for ours in list_languages():
        for code, name in load_language(ours).locale.languages.items():
            if is_language(str(code)):
                told.setdefault(bare(str(name)), set()).add(str(code))
    return MappingProxyType({name: next(iter(codes)) for name, codes in told.items() if len(codes) == 1})
