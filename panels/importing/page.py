"""Bring in a table of others: what the file is, what its names mean, what would become of ours, and a draft of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.errors import EditingError, ImportedFileError
from geo.importing.headings import guess_header
from geo.importing.limits import MAX_BYTES, MAX_ROWS
from geo.importing.names import Names
from geo.importing.outcome import LEAVE
from geo.importing.preview import STEPS, Choices, Preview, preview
from geo.importing.reading import ENDINGS, read_book
from geo.importing.rules import read_recipe
from geo.importing.unread import list_unread
from geo.messages import Message, say
from panels.importing.asking import ask_for_answers
from panels.importing.choosing import RECIPE, choose_header, choose_recipe, choose_sheet, choose_target
from panels.importing.settling import choose_for_all, list_unsettled, read_settled, show_settling
from panels.importing.shown import show_preview, show_unread
from panels.session import Slot
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.importing.book import Book
    from geo.language import Language
    from panels.reader import Reader

LONGEST_REASON: Final = 2000


@dataclass(frozen=True, slots=True)
class Loaded:
    """The file of a session, read once, and the last preview of it: what was said, and the state it is held against."""

    file: str
    book: Book
    version: str = ""
    asked: Choices | None = None
    found: Preview | None = None


LOADED: Final = Slot("import-file", Loaded)


def show_import(
    reader: Reader,
    who: str,
    files: Mapping[str, bytes],
    save: Callable[[Mapping[str, bytes], str], int],
    drafts: Callable[[int], str],
) -> None:
    """Show the page to somebody who may change the tables.

    Parameters
    ----------
    reader
        Our tables, as they are shown.
    who
        Who brings the file.
    files
        The same tables as files.
    save
        Keeps files as a draft with a reason, and returns its number.
    drafts
        Gives the address of a draft.
    """
    language = reader.language
    taken = take_file(language)
    if taken is None:
        LOADED.forget()
        return
    try:
        loaded = _load(*taken)
        choices = _choose(loaded.book, reader, who)
        answers = ask_for_answers(loaded.found, reader.catalogue, language)
        for_all = choose_for_all(language)
        choices = replace(choices, answers=answers, contradictions=for_all or LEAVE)
        choices = replace(choices, settled=read_settled(loaded.file, choices))
        found = _look(loaded, choices, reader, files)
    except (ImportedFileError, EditingError) as error:
        st.error(write_error(error, language))
        return
    show_unread(list_unread(loaded.book, choices), language)
    show_preview(found, reader)
    show_settling(found, choices, for_all, reader)
    _offer_draft(found, len(list_unsettled(found, choices, for_all)), language, save, drafts)


def take_file(language: Language) -> tuple[str, str, bytes] | None:
    """Ask for a file, and say before what it may be; its id in this session, its name and what it holds."""
    label = language.text(
        "A CSV, XLSX, ODS, GeoJSON, KML or GPKG file of at most {mb} MB and {rows} rows",
        mb=MAX_BYTES >> 20,
        rows=language.number(MAX_ROWS),
    )
    found = st.file_uploader(label, type=[ending[1:] for ending in ENDINGS], key="import-upload")
    return None if found is None else (found.file_id, found.name, found.getvalue())


def _load(file: str, name: str, raw: bytes) -> Loaded:
    """Read the file, once."""
    loaded = LOADED.read()
    if loaded is None or loaded.file != file:
        loaded = Loaded(file, read_book(name, raw))
        LOADED.write(loaded)
    return loaded


def _choose(book: Book, reader: Reader, who: str) -> Choices:
    sheet = choose_sheet(book, reader.language)
    target = choose_target(sheet, reader)
    day = f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}"
    if target.startswith(RECIPE):
        recipe = read_recipe(target.removeprefix(RECIPE))
        header = choose_header(sheet, guess_header(sheet, recipe.headings), reader.language)
        return Choices(sheet, header, recipe, who=who, day=day)
    header = choose_header(sheet, guess_header(sheet), reader.language)
    recipe = choose_recipe(sheet, header, target, reader, Names(reader.catalogue))
    return Choices(sheet, header, recipe, who=who, day=day)


def _look(loaded: Loaded, choices: Choices, reader: Reader, files: Mapping[str, bytes]) -> Preview:
    """Work out what would become of our tables, unless nothing has changed since the last time."""
    version = reader.catalogue.version
    if loaded.found is not None and loaded.asked == choices and loaded.version == version:
        return loaded.found
    language = reader.language
    _ = language.text
    words = dict(zip(STEPS, (_("Making rows"), _("Comparing with our tables"), _("Checking the tables")), strict=True))
    bar = st.progress(0.0)
    found = preview(loaded.book, choices, reader.catalogue, files, lambda step: _show_step(bar.progress, words, step))
    bar.empty()
    LOADED.write(replace(loaded, version=version, asked=choices, found=found))
    if found.converted.questions:
        st.rerun()
    return found


def _show_step(show: Callable[..., object], words: Mapping[str, str], step: str) -> None:
    show(STEPS.index(step) / len(STEPS), text=words[step])


def write_error(error: Exception, language: Language) -> str:
    """Say an error in the reader's language."""
    told = error.args[0] if error.args else ""
    return say(told, language.text) if isinstance(told, Message) else str(told)


def _offer_draft(
    found: Preview,
    left: int,
    language: Language,
    save: Callable[[Mapping[str, bytes], str], int],
    drafts: Callable[[int], str],
) -> None:
    _ = language.text
    if left:
        count = language.count
        st.info(
            count(
                "{n} row that contradicts ours is not settled yet: choose for it, or for all.",
                "{n} rows that contradict ours are not settled yet: choose for each, or for all.",
                left,
            )
        )
        return
    if not found.outcome.changes:
        st.info(_("Nothing in the file changes our tables."))
        return
    with st.form("import-draft"):
        reason = st.text_input(_("Reason"), max_chars=LONGEST_REASON)
        sent = st.form_submit_button(_("Save as a draft"), type="primary")
    if not sent:
        return
    if not reason.strip():
        st.error(_("Say why."))
        return
    number = save(found.outcome.files, reason)
    st.success(_("Saved as draft {n}.", n=number))
    st.html(render("importing/saved.html", language, href=drafts(number)))
