"""The reader's language: translated texts, country names, dates and numbers."""

from __future__ import annotations

import datetime as dt
import gettext
import io
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from geo.dates import last_day, parse_edtf, years_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.dates import Period

LOCALE_FOLDER: Final = Path(__file__).parent.parent / "data" / "locale"
NAMES_FILE: Final = "names.toml"
FOLDING_FILE: Final = "folding.toml"
SOURCE_LANGUAGE: Final = "en"
MOST_WISHES: Final = 20
"""Languages of a browser that are read; it names a handful."""
_WEIGHT: Final = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")
SCREEN_DOMAIN: Final = "screen"
TABLES_DOMAIN: Final = "tables"
_LOCALES: Final = {"en": "en_GB"}  # days before months, as in the documents of the field
_FEW: Final = 2  # from two of a unit on it is counted in that unit: 18 months, then 2 years
_YEAR_DAYS: Final = 365
_SKELETONS: Final = {"year": "y", "month": "yMMMM", "day": "yMMMMd"}
_SHORT_SKELETONS: Final = {"year": "y", "month": "yMMM", "day": "yMMMd"}
# A full stop after one of these ends no sentence: Russian and Kazakh write dates, sums and units with them.
_SHORT: Final = frozenset({*"бвгежстшд", "гг", "вв", "жж", "др", "пр", "см", "ср", "рис", "ст", "стр", "им", "ред"}) | {
    "тыс", "млн", "млрд", "долл", "мин", "сек", "сағ",
}  # fmt: skip
_DOTTED: Final = frozenset({"tr", "az"})
_TURKIYE: Final = "TUR"
_OTHER_LETTER: Final = 0x20000  # letters of other scripts come after those of the alphabet,
_OWN_LETTER: Final = 0x10000  # and signs and digits before


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its code (ISO 639-1), CLDR locale and the two message catalogues.

    Attributes
    ----------
    screen
        Texts of the program.
    tables
        Texts that stand in the data tables, looked up by the whole English cell.
    """

    code: str
    locale: Locale
    screen: gettext.NullTranslations
    tables: gettext.NullTranslations

    def text(self, msgid: str, /, **values: object) -> str:
        """Translate a text of the program and fill in its named places."""
        translated = self.screen.gettext(msgid) if msgid else ""
        return translated.format(**values) if values else translated

    def count(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """Translate a text that depends on a number, which it names `{n}`."""
        translated = self.screen.ngettext(singular, plural, number)
        return translated.format(n=self.number(number), **values)

    def cell(self, text: str) -> str:
        """Translate a text of the data tables; an untranslated one stays as it is."""
        return self.tables.gettext(text) if text else ""

    def knows(self, text: str) -> bool:
        """Say whether a text of the data tables can be shown in this language."""
        known: dict[str, str] = getattr(self.tables, "_catalog", {})
        return self.code == SOURCE_LANGUAGE or not text or text in known

    def country(self, alpha3: str) -> str:
        """Name a country in this language (CLDR, or `names.toml`); an unknown code stays a code."""
        own = _read_names().get(self.code, {}).get("countries", {})
        if alpha3 in own:
            return str(own[alpha3])
        alpha2 = alpha2_of(alpha3)
        return str(self.locale.territories.get(alpha2, alpha3)) if alpha2 else alpha3

    def country_in_capitals(self, alpha3: str) -> str:
        """Name a country in capitals, as maps do.

        Turkish and Azerbaijani have a dotted capital İ; the name of Türkiye keeps it in every language.
        """
        name = self.country(alpha3)
        return (name.replace("i", "İ") if self.code in _DOTTED or alpha3 == _TURKIYE else name).upper()

    def countries(self, codes: Iterable[str], sign: str = " – ") -> str:
        """Name several countries, joined by a sign."""
        return sign.join(self.country(code) for code in codes)

    def listing(self, parts: Iterable[str]) -> str:
        """Join parts as this language does in a sentence (`a, b and c`)."""
        return str(format_list(list(parts), style="standard", locale=self.locale))

    def number(self, value: float, digits: int | None = None) -> str:
        """Write a number with this language's signs; no rounding unless digits are asked for."""
        pattern = None if digits is None else "#,##0." + "0" * digits if digits else "#,##0"
        return str(format_decimal(value, format=pattern, locale=self.locale, decimal_quantization=digits is not None))

    def signs(self) -> dict[str, str]:
        """Return what stands between thousands and before decimals, for numbers that the browser writes."""
        return {"group": get_group_symbol(self.locale), "decimal": get_decimal_symbol(self.locale)}

    def date(self, edtf: str, *, short: bool = False) -> str:
        """Write a date as precisely as it is known.

        Parameters
        ----------
        edtf
            EDTF level 0: `2019`, `2015-02`, `2022-12-27`, `2022-05-16/2022-05-18`; blank = undated.
        short
            With the month cut short, where room is scarce.

        Returns
        -------
        text
            In words, or this language's word for "undated".
        """
        if not edtf:
            return self.text("undated")
        period = parse_edtf(edtf)
        skeleton = (_SHORT_SKELETONS if short else _SKELETONS).get(period.precision)
        if skeleton is None:  # decades and seasons have no form in CLDR: shown as the table writes them
            return edtf
        said = self._days(period, skeleton)
        if period.approximate:
            said = self.text("about {date}", date=said)
        return self.text("{date}, uncertain", date=said) if period.uncertain else said

    def age(self, edtf: str, today: dt.date) -> str:
        """Write how long ago a date was, in whole years from the second on; blank for what is not over yet."""
        day, years = last_day(edtf), years_between(edtf, today)
        if day is None or years is None or day >= today:
            return ""
        ago = dt.timedelta(days=-_YEAR_DAYS * years) if years >= _FEW else day - today
        return str(format_timedelta(ago, granularity="day", threshold=_FEW, add_direction=True, locale=self.locale))

    def _days(self, period: Period, skeleton: str) -> str:
        if period.earliest is None:
            return self.text("until {date}", date=self._day(period.latest, skeleton))
        if period.latest is None:
            return self.text("since {date}", date=self._day(period.earliest, skeleton))
        if period.interval:
            return str(format_interval(period.earliest, period.latest, skeleton, locale=self.locale))
        return self._day(period.earliest, skeleton)

    def _day(self, day: dt.date | None, skeleton: str) -> str:
        if skeleton == _SKELETONS["day"]:
            return str(format_date(day, "long", locale=self.locale))
        return str(format_skeleton(skeleton, day, locale=self.locale))

    def own_name(self) -> str:
        """Name this language in itself, as a language menu does."""
        cldr = str(Locale.parse(self.code).get_display_name(Locale.parse(self.code))).capitalize()
        return str(_read_names().get(self.code, {}).get("language", cldr))

    def order(self, text: str) -> tuple[int, ...]:
        """Return where a text stands in a sorted list: a key by the alphabet of this language.

        Returns
        -------
        key
            Signs and digits first, then the letters of this language, then those of other scripts. Case does not
            matter; marks only where they make a letter of its own.
        """
        alphabet = str(_read_names().get(self.code, {}).get("alphabet", ""))
        if "ı" in alphabet:
            text = text.replace("I", "ı").replace("İ", "i")
        key: list[int] = []
        for letter in unicodedata.normalize("NFC", text).lower():
            if letter in alphabet:
                key.append(_OWN_LETTER + alphabet.index(letter))
            elif letter.isalpha():
                key += [
                    _OWN_LETTER + alphabet.index(c) if c in alphabet else _OTHER_LETTER + ord(c) for c in fold(letter)
                ]
            else:
                key.append(ord(letter))
        return tuple(key)

    def by_name(self, names: Mapping[str, str]) -> dict[str, str]:
        """Sort codes by the names they have in this language."""
        return dict(sorted(names.items(), key=lambda item: self.order(item[1])))


def alpha2_of(alpha3: str) -> str:
    """Find the ISO 3166-1 alpha-2 code of an alpha-3 code; blank when it has no such code."""
    aliases = get_global("territory_aliases").get(alpha3, [])
    return str(aliases[0]) if aliases else ""


@lru_cache(maxsize=1)
def _read_names() -> Mapping[str, Mapping[str, Any]]:
    """Read what is said otherwise than in CLDR, by language."""
    return MappingProxyType(tomllib.loads((LOCALE_FOLDER / NAMES_FILE).read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def list_languages() -> tuple[str, ...]:
    """List the languages that have a catalogue, the source language first."""
    translated = sorted(p.parent.name for p in LOCALE_FOLDER.glob(f"*/{SCREEN_DOMAIN}.po"))
    return (SOURCE_LANGUAGE, *(code for code in translated if code != SOURCE_LANGUAGE))


@lru_cache(maxsize=16)
def load_language(code: str) -> Language:
    """Load one language.

    Parameters
    ----------
    code
        One of `list_languages()`; anything else gives the source language.

    Returns
    -------
    language
        Immutable; the same object at every call.
    """
    known = code if code in list_languages() else SOURCE_LANGUAGE
    return Language(
        known, Locale.parse(_LOCALES.get(known, known)), _read(known, SCREEN_DOMAIN), _read(known, TABLES_DOMAIN)
    )


def _read(code: str, domain: str) -> gettext.NullTranslations:
    path = LOCALE_FOLDER / code / f"{domain}.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=code, domain=domain)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def choose_language(asked: str, browser: str, kept: str = "") -> str:
    """Choose a language: what the link asks for, else what was chosen before, else one of the browser's, else English.

    Parameters
    ----------
    asked
        Code from the address; may be anything.
    browser
        The browser's languages, as one locale (`tr-TR`) or as it sends them (`az, tr;q=0.8`); may be anything.
    kept
        Code that a cookie says; may be anything.

    Returns
    -------
    code
        One of `list_languages()`.
    """
    for wish in (asked, kept, *_list_wishes(browser)):
        if wish in list_languages():
            return wish
    return SOURCE_LANGUAGE


def _list_wishes(browser: str) -> list[str]:
    """List the languages that a browser names, those that it prefers first; what it refuses is left out."""
    wishes = []
    for part in browser.split(",")[:MOST_WISHES]:
        tag, _, rest = part.partition(";")
        found = _WEIGHT.fullmatch(rest.strip())
        weight = float(found[1]) if found else 1.0
        wishes.append((weight, tag.strip().replace("_", "-").split("-")[0].lower()))
    return [wish for weight, wish in sorted(wishes, key=lambda one: -one[0]) if weight]


def first_sentences(text: str, count: int = 1) -> str:
    """Cut a text to its first sentences.

    Returns
    -------
    text
        Ends with a full stop if something was cut off; rather a sentence too many than one cut at an abbreviation.
    """
    parts = text.split(". ")
    kept = 0
    for place, part in enumerate(parts[:-1], 1):
        last = re.split(r"[\W\d_]+", part)[-1].lower()
        kept += last not in _SHORT
        if kept == count:
            return ". ".join(parts[:place]) + "."
    return text


def fold(text: str) -> str:
    """Fold a text for searching: letters without marks, case or apostrophes.

    Returns
    -------
    folded
        `Kapıkule` → `kapikule`, `Нұр жолы` → `нур жолы`, `Türkmenbaşy` → `turkmenbasy`. The same rule stands in
        `panels/web/js/core/fold.js`, with the same table; `tests/vectors/fold.json` holds the two together.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    return re.sub(r"\s+", " ", plain.lower().translate(_folded_signs())).strip()


@lru_cache(maxsize=1)
def read_folding() -> Mapping[str, Any]:
    """Read what signs become when a text is folded: `letters` as a table, `spaces` as one text; not to be changed."""
    return tomllib.loads((LOCALE_FOLDER / FOLDING_FILE).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _folded_signs() -> dict[int, str]:
    folding = read_folding()
    return str.maketrans(folding["letters"] | dict.fromkeys(folding["spaces"], " "))
