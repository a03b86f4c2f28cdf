"""What may help with a cell that should be a code, a word of a vocabulary, an address or a time of day."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from geo.countries import alpha_2_codes
from geo.language import fold
from geo.messages import tell
from geo.tables.known_words import bare, list_answers, list_countries, list_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

NEAR_ENOUGH: Final = 0.6
VERY_NEAR: Final = 0.8
TIME_OF_DAY: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
BY_SEMICOLONS: Final = tell("Entries of a list are parted by semicolons (;).")
ONE_ONLY: Final = tell("Several stand here; a cell of this column holds one.")
_PARTING: Final = re.compile(r"\s*[,;/&+|\n]\s*|\s+")
_SHORT_TIME: Final = re.compile(
    r"(?P<hour>[0-9]{1,2})[:.h](?P<minute>[0-9]{2})(?:[:.]00)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
)
_WHOLE_HOUR: Final = re.compile(r"(?P<hour>[0-9]{1,2})\s*(?:(?P<half>[AaPp]\.?[Mm]\.?)|[hH])?")
_RUN_TOGETHER: Final = re.compile(r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})")
_TWO_TIMES: Final = re.compile(r"[0-9]{1,2}(?:[:.][0-9]{2})?\s*[-–—]\s*[0-9]{1,2}(?:[:.][0-9]{2})?")
_PART_OF_DAY: Final = re.compile(r"0?[.,][0-9]+")
_ADDRESS: Final = re.compile(r"(?:www\.)?(?:[\w-]+\.)+[^\W\d_]{2,}(?::[0-9]+)?(?:[/?#]\S*)?")
_OWN_FILE: Final = re.compile(r"[^/]*\.(?:pdf|docx?|xlsx?|csv|txt|html?|pptx?|zip|jpe?g|png)", re.IGNORECASE)
_BEGINNING: Final = re.compile(r"(?:h(?:tt|xx|t|ttt)ps?)(?::/{0,3}|//)(?=[\w-]+\.)|//", re.IGNORECASE)
_INSIDE: Final = re.compile(r"<(https?://[^<>\s]+)>|\[[^\]]*\]\((https?://[^()\s]+)\)")
_DOI: Final = re.compile(r"(?:doi:\s*)?(?P<doi>10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_ZONE_AS_NUMBER: Final = re.compile(r"(?:UTC|GMT)?\s*[+-−]\s*[0-9]{1,2}(?::?[0-9]{2})?", re.IGNORECASE)
# Letters of Cyrillic that look like Latin ones.
_ALIKE: Final = str.maketrans("АВЕКМНОРСТХУІЈЅаеорсухіјѕ", "ABEKMHOPCTXYIJSaeopcyxijs")
_HALF_DAY: Final = 12
_DIGIT: Final = re.compile("[0-9]")
FEWEST_LETTERS: Final = 5
"""Of the name of a country with a mistake in it: "rail" is near to many."""
MOST_WORDS: Final = 4
"""Of what may become an id; more are a sentence that stands in a wrong place."""


def nearest(value: str, known: Iterable[str]) -> str:
    """Suggest what a mistyped word may have meant.

    Parameters
    ----------
    value
        The word as written.
    known
        The words there are.

    Returns
    -------
    hint
        ``Did you mean "…"?``, or blank when nothing is near.
    """
    return _nearest(value, {word.casefold().replace("_", "-"): word for word in known}, NEAR_ENOUGH)


def nearest_id(value: str, known: Iterable[str]) -> str:
    """Suggest what a mistyped id may have meant, as `nearest`; not one of another number, which is another thing.

    Parameters
    ----------
    value, known
        As `nearest` takes them.
    """
    shape = _DIGIT.sub("0", value)
    others = {one.casefold().replace("_", "-"): one for one in known if _DIGIT.sub("0", one) != shape}
    return _nearest(value, others, VERY_NEAR)


def _nearest(value: str, folded: Mapping[str, str], cutoff: float) -> str:
    written = value.casefold().replace("_", "-").replace(" ", "-")
    close = get_close_matches(written, folded, n=1, cutoff=cutoff)
    return tell('Did you mean "{word}"?', word=folded[close[0]]) if close else ""


def write_latin(entry: str) -> str:
    """Write Cyrillic letters that look like Latin ones as these."""
    return entry if entry.isascii() else entry.translate(_ALIKE)


def hint_several(entry: str, known: Callable[[str], object], *, listed: bool) -> str:
    """Recognise several good entries with other signs between; blank when it is not several of them.

    Parameters
    ----------
    entry
        As it stands in the cell, or between the semicolons of a list.
    known
        Whether a part of it is one that may stand there, perhaps in other words.
    listed
        Whether the column holds lists.
    """
    parts = [part for part in _PARTING.split(entry) if part and bare(part) not in list_words("between")]
    if len(parts) < 2 or not all(map(known, parts)):  # noqa: PLR2004 - one is not several
        return ""
    return BY_SEMICOLONS if listed else ONE_ONLY


def hint_term(entry: str, terms: Collection[str], labels: Mapping[str, str], *, listed: bool) -> str:
    """Suggest a term: one in other capitals or a label in one of our languages, else the nearest.

    Parameters
    ----------
    entry
        As it stands in the cell.
    terms
        Those that there are.
    labels
        What they are called, as `known_words.list_labels` gives it.
    listed
        Whether the column holds lists.
    """
    folded = {term.casefold(): term for term in terms}
    if alike := folded.get(entry.casefold()):
        return tell("Capitals count here; write {text}.", text=alike)
    if (term := labels.get(bare(entry))) in terms and term is not None:
        return tell('Did you mean "{word}"?', word=term)
    several = hint_several(entry, lambda part: part.casefold() in folded or bare(part) in labels, listed=listed)
    answer = hint_yes_no(entry) if not set(terms).isdisjoint(_find_answers(entry)) else ""
    return several or answer or nearest(entry, terms)


def hint_country(entry: str, *, listed: bool = False) -> str:
    """Suggest the code for an alpha-2 code, one in small letters, or a name in one of our languages."""
    if code := _code_of(entry):
        alike = code == entry.upper()
        return tell("Capitals count here; write {text}.", text=code) if alike else tell("Write {text}.", text=code)
    if several := hint_several(entry, lambda part: part.isupper() and _code_of(part), listed=listed):
        return several
    return _nearest(fold(entry), list_countries(), VERY_NEAR) if len(entry) >= FEWEST_LETTERS else ""


def _code_of(entry: str) -> str:
    """Find the alpha-3 code that is meant; blank when it is not clear."""
    codes = alpha_2_codes()
    if entry.upper() in codes:
        return entry.upper()
    short = [code for code, alpha_2 in codes.items() if alpha_2 == entry.upper()]
    return short[0] if short else list_countries().get(bare(entry), "")


def hint_time(entry: str) -> str:
    """Recognise what spreadsheets and people make of times of day."""
    if bare(entry) in list_words("always"):
        return tell("Around the clock is 00:00 to 24:00.")
    if _TWO_TIMES.fullmatch(entry):
        return tell("Two times stand here; opens and closes have a column each.")
    if _PART_OF_DAY.fullmatch(entry):
        return tell("A spreadsheet seems to have turned a time into a part of a day; format the cell as text.")
    text = entry.replace("\uff1a", ":")
    found = _SHORT_TIME.fullmatch(text) or _RUN_TOGETHER.fullmatch(text) or _WHOLE_HOUR.fullmatch(text)
    if not found:
        return ""
    told = found.groupdict()
    hour, half = int(told["hour"]), (told.get("half") or "")[:1].casefold()
    if half and not 1 <= hour <= _HALF_DAY:
        return ""
    hour = hour % _HALF_DAY + _HALF_DAY * (half == "p") if half else hour
    clock = f"{hour:02}:{told.get('minute') or '00'}"
    return tell("Write {text}.", text=clock) if TIME_OF_DAY.fullmatch(clock) else ""


def hint_address(entry: str) -> str:
    """Recognise addresses without their beginning, with a wrong one, several, or with blanks."""
    if len(re.findall(r"https?://", entry)) > 1:
        return tell("Several web addresses stand here; a cell holds one.")
    if found := _INSIDE.fullmatch(entry):
        return tell("Write {text}.", text=found[1] or found[2])
    if found := _DOI.fullmatch(entry):
        return tell("Write {text}.", text=f"https://doi.org/{found['doi']}")
    if re.match(r"https?://\S+\s", entry):
        return tell("A web address has no blanks; a blank in it is written %20.")
    rest = _BEGINNING.sub("", entry, count=1)
    if _ADDRESS.fullmatch(rest) and not _OWN_FILE.fullmatch(rest) and "@" not in rest:
        return tell("Write {text}.", text=f"https://{rest}")
    return ""


def hint_yes_no(entry: str) -> str:
    """Recognise other words and signs for yes and no."""
    words = _find_answers(entry)
    return tell("Write {text}.", text=words[0]) if len(words) == 1 else ""


def _find_answers(entry: str) -> list[str]:
    text = bare(entry.strip(" !.=").replace(",0", "").replace(".0", ""))
    return [word for word in ("yes", "no") if text in list_answers(word)]


def hint_zone(entry: str, zones: Collection[str]) -> str:
    """Suggest the zone of a city; a difference of hours names none."""
    if _ZONE_AS_NUMBER.fullmatch(entry):
        return tell("Write the name of a zone: a difference of hours does not say when clocks are changed.")
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(zones) if "/" in zone}
    city = cities.get(entry.casefold().replace(" ", "_"))
    if city is not None:
        return tell('Did you mean "{word}"?', word=city)
    return _nearest(entry, {zone.casefold().replace("_", "-"): zone for zone in zones}, VERY_NEAR)


def hint_id(entry: str) -> str:
    """Suggest an id of the same letters; not where numbers are in it, as "V 02" may be V02 or V-02."""
    if any(map(str.isdigit, entry)) or len(entry.split()) > MOST_WORDS:
        return ""
    text = re.sub(r"[\s_–—/\u2011]+", "-", fold(entry) if not entry.isascii() else entry).strip("-.")
    plain = re.fullmatch(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*", text)
    return tell("Write letters a-z, digits and hyphens only, such as {text}.", text=text) if plain else ""
