"""`/embed/…`: light pages for frames in pages of others, and the files that they fetch; `/oembed` and `/share`."""

from __future__ import annotations

import json
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.responses import HTMLResponse
from starlette.routing import Route

from geo.documents.materials import write_edition
from panels.data import edition_now, read_named
from panels.embeds.asked import Asked
from panels.embeds.discovery import oembed_link
from panels.embeds.files import keep_styles, read_file
from panels.open_data.answers import (
    EDITION,
    answer,
    choose_for,
    keep_edition,
    read_edition,
    refuse,
    refuse_edition,
    wants_page,
)
from panels.open_data.parameters import knowing, read_leniently, split_address
from panels.reader import Reader
from panels.timing import now_ms
from panels.ui.address import EMBED, base_path, site_root
from panels.ui.render import render
from panels.ui.shown_edition import DRAFT
from panels.view import list_codes
from panels.web.streamlit_paths import without_session

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from panels.open_data.citing import NameCited

HTML = "text/html; charset=utf-8"
NOW = "now"
"""What the server's time is called where a script reads it of its own page (W3C Server Timing), in ms since 1970."""
OF_OEMBED = ("url", "format", "maxwidth", "maxheight", "lang", "dnt")
"""`dnt` ("do not track") is what WordPress adds; no reader is followed here."""
OF_SHARE = ("of", "in", "scheme", "lang")


def embed_routes(name_cited: NameCited) -> list[Route]:
    """Write the routes, below whatever path the server is given; `name_cited` names what an address shows."""
    base = base_path() + EMBED
    return [
        Route(f"{base}files/{{folder}}/{{file}}", read_file),
        Route(f"{base}pictures/{{version}}/{{story}}/{{number}}-{{code}}.svg", draw_picture),
        Route(f"{base}{{kind}}", show_embed),
        Route(f"{base}{{kind}}/{{ident}}", show_embed),
        Route(f"{base}{{rest:path}}", show_nothing),
        Route(f"{base_path()}/oembed", describe_embed, middleware=knowing(*OF_OEMBED)),
        Route(f"{base_path()}/share", partial(describe_share, name_cited), middleware=knowing(*OF_SHARE)),
    ]


@lru_cache(maxsize=1)
def declare_components() -> None:
    """Import what pages import: map, chart and card declare components, which Streamlit takes once the server runs."""
    with without_session():
        from panels.embeds import kinds, sharing  # noqa: F401, PLC0415 - imported for what they import


def draw_picture(request: Request) -> Response:
    """Answer with the drawing of a stop of a story."""
    declare_components()
    from panels.embeds.story import read_picture  # noqa: PLC0415 - as `declare_components` says

    return read_picture(request)


def describe_embed(request: Request) -> Response:
    """Answer how an address of ours is embedded (oEmbed)."""
    declare_components()
    from panels.embeds.oembed import answer_oembed  # noqa: PLC0415 - as `declare_components` says

    reader = read_reader(request, edition_of(request, "url"))
    return answer_oembed(request, reader) if reader else refuse_edition()


def describe_share(name_cited: NameCited, request: Request) -> Response:
    """Answer with what may be shared of a view."""
    declare_components()
    from panels.embeds.sharing import answer_share  # noqa: PLC0415 - as `declare_components` says

    edition = edition_of(request, "of")
    reader = read_reader(request, "" if DRAFT.fullmatch(edition) else edition)  # nothing of a draft is said here
    return answer_share(name_cited, request, reader) if reader else refuse_edition()


def show_embed(request: Request) -> Response:
    """Answer with an embed; with 404, in the reader's language, where there is no such thing."""
    declare_components()
    from panels.embeds.kinds import KINDS  # noqa: PLC0415 - as `declare_components` says

    asked = read_asked(request)
    name = request.path_params["kind"]
    kind = KINDS.get(name)
    if asked is None or kind is None or not kind.name(asked):
        return show_nothing(request)
    embed, root = kind.write(asked), site_root(request.url.scheme, request.url.netloc)
    address = keep_edition(root + request.url.path.removeprefix(base_path()).strip("/"), request.scope)
    page = render(
        "embed/page.html",
        asked.reader.language,
        kind=name,
        embed=embed,
        theme=asked.theme,
        up="../" if asked.ident else "",
        styles=keep_styles(name),
        edition=write_edition(edition_now(asked.reader.catalogue), asked.reader.language),
        discovery=oembed_link(root, address, embed.title),
        data=write_json(embed.data) if embed.data is not None else "",
    )
    answered = answer(request, page.encode(), HTML, "Accept-Language")
    if embed.ticking:
        answered.headers["server-timing"] = f'{NOW};desc="{now_ms()}"'
    return answered


def edition_of(request: Request, name: str) -> str:
    """Read which edition an address names that stands in a parameter; blank for the newest."""
    address = read_leniently(request.url.query).get(name, [""])[-1]
    return read_leniently(split_address(address)[1]).get(EDITION, [""])[-1]


def read_reader(request: Request, edition: str) -> Reader | None:
    """Read data and language of an answer; None where the edition is not kept."""
    named = read_named(edition)
    if named is None:
        return None
    catalogue, entries = named
    return Reader(catalogue, entries, list_codes(catalogue, entries), choose_for(request.scope))


def read_asked(request: Request) -> Asked | None:
    """Read what an address asks for; None where its edition is not kept."""
    edition = read_edition(request.scope)
    reader = read_reader(request, edition)
    if reader is None:
        return None
    query = read_leniently(request.url.query)
    ident = request.path_params.get("ident", "")
    code = reader.language.code
    lang = code if query.get("lang", [""])[0] == code else ""
    return Asked(reader, ident, query, "../../" if ident else "../", lang, edition)


def show_nothing(request: Request) -> Response:
    """Say that there is no such embed, with a way to the app; to a program, as a problem document."""
    if not wants_page(request.scope):
        refused = refuse(404, "No such embed", f"docs/embeds.md names the embeds, {base_path()}/sitemap.xml the views.")
        refused.headers["vary"] = "Accept"
        return refused
    language = choose_for(request.scope)
    depth = request.url.path.removeprefix(base_path()).count("/")
    root, up = "../" * (depth - 1), "../" * (depth - 2)
    page = render("embed/not_found.html", language, root=root, up=up, styles=keep_styles("story"))
    return HTMLResponse(page, 404, {"cache-control": "no-cache", "vary": "Accept, Accept-Language"})


def write_json(data: Any) -> Markup:  # noqa: ANN401 - whatever a script reads
    """Write data into a page: nothing in it can end its element."""
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))  # noqa: S704
