"""`/embed/brief/<country>`: the brief of one country."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from geo.cooperation.brief import gather_brief, list_countries, list_years
from geo.language import load_language
from panels.brief.sheet import render_brief
from panels.embeds.asked import Embed
from panels.embeds.files import keep_script

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.cooperation.brief import Brief
    from panels.embeds.asked import Asked

USUAL_AGE: Final = 2


def name_brief(asked: Asked) -> str:
    """Name the country; blank when the tables say nothing of it."""
    known = asked.ident in list_countries(asked.reader.catalogue)
    return asked.reader.language.country(asked.ident) if known else ""


def write_brief(asked: Asked) -> Embed:
    """Write the brief, with what has changed in the usual time."""
    catalogue, language = asked.reader.catalogue, asked.reader.language
    years = [str(year) for year in list_years(catalogue)]
    since = years[min(USUAL_AGE, len(years) - 1)] if years else str(dt.datetime.now(tz=dt.UTC).year)
    html, brief = _write(catalogue, asked.ident, since, language.code, f"{dt.datetime.now(tz=dt.UTC):%F}")
    sources = [source for row in brief.times for source in row.source_id]
    sources += [source for row in brief.readiness for source in row.source_id]
    return Embed(
        title=name_brief(asked),
        note=language.text("Country brief"),
        body=Markup('<div class="st-key-reading">{}</div>').format(asked.lead_out(html)),
        sources=asked.tell_sources(sources),
        full=asked.link("brief", {"country": [asked.ident]}),
        scripts=(keep_script("page"),),
    )


@lru_cache(maxsize=64)
def _write(catalogue: Catalogue, country: str, since: str, code: str, today: str) -> tuple[str, Brief]:
    """Write the brief once a day for each country and language: it is dated."""
    del today
    brief = gather_brief(catalogue, country, since)
    return render_brief(catalogue, brief, {}, load_language(code)), brief
