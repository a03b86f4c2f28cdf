"""The export page: what is selected, a look at the map, and every form that it can be taken away in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.documents.handout import Selection
from geo.documents.materials import Live
from geo.edition import edition_of
from geo.picture.typeset import draw_png
from geo.sites.selection import Choices, answers
from geo.style import read_style
from panels.export.files import (
    FORMS,
    HEIGHT_PX,
    MOST_CARDS,
    MOST_SHEETS,
    PER_CARD,
    WHOLE,
    WIDTH_PX,
    ExportRequest,
    name_form,
    request_key,
)
from panels.export.jobs import LATER, begin_job, drop_job, find_job, refuse_job
from panels.export.one_file import write_one_file, write_tour
from panels.map.names import mode_name
from panels.session import Slot
from panels.ui.address import page_address, write_link
from panels.ui.buckets import may_begin
from panels.ui.render import render
from panels.ui.renewal import renew
from panels.view import View
from panels.web.components import send_script

if TYPE_CHECKING:
    from geo.language import Language
    from geo.records.stories import Story
    from panels.export.files import Form
    from panels.export.jobs import Job
    from panels.reader import Reader

POLL_S: Final = 0.4
WANTED: Final = Slot("export-wanted", str)
MOST_COUNTRIES_NAMED: Final = 3
MOST_LISTED: Final = 200
KB: Final = 1000
MB: Final = 1_000_000
LOOK_DPI: Final = 64


def today() -> dt.date:
    """Give the day of an export (UTC)."""
    return dt.datetime.now(tz=dt.UTC).date()


def choose_contents(reader: Reader, view: View, asked: str, *, alone: bool = False) -> str:
    """Let the reader choose what goes in.

    Parameters
    ----------
    reader
        Data and language.
    view
        Filter and chosen site.
    asked
        A walkthrough that the address names; anything else in it is ignored.
    alone
        True when the site of the view was chosen as the only one that goes in.

    Returns
    -------
    contents
        Blank for what is selected on the map, `site` for the chosen site alone, or the id of a walkthrough.
    """
    _ = reader.language.text
    options = {} if alone else {"": _("What is selected on the map")}
    if view.site:
        name = next(reader.language.cell(entry.name) for entry in reader.entries if entry.id == view.site)
        options["site"] = _("Only {name}", name=name)
    for story in reader.catalogue.stories.values():
        options[story.story_id] = _("Walkthrough: {title}", title=reader.language.cell(story.title))
    key = "export-contents"
    if asked in reader.catalogue.stories:
        st.session_state[key] = asked
    elif st.session_state.get(key) not in options:
        st.session_state[key] = next(iter(options))
    return str(st.selectbox(_("What goes in"), list(options), format_func=lambda code: options[code], key=key))


def make_request(reader: Reader, view: View, *, only_site: bool = False, story_id: str = "") -> ExportRequest:
    """Write down what the reader wants to take away.

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
    edition = edition_of(reader.catalogue, today())
    live = Live(page_address({**query, "v": [edition.stamp]}), page_address(query), edition)
    country = view.countries[0] if len(view.countries) == 1 else ""
    request = ExportRequest(
        reader.catalogue, reader.entries, language, live, selection, country, view.hide, view.site, _word(view, alone)
    )
    return replace(request, write_page=lambda progress: write_one_file(request, reader, view, progress))


def _request_story(reader: Reader, view: View, story: Story) -> ExportRequest:
    """Write down a walkthrough: its sites in the order of its stops, all layers that any of them shows."""
    language = reader.language
    stops = dict.fromkeys([*(scene.site for scene in story.scenes if scene.site), *story.sites])
    sites = tuple(entry for site in stops for entry in reader.entries if entry.id == site)
    layers = tuple(dict.fromkeys(layer for scene in story.scenes for layer in scene.layers))
    title, summary = language.cell(story.title), language.cell(story.summary)
    selection = Selection(title, summary, sites, Choices(), layers)
    query = {"story": [story.story_id], "lang": [language.code]}
    edition = edition_of(reader.catalogue, today())
    shown = page_address(query, "walkthrough")
    live = Live(page_address({**query, "v": [edition.stamp]}, "walkthrough"), shown, edition)
    word = story.story_id
    request = ExportRequest(reader.catalogue, reader.entries, language, live, selection, "", view.hide, "", word, story)
    return replace(
        request,
        write_page=lambda progress: write_one_file(request, reader, View(layers=layers), progress),
        write_tour=lambda progress: write_tour(request, reader, story, progress),
    )


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


def show_selection(request: ExportRequest, view: View) -> None:
    """Show what goes in: the map in small, how many sites, and the way back to the filters."""
    language = request.language
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(key="export-look"):
        alt = language.text("The map with the sites that are exported")
        st.image(_look(request_key(request, FORMS[0]), request), width="stretch", alt=alt)
    with right:
        st.html(write_selection(request, view))


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


@st.cache_data(show_spinner=False, max_entries=64, hash_funcs={tuple: repr})
def _look(key: tuple[Any, ...], _request: ExportRequest) -> bytes:
    del key
    return draw_png(_request.draw(), WIDTH_PX, HEIGHT_PX, LOOK_DPI)


def show_forms(request: ExportRequest) -> None:
    """Show every form with its button; while a file is made, only this part runs again."""
    jobs = (find_job(form.code, request_key(request, form)) for form in FORMS)
    running = any(job.running for job in jobs if job is not None)
    st.fragment(_show_rows, run_every=POLL_S if running else None)(request, polled=running)


def name_groups(language: Language) -> dict[str, str]:
    """Name the groups of forms, in the order shown."""
    _ = language.text
    return {"documents": _("Documents"), "map": _("The map"), "data": _("Data"), "all": _("All at once")}


def _bring_files(request: ExportRequest) -> None:
    """Have the browser fetch what was made because the reader asked: one click leads to the file.

    Each run says it again, and the browser fetches each file one time: a run that another one follows at once may never
    reach the page.
    """
    found = {form.code: find_job(form.code, request_key(request, form)) for form in FORMS}
    made = [
        [job.token, f".st-key-download-{code} button"] for code, job in found.items() if job and job.content is not None
    ]
    if made:
        component = st.components.v2.component("fetch_file", js=send_script("page/fetch_file.js"), isolate_styles=False)
        component(key="fetch-file", data={"made": made})


def _show_rows(request: ExportRequest, *, polled: bool) -> None:
    renew(request.catalogue)
    running = False
    for group, title in name_groups(request.language).items():
        st.subheader(title, anchor=False)
        for form in FORMS:
            if form.group == group:
                running = _show_row(request, form) or running
    if polled and not running:
        st.rerun()
    _bring_files(request)


def _show_row(request: ExportRequest, form: Form) -> bool:
    """Show one form; returns whether it is being made."""
    job = find_job(form.code, request_key(request, form))
    refused = refuse(request, form)
    with st.container(key=f"form-{form.code}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(write_form(request, form, refused, sized=not (job and job.content)), width="stretch")
        if refused:
            return False
        return _show_buttons(request, form, job)


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


def _show_buttons(request: ExportRequest, form: Form, job: Job | None) -> bool:
    _ = request.language.text
    if job is not None and job.running:
        st.progress(job.share, text=_("Making it: {percent} %", percent=round(100 * job.share)), width=170)
        if st.button(_("Cancel"), key=f"cancel-{form.code}"):
            drop_job(form.code)
            st.rerun()
        return True
    if job is not None and job.content is not None:
        size = write_size(len(job.content), request.language)
        st.download_button(
            _("Download · {size}", size=size),
            job.content,
            file_name=form.file_name(request),
            mime=form.mime,
            key=f"download-{form.code}",
            type="primary",
            on_click="ignore",
        )
        return False
    if job is not None and job.failed:
        reason = "" if job.failed == "?" else f" ({job.failed})"
        st.html(render("export/failed.html", request.language, reason=reason, later=job.failed == LATER), width=230)
    label = _("Try again") if job is not None and job.failed else _("Make")
    st.button(label, key=f"make-{form.code}", on_click=WANTED.write, args=(form.code,))
    if WANTED.read() == form.code:
        WANTED.forget()
        if may_begin("file"):
            begin_job(form.code, request_key(request, form), lambda progress: form.make(request, progress))
        else:
            refuse_job(form.code, request_key(request, form))
        st.rerun()
    return False


def write_size(size: int, language: Language, *, about: bool = False) -> str:
    """Write the size of a file: `about 0.6 MB`, `120 kB`."""
    if size >= MB:
        said = language.text("{n} MB", n=language.number(size / MB, 1))
    else:
        said = language.text("{n} kB", n=language.number(round(size / KB)))
    return language.text("about {size}", size=said) if about else said
