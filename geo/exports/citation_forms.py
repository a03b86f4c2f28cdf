"""A citation as BibTeX, RIS, CSL-JSON or a sentence."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from geo.dates import parse_edtf
from geo.documents.references import name_source
from geo.exports.citation import AUTHOR, make_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geo.exports.citation import Citation
    from geo.language import Language
    from geo.records.places import Source

NAMED_IN_FULL: Final = 3
"""How many primary sources a sentence names; the others stand at the address."""
_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_UNSAFE_IN_ADDRESS: Final = re.compile(r"[^!#$&'()*+,./0-9:;=?@A-Z\[\]_a-z~%-]")
_ENDS_OF_LINES: Final = re.compile(r"[ \x00-\x1f\x7f\x85\u2028\u2029]+")
_DATE_PARTS: Final = {"day": 3, "month": 2, "year": 1}


def write_bibtex(citation: Citation) -> str:
    """Write a citation as BibTeX: an entry for ours, and one for each document that it rests on."""
    ours = {
        "author": f"{{{_tex(AUTHOR)}}}",
        "title": f"{{{_tex(citation.named)}}}",
        "year": str(citation.issued.year) if citation.issued else "",
        "edition": _tex(citation.edition),
        "url": _address(citation.url),
        "urldate": f"{citation.accessed:%Y-%m-%d}",
        "note": _tex("; ".join(map(name_source, citation.sources))),
        "langid": citation.language,
    }
    entries = [_entry(citation.key, ours)]
    for source in citation.documents:
        told = {
            "author": f"{{{_tex(source.publisher)}}}" if source.publisher else "",
            "title": f"{{{_tex(source.title)}}}",
            "year": str(source.year or ""),
            "url": _address(source.url),
            "urldate": source.accessed,
            "note": _tex("; ".join(list_evidence(source))),
        }
        entries.append(_entry(make_key(source.source_id), told))
    return "\n".join(entries)


def _entry(key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{{key},\n{''.join(lines)}}}\n"


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX)


def _address(url: str) -> str:
    """Write an address as a list of references needs it; blank for what is no web page."""
    if not url.startswith(("http://", "https://")):
        return ""
    return _UNSAFE_IN_ADDRESS.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), url)


def write_ris(citation: Citation) -> str:
    """Write a citation as RIS: a record for ours, and one for each document that it rests on."""
    ours = [
        ("TY", "DATA"),
        ("ID", citation.key),
        ("AU", AUTHOR),
        ("TI", citation.title),
        ("T2", citation.program),
        ("PY", str(citation.issued.year) if citation.issued else ""),
        ("ET", citation.edition),
        ("UR", _address(citation.url)),
        ("Y2", f"{citation.accessed:%Y/%m/%d}"),
        ("LA", citation.language),
        *(("N1", name_source(source)) for source in citation.sources),
    ]
    return "\r\n".join(map(_record, [ours, *map(_of_source, citation.documents)]))


def _of_source(source: Source) -> list[tuple[str, str]]:
    return [
        ("TY", "ELEC" if _address(source.url) else "GEN"),
        ("ID", make_key(source.source_id)),
        ("TI", source.title),
        ("PB", source.publisher),
        ("PY", str(source.year or "")),
        ("UR", _address(source.url)),
        ("Y2", source.accessed.replace("-", "/")),
        *(("N1", said) for said in list_evidence(source)),
    ]


def _record(tags: list[tuple[str, str]]) -> str:
    lines = (f"{tag}  - {_one_line(value)}\r\n" for tag, value in tags if value)
    return f"{''.join(lines)}ER  - \r\n"


def write_csl(citation: Citation) -> str:
    """Write a citation as CSL-JSON: an item for ours, and one for each document that it rests on."""
    issued = [_parts(citation.issued)] if citation.issued else []
    ours: dict[str, Any] = {
        "id": citation.key,
        "type": "dataset",
        "title": citation.title,
        "container-title": citation.program,
        "author": [{"literal": AUTHOR}],
        "issued": {"date-parts": issued},
        "accessed": {"date-parts": [_parts(citation.accessed)]},
        "version": citation.edition,
        "URL": _address(citation.url),
        "language": citation.language,
        "note": "; ".join(map(name_source, citation.sources)),
    }
    items = [ours, *map(_item, citation.documents)]
    return json.dumps(
        [{name: v for name, v in item.items() if v and v != {"date-parts": []}} for item in items],
        ensure_ascii=False,
        indent=1,
    )


def _item(source: Source) -> dict[str, Any]:
    return {
        "id": make_key(source.source_id),
        "type": "webpage" if _address(source.url) else "document",
        "title": source.title,
        "publisher": source.publisher,
        "issued": {"date-parts": [[source.year]] if source.year else []},
        "accessed": {"date-parts": _read_day(source.accessed)},
        "URL": _address(source.url),
        "archive_location": source.archive_url,
        "note": "; ".join(list_evidence(source)),
    }


def list_evidence(source: Source) -> list[str]:
    """List what lets a source be used and checked again: licence, passage, archived copy, hash; as far as recorded."""
    told = (
        ("Licence: ", source.licence),
        ("Passage: ", f"“{source.quoted}”" if source.quoted else ""),
        ("Archived copy: ", source.archive_url),
        ("", source.content_hash),
    )
    return [f"{name}{value}" for name, value in told if value]


def _parts(day: dt.date) -> list[int]:
    return [day.year, day.month, day.day]


def _read_day(edtf: str) -> list[list[int]]:
    if not edtf:
        return []
    period = parse_edtf(edtf)
    day = period.earliest or period.latest
    return [_parts(day)[: _DATE_PARTS[period.precision]]] if day else []


def write_sentence(citation: Citation, language: Language) -> str:
    """Write a citation as a sentence: what, edition, address, day of access, and primary sources, documents first."""
    _ = language.text
    parts = {
        "program": citation.program,
        "edition": citation.edition,
        "address": citation.url,
        "date": language.date(f"{citation.accessed:%Y-%m-%d}"),
    }
    title = citation.title.rstrip(".")
    if title == citation.program:
        told = _("{program}, edition {edition}, {address} (read on {date}).", **parts)
    else:
        told = _("{title}. {program}, edition {edition}, {address} (read on {date}).", title=title, **parts)
    if not citation.sources:
        return _one_line(told)
    documents = citation.documents
    first = (*documents, *(one for one in citation.sources if one not in documents))[:NAMED_IN_FULL]
    named = "; ".join(map(name_source, first))
    more = len(citation.sources) - NAMED_IN_FULL
    if more <= 0:
        rest = _("Primary sources: {sources}.", sources=named)
        return _one_line(f"{told} {rest}")
    rest = language.count(
        "Primary sources: {sources}; and {n} more, which is named there.",
        "Primary sources: {sources}; and {n} more, which are named there.",
        more,
        sources=named,
    )
    return _one_line(f"{told} {rest}")


def _one_line(text: str) -> str:
    return _ENDS_OF_LINES.sub(" ", text).strip()
