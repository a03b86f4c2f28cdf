"""Which sessions may send a file: those in which somebody who may change the tables has opened the page for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import lru_cache
from typing import Final

from panels.editions.desk import list_editors
from panels.settings import editing_on
from panels.web.streamlit_sign_in import own_session

MOST_SESSIONS: Final = 1000
"""Who opened the page the longest ago is forgotten first, and opens it again."""


class Uploaders:
    """Sessions of this process, each with the name of its editor; safe for threads."""

    def __init__(self) -> None:
        self._names: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, session: str, name: str) -> None:
        """Let a session send files in the name of an editor."""
        with self._lock:
            self._names[session] = name
            self._names.move_to_end(session)
            while len(self._names) > MOST_SESSIONS:
                self._names.popitem(last=False)

    def remove(self, session: str) -> None:
        """Let a session send files no longer."""
        with self._lock:
            self._names.pop(session, None)

    def name_of(self, session: str) -> str | None:
        """Name the editor of a session; None when it may send no files."""
        with self._lock:
            return self._names.get(session)


@lru_cache(maxsize=1)
def uploaders() -> Uploaders:
    """Give the record of this process."""
    return Uploaders()


def let_upload(name: str) -> None:
    """Let this session send files in the name of an editor; with a blank name no longer."""
    if name:
        uploaders().add(own_session(), name)
    else:
        uploaders().remove(own_session())


def may_upload(session: str) -> bool:
    """Tell whether a session may send a file now: its editor is still among those who may change the tables."""
    name = uploaders().name_of(session)
    return bool(session) and editing_on() and name is not None and name in {one.name for one in list_editors()}
