"""What the cells of a source must be that let it be found and checked again: its copy, its passage, its hash."""

from __future__ import annotations

import re
from typing import Final

from geo.messages import tell
from geo.tables.word_hints import hint_address

MOST_WORDS: Final = 25
"""Of a passage: as much as is needed to check a figure, and as little as may be cited."""
HASH_DIGITS: Final = 64
_HASH: Final = re.compile(rf"sha256:[0-9a-f]{{{HASH_DIGITS}}}")
_ABOUT_HASH: Final = re.compile(r"(?:(?:sha|SHA)[-_ ]?256)?[\s:=*-]*(?P<digits>[0-9A-Fa-f]+)")
_OTHER_HASHES: Final = {32: "MD5", 40: "SHA-1", 96: "SHA-384", 128: "SHA-512"}
_BASE_64: Final = re.compile(r"sha256-[A-Za-z0-9+/]{43}=")
_WITHOUT_BLANKS: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Letters of scripts that put no blanks between words."""
_LETTERS_OF_WORD: Final = 2
_INSECURE: Final = "http://"


def is_secure(entry: str) -> bool:
    """Say whether an address begins with https, so that what comes from it cannot be changed on the way."""
    return entry.startswith("https://")


def hint_secure(entry: str) -> str:
    """Suggest the address with https://, where one begins with http:// or with nothing."""
    if entry.lower().startswith(_INSECURE):
        return tell("Write {text}.", text=f"https://{entry[len(_INSECURE) :]}")
    return hint_address(entry)


def count_words(text: str) -> int:
    """Count the words of a passage.

    Returns
    -------
    count
        Parts between blanks that hold a letter or digit; of Chinese and Japanese, which have no blanks, two letters
        count as one word. 0 for a blank text.
    """
    crowded = len(_WITHOUT_BLANKS.findall(text))
    rest = _WITHOUT_BLANKS.sub(" ", text).split()
    return -(-crowded // _LETTERS_OF_WORD) + sum(any(map(str.isalnum, part)) for part in rest)


def is_short(entry: str) -> bool:
    """Say whether a passage has no more words than may be cited."""
    return count_words(entry) <= MOST_WORDS


def hint_passage(entry: str) -> str:
    """Say how long a passage is."""
    return tell("It has {n} words; keep those that say the figure.", n=count_words(entry))


def is_hash(entry: str) -> bool:
    """Say whether a text is a SHA-256 as the tables write it."""
    return _HASH.fullmatch(entry) is not None


def hint_hash(entry: str) -> str:
    """Recognise a SHA-256 written otherwise, and sums of other kinds."""
    if _BASE_64.fullmatch(entry):
        return tell("Write the 64 digits 0-9 and a-f, as `sha256sum` prints them.")
    found = _ABOUT_HASH.match(entry)
    digits = found["digits"].lower() if found else ""
    rest = entry[found.end() :] if found else entry
    if len(digits) == HASH_DIGITS and (not rest or rest[0].isspace()):
        return tell("Write {text}.", text=f"sha256:{digits}")
    if not rest and (kind := _OTHER_HASHES.get(len(digits))):
        return tell("It has {n} digits, as a sum of the kind {kind}; make one of the kind SHA-256.",
                    n=len(digits), kind=kind)  # fmt: skip
    if digits and not rest:
        return tell("It has {n} digits; a SHA-256 has 64.", n=len(digits))
    return ""
