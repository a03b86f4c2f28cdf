"""Who sits where in a room: the presenter at the stage, a speaker's second window, the audience with their phones."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import segno

from geo.errors import RoomStoreError
from panels.counts import counts
from panels.rooms.store import Keys, Position, fits
from panels.rooms.stream import STREAM_PATH, room_hub, write_stand
from panels.session import Slot
from panels.ui.address import read_last
from panels.ui.buckets import may_begin

if TYPE_CHECKING:
    from panels.bridge.place import Place
    from panels.rooms.store import Stand

PRESENTER: Final = "presenter"
SPEAKER: Final = "speaker"
AUDIENCE: Final = "audience"
LOCAL_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1"})
ASK_AGAIN_S: Final = 1.0
"""How often a room is asked where the server has no lines for followers (`streamlit run dashboard.py`)."""
KEYS: Final = Slot("room-keys", Keys)
ASKS: Final = Slot("room-asks", bool)
REFUSED: Final = Slot("room-refused", str)
_CODE: Final = re.compile(r"[\w-]{4,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who uses this window: a role and the keys of a room; without a room a presenter is alone."""

    role: str
    keys: Keys | None = None


def find_attendee() -> Attendee:
    """Read role and room from the address; a speaker without the token of the room becomes one of the audience.

    Returns
    -------
    attendee
        That of a presenter when the address names no room.
    """
    code = read_last("room")
    if not _CODE.fullmatch(code):
        return Attendee(PRESENTER, KEYS.read())
    keys = Keys(code, read_last("key"))
    speaks = read_last("role") == SPEAKER and fits(code, keys.token)
    return Attendee(SPEAKER if speaks else AUDIENCE, keys if speaks else Keys(code, ""))


def open_room(place: Place) -> bool:
    """Open a room for this presenter, unless one is open; False without the store, or after too many rooms."""
    if KEYS.read() is None:
        if not may_begin("room"):
            return False
        try:
            KEYS.write(room_hub().rooms.open(position_of(place)))
            counts().rooms.inc()
        except RoomStoreError:
            return False
    return True


def rejoin(said: str, place: Place) -> None:
    """Take a room back after the page was reloaded, or the server: the browser has kept its code and token.

    A server that kept its rooms in memory has forgotten it; then it is opened again where the tour is. What is no
    token of a room is refused for good; where the store cannot be reached, the browser asks again.

    Parameters
    ----------
    said
        Code and token; blank for nothing, and of no weight where this session has a room.
    place
        Where the tour is.
    """
    code, _, token = said.partition(" ")
    if not code or KEYS.read() is not None:
        return
    if not fits(code, token):
        REFUSED.write(code)
        return
    try:
        KEYS.write(room_hub().rooms.open(position_of(place), token))
    except RoomStoreError:
        return


def position_of(place: Place) -> Position:
    """Write a place as a room keeps it."""
    return Position(place.story, place.stop, place.blank, place.by)


def ask_again() -> bool:
    """Note that this session's browser has found no line to listen at; False where that was known."""
    was_known = ASKS.read(default=False)
    ASKS.write(value=True)
    return not was_known


def asking_s() -> float | None:
    """Return how often this session has to look at its room; None when its browser listens by itself."""
    return ASK_AGAIN_S if ASKS.read() else None


def tell_room(attendee: Attendee, place: Place) -> None:
    """Tell everybody in the room where the tour is; a store that cannot be reached does not stop the tour."""
    if attendee.keys is None or not attendee.keys.token:
        return
    rooms = room_hub().rooms
    try:
        stand = rooms.read(attendee.keys.code)
        if stand is not None and stand.position != position_of(place):
            rooms.write(attendee.keys.code, attendee.keys.token, position_of(place))
    except RoomStoreError:
        return


def read_room(code: str) -> Stand | None:
    """Return where a room is; None when there is no room, or the store cannot be reached."""
    try:
        return room_hub().rooms.read(code)
    except RoomStoreError:
        return None


def write_attendee(attendee: Attendee, url: str) -> dict[str, Any]:
    """Write for the browser: role, address of the room's stream, and for a presenter the links for others.

    Parameters
    ----------
    attendee
        From `find_attendee`.
    url
        Address of the page as the browser has it.

    Returns
    -------
    message
        The token is in it only for those who have it.
    """
    message: dict[str, Any] = {"role": attendee.role}
    if asking_s():
        message["asks"] = True
    if attendee.keys is None:
        return message | ({"refused": refused} if (refused := REFUSED.read("")) else {})
    message["stream"] = STREAM_PATH.format(code=attendee.keys.code)
    stand = read_room(attendee.keys.code) if asking_s() else None
    if stand is not None:
        message["position"] = write_position(stand)
    if attendee.role == PRESENTER:
        audience = room_address(url, {"room": attendee.keys.code})
        message |= {
            "keep": f"{attendee.keys.code} {attendee.keys.token}",
            "audience": audience,
            "speaker": room_address(url, {"role": SPEAKER, "room": attendee.keys.code, "key": attendee.keys.token}),
            "qr": segno.make(audience, error="m").svg_inline(scale=1, border=2, omitsize=True),
            "local": urlsplit(url).hostname in LOCAL_HOSTS,
        }
    return message


def room_address(url: str, query: dict[str, str]) -> str:
    """Write the address of this page with another query."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))


def write_position(stand: Stand) -> dict[str, object]:
    """Write where a room is for a browser whose server has no lines: it is asked again and again instead."""
    return {name: value for name, value in write_stand(stand, time.time()).items() if name not in {"elapsed", "here"}}
