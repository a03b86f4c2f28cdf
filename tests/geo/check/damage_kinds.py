"""Kinds of damage that people, spreadsheets and disks do to a table: rows of cells → what the file holds then.

Each gives None where a table has nothing that it could damage.
"""

import csv
import io

BOOK = b"PK\x03\x04\x14\0\0\0\x08\0" + b"[Content_Types].xml" + bytes(30) + b"xl/workbook.xml" + bytes(30)
TEXTS = {"note", "name", "title", "statement", "text", "meaning", "reason", "label", "subject"}


def write(rows, separator=","):
    held = io.StringIO()
    csv.writer(held, delimiter=separator, lineterminator="\n").writerows(rows)
    return held.getvalue()


def one_row(separator, *, wrapped=False):
    def damage(rows, draw):
        at = draw.randrange(1, len(rows))
        line = write(rows[at : at + 1], separator)
        return write(rows[:at]) + (write([[line.strip("\n")]]) if wrapped else line) + write(rows[at + 1 :])

    return damage


def wrapped(separator):
    return lambda rows, _draw: write([[write([row], separator).strip("\n")] for row in rows])


def header(change):
    return lambda rows, _draw: write([change(rows[0]), *rows[1:]])


def misread(encoding):
    def damage(rows, _draw):
        text = write(rows)
        if text.isascii():
            return None
        return "".join(_read(byte, encoding) for byte in text.encode())

    return damage


def _read(byte, encoding):
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


def one_text(change):
    def damage(rows, draw):
        found = [
            (row, place)
            for row in range(1, len(rows))
            for place, heading in enumerate(rows[0])
            if heading in TEXTS and len(cell := rows[row][place]) > 8 and cell[:6].isalpha()
        ]
        if not found:
            return None
        row, place = draw.choice(found)
        return write(put(rows, {(row, place): change(rows[row][place])}))

    return damage


def put(rows, cells):
    return [[cells.get((row, place), cell) for place, cell in enumerate(found)] for row, found in enumerate(rows)]


def positions(change, *, alone=True, apart=0):
    """Change the positions of one row or of all, where there are any and the two numbers are some degrees apart."""

    def damage(rows, draw):
        if "lat" not in rows[0]:
            return None
        lat, lon = rows[0].index("lat"), rows[0].index("lon")
        found = [row for row in range(1, len(rows)) if "." in rows[row][lat] and "." in rows[row][lon]]
        found = [row for row in found if abs(float(rows[row][lat]) - float(rows[row][lon])) >= apart]
        cells = {}
        for row in draw.sample(found, min(1, len(found))) if alone else found:
            cells[row, lat], cells[row, lon] = change(rows[row][lat], rows[row][lon])
        return write(put(rows, cells)) if cells else None

    return damage


def in_minutes(degrees):
    whole = int(float(degrees))
    return f"{whole}°{(float(degrees) - whole) * 60:05.2f}'"


def yes_no(yes, no):
    def damage(rows, _draw):
        places = [
            place for place, heading in enumerate(rows[0]) if heading in {"list", "key", "joined", "both_ways", "back"}
        ]
        cells = {
            (row, place): {"yes": yes, "no": no}[rows[row][place]]
            for row in range(1, len(rows)) for place in places if rows[row][place] in {"yes", "no"}
        }  # fmt: skip
        return write(put(rows, cells)) if cells else None

    return damage


def merged(rows, _draw):
    return write(put(rows, {(row, 0): "" for row in range(3, min(7, len(rows)))})) if len(rows) > 3 else None


def shifted(rows, draw):
    at = draw.randrange(1, len(rows))
    return write([*rows[:at], ["", *rows[at][:-1]], *rows[at + 1 :]])


def cut(rows, draw):
    """Cut the file in the middle of a row, so that a cell is missing at least."""
    at = draw.randrange(1, len(rows))
    line = write(rows[at : at + 1]).encode()
    comma = line.rfind(b",", 0, -2)
    return write(rows[:at]).encode() + line[: draw.randrange(1, max(2, comma))]


def cut_in_lines(rows, _draw):
    torn = [*rows[1][:-1], "one line\nanother, with a comma\nthe en"]
    return write([rows[0], torn])[:-2]


def zeros(rows, draw):
    row = draw.randrange(1, len(rows))
    return write(put(rows, {(row, 0): f"{rows[row][0][:1]}\0{rows[row][0][1:]}"}))


# What leaves every row as it is, told or not.
HARMLESS = {
    "semicolons": lambda rows, _draw: write(rows, ";"),
    "tabs": lambda rows, _draw: write(rows, "\t"),
    "a line that names the separator": lambda rows, _draw: "\ufeffsep=;\r\n" + write(rows, ";"),
    "a mark read as letters": lambda rows, _draw: "ï»¿" + write(rows),
    "old line ends": lambda rows, _draw: write(rows).replace("\n", "\r"),
    "doubled line ends": lambda rows, _draw: write(rows).replace("\n", "\r\r\n"),
    "another order": lambda rows, _draw: write([row[::-1] for row in rows]),
    "blank columns and rows": lambda rows, _draw: write([[*row, "", ""] for row in rows]) + ",,,,\n" * 9,
    "blanks that do not break": lambda rows, _draw: write(rows).replace(" ", "\u00a0"),
    "Turkish words": yes_no("EVET", "Hayır"),
    "Russian words": yes_no("Да", "нет"),
    "Kazakh words": yes_no("Иә", "ЖОҚ"),
    "rows parted by semicolons": lambda rows, _draw: write(rows[:1]) + write(rows[1:], ";"),
    "header parted by semicolons": lambda rows, _draw: write(rows[:1], ";") + write(rows[1:]),
    "one row parted by semicolons": one_row(";"),
    "one row parted by tabs": one_row("\t"),
    "one row in one cell": one_row(",", wrapped=True),
    "each line in one cell": wrapped(","),
    "each line in one cell, by semicolons": wrapped(";"),
    "each line in one cell, by tabs": wrapped("\t"),
    "capitals": header(lambda names: [name.upper() for name in names]),
    "Turkish capitals": header(lambda names: [name.replace("i", "İ").upper() for name in names]),
    "titles": header(lambda names: [name.replace("_", " ").title() for name in names]),
    "a title above": lambda rows, _draw: "List of everything\n\n" + write(rows),
    "groups above": lambda rows, _draw: write([["Identity", *[""] * (len(rows[0]) - 1)], *rows]),
    "header again": lambda rows, _draw: write([*rows[:2], rows[0], *rows[2:]]),
    "two bytes a letter": lambda rows, _draw: write(rows).encode("utf-16-le"),
    "letters read as Western": misread("cp1252"),
    "letters read as Turkish": misread("cp1254"),
    "letters read as Cyrillic": misread("cp1251"),
    "question marks in a text": one_text(lambda text: f"{text[:2]}?{text[3:]}"),
    "a sign that nobody sees": one_text(lambda text: f"{text[:3]}\u00ad{text[3:]}"),
    "a zero in an id": zeros,
    "a note below": lambda rows, _draw: write(rows) + "\nNote: figures of 2023 are preliminary\n",
    "a total below": lambda rows, _draw: write([*rows, ["Итого:", *["5"] * (len(rows[0]) - 1)]]),
    "a column twice": lambda rows, _draw: write([[*row, row[1]] for row in rows]),
}  # fmt: skip
# What takes something away, and is told as one cause.
HARMFUL = {
    "workbook": lambda _rows, _draw: BOOK,
    "web page": lambda _rows, _draw: "<html><body><table></table></body></html>",
    "picture": lambda _rows, _draw: b"\x89PNG\r\n\x1a\n" + bytes(99),
    "PDF": lambda _rows, _draw: b"%PDF-1.7\n%\xe2\xe3",
    "archive": lambda _rows, _draw: b"PK\x03\x04\x14\0\0\0\x08\0visits.csv",
    "nothing": lambda _rows, _draw: "",
    "merged header": header(lambda names: [names[0], "", *names[2:]]),
    "merged cells": merged,
    "no first column": lambda rows, _draw: write([row[1:] for row in rows]),
    "a row moved by one cell": shifted,
    "cut off": cut,
    "cut off in a cell of many lines": cut_in_lines,
    "a text that is too long": one_text(lambda text: text * (40_000 // len(text))),
    "swapped position": positions(lambda lat, lon: (lon, lat), apart=5),
    "lost point": positions(lambda lat, lon: (lat.replace(".", ""), lon.replace(".", "")), alone=False),
    "decimal commas": positions(lambda lat, lon: (lat.replace(".", ","), lon.replace(".", ",")), alone=False),
    "minutes": positions(lambda lat, lon: (in_minutes(lat), in_minutes(lon)), alone=False),
    "older letters": lambda rows, _draw: None if write(rows).isascii() else write(rows).encode("cp1254", "replace"),
}
