"""What a single cell must be: one rule per kind of column, in words and as a test."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from geo.countries import alpha_2_codes
from geo.dates import parse_edtf
from geo.errors import DateError
from geo.messages import tell
from geo.tables.date_hints import hint_date, hint_zero_date
from geo.tables.hints import SPREADSHEET_ERROR, STAND_INS, hint_blank, hint_ditto, hint_spoilt, undress
from geo.tables.known_words import NO_WORDS, YES_WORDS, list_labels
from geo.tables.language_codes import hint_language, is_language
from geo.tables.letters import CODES, decode_codes, has_codes, has_lost_letters, read_rightly, repair_letters
from geo.tables.number_hints import hint_number
from geo.tables.source_rules import MOST_WORDS, hint_hash, hint_passage, hint_secure, is_hash, is_secure, is_short
from geo.tables.word_hints import (
    TIME_OF_DAY,
    hint_address,
    hint_country,
    hint_id,
    hint_term,
    hint_time,
    hint_yes_no,
    hint_zone,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from geo.records.dictionary import Column

LIST_SEPARATOR = ";"
COLUMN_TYPES = (
    "text", "integer", "number", "edtf", "url", "https", "country", "yes-no", "term", "id", "clock", "time-zone",
    "passage", "sha-256", "language",
)  # fmt: skip
MAX_NAMED_TERMS = 8
TABLES_OF_WORDS = frozenset({"vocabularies", "dictionary", "corrections", "crosswalk"})  # what they quote may be NULL

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_ID = re.compile(
    r"(?!(?i:nan|null|none|nil|undefined|yok|true|false|n\.a|n-a)$)[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*"
)  # no word for a blank
_FORMULA = re.compile(r"[=+\-@]")
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u2060\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _no_hint(_entry: str) -> str:
    return ""


def _not_sure(_entries: Collection[str]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a cell, or each entry of a list cell, must be.

    Attributes
    ----------
    expected
        In words, as the end of "expected …".
    holds
        Whether an entry that is not blank keeps the rule.
    hint
        What may help with an entry that does not; blank when nothing is known.
    harmless
        True when the cell can be shown all the same.
    surely
        Whether one look at many entries finds that all of them keep the rule; when not, each is looked at.
    """

    expected: str
    holds: Callable[[str], bool]
    hint: Callable[[str], str] = _no_hint
    harmless: bool = False
    surely: Callable[[Collection[str]], bool] = _not_sure

    def is_kept(self, entries: Collection[str]) -> bool:
        """Ask whether every one of some entries keeps the rule; none of them is blank."""
        return self.surely(entries) or all(map(self.holds, entries))


def split_list(cell: str) -> tuple[str, ...]:
    """Take a list cell apart.

    Parameters
    ----------
    cell
        Entries with semicolons between.

    Returns
    -------
    entries
        Without blanks at the ends and without empty entries.
    """
    return tuple(entry for part in cell.split(LIST_SEPARATOR) if (entry := part.strip()))


def read_number(text: str, *, decimal_comma: bool = False) -> float | None:
    """Read a number as tables write it.

    Parameters
    ----------
    text
        Digits with at most one point.
    decimal_comma
        Whether a comma may stand for the point.

    Returns
    -------
    number
        None when the text is not such a number.
    """
    if decimal_comma and text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    return number if math.isfinite(number) else None


def plain(number: float) -> str:
    """Write a number with all its digits, as a cell has it: 4484000, not 4.484e+06."""
    return str(int(number)) if number.is_integer() else repr(number)


def read_whole(text: str) -> int | None:
    """Read a whole number as tables write it.

    Parameters
    ----------
    text
        At most 15 digits.

    Returns
    -------
    number
        None when the text is not such a number.
    """
    return int(text) if _WHOLE.fullmatch(text) else None


def read_yes_no(text: str) -> bool | None:
    """Read yes or no, in any of the languages and capitals that people write it in.

    Returns
    -------
    truth
        None when the text is neither.
    """
    small = text.casefold().replace("i\u0307", "i")
    # A capital I is also that of the Turkish ı: "HAYIR" is "hayır".
    forms = {small, small.replace("i", "ı")}
    if forms & YES_WORDS:
        return True
    return False if forms & NO_WORDS else None


def rules_for(
    column: Column,
    vocabularies: Mapping[str, Collection[str]],
    labels: Mapping[str, Mapping[str, str]] | None = None,
    *,
    decimal_comma: bool = False,
) -> tuple[Rule, ...]:
    """List the rules that the cells of a column must keep when they are not blank.

    Parameters
    ----------
    column
        Its row in the dictionary.
    vocabularies
        The terms of each closed vocabulary; where one is missing, any text will do.
    labels
        Vocabulary → term → its English label, for hints.
    decimal_comma
        Whether numbers may be written with a comma.

    Returns
    -------
    rules
        None for an id that must stand in another table: whether it does is asked there.
    """
    if column.type in {"integer", "number"}:
        rules: tuple[Rule, ...] = (_number_rule(column, decimal_comma=decimal_comma),)
    elif column.type == "term" and column.refers_to in vocabularies:
        named = (labels or {}).get(column.refers_to, {})
        rules = (_term_rule(column, vocabularies[column.refers_to], named),)
    elif column.type == "id" and column.refers_to:
        return ()
    elif column.type in _RULES_OF_TYPE:
        rules = _RULES_OF_TYPE[column.type]
        if column.type == "country" and column.list:
            rules = (replace(rules[0], hint=lambda entry: hint_country(entry, listed=True)),)
    else:
        texts = _TEXT_RULES if column.required or column.key else _RULES_OF_OTHER_TEXTS
        if column.table not in TABLES_OF_WORDS:
            known = replace(_WORD_FOR_BLANK, hint=_no_hint) if column.required or column.key else _WORD_FOR_BLANK
            texts = (known, *texts)
        return (_SHORT, *texts) if column.type == "passage" else texts
    return tuple(_look_closer(rule, column) for rule in rules)


def _look_closer(rule: Rule, column: Column) -> Rule:
    """Let a rule look first for a good cell among other signs, and for a word that says that nothing is known."""

    def hint(entry: str) -> str:
        blank = "" if column.required or column.key else hint_blank(entry)
        alike = hint_zero_date(entry) or hint_ditto(entry)
        return undress(entry, rule.holds) or blank or alike or hint_spoilt(entry, rule.holds) or rule.hint(entry)

    return replace(rule, hint=hint)


def _number_rule(column: Column, *, decimal_comma: bool) -> Rule:
    """Ask for a number, whole where wanted, in the range that the dictionary gives."""
    low = -math.inf if column.minimum is None else column.minimum
    high = math.inf if column.maximum is None else column.maximum
    whole = column.type == "integer"

    def holds(entry: str) -> bool:
        number = read_number(entry, decimal_comma=decimal_comma)
        return number is not None and low <= number <= high and not (whole and not _WHOLE.fullmatch(entry))

    about = ", ".join(part for part in (column.column.replace("_", " "), column.unit) if part)
    kind = tell("a whole number") if whole else tell("a number")
    expected = tell("{kind} ({about})", kind=kind, about=about)
    if math.isfinite(low) and math.isfinite(high):
        expected = tell(
            "{kind} from {low} to {high} ({about})", kind=kind, low=plain(low), high=plain(high), about=about
        )
    elif math.isfinite(low):
        expected = tell("{kind} of {low} or more ({about})", kind=kind, low=plain(low), about=about)
    elif math.isfinite(high):
        expected = tell("{kind} of {high} or less ({about})", kind=kind, high=plain(high), about=about)
    return Rule(expected, holds, lambda entry: hint_number(entry, column, holds))


def _term_rule(column: Column, terms: Collection[str], labels: Mapping[str, str]) -> Rule:
    """Ask for a word of a closed vocabulary."""
    vocabulary, listed = column.refers_to, column.list
    named = ", ".join(sorted(terms)[:MAX_NAMED_TERMS]) + (", …" if len(terms) > MAX_NAMED_TERMS else "")
    expected = tell('a term of the vocabulary "{vocabulary}" ({terms})', vocabulary=vocabulary, terms=named)
    return Rule(
        expected,
        terms.__contains__,
        lambda entry: hint_term(entry, terms, list_labels(vocabulary, labels), listed=listed),
    )


def _is_date(entry: str) -> bool:
    try:
        parse_edtf(entry)
    except DateError:
        return False
    return True


def _is_url(entry: str) -> bool:
    try:
        parts = urlsplit(entry)
    except ValueError:
        return False
    host = parts.hostname or ""
    one_script = not re.search("[a-z][^.]*[\u0400-\u04ff]|[\u0400-\u04ff][^.]*[a-z]", host)
    return parts.scheme in {"http", "https"} and "." in host and one_script and not re.search(r"[\s<>\"'`]", entry)


def _is_country(entry: str) -> bool:
    return entry in alpha_2_codes()


def _without(sign: str) -> Callable[[Collection[str]], bool]:
    """Make the look at many entries that asks whether a sign stands in none of them."""
    return lambda entries: sign not in "".join(entries)


def _nothing_hidden(entries: Collection[str]) -> bool:
    return _HIDDEN.search("\n".join(entries)) is None


def _no_formula(entries: Collection[str]) -> bool:
    return not any(map(_FORMULA.match, {entry[:1] for entry in entries}))


def _no_error(entries: Collection[str]) -> bool:
    return not any(map(SPREADSHEET_ERROR.fullmatch, entries))


def _is_text(entry: str) -> bool:
    return bool(entry) and all(rule.holds(entry) for rule in _TEXT_RULES)


def _formula_hint(entry: str) -> str:
    if told := hint_spoilt(entry, _is_text):
        return told
    return tell("A spreadsheet would take it for a formula; begin otherwise than with {sign}.", sign=entry[:1])


def _repair_hint(entry: str) -> str:
    return tell('It may have been "{text}".', text=repair_letters(entry))


@lru_cache(maxsize=1)
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


_TEXT_RULES = (
    Rule(
        tell("a text, not an error of a spreadsheet"),
        lambda entry: SPREADSHEET_ERROR.fullmatch(entry) is None,
        lambda entry: hint_spoilt(entry, _is_text),
        surely=_no_error,
    ),
    Rule(
        tell("a text without hidden control characters"),
        lambda entry: _HIDDEN.search(entry) is None or bool(repair_letters(entry)),
        harmless=True,
        surely=_nothing_hidden,
    ),
    Rule(
        tell("a text that does not begin with = + - @"),
        lambda e: _FORMULA.match(e) is None,
        _formula_hint,
        harmless=True,
        surely=_no_formula,
    ),
    Rule(
        tell("letters, not the question marks that took their place"),
        lambda e: not has_lost_letters(e),
        harmless=True,
        surely=_without("?"),
    ),
    Rule(
        tell("letters that were read in the right encoding"),
        lambda e: not repair_letters(e),
        _repair_hint,
        harmless=True,
        surely=read_rightly,
    ),
    Rule(
        tell("letters, not their codes of a web page"),
        lambda e: not has_codes(e),
        lambda e: tell('It may have been "{text}".', text=decode_codes(e)),
        harmless=True,
        surely=lambda entries: set(CODES).isdisjoint("".join(entries)),
    ),
)
# Of columns that may be blank.
_RULES_OF_OTHER_TEXTS = tuple(
    replace(rule, hint=lambda entry: hint_blank(entry) or _formula_hint(entry)) if rule.hint is _formula_hint else rule
    for rule in _TEXT_RULES
)
_WORD_FOR_BLANK = Rule(
    tell("a text, not a word for a blank"),
    lambda e: e not in STAND_INS, hint_blank, harmless=True, surely=STAND_INS.isdisjoint,
)  # fmt: skip
_SHORT = Rule(tell("a passage of at most {n} words", n=MOST_WORDS), is_short, hint_passage)
_RULES_OF_TYPE = {
    "edtf": (Rule(tell("a date such as 2015, 2015-02, 2015-02-18 or 2022-05-16/2022-05-18"), _is_date, hint_date),),
    "url": (Rule(tell("a web address that begins with https:// or http://"), _is_url, hint_address),),
    "https": (
        Rule(tell("a web address that begins with https://"), lambda e: is_secure(e) and _is_url(e), hint_secure),
    ),
    "sha-256": (Rule(tell("sha256: and 64 digits 0-9 and a-f"), is_hash, hint_hash),),
    "language": (Rule(tell("a language code of two letters such as en (ISO 639-1)"), is_language, hint_language),),
    "country": (Rule(tell("a country code of three letters (ISO 3166-1 alpha-3)"), _is_country, hint_country),),
    "yes-no": (Rule(tell("yes or no"), lambda entry: read_yes_no(entry) is not None, hint_yes_no),),
    "clock": (
        Rule(tell("a time of day such as 08:00 or 24:00"), lambda e: TIME_OF_DAY.fullmatch(e) is not None, hint_time),
    ),
    "time-zone": (
        Rule(
            tell("a time zone such as Asia/Baku"),
            lambda entry: entry in _time_zones(),
            lambda entry: hint_zone(entry, _time_zones()),
        ),
    ),
    "id": (
        Rule(
            tell("an id of letters a-z, digits and hyphens"),
            lambda entry: _ID.fullmatch(entry) is not None,
            hint_id,
            surely=lambda entries: all(map(_ID.fullmatch, entries)),
        ),
    ),
}
