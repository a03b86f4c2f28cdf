"""Settles contradictions between a file and our tables: each row by itself, or all of them at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.cell_names import name_cells, name_origin
from geo.importing.difference import CONTRADICTS
from geo.importing.outcome import BESIDE, CHOICES, LEAVE, REPLACE, list_choices
from geo.importing.rules import read_identities
from geo.records.headings import head_in
from panels.edit.told import table_name
from panels.session import Slot
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.importing.difference import Compared
    from geo.importing.preview import Choices, Preview
    from geo.language import Language
    from panels.reader import Reader

AT_ONCE: Final = 20
"""Rows that are shown together, each with its choice."""
ALL_KEY: Final = "import-contradictions"
PAGE_KEY: Final = "import-settle-part"


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided of a file as it is read now.

    Attributes
    ----------
    about
        What the decisions are about: the file, and how it is read. Another reading forgets them.
    rows
        Id of a row → one of `CHOICES`.
    """

    about: object = None
    rows: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


SETTLED: Final = Slot("import-settled", Settled)


def choose_for_all(language: Language) -> str:
    """Ask what becomes of all rows that contradict ours; blank while nothing was chosen for all of them."""
    label = language.text("All rows in which the file contradicts our tables")
    chosen = st.radio(
        label, CHOICES, index=None, format_func=_name_choices(language).__getitem__, horizontal=True, key=ALL_KEY,
        on_change=SETTLED.forget,
    )  # fmt: skip
    return chosen or ""


def read_settled(file: str, choices: Choices) -> Mapping[str, str]:
    """Read what was decided row by row of this file, read in this way; nothing where it is read otherwise now."""
    about = (file, choices.sheet.name, choices.header, choices.recipe, choices.answers)
    told = SETTLED.read(Settled())
    if told.about != about:
        told = Settled(about)
        SETTLED.write(told)
    return told.rows


def list_unsettled(found: Preview, choices: Choices, for_all: str) -> tuple[Compared, ...]:
    """List the rows that contradict ours and of which nothing was decided, neither by themselves nor for all."""
    against = list_contradictions(found)
    return () if for_all else tuple(one for one in against if one.id not in choices.settled)


def list_contradictions(found: Preview) -> tuple[Compared, ...]:
    """List the rows that contradict ours, also those that the check refuses as they were decided."""
    return tuple(one for one in found.compared if one.kind == CONTRADICTS)


def show_settling(found: Preview, choices: Choices, for_all: str, reader: Reader) -> None:
    """Show the rows that contradict ours, some at a time, each with what may become of it."""
    against = list_contradictions(found)
    if not against:
        return
    language = reader.language
    _ = language.text
    st.subheader(_("Settle row by row"), anchor=False)
    left = len(list_unsettled(found, choices, for_all))
    st.html(render("importing/settled.html", language, settled=len(against) - left, count=len(against)))
    shown = _choose_part(against, language)
    describe = name_origin(name_cells(reader.catalogue, language, found.outcome.changes))
    with st.form("import-settle", border=False):
        for one in shown:
            _show(one, describe, reader)
            _ask(one, choices.settled.get(one.id, for_all), for_all, language)
        st.form_submit_button(_("Settle these rows"), on_click=_keep, args=([one.id for one in shown], for_all))


def _choose_part(against: Sequence[Compared], language: Language) -> Sequence[Compared]:
    """Let a long list be walked through part by part."""
    if len(against) <= AT_ONCE:
        return against
    starts = range(0, len(against), AT_ONCE)

    def name(start: int) -> str:
        return f"{language.number(start + 1)}–{language.number(min(start + AT_ONCE, len(against)))}"

    start = st.selectbox(language.text("Rows to be settled"), starts, format_func=name, key=PAGE_KEY)
    return against[start : start + AT_ONCE]


def _show(one: Compared, describe: Callable[[str, Mapping[str, str]], str], reader: Reader) -> None:
    """Show what the file says of one row, and what ours say."""
    language = reader.language
    name = name_cells(reader.catalogue, language)
    about = [table_name(reader.catalogue, language, one.row.table), *name_subject(one, name)]
    st.html(
        render(
            "importing/settle.html", language, one=one, about=" · ".join(about), describe=describe, name=name,
            head=head_in(language),
        )
    )  # fmt: skip


def _ask(one: Compared, chosen: str, for_all: str, language: Language) -> None:
    """Ask what becomes of one row."""
    options = list_choices(one)
    st.radio(
        language.text("row {row}", row=one.id),
        options,
        index=options.index(chosen) if chosen in options else None,
        format_func=_name_choices(language).__getitem__,
        horizontal=True,
        key=_key(one.id, for_all),
        label_visibility="collapsed",
    )


def name_subject(one: Compared, name: Callable[[str, str, str], str]) -> list[str]:
    """Name what a row is about: the cells that make it the same row as ours."""
    identity = read_identities().get(one.row.table)
    cells = ((column, one.row.cells.get(column, "")) for column in (identity.same if identity else ()))
    return [name(one.row.table, column, cell) for column, cell in cells if cell]


def _keep(ids: Sequence[str], for_all: str) -> None:
    """Keep what was chosen in the form, before the page runs again."""
    told = SETTLED.read(Settled())
    chosen = {name: st.session_state.get(_key(name, for_all)) for name in ids}
    rows = {**told.rows, **{name: choice for name, choice in chosen.items() if choice}}
    SETTLED.write(Settled(told.about, MappingProxyType(rows)))


def _key(name: str, for_all: str) -> str:
    """Name the widget of a row; another one after a choice for all, so that it shows that choice."""
    return f"import-settle-{for_all or 'each'}-{name}"


def _name_choices(language: Language) -> Mapping[str, str]:
    _ = language.text
    return {
        LEAVE: _("Ours stays"),
        BESIDE: _("Theirs stands beside ours"),
        REPLACE: _("Theirs takes the place of ours"),
    }
