"""Photographs that a report of a visit brings: taken, made ready, and described; kept when the report is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.editing.pictures import (
    LONGEST_SIDE_PX,
    MAX_BYTES,
    MAX_MEGAPIXELS,
    MAX_WHOLE_MEGAPIXELS,
    Picture,
    make_small,
    prepare,
)
from geo.editions.photograph_files import name_picture
from geo.errors import PhotographError
from geo.messages import say, tell
from panels.edit.columns import ask
from panels.session import Slot
from panels.web.streamlit_media import forget_upload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.language import Language
    from geo.messages import Message
    from panels.reader import Reader

TABLE: Final = "photographs"
MOST: Final = 12
TYPES: Final = ("jpg", "jpeg", "png", "webp")
MB: Final = 1_000_000
MOST_GONE: Final = 100
NOTHING_BEGUN: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({})
GIVEN: Final = frozenset({"photograph_id", "visit_id", "file"})
"""Columns that are filled without being asked for."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A photograph that is ready to be kept, by its hash, and as it is shown beside its description.

    Attributes
    ----------
    file
        How the browser calls the file that it came as (`nameFile` in `panels/web/js/core/report_keeping.js`).
    """

    digest: str
    file: str
    picture: Picture
    small: bytes


@dataclass(frozen=True, slots=True)
class Album:
    """What has been taken so far.

    Attributes
    ----------
    number
        Grows whenever files have been taken, so that the next are asked for afresh.
    refused
        Names of the last files that were not taken, each with what was said of it.
    gone
        Files that the browser need not keep any more: saved, given up, taken out or refused.
    visit
        The visit that they are for; blank for the one that is being reported.
    """

    number: int = 0
    taken: tuple[Taken, ...] = ()
    refused: tuple[tuple[str, Message | str], ...] = ()
    gone: tuple[str, ...] = ()
    visit: str = ""


ALBUM: Final = Slot("edit-photographs", Album)


def ask_photographs(
    reader: Reader, begun: Mapping[str, Mapping[str, str]] = NOTHING_BEGUN, visit: str = ""
) -> tuple[dict[str, str], ...]:
    """Take photographs and ask what is to be said of each.

    Parameters
    ----------
    begun
        What was said before the page was loaded again: column → cell, by the hash of the picture.
    visit
        The visit that they are for; blank for a new one. What was taken for another one is not for this one.

    Returns
    -------
    rows
        Column → cell of each, without its id and the visit.
    """
    language = reader.language
    _ = language.text
    st.header(_("Photographs"), anchor=False)
    st.write(
        _(
            "At most {most}, each a JPEG, PNG or WebP file of at most {mb} MB, a JPEG of at most {n} megapixels and "
            "any other of {fewer}. They are made smaller, to {px} pixels, and lose what the camera wrote into them. "
            "This browser keeps those of a report until it is saved.",
            most=MOST, mb=MAX_BYTES // MB, n=MAX_MEGAPIXELS, fewer=MAX_WHOLE_MEGAPIXELS,
            px=language.number(LONGEST_SIDE_PX),
        )
    )  # fmt: skip
    album = ALBUM.read(Album())
    if album.visit != visit:
        album = Album(album.number + 1, gone=album.gone, visit=visit)
        ALBUM.write(album)
    keeps = st.checkbox(
        _("Keep the latitude and longitude of those that are added now"), key="report-keep-position",
        help=_("Everybody who reads the photograph can then read where it was taken."),
    )  # fmt: skip
    files = take_files(album, language)
    if files:
        ALBUM.write(_add(album, files, keep_position=keeps))
        st.rerun()
    for name, said in album.refused:
        st.error(f"{name}: {say(said, language.text)}")
    return tuple(_describe(one, place, reader, begun.get(one.digest, {})) for place, one in enumerate(album.taken, 1))


def take_files(album: Album, language: Language) -> list[tuple[str, bytes]]:
    """Ask for files; each with its name and what it holds, which the server then holds no longer."""
    found = st.file_uploader(
        language.text("Add photographs"), type=list(TYPES), accept_multiple_files=True,
        max_upload_size=MAX_BYTES // MB, disabled=len(album.taken) >= MOST, key=f"report-photographs-{album.number}",
    )  # fmt: skip
    files = [(one.name, one.getvalue()) for one in found or ()]
    for one in found or ():
        forget_upload(one.file_id)
    return files


def _add(album: Album, files: Iterable[tuple[str, bytes]], *, keep_position: bool) -> Album:
    """Make files ready one after the other; one that was taken already is taken once."""
    taken, refused, gone = {one.digest: one for one in album.taken}, [], [*album.gone]
    for name, raw in files:
        file = f"{name} {len(raw)}"
        gone = [one for one in gone if one != file]
        try:
            one = _make_ready(raw, file, len(taken), keep_position=keep_position)
            taken.setdefault(one.digest, one)
        except PhotographError as error:
            refused.append((name, error.args[0]))
            gone.append(file)
    return Album(album.number + 1, tuple(taken.values()), tuple(refused), tuple(gone[-MOST_GONE:]), album.visit)


def _make_ready(raw: bytes, file: str, number: int, *, keep_position: bool) -> Taken:
    if number >= MOST:
        raise PhotographError(tell("A report takes {n} photographs; this one is too many.", n=MOST))
    picture = prepare(raw, keep_position=keep_position)
    return Taken(name_picture(picture.raw), file, picture, make_small(picture.raw))


def _describe(one: Taken, place: int, reader: Reader, begun: Mapping[str, str]) -> dict[str, str]:
    """Show a photograph and ask for the cells of its row."""
    language, catalogue = reader.language, reader.catalogue
    _ = language.text
    left, right = st.columns([1, 2])
    with left:
        st.image(one.small, alt=_("Photograph {n}", n=place), width="stretch")
        if one.picture.position:
            lat, lon = one.picture.position
            st.caption(_("Position kept: {lat}, {lon}", lat=f"{lat:.5f}", lon=f"{lon:.5f}"))
        if st.button(_("Take photograph {n} out", n=place), key=f"report-photograph-out-{one.digest}"):
            drop(one.digest)
            st.rerun()
    with right:
        columns = [column for column in catalogue.dictionary if column.table == TABLE and column.column not in GIVEN]
        cells = {
            column.column: ask(column, begun.get(column.column, ""), catalogue, language, one.digest)
            for column in columns
        }
    return {"file": one.digest, **cells}


def drop(digest: str) -> None:
    """Take a photograph out of the report."""
    album = ALBUM.read(Album())
    gone = [one.file for one in album.taken if one.digest == digest]
    kept = tuple(one for one in album.taken if one.digest != digest)
    ALBUM.write(replace(album, taken=kept, refused=(), gone=(*album.gone, *gone)[-MOST_GONE:]))


def list_pictures() -> Sequence[bytes]:
    """List the pictures of the report, to be kept."""
    return [one.picture.raw for one in ALBUM.read(Album()).taken]


def forget_photographs() -> None:
    """Forget what was taken, when it is kept or given up."""
    album = ALBUM.read(Album())
    gone = (*album.gone, *(one.file for one in album.taken))
    ALBUM.write(Album(album.number + 1, gone=gone[-MOST_GONE:], visit=album.visit))


def tell_browser(language: Language) -> dict[str, Any]:
    """Write what the browser has to know of photographs: which it keeps, how many it may, and its words."""
    _ = language.text
    album = ALBUM.read(Album())
    return {
        "here": [one.file for one in album.taken],
        "gone": list(album.gone),
        "most": MOST,
        "bytes": MAX_BYTES,
        "words": {
            "kept": _("Photographs of this report that the browser has kept:"),
            "add": _("Add them again"),
            "forget": _("Do not keep them"),
        },
    }
