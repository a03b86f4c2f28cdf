"""Sources and exports as text for the first document: the tables, and where each file is read without a session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from panels.document.fields import write_tabs
from panels.export.choices import read_only, write_choices
from panels.export.files import FORMS, HEIGHT_PX, WIDTH_PX
from panels.export.request import draft_request, name_groups, refuse, write_form, write_selection
from panels.sources.editions import PART, name_parts
from panels.sources.page import (
    choose_table,
    table_title,
    write_check_report,
    write_freshness,
    write_sources,
    write_table,
)
from panels.ui.address import read_all, read_last
from panels.ui.render import render
from panels.view import read_query

if TYPE_CHECKING:
    import datetime as dt

    from panels.document.fields import Fields
    from panels.reader import Reader


def write_sources_page(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    """Write how new the tables are, the check report, the table that is asked for, and every source."""
    catalogue, language = reader.catalogue, reader.language
    part, tabs = write_tabs("tab", language.text("Part of the page"), name_parts(language), language)
    fields.covers = part == PART
    name = choose_table(catalogue, language, fields.ask)
    return render(
        "document/sources.html",
        language,
        tabs=tabs,
        freshness=write_freshness(catalogue, language, today.date()),
        report=write_check_report(catalogue, language),
        title=table_title(catalogue, language, name),
        table=write_table(catalogue, language, name, catalogue.tables[name]),
        sources=write_sources(catalogue, language),
    )


def write_export(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    """Write what is selected, the forms it can be taken away in, and the tables, which need no session."""
    del today
    catalogue, language = reader.catalogue, reader.language
    fields.covers = not read_last("story")
    view, only = read_query(read_all(), reader.codes), read_only(reader)
    view = replace(view, site=only) if only else view
    request = draft_request(reader, view, only_site=bool(only), story_id=read_last("story"))
    alone = language.text("Only {name}", name=request.selection.title) if only else ""
    names = {name: table_title(catalogue, language, name) for name in catalogue.tables}
    return render(
        "document/export.html",
        language,
        choices=write_choices(reader, view),
        contents=alone or language.text("What is selected on the map"),
        size=(WIDTH_PX, HEIGHT_PX),
        selection=write_selection(request, view),
        groups=[
            (title, [write_form(request, form, refuse(request, form)) for form in FORMS if form.group == group])
            for group, title in name_groups(language).items()
        ],
        tables=language.by_name(names),
    )
