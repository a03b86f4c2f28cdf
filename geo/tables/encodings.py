"""Which encoding of one byte a letter a file is written in, by the letters that it would hold."""

from __future__ import annotations

import re
from typing import Final

# As programs name them where a file is opened or saved.
NAMES: Final = {
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "mac-cyrillic": "Mac Cyrillic",
    "cp866": "DOS 866",
    "cp1254": "Windows-1254",
    "mac-turkish": "Mac Turkish",
    "cp1256": "Windows-1256",
    "gb18030": "GB 18030",
}
_SMALL_WORD: Final = re.compile(r"(?:\b|(?<=[а-яё]))[А-ЯЁӘҒҚҢӨҰҮҺІ]?[а-яёәғқңөұүһі]{2,}")
_LATIN: Final = frozenset("çğıöşüÇĞİÖŞÜ")
_SIGNS: Final = frozenset("«»“”„‘’–—…°·é\u00a0")
_WORDS: Final = {
    **dict.fromkeys(("cp1251", "koi8-r", "mac-cyrillic", "cp866"), _SMALL_WORD),
    "cp1256": re.compile("[\u0621-\u064a]{2,}"),
    "gb18030": re.compile("[\u4e00-\u9fff]{2,}"),
}
_MAIL_SIGN: Final = re.compile(rb"\+(?P<letters>[A-Za-z0-9+/]{2,})-?")
_MAIL_LETTERS: Final = re.compile(r"[!-~\u00a0-\u058f\u0600-\u06ff\u10a0-\u10ff\u1e00-\u1eff\u2000-\u22ff]+")
_SURE_MAIL_SIGN: Final = re.compile(rb"(?<=[^\r\n])\+[A-Za-z0-9+/]*[A-Za-z+/][A-Za-z0-9+/]*-?")
_SURE_MAIL_LETTERS: Final = re.compile(r"(?:[^\W\d_a-zA-Z]|[\u2010-\u2026])+")
FEWEST_MAIL_SIGNS: Final = 2
"""Places at which a text in UTF-7 must have letters; a single one may be a telephone number, or an added line."""
FEWEST_LETTERS: Final = 3
"""Signs alone, such as dashes, lie at the same places in several encodings."""
MOST_LOOKED_AT: Final = 20_000
LEAST_SHARE: Final = 0.85
"""Of the letters that are not ASCII, so many must make sense in an encoding for it to be named."""


def name_encoding(raw: bytes) -> str:
    """Name the encoding in which most letters of some bytes make sense.

    Parameters
    ----------
    raw
        What a file holds; lines that are good UTF-8 say nothing and are not looked at.

    Returns
    -------
    name
        Blank when no encoding is surer than the others.
    """
    odd = b"\n".join(line for line in raw.splitlines() if not _is_utf_8(line))[:MOST_LOOKED_AT]
    shares = {name: _share(odd, name) for name in NAMES}
    best = max(shares, key=shares.__getitem__)
    return NAMES[best] if shares[best] >= LEAST_SHARE else ""


def read_utf_7(raw: bytes) -> str | None:
    """Read bytes that are written for old mail programs, as UTF-7: each letter beyond ASCII as ``+`` and a code.

    Parameters
    ----------
    raw
        What a file holds.

    Returns
    -------
    text
        None when they are not such.
    """
    if b"+" not in raw or not raw.isascii():
        return None
    codes = [found[0] for found in _MAIL_SIGN.finditer(raw)]
    alone = len(codes) < FEWEST_MAIL_SIGNS
    if not codes or (alone and not _SURE_MAIL_SIGN.search(raw)):
        return None
    try:
        letters = [code.decode("utf-7") for code in codes]
        form = _SURE_MAIL_LETTERS if alone else _MAIL_LETTERS
        usual = sum(_MAIL_LETTERS.fullmatch(one) is not None and form.fullmatch(one) is not None for one in letters)
        return raw.decode("utf-7") if usual * 2 > len(letters) else None
    except UnicodeDecodeError:
        return None


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _share(raw: bytes, encoding: str) -> float:
    """Give the share of letters beyond ASCII that make sense: words in small letters, or letters of the languages."""
    text = raw.decode(encoding, errors="replace")
    every = [sign for sign in text if not sign.isascii()]
    if not every:
        return 0.0
    words = _WORDS.get(encoding)
    letters = sum(map(len, words.findall(text))) if words else sum(sign in _LATIN for sign in every)
    if letters < FEWEST_LETTERS:
        return 0.0
    return (letters + sum(sign in _SIGNS for sign in every)) / len(every)
