"""`/share`: what a reader may take along of a view: its link, the code of its embed, a QR code, a sentence to cite."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlencode

from geo.exports.citation import Reading
from geo.exports.citation_forms import write_sentence
from geo.language import list_languages, load_language
from panels.brief.paper import draw_code
from panels.data import edition_now
from panels.embeds.addresses import find_embed
from panels.embeds.oembed import JSON, write_frame
from panels.open_data.answers import EDITION, answer, refuse
from panels.open_data.citing import ABOUT_THE_ANSWER, cite_page, write_path
from panels.open_data.parameters import APPENDED, read_leniently, split_address
from panels.settings import ANCESTORS, embed_ancestors
from panels.shell.titles import list_titles
from panels.ui.address import reaches_others, site_root
from panels.ui.shown_edition import DRAFT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from geo.language import Language
    from panels.embeds.addresses import Found
    from panels.open_data.citing import Cited, NameCited
    from panels.reader import Reader

LONGEST: Final = 2000
FORMS: Final = (("BibTeX", "bibtex"), ("RIS", "ris"), ("CSL-JSON", "csl"))
"""Forms of a citation for programs, as they are called and as `/cite` calls them."""
NOT_SHARED: Final = ("lang", "v", "key", "role", *APPENDED)
"""Parameters that are the sender's own, say by which link the sender came, or are written again by this answer."""


def answer_share(name_cited: NameCited, request: Request, reader: Reader) -> Response:
    """Answer with all that may be shared of a view; `name_cited` names what its address shows.

    Notes
    -----
    `of` is the address of the view below the app's, `in` the language that the link shall name; without it the link
    opens in the language of who gets it. `scheme` is that of the browser: behind a proxy the server does not know it.
    """
    query = {name: values[-1] for name, values in parse_qs(request.url.query).items()}
    page, asked = split_address(query.get("of", "")[:LONGEST])
    if page not in list_titles(reader.language):
        return refuse(404, "No such view", "of is the address of a page of this map, below the map's own.")
    scheme = query.get("scheme", "")
    root = site_root(scheme if scheme in {"http", "https"} else request.url.scheme, request.url.netloc)
    code = query.get("in", "")
    named = code if code in list_languages() else ""
    fields = {name: values for name, values in read_leniently(asked).items() if name not in NOT_SHARED}
    draft = bool(DRAFT.fullmatch(fields.get(EDITION, [""])[-1]))
    if named:
        fields["lang"] = [named]
    address = root + page + (f"?{urlencode(fields, doseq=True)}" if fields else "")
    if draft:
        told = _tell_of_draft(address, reader.language, named)
    else:
        of_view = {name: fields[name] for name in fields if name not in ABOUT_THE_ANSWER}
        cited = name_cited(page, of_view, reader.language)
        told = _tell(address, find_embed(address, reader, root), root, reader, named)
        told |= _cite(page, fields, cited, root, reader) if cited else {}
    return answer(request, json.dumps(told, ensure_ascii=False).encode(), JSON, "Accept-Language")


def _tell_of_draft(address: str, language: Language, named: str) -> dict[str, Any]:
    """Give the link of a draft and say who can open it; it is not embedded, cited or shown as a code."""
    _ = language.text
    warning = _(
        "This is a draft. The link opens it only for its author and for those who approve, once they have signed in; "
        "everybody else sees the newest edition. It can be cited when it is published."
    )
    return {
        "link": address,
        "named": named,
        "languages": _list_choices(language),
        "warning": warning,
        "words": {**list_words(language), "warning": _("Draft")},
    }


def _list_choices(language: Language) -> list[list[str]]:
    own = ["", language.text("the reader's own")]
    return [own, *([one, load_language(one).own_name()] for one in list_languages())]


def _tell(address: str, found: Found | None, root: str, reader: Reader, named: str) -> dict[str, Any]:
    language, edition = reader.language, edition_now(reader.catalogue)
    _ = language.text
    link = f"{address}{'&' if '?' in address else '?'}v={edition.stamp}"
    frame = write_frame(root + found.path, *found.kind.size, found.title) if found and embed_ancestors() else ""
    why = _("This page has no embed.") if found is None else ""
    if found and not frame:
        why = _("Whoever runs this map has to name the pages that may show it: {setting}", setting=ANCESTORS.name)
    return {
        "link": link,
        "named": named,
        "languages": _list_choices(language),
        "embed": frame,
        "why": why,
        "qr": draw_code(link) if reaches_others(root) else "",
        "words": list_words(language),
    }


def _cite(page: str, query: Mapping[str, Sequence[str]], cited: Cited, root: str, reader: Reader) -> dict[str, Any]:
    """Cite a view: in a sentence with its primary sources, and as files for programs that keep references."""
    catalogue, language = reader.catalogue, reader.language
    kept = {name: list(query[name][-1:]) for name in (EDITION, "lang") if query.get(name)}
    address = root + write_path(page, cited.query | kept)
    reading = Reading(address, edition_now(catalogue).date, language)
    citation = cite_page((catalogue, reader.entries), page, cited, reading)
    asked = {"page": page} | cited.query | kept | {"lang": language.code}
    return {
        "title": citation.title,
        "citation": write_sentence(citation, language),
        "references": [[label, f"{root}cite?{urlencode({**asked, 'f': form}, doseq=True)}"] for label, form in FORMS],
    }


def list_words(language: Language) -> dict[str, str]:
    """List every text of the dialogue."""
    _ = language.text
    return {
        "link": _("Link"),
        "language": _("Language of the link"),
        "embed": _("Code for a page of your own"),
        "qr": _("QR code of the link"),
        "citation": _("Sentence to cite it by"),
        "copy": _("Copy"),
        "copied": _("Copied"),
        "close": _("Close"),
    }
