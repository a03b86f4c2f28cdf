"""What an address is about, in the reader's language: a title, and sentences of the tables where they have some."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from geo.cooperation.brief import gather_brief
from geo.cooperation.brief_words import HOURS, tell_brief
from geo.cooperation.timeline import list_events
from geo.sites.figures import say_leading
from geo.sites.findings import find_findings, shown_findings
from geo.style import read_style
from panels.document.named import MAP, STOP, name_view
from panels.embeds.story import show_scenes
from panels.record.asked import read_wanted
from panels.shell.titles import BETWEEN, STAGE, list_titles, title_page
from panels.site_card.waiting import render_lead
from panels.ui.address import opened_at
from panels.visits.sheet import read_wish

if TYPE_CHECKING:
    from geo.language import Language
    from geo.sites.selection import SiteEntry
    from geo.stories.scenes import ShownScene
    from panels.document.opened import Opened

ANY_DAY: Final = "2000"
"""The sentences do not depend on what is marked as new since then."""
LONGEST: Final = 300
"""Signs of a description: what is longer is cut by whoever shows it."""
_LEAD: Final = re.compile(r'<p class="lead" [^>]*>(.*?)</p>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class About:
    """What an address is about.

    Attributes
    ----------
    subject
        The site, country, journey or story that the address names; blank when it names none.
    page
        Title of its page.
    title
        For the window: subject, page and app.
    description
        One or more sentences, without any markup.
    """

    subject: str
    page: str
    title: str
    description: str


def tell_about(opened: Opened) -> About:
    """Tell what an address is about."""
    language = opened.reader.language
    subject = _name_subject(opened)
    said = _describe_subject(opened) or _describe_part(opened) + _describe_page(opened.page, language)
    title = title_page(opened.page, language, subject)
    return About(subject, list_titles(language)[opened.page], title, shorten(said))


def shorten(text: str) -> str:
    """Cut a text between two words, and say so by three points."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + " …"


def chosen_site(opened: Opened) -> SiteEntry | None:
    """Find the one site that an address of the map names."""
    site_id = opened.named("site") if opened.page == MAP else ""
    return next((entry for entry in opened.reader.entries if entry.id == site_id), None)


def find_stop(opened: Opened) -> ShownScene | None:
    """Find the stop of a story that an address names."""
    story, stop = opened.named("story"), opened.named(STOP)
    if opened.page != STAGE or not stop:
        return None
    reader = opened.reader
    return show_scenes(reader.catalogue, reader.entries, story, reader.language.code)[int(stop) - 1]


def _name_subject(opened: Opened) -> str:
    return BETWEEN.join(opened.words) if opened.page != MAP else name_view(opened.view, opened.reader)


def _describe_subject(opened: Opened) -> str:
    """Take what the tables say of it; blank when they say nothing."""
    catalogue, language = opened.reader.catalogue, opened.reader.language
    entry = chosen_site(opened)
    if entry:
        kind = language.text(read_style().symbols[entry.site.symbol].label)
        parts = (kind, language.countries(entry.countries), say_leading(catalogue, entry.id, language))
        return BETWEEN.join(filter(None, parts))
    if opened.page == MAP:
        lead = _LEAD.search(render_lead(catalogue, opened.reader.entries, opened.view, language))
        # The direction stands on a line of its own.
        said = lead[1].replace("</span> ", f"</span>{BETWEEN}") if lead else ""
        return Markup(said).striptags()  # noqa: S704 - our own template, whose marks are taken away
    scene = find_stop(opened)
    if scene:
        words = scene.figure.words if scene.figure else None
        figure = (words.value, *words.caption, *words.marks) if words else ()
        told = BETWEEN.join(filter(None, (scene.place, *figure)))
        return ". ".join(filter(None, (told, *(text for text, _ in scene.lines))))
    if opened.page == "brief" and opened.named("country"):
        said = tell_brief(catalogue, gather_brief(catalogue, opened.named("country"), ANY_DAY), language)
        part = _describe_part(opened) if opened.named("since") else ""
        return part + " ".join(one.text.replace(HOURS, one.hours) for one in said)
    return ""


def _describe_part(opened: Opened) -> str:
    """Name what the address names of its page, with how many records that are; blank for the whole page."""
    if not opened.words:
        return ""
    return BETWEEN.join(filter(None, (*opened.words, _count_records(opened)))) + ". "


def _count_records(opened: Opened) -> str:
    """Count the records that answer, as their page does above their list; blank on a page of no such list."""
    reader, language = opened.reader, opened.reader.language
    query: dict[str, list[str]] = {}
    for name, value in opened.names:
        query.setdefault(name, []).append(value)
    with opened_at(query):
        if opened.page == "record":
            found, total = len(list_events(reader.catalogue, read_wanted(reader))), len(reader.catalogue.events)
            if found == total:
                return language.count("{n} event", "{n} events", total)
            return language.text("{found} of {total} events", found=found, total=total)
        if opened.page == "visits" and opened.named("tab"):
            asked = read_wish(reader).asked
            found, total = len(find_findings(reader.catalogue, asked)), len(shown_findings(reader.catalogue))
            if found == total:
                return language.count("{n} finding", "{n} findings", total)
            return language.text("{found} of {total} findings", found=found, total=total)
    return ""


def _describe_page(page: str, language: Language) -> str:
    _ = language.text
    return {
        MAP: _("Map of border crossing points and the Middle Corridor"),
        "corridor": _("How long a journey takes on the Middle Corridor, how much of that is standing, and where."),
        "visits": _("Field visits to border crossing points, what they found and what they recommend."),
        "etir": _("e-TIR routes on a map, and how ready each country is for each instrument."),
        "record": _("What was agreed, signed and opened, event by event, each with its date and source."),
        "brief": _("One country on one page: its posts, hours, visits, findings and readiness."),
        "compare": _("Up to four sites, countries or journeys side by side."),
        "export": _("The map, documents and tables of a selection, to take away."),
        "sources": _("Every table and source, how new they are, and what is known to be missing."),
        STAGE: _("A story on the map, told stop by stop."),
    }[page]
