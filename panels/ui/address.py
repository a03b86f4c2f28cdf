"""The address of the page: reads its parameters, changes them, and links to other addresses of the app.

A quick reader acts again before our last answer has arrived, and the message carries the former address. So changes
start from the address that was sent to the browser last, never from the one that comes with a message.
"""

from __future__ import annotations

import ipaddress
import re
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from panels.session import LANGUAGE, Slot
from panels.web.streamlit_run import is_history_step, restore_address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence


LANGUAGE_COOKIE: Final = "lang"
"""The one cookie of our own, which the browser's script sets when a reader chooses a language."""
SERVICE_WORKER: Final = "service-worker.js"
"""Name of the script that shows a page where there is no network; it lies beside the pages."""
REPORT_FORM: Final = "report-form"
"""As `panels/web/js/core/kept_sights.js` has it."""
EMBED: Final = "/embed/"
"""Below it lies what may stand in pages of others."""
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?", re.ASCII)
ADDRESS: Final[Slot[dict[str, list[str]]]] = Slot("address", dict)
"""The address that was sent to the browser last: it counts until the browser opens another address itself."""
_SENT_S: Final = Slot("address-sent", float)
"""When it was, by the clock of the process."""
ARRIVED_S: Final = 2.0
"""After so long an address that was sent has arrived, also over a slow line."""
_OPENED: ContextVar[Mapping[str, Sequence[str]] | None] = ContextVar("opened", default=None)
"""The address that an answer without a session is written for."""


@contextmanager
def opened_at(query: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """Have what is written meanwhile read these parameters: there is an address, but no session that holds it."""
    token = _OPENED.set(query)
    try:
        yield
    finally:
        _OPENED.reset(token)


def read_all() -> dict[str, list[str]]:
    """Read every parameter with all its values."""
    opened = _OPENED.get()
    if opened is not None:
        return {name: list(values) for name, values in opened.items()}
    return {name: st.query_params.get_all(name) for name in st.query_params}


def read_values(name: str) -> list[str]:
    """Read all values of a parameter; none when the address does not name it."""
    opened = _OPENED.get()
    return st.query_params.get_all(name) if opened is None else list(opened.get(name, ()))


def read_some(names: Iterable[str]) -> dict[str, list[str]]:
    """Read all values of some parameters, by name; those that the address does not name have none."""
    return {name: read_values(name) for name in names}


def read_last(name: str, default: str = "") -> str:
    """Read the last value of a parameter."""
    return (read_values(name) or [default])[-1]


def read_codes(name: str, options: Collection[str]) -> tuple[str, ...]:
    """Read those values of a parameter that are options, each once."""
    return tuple(dict.fromkeys(code for code in read_values(name) if code in options))


def note_address(*, heals: bool = True) -> None:
    """Note the address that a run of the whole page begins with; to be called at its start.

    When it is not the one that was sent last, the browser has opened another one by itself, perhaps before ours
    arrived: it is sent again, so that the browser stands where this run does. Where it stands there, nothing happens.
    Where it has stepped back or on twice by now, it would make a new step of the first: so after a step that is made
    when ours must have arrived, nothing is sent.

    Parameters
    ----------
    heals
        Whether that is done after a step in the history at all: not on a page that follows steps by itself, where
        quick ones are usual.
    """
    now = read_all()
    is_sure = is_history_step() and (not heals or monotonic() - _SENT_S.read(0.0) > ARRIVED_S)
    if ADDRESS.read(now) != now and not is_sure:
        st.query_params.from_dict(now)
    ADDRESS.write(now)


def hold_address() -> None:
    """Restore the address that was sent to the browser last; call it when a fragment runs.

    A message that was sent before our last answer came in carries an older address, and Streamlit would believe it.
    """
    told = ADDRESS.read(read_all())
    if read_all() != told:
        replace_all(told)


def hold_choices(held: Mapping[str, Sequence[str]]) -> None:
    """Restore those parameters that a fragment was drawn for; call it when a fragment of such a page runs.

    A message to a fragment carries the choices of the whole page as well, and they may be older than the page:
    Streamlit takes them for new ones, and the address would name what the page does not show.

    Parameters
    ----------
    held
        Name → values in the last run of the whole page (`read_some`).
    """
    if read_some(held) != held:
        change(**held)


def change(**parameters: str | Sequence[str]) -> None:
    """Change parameters of the address in one step, and leave the others as they were sent last.

    Parameters
    ----------
    **parameters
        Name → its value or values; blank or empty takes it out of the address.
    """
    query = dict(ADDRESS.read(read_all()))
    for name, value in parameters.items():
        values = [value] if isinstance(value, str) else list(value)
        query.pop(name, None)
        if any(values):
            query[name] = values
    if query != read_all():
        replace_all(query)


def replace_all(query: Mapping[str, Sequence[str]]) -> None:
    """Write a whole address in place of this one; one that was sent last is not sent again."""
    if {name: list(values) for name, values in query.items()} == ADDRESS.read():
        restore_address(query)
        return
    st.query_params.from_dict(query)
    ADDRESS.write(read_all())
    _SENT_S.write(monotonic())


def write_link(query: Mapping[str, Sequence[str]], page: str = "") -> str:
    """Write the address of a page with its parameters, relative to the app."""
    return f"{page}?{urlencode(query, doseq=True)}"


def link_to(page: str, query: Mapping[str, Sequence[str]] = MappingProxyType({})) -> str:
    """Write a link to another page in the language that the address of this one names."""
    return write_link({"lang": read_values("lang")[-1:], **query} if read_last("lang") else query, page)


def link_here(change: Mapping[str, Sequence[str]]) -> str:
    """Write a link to this page that differs from the address in some parameters.

    Parameters
    ----------
    change
        Parameter → its values; an empty list takes the parameter away.

    Returns
    -------
    href
    """
    query = read_all() | {name: list(values) for name, values in change.items()}
    return write_link({name: values for name, values in query.items() if values})


def page_address(query: Mapping[str, Sequence[str]], page: str = "") -> str:
    """Write the address of a page, the map's by default, as other people would open it; blank where they cannot."""
    if _OPENED.get() is not None:
        return ""  # without a session it is not known under which name the app is reached
    parts = urlsplit(st.context.url or "")
    if not reaches_others(urlunsplit(parts)):
        return ""
    folder = parts.path.rpartition("/")[0] + "/"
    return urlunsplit((parts.scheme, parts.netloc, folder + page, urlencode(query, doseq=True), ""))


def base_path() -> str:
    """Return the base path of the server as configured: blank, or with a slash before it."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def edition_address() -> str:
    """Write the address at which the server names the edition that is shown now."""
    return f"{base_path()}/edition"


def site_root(scheme: str, host: str) -> str:
    """Write where the app stands, with a slash at its end, for addresses that are opened from elsewhere.

    Parameters
    ----------
    scheme, host
        As the browser asked. A host that cannot be one is left out, and the address begins with a slash.
    """
    return f"{scheme}://{host}{base_path()}/" if _HOST.fullmatch(host) else f"{base_path()}/"


def reaches_others(url: str) -> bool:
    """Say whether an address may be opened from another computer: a loopback address is printed nowhere.

    Notes
    -----
    RFC 6761 keeps `localhost` and the names below it for the own computer, RFC 1122 the net 127, RFC 4291 `::1`.
    """
    host = urlsplit(url).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return bool(host) and host != "localhost" and not host.endswith(".localhost")
    return not (address.is_loopback or address.is_unspecified)


def keep_language(code: str) -> None:
    """Remember the language that was chosen, for the session and in the address."""
    LANGUAGE.write(code)
    change(lang=code)
