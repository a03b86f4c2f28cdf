"""The export page: what is selected, a look at the map, and every form that it can be taken away in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.picture.typeset import draw_png
from panels.export.choices import write_choices
from panels.export.files import (
    FORMS,
    HEIGHT_PX,
    WIDTH_PX,
    ExportRequest,
    request_key,
)
from panels.export.jobs import LATER, begin_job, drop_job, find_job, refuse_job
from panels.export.one_file import write_one_file, write_tour
from panels.export.request import draft_request, name_groups, refuse, write_form, write_selection, write_size
from panels.session import Slot
from panels.ui.buckets import may_begin
from panels.ui.quick_links import follow_quick_links
from panels.ui.render import render
from panels.ui.renewal import renew
from panels.view import View
from panels.web.components import send_script
from panels.web.streamlit_media import keep_download

if TYPE_CHECKING:
    from panels.export.files import Form
    from panels.export.jobs import Job
    from panels.reader import Reader

POLL_S: Final = 0.4
WANTED: Final = Slot("export-wanted", str)
LOOK_DPI: Final = 64
MAP_FILE: Final = "page"


def show_choices(reader: Reader, view: View) -> None:
    """Show the filters: each option says how many sites it would leave.

    Parameters
    ----------
    reader
        Data and language.
    view
        What the address asks for.
    """
    follow_quick_links()
    st.html(write_choices(reader, view))


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
    """Write down what the reader wants to take away (see `draft_request`)."""
    request = draft_request(reader, view, only_site=only_site, story_id=story_id)
    story = request.story
    shown = View(layers=request.selection.layers) if story else view
    made = replace(request, write_page=lambda progress: write_one_file(request, reader, shown, progress))
    if story is None:
        return made
    return replace(made, write_tour=lambda progress: write_tour(request, reader, story, progress))


def show_selection(request: ExportRequest, view: View) -> None:
    """Show what goes in: the map in small, how many sites, and the way back to the filters."""
    language = request.language
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(key="export-look"):
        alt = language.text("The map with the sites that are exported")
        st.image(_look(request_key(request, FORMS[0]), request), width="stretch", alt=alt)
    with right:
        st.html(write_selection(request, view))


@st.cache_data(show_spinner=False, max_entries=64, hash_funcs={tuple: repr})
def _look(key: tuple[Any, ...], _request: ExportRequest) -> bytes:
    del key
    return draw_png(_request.draw(), WIDTH_PX, HEIGHT_PX, LOOK_DPI)


def show_forms(request: ExportRequest) -> None:
    """Show every form with its button; while a file is made, only this part runs again."""
    jobs = (find_job(form.code, request_key(request, form)) for form in FORMS)
    running = any(job.running for job in jobs if job is not None)
    st.fragment(_show_rows, run_every=POLL_S if running else None)(request, polled=running)


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
                if form.code == MAP_FILE:
                    _offer_own_files(request, form)
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


def _offer_own_files(request: ExportRequest, form: Form) -> None:
    """Offer the saved map with the reader's own files in it: the browser writes them in, for the server has none."""
    job = find_job(form.code, request_key(request, form))
    if job is None or job.content is None:
        return
    _ = request.language.text
    name = form.file_name(request)
    component = st.components.v2.component("own_export", js=send_script("page/own_export.js"), isolate_styles=False)
    words = {
        "save": _("Download with your files"),
        "note": _("Your browser puts them into the file; they are not sent:"),
        "done": _("Downloaded"),
        "failed": _("The file cannot be fetched. Make it again."),
    }
    component(
        key="own-export", data={"address": keep_download(job.content, form.mime, name), "name": name, "words": words}
    )


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
