"""What one reader asks to take away, and what is said of it: the selection, each form, its size, why it is not made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.documents.handout import Selection
from geo.documents.materials import Live
from geo.sites.selection import Choices, answers
from geo.style import read_style
from panels.export.files import MOST_CARDS, MOST_SHEETS, PER_CARD, WHOLE, ExportRequest, name_form
from panels.map.names import mode_name
from panels.site_card.waiting import hours_of
from panels.ui.address import page_address, write_link
from panels.ui.render import render
from panels.ui.shown_edition import name_shown

if TYPE_CHECKING:
    from geo.language import Language
    from geo.records.stories import Story
    from panels.export.files import Form
    from panels.reader import Reader
    from panels.view import View

MOST_COUNTRIES_NAMED: Final = 3
MOST_LISTED: Final = 200
KB: Final = 1000
MB: Final = 1_000_000


def draft_request(reader: Reader, view: View, *, only_site: bool = False, story_id: str = "") -> ExportRequest:
    """Write down what the reader wants to take away, but for the files of one page, which need the map.

    Parameters
    ----------
    reader
        Data and language.
    view
        Filter, layers and chosen site.
    only_site
        True for the chosen site alone.
    story_id
        A walkthrough that the documents are to be about; blank for none.
    """
    story = reader.catalogue.stories.get(story_id)
    if story is not None:
        return _request_story(reader, view, story)
    language = reader.language
    alone = view.site if only_site else ""
    sites = tuple(
        entry
        for entry in reader.entries
        if (entry.id == alone if alone else entry.listed and answers(entry, view.choices))
    )
    title = language.cell(sites[0].name) if alone and sites else language.text("Caravanserai map")
    selection = Selection(title, "" if alone else describe_filter(view, language), sites, view.choices, view.layers)
    query = view.to_query() | {"lang": [language.code]}
    edition = name_shown(reader.catalogue)
    live = Live(page_address({**query, "v": [edition.stamp]}), page_address(query), edition)
    country = view.countries[0] if len(view.countries) == 1 else ""
    return ExportRequest(
        reader.catalogue,
        reader.entries,
        language,
        live,
        selection,
        country,
        view.hide,
        view.site,
        _word(view, alone),
        hours=hours_of(reader.catalogue, view),
    )


def _request_story(reader: Reader, view: View, story: Story) -> ExportRequest:
    """Write down a walkthrough: its sites in the order of its stops, all layers that any of them shows."""
    language = reader.language
    stops = dict.fromkeys([*(scene.site for scene in story.scenes if scene.site), *story.sites])
    sites = tuple(entry for site in stops for entry in reader.entries if entry.id == site)
    layers = tuple(dict.fromkeys(layer for scene in story.scenes for layer in scene.layers))
    title, summary = language.cell(story.title), language.cell(story.summary)
    selection = Selection(title, summary, sites, Choices(), layers)
    query = {"story": [story.story_id], "lang": [language.code]}
    edition = name_shown(reader.catalogue)
    shown = page_address(query, "walkthrough")
    live = Live(page_address({**query, "v": [edition.stamp]}, "walkthrough"), shown, edition)
    word = story.story_id
    return ExportRequest(reader.catalogue, reader.entries, language, live, selection, "", view.hide, "", word, story)


def describe_filter(view: View, language: Language) -> str:
    """Say in words what is filtered; blank when nothing is."""
    parts = [language.countries(view.countries, ", "), ", ".join(mode_name(mode, language) for mode in view.modes)]
    parts += [
        ", ".join(language.text(read_style().symbols[kind].label) for kind in view.kinds),
        f"“{view.text}”" if view.text else "",
    ]
    return " · ".join(part for part in parts if part)


def _word(view: View, alone: str) -> str:
    """Name the selection in file names: codes only, so that they hold on every machine."""
    if alone:
        return alone
    if len(view.countries) > MOST_COUNTRIES_NAMED:
        return f"{len(view.countries)}-countries"
    parts = [*view.countries, *view.modes, *view.kinds]
    return "-".join(parts) or ("search" if view.text else "all")


def write_selection(request: ExportRequest, view: View) -> str:
    """Write which sites go in, and the way back to the filters."""
    language = request.language
    sites = [
        {"id": entry.id, "name": language.cell(entry.name), "countries": language.countries(entry.countries)}
        for entry in request.selection.sites[:MOST_LISTED]
    ]
    back = write_link(view.to_query() | {"lang": [language.code]}, "./")
    more = len(request.selection.sites) - len(sites)
    return render("export/selection.html", language, request=request, sites=sites, back=back, more=more)


def name_groups(language: Language) -> dict[str, str]:
    """Name the groups of forms, in the order shown."""
    _ = language.text
    return {"documents": _("Documents"), "map": _("The map"), "data": _("Data"), "all": _("All at once")}


def write_form(request: ExportRequest, form: Form, refused: str, *, sized: bool = True) -> str:
    """Write what a form is called and good for, or why it is not made, and about how large it is."""
    name, purpose = name_form(form.code, request.language)
    size = write_size(form.usual_kb * KB, request.language, about=True) if sized else ""
    told = {"code": form.code, "name": name, "purpose": refused or purpose, "size": size}
    return render("export/form.html", request.language, **told)


def refuse(request: ExportRequest, form: Form) -> str:
    """Say why a form is not made of a request; blank when it is.

    Parameters
    ----------
    request
        What the reader wants.
    form
        How it is to be taken away.
    """
    _ = request.language.text
    number = request.language.number
    if many := form.overflow(request):
        held = {"n": number(many), "most": number(MOST_CARDS if form.code in PER_CARD else MOST_SHEETS)}
        if form.code in PER_CARD:
            return _("It would hold the cards of all {n} sites; at most {most} fit.", **held)
        if form.code == "brief":
            return _("It names every post of the country, at most {most}; there are {n}.", **held)
        return _("It has a page for each site, at most {most}; {n} are selected. Choose fewer.", **held)
    if not form.fits(request):
        return {
            "brief": _("Choose exactly one country for this."),
            "tour": _("Choose a walkthrough above for this."),
        }[form.code]
    if not request.selection.sites and form.code in ("handout", "slides", WHOLE):
        return _("No site answers to this filter.")
    return ""


def write_size(size: int, language: Language, *, about: bool = False) -> str:
    """Write the size of a file: `about 0.6 MB`, `120 kB`."""
    if size >= MB:
        said = language.text("{n} MB", n=language.number(size / MB, 1))
    else:
        said = language.text("{n} kB", n=language.number(round(size / KB)))
    return language.text("about {size}", size=said) if about else said
