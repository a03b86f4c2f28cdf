"""`/report-form`: the form of a report as a document of its own, which a browser keeps for where there is no network.

It holds nothing but what the tables of readers hold: columns, their meaning and what may stand in them. What is written
stays in the browser; the page that saves it finds it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse
from starlette.routing import Route

from panels.data import read_data
from panels.edit.form_script import write_form_script
from panels.open_data.answers import choose_for, refuse
from panels.settings import editing_on
from panels.ui.address import REPORT_FORM, base_path
from panels.ui.render import render
from panels.web.styles import report_styles

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.dictionary import Column

MOST_CHOICES: Final = 80
"""Of ids: a longer list is offered while somebody types."""


def report_routes() -> list[Route]:
    """Write the route, below whatever path the server is given."""
    return [Route(f"{base_path()}/{REPORT_FORM}", show_form)]


async def show_form(request: Request) -> Response:
    """Answer with the form, where the tables are edited."""
    if not editing_on():
        return refuse(404, "No such page", "The tables are not changed here.")
    language = choose_for(request.scope)
    catalogue = (await run_in_threadpool(read_data))[0]
    return HTMLResponse(
        await run_in_threadpool(write_form, catalogue, language),
        headers={"cache-control": "no-cache", "vary": "Accept-Language"},
    )


def write_form(catalogue: Catalogue, language: Language) -> str:
    """Write the document."""
    from geo.editing.pictures import MAX_BYTES  # noqa: PLC0415 - only where editing is on
    from geo.editing.visit_report import FINDINGS, VISITS  # noqa: PLC0415
    from panels.edit.photographs import MOST  # noqa: PLC0415

    lists: dict[str, list[str]] = {}
    visit, findings = (_list_fields(table, catalogue, language, lists) for table in (VISITS, FINDINGS))
    return render(
        "edit/report_form.html",
        language,
        styles=Markup(report_styles()),  # noqa: S704 - ours
        script=Markup(write_form_script()),  # noqa: S704 - ours
        visit=visit,
        findings=findings,
        finding=language.text("Finding {n}", n="").strip(),
        lists=lists,
        most=MOST,
        bytes=MAX_BYTES,
    )


def _list_fields(
    table: str, catalogue: Catalogue, language: Language, lists: dict[str, list[str]]
) -> list[dict[str, Any]]:
    columns = (one for one in catalogue.dictionary if one.table == table and not one.key)
    return [_write_field(one, catalogue, language, lists) for one in columns]


def _write_field(
    column: Column, catalogue: Catalogue, language: Language, lists: dict[str, list[str]]
) -> dict[str, Any]:
    from panels.edit.columns import describe, label_column, list_options, write_option  # noqa: PLC0415 - as `write_form` says

    options, write = list_options(column, catalogue), write_option(column, catalogue, language)
    chosen = bool(options) and not column.list and (column.type != "id" or len(options) <= MOST_CHOICES)
    name = f"list-{column.refers_to or column.type}".replace(".", "-")
    if options and not chosen:
        lists.setdefault(name, options[1:])
    return {
        "name": column.column,
        "label": label_column(column, language),
        "help": describe(column, language),
        "options": [(one, write(one)) for one in options] if chosen else [],
        "listed": name if options and not chosen else "",
    }
