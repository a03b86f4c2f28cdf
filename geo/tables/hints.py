"""What may help with any cell that breaks its rule: signs around it, words for blanks, errors of spreadsheets.

Each hint that proposes what to write keeps it under ``text`` or ``word``, so that it can be held against the rule of
the cell.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from geo.messages import Message, tell
from geo.tables.word_hints import write_latin

if TYPE_CHECKING:
    from collections.abc import Callable

    Holds = Callable[[str], bool]

PROPOSED: Final = ("text", "word")
# What people and programs write where nothing is known, in the languages of the app.
UNKNOWN: Final = frozenset({
    "n/a", "n.a.", "na", "nan", "none", "null", "nil", "unknown", "not known", "-", "–", "—", "--", "---", "…", "...",
    "?", "..", "*", "tbd", "tbc", "t.b.d.", "n.d.", "n. d.", "n/d", "undefined", "<na>", "\\n", "no data",
    "not available", "missing", "empty", "blank", "(blank)", "<blank>", "(empty)", "(null)", "<null>", "yok", "boş",
    "(boş)", "пусто", "(пусто)", "бос", "(бос)", "жоқ", "not applicable", "неприменимо", "1900-01-00", "00.01.1900",
    "0000-00-00", "00.00.0000", "01/00/1900", "1/0/1900", "0/0/0000",
    "veri yok", "bilinmiyor", "нет данных", "н/д", "н.д.", "неизвестно", "белгісіз",
    "дерек жоқ", "мәлімет жоқ",
})  # fmt: skip
# Of these, what programs write for a blank, and people in cells of text: words that can be no text of their own.
STAND_INS: Final = frozenset({
    *(form(word)
      for word in ("null", "nan", "nil", "undefined", "n/a", "n.a.", "<na>", "(null)", "<null>", "n/d", "н/д",
                   "tbd", "tbc", "no data", "veri yok", "нет данных", "дерек жоқ", "мәлімет жоқ")
      for form in (str.lower, str.upper, str.title, str.capitalize)),
    "None", "NONE", "NaN", "N.a.", "N/a", "\\N", "–", "—", "…", "...", "..",
})  # fmt: skip
# What Excel, LibreOffice and Google write for a formula that failed or is not ready, in English, Turkish and Russian.
SPREADSHEET_ERROR: Final = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|PYTHON!|ERROR!"
    r"|GETTING_DATA|BAŞV!|YOK|AD\?|DEĞER!|SAYI/0!|SAYI!|BOŞ!|TAŞMA!|YAYILMA!|HESAPLAMA!|HATA!"
    r"|ССЫЛКА!|ССЫЛ!|Н/Д|ИМЯ\?|ЗНАЧ!|ДЕЛ/0!|ЧИСЛО!|ПУСТО!|ПЕРЕНОС!|ВЫЧИСЛ!|ОШИБКА!|ERROR|#+)"
    r"|(?:Err|Hata|Ошибка|Қате):[0-9]{3}|(?:Loading|Yükleniyor|Загрузка|Жүктелуде)(?:\.{3}|…)"
)
_TOO_NARROW: Final = re.compile("#{3,}")
_FORMULA: Final = re.compile(r"=.*[\w)\"].*", re.DOTALL)
_QUOTED: Final = re.compile(r'="(?P<text>[^"]*)"')
_AROUND: Final = "'’‘`\"“”„«»\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff "
_DITTO: Final = re.compile(
    r"[\"”“„″\u3003]|''|,,|-\s?[\"”]\s?-|ditto|do\.|idem|id\.|то же|там же|aynı|сол", re.IGNORECASE
)
_ARABIC_SIGNS: Final = str.maketrans({"\u066b": ".", "\u066c": None})
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


def proposal_of(hint: str) -> str:
    """Give what a hint proposes to write; blank when it proposes nothing."""
    if not isinstance(hint, Message):
        return ""
    direct = next((str(hint.values[name]) for name in PROPOSED if name in hint.values), "")
    inside = (proposal_of(part) for part in hint.values.values() if isinstance(part, Message))
    return direct or next(filter(None, inside), "")


def write_digits(entry: str) -> str:
    """Write the digits of other scripts, and the signs between them, as ours."""
    if entry.isascii() or not any(sign.isdecimal() and not sign.isascii() for sign in entry):
        return entry
    changed = (str(unicodedata.decimal(sign, sign)) if sign.isdecimal() else sign for sign in entry)
    return unicodedata.normalize("NFKC", "".join(changed).translate(_ARABIC_SIGNS))


def undress(entry: str, holds: Holds) -> str:
    """Recognise a good cell in clothes: an apostrophe before it, quotation marks around it, signs that are not seen."""
    plain = re.sub(r"^[−–](?=[0-9])", "-", _UNSEEN.sub("", entry).strip(_AROUND).replace("−", "-"))
    for text in (plain, plain.rstrip(".!:")):
        if text != entry and text and holds(text):
            return tell("Signs around or inside it keep it from being read; write {text}.", text=text)
    digits = write_digits(plain)
    if digits != plain and holds(digits):
        return tell("Write it with the digits 0 to 9: {text}.", text=digits)
    latin = write_latin(plain)
    if latin != plain and holds(latin):
        return tell("Some of its letters are Cyrillic and only look Latin; write {text}.", text=latin)
    return ""


def hint_spoilt(entry: str, holds: Holds) -> str:
    """Recognise what a spreadsheet has left in place of a value: an error, a formula, or signs of a narrow column."""
    if _TOO_NARROW.fullmatch(entry):
        return tell("The column was too narrow to show what stands here; widen it, and save the file again.")
    if SPREADSHEET_ERROR.fullmatch(entry):
        return tell("A formula of a spreadsheet has failed here; write the value.")
    if (found := _QUOTED.fullmatch(entry)) and holds(found["text"]):
        return tell("Signs around or inside it keep it from being read; write {text}.", text=found["text"])
    return tell("A formula stands here, not its result; write the value.") if _FORMULA.fullmatch(entry) else ""


def hint_ditto(entry: str) -> str:
    """Recognise signs and words that stand for what the row above says."""
    if not _DITTO.fullmatch(entry):
        return ""
    return tell("It stands for what the row above says; write that here as well.")


def hint_blank(entry: str) -> str:
    """Recognise a word for what is not known, where a cell may be blank; quotation marks around nothing are none."""
    if entry.casefold() not in UNKNOWN and entry in {"''", '""', "``", "“”"}:
        return tell("Leave the cell blank when this is not known.")
    return tell("Leave the cell blank when this is not known.") if entry.casefold() in UNKNOWN else ""
