"""Sources and exports as text for the first document: the tables, and where each file is read without a session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from panels.export.choices import read_only, write_choices
from panels.export.files import FORMS
from panels.export.request import draft_request, name_groups, refuse, write_form, write_selection
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
    name = choose_table(catalogue, language, fields.ask)
    return render(
        "document/sources.html",
        language,
        freshness=write_freshness(catalogue, language, today.date()),
        report=write_check_report(catalogue, language),
        title=table_title(catalogue, language, name),
        table=write_table(catalogue, language, name, catalogue.tables[name]),
        sources=write_sources(catalogue, language),
    )


def write_export(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    """Write what is selected, the forms it can be taken away in, and the tables, which need no session."""
    del today, fields
    catalogue, language = reader.catalogue, reader.language
    view, only = read_query(read_all(), reader.codes), read_only(reader)
    view = replace(view, site=only) if only else view
    request = draft_request(reader, view, only_site=bool(only), story_id=read_last("story"))
    names = {name: table_title(catalogue, language, name) for name in catalogue.tables}
    return render(
        "document/export.html",
        language,
        choices=write_choices(reader, view),
        selection=write_selection(request, view),
        groups=[
            (title, [write_form(request, form, refuse(request, form)) for form in FORMS if form.group == group])
            for group, title in name_groups(language).items()
        ],
        tables=language.by_name(names),
    )
