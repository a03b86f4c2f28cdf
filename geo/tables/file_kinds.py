"""What a file is, by its first bytes, when it has the name of a table but is not CSV."""

from __future__ import annotations

import codecs
import re

from geo.messages import tell

LOOKED_AT = 65_536
MOST_CONTROLS = 0.02
MOST_ZEROS = 0.5
MOST_NULS = 0.2
"""Separators, digits and line ends have a zero beside them in any script that takes two bytes a letter."""
ALWAYS_ZERO = 0.9
"""The upper two of four bytes are used by hardly any letter."""
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF_32_MARKS = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")

_WORKBOOK = tell("The file is an Excel workbook (.xlsx), not a CSV file.")
_OLD_WORKBOOK = tell("The file is an Excel workbook (.xls), not a CSV file.")
_LOCKED = tell("The file is a workbook with a password, not a CSV file.")
_OPEN_WORKBOOK = tell("The file is an OpenDocument workbook (.ods), not a CSV file.")
_DOCUMENT = tell("The file is a text document (Word, OpenDocument or RTF), not a CSV file.")
_ARCHIVE = tell("The file is a packed archive, not a CSV file.")
_PICTURE = tell("The file is a picture, not a CSV file.")
_PAGE = tell("The file is a web page, not a CSV file.")
_PDF = tell("The file is a PDF document, not a CSV file.")
_DATABASE = tell("The file is a database, not a CSV file.")
_XML = tell("The file is written in XML, not a CSV file.")
_JSON = tell("The file is written in JSON, not a CSV file.")
_POINTER = tell("The file only points to a table that was not fetched (Git LFS).")
_SQL = tell("The file is written in SQL, not a CSV file.")
CHANGES = tell("The file lists changes of a table (diff), not the table.")
_SETTINGS = tell("The file holds settings or data in TOML, not a CSV file.")
_EXCHANGE = tell("The file is an older exchange format of spreadsheets (SYLK or DIF), not a CSV file.")
_NO_TEXT = tell("The file holds no text; it is not a CSV file.")
# What stands first; for the packed formats of offices, what stands further on decides.
_BEGINNINGS = (
    (rb"%PDF", _PDF),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:heic|avif|mif1)|8BPS", _PICTURE),
    (rb"SQLite format 3|.{4}Standard (?:Jet|ACE)|PAR1", _DATABASE),
    (rb"\{\\rtf|%!PS", _DOCUMENT),
    (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)|\x1f\x8b|7z\xbc\xaf|Rar!|\xfd7zXZ|BZh[1-9]|\x28\xb5\x2f\xfd", _ARCHIVE),
    (rb"version https://git-lfs", _POINTER),
)
_PACKED = (
    (rb"opendocument\.spreadsheet", _OPEN_WORKBOOK),
    (rb"opendocument\.text|word/", _DOCUMENT),
    (rb"xl/|Index/.*\.iwa", _WORKBOOK),
)
LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COMMENTS = r"(?:(?:--|/\*)[^\n]*\n\s*)*"
_MARKED_UP = (
    (r"<svg\b|<\?xml[^>]*>\s*(?:<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg\b", _PICTURE),
    (
        r"<(?:!doctype html|html|head|body|table|div|meta|script|style|title|p|h1|center|pre|b|br|span|ul|a|img)\b",
        _PAGE,
    ),
    (r"<\?xml[^>]*>\s*(?:<!DOCTYPE html|<html\b)", _PAGE),
    (r"<!--|MIME-Version:", _PAGE),
    (r"<\?xml|<[A-Za-z][\w:.-]*(?:\s+xmlns|\s*>)", _XML),
    (r"\[\[?[\w.-]+\]\]?[ \t]*\r?\n[ \t]*[\w.-]+[ \t]*=", _SETTINGS),
    (_COMMENTS + r"(?:CREATE|INSERT INTO|DROP|BEGIN|PRAGMA|SET|START TRANSACTION|COPY)\b[^,;|\t]*[ (;]", _SQL),
    (r"ID;P[A-Z]|TABLE\r?\n0,1", _EXCHANGE),
    (r"diff --git |Index: \S+\n|--- \S+.*\n\+\+\+ |@@ -[0-9]+", CHANGES),
    (r"\{\s*(?:[\"']|\})|\[\s*[\[{\"'\]]", _JSON),
)
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f\x7f\0]")


def name_kind(head: bytes) -> str:
    """Name what a file is when it is no text in rows.

    Parameters
    ----------
    head
        The first `LOOKED_AT` bytes of the file, or all of them.

    Returns
    -------
    sentence
        Blank when it may be a CSV file.
    """
    for beginning, kind in _BEGINNINGS:
        if re.match(beginning, head.lstrip(b"\r\n") if kind is _PDF else head, re.DOTALL):
            return _name_packed(head) if kind is _ARCHIVE else kind
    if head.startswith(COMPOUND):
        return _name_compound(head)
    encoding = find_wide_encoding(head)
    if not encoding and _looks_binary(head):
        return _NO_TEXT
    text = head[:4096].decode(encoding or "utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    return next((kind for start, kind in _MARKED_UP if re.match(start, text, re.IGNORECASE | re.DOTALL)), "")


def find_wide_encoding(head: bytes) -> str:
    """Find out whether letters take two or four bytes each, marked so or not.

    Returns
    -------
    encoding
        ``utf-16``, ``utf-32``, or one of them with its order of bytes (``utf-16-le``); blank when none of them.
    """
    if head.startswith(UTF_32_MARKS):
        return "utf-32"
    if head.startswith(UTF_16_MARKS):
        return "utf-16"
    for name, bytes_each, enough in (("utf-32", 4, ALWAYS_ZERO), ("utf-16", 2, MOST_NULS)):
        shares = [_share_of_zeros(head[place:LOOKED_AT:bytes_each]) for place in range(bytes_each)]
        half = bytes_each // 2
        for order, high, low in (("le", shares[half:], shares[0]), ("be", shares[:half], shares[-1])):
            if min(high) > enough and low < MOST_NULS / 4:
                return f"{name}-{order}"
    return ""


def _share_of_zeros(head: bytes) -> float:
    return head.count(0) / len(head) if head else 0.0


def _name_packed(head: bytes) -> str:
    """Tell the formats of offices from other archives; all are ZIP files."""
    if not head.startswith(b"PK"):
        return _ARCHIVE
    return next((kind for inside, kind in _PACKED if re.search(inside, head, re.DOTALL)), _ARCHIVE)


def _name_compound(head: bytes) -> str:
    """Tell the older formats of offices from each other."""
    if "WordDocument".encode("utf-16-le") in head:
        return _DOCUMENT
    return _LOCKED if LOCKED_PART in head else _OLD_WORKBOOK


def _looks_binary(head: bytes) -> bool:
    """Ask whether the bytes are no text: not UTF-8 and full of control characters, or mostly zeros."""
    if head.count(0) > MOST_ZEROS * len(head):
        return True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return len(_CONTROLS.findall(head)) > MOST_CONTROLS * len(head)
    return False
