"""Letters that were destroyed on the way: read in a wrong encoding, or replaced by question marks."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from unicodedata import lookup
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

ENCODINGS = ("cp1252", "cp1254", "cp1251", "cp866", "koi8-r", "mac-cyrillic", "mac-roman")
FEWEST_STRANGE = 3
FEWEST_BESIDE_MARKS = 6
MOST_TIMES = 3  # that one text is read in a wrong encoding

_ADDRESS = re.compile(r"\S+://\S+|www\.\S+|\S+\.[a-z]{2,}/\S*|\S*[?&]\w+=\S*")
# A mark between letters, before a word, or three and more in a row; "Why?" and "(?)" are neither.
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|(?<![^\s\"'(«“])\?+[^\W\d_]|\?{3,}|\ufffd")
_TYPOGRAPHIC = re.compile("[“”‘’«»–—…]")
_WORD = re.compile(r"\S*[^\x00-\x7f]\S*")
_PLAUSIBLE = re.compile(
    r"[\x20-\x7e\u00a0-\u02ff\u0386-\u03ce\u0400-\u04ff\u0531-\u058a\u0600-\u06ff\u10a0-\u10ff\u1e00-\u1eff"
    r"\u2000-\u206f\u20a0-\u20bf\u2100-\u214f\u3000-\u303f\u3400-\u9fff\uac00-\ud7a3]+"
)
_ACCENTED_RUN = re.compile(r"[\u00c0-\u00ff]{4,}")
# As web pages write letters, by name or number, as programs do, and as addresses do.
_CODED = re.compile(
    r"&(?:[A-Za-z]{2,8}|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\N\{[A-Z][A-Z0-9 -]+\}"
    r"|</?(?:p|br|hr|b|i|u|em|strong|div|span|a|t[drh]|table|tbody|[uo]l|li|su[pb]|font|h[1-6]|img)(?:\s[^<>]*)?/?>"
    r"|(?:%[0-9A-Fa-f]{2}){2,}"
)
_BYTES = re.compile("(?:%[0-9A-Fa-f]{2}){2,}")
CODES = ";\\<%"
"""One of these stands in every code."""
_CYRILLIC = re.compile(r"[\u0410-\u044f\u0401\u0451]+")


def has_lost_letters(text: str) -> bool:
    """Ask whether question marks stand where letters were."""
    return "?" in text and _LOST.search(_ADDRESS.sub(" ", text)) is not None


def repair_letters(text: str) -> str:
    """Repair a text that was read in a wrong encoding: ``KapÄ±kule`` was ``Kapıkule``.

    Returns
    -------
    repaired
        Blank when nothing of it was read in a wrong encoding.
    """
    if text.isascii():
        return ""
    repaired = text
    for _ in range(MOST_TIMES):
        before = repaired
        repaired = _WORD.sub(lambda found: _repair_word(found[0]) or found[0], before)
        if repaired == before:
            break
    return repaired if repaired != text else ""


def read_rightly(texts: Iterable[str]) -> bool:
    """Ask whether no word of many texts was read in a wrong encoding; equal words are looked at once."""
    words = {word for text in texts if not text.isascii() for word in text.split() if not word.isascii()}
    return not any(map(_repair_word, words))


def _repair_word(word: str) -> str:
    """Repair one word; blank when nothing is wrong with it."""
    for encoding in ENCODINGS:
        raw = _bytes_of(word, encoding)
        if raw is None:
            continue
        try:
            read = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        # Two letters such as "Р»" at the end of a quotation may be right by themselves.
        strange = sum(not letter.isascii() for letter in word)
        sure = strange >= FEWEST_STRANGE or any(letter.isascii() and letter.isalnum() for letter in word)
        if encoding == "mac-roman" and _TYPOGRAPHIC.search(word) and strange < FEWEST_BESIDE_MARKS:
            continue  # “Étude is right as it stands
        if sure and not _PLAUSIBLE.fullmatch(read):
            read = _repair_word(read)
        if sure and read:
            return read
    if run := _ACCENTED_RUN.search(word):
        read = run[0].encode("latin-1").decode("cp1251", errors="replace")
        if _CYRILLIC.fullmatch(read):
            return word.replace(run[0], read)
    return ""


def _bytes_of(word: str, encoding: str) -> bytes | None:
    """Write a word in an encoding; what has no letter there stands for its own byte. None when it cannot be."""
    raw = bytearray()
    for letter in word:
        try:
            raw += letter.encode(encoding)
        except UnicodeEncodeError:
            if not "\x80" <= letter <= "\x9f":
                return None
            raw.append(ord(letter))
    return bytes(raw)


def has_codes(entry: str) -> bool:
    """Say whether a text holds codes of letters, of web pages or of programs; an address may hold an & too, and a %."""
    return _CODED.search(_ADDRESS.sub(" ", entry) if "%" in entry else entry) is not None


def decode_codes(entry: str) -> str:
    """Write letters for their codes, and a blank for the marks of a web page."""
    if _BYTES.search(entry):
        entry = unquote(entry)
    return " ".join(_CODED.sub(_letter_of, entry).split())


def _letter_of(code: re.Match[str]) -> str:
    """Give the letter of a code: by its name or number, or of four or two hexadecimal digits."""
    written, digits = code[0], code[0][2:]
    if written.startswith("<"):
        return " "
    if written.startswith("\\N"):
        return _letter_of_name(written[3:-1])
    return unescape(written) if written.startswith("&") else chr(int(digits, 16))


def _letter_of_name(name: str) -> str:
    """Give the letter of a name in Unicode; the name itself when Unicode has no such letter."""
    try:
        return lookup(name)
    except KeyError:
        return name
