"""`/.well-known/security.txt`: whom to write to about a weakness (RFC 9116), where a contact is named."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from panels.open_data.answers import answer, refuse
from panels.settings import SECURITY_CONTACT, security_contacts, security_languages, security_policy
from panels.ui.address import base_path, site_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

SECURITY_PATH: Final = "/.well-known/security.txt"
"""At the root of the host, whatever path the app is given below it (RFC 8615)."""
MONTHS_AHEAD: Final = 7
TEXT: Final = "text/plain; charset=utf-8"
_YEAR_MONTHS: Final = 12


def security_routes() -> list[Route]:
    """Write the route.

    Raises
    ------
    SettingError
        When a variable of the environment names what is no contact, so that no server starts with a wrong one.
    """
    lines = [f"Contact: {one}" for one in security_contacts()]
    rest = [f"Preferred-Languages: {', '.join(security_languages())}"]
    rest += [f"Policy: {policy}"] if (policy := security_policy()) else []
    return [Route(SECURITY_PATH, partial(tell_contact, (*lines, *rest) if lines else ()))]


def tell_contact(lines: Sequence[str], request: Request) -> Response:
    """Answer with the file; with 404 where no contact is named."""
    if not lines:
        return refuse(404, "No contact is named", f"Whoever runs this server names one in {SECURITY_CONTACT.name}.")
    root = site_root(request.url.scheme, request.url.netloc).removesuffix(f"{base_path()}/")
    own = [f"Canonical: {root}{SECURITY_PATH}"] if root.startswith("https://") else []
    expires = f"Expires: {find_expiry(dt.datetime.now(tz=dt.UTC).date()):%FT00:00:00Z}"
    return answer(request, "".join(f"{line}\n" for line in (*lines, expires, *own)).encode(), TEXT)


def find_expiry(today: dt.date) -> dt.date:
    """Find until when the contact may be relied on: the first of a month, six to seven months ahead.

    So the file is the same for a month, and is not sent again to whoever has it. RFC 9116 (2.5.5) asks for less than a
    year.
    """
    months = today.year * _YEAR_MONTHS + today.month - 1 + MONTHS_AHEAD
    return dt.date(months // _YEAR_MONTHS, months % _YEAR_MONTHS + 1, 1)
