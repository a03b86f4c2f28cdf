"""Who may change the tables: names, what each may do, and what a password is held against."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.errors import EditingError
from geo.messages import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

PROPOSES: Final = "proposes"
APPROVES: Final = "approves"
ROLES: Final = (PROPOSES, APPROVES)
SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 1000
_COST: Final = (2**14, 8, 1)
"""Of scrypt: 16 MB and some 50 ms for each try."""
_SALT_BYTES: Final = 16
_HASH: Final = re.compile(
    r"scrypt\$(16384|32768|65536)\$(8)\$(1)\$([A-Za-z0-9+/]{22}==)\$([A-Za-z0-9+/]{43}=)", re.ASCII
)
_MOST_MEMORY: Final = 1 << 27


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who may change the tables.

    Attributes
    ----------
    role
        `proposes`, or `approves`, which may propose as well.
    secret
        Hash of the password, as `hash_password` writes it; blank for one who signs in elsewhere.
    email
        By which a service for signing in names the person; blank for one with a password.
    """

    name: str
    role: str
    secret: str = ""
    email: str = ""


def hash_password(password: str) -> str:
    """Write what a password is held against, with a salt of its own.

    Raises
    ------
    EditingError
        When it is too short or too long.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        told = tell("A password has {n} letters or more, {most} at most.", n=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
        raise EditingError(told)
    salt = os.urandom(_SALT_BYTES)
    parts = ("scrypt", *map(str, _COST), _write(salt), _write(_derive(password, salt, _COST)))
    return "$".join(parts)


def _write(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _derive(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=32)


def _holds(secret: str, password: str) -> bool:
    """Compare in a time that does not tell where the two differ."""
    found = _HASH.fullmatch(secret)
    if found is None or len(password) > LONGEST_PASSWORD:
        return False
    n, r, p = (int(found[place]) for place in (1, 2, 3))
    derived = _derive(password, base64.b64decode(found[4]), (n, r, p))
    return hmac.compare_digest(derived, base64.b64decode(found[5]))


_NO_SECRET: Final = "$".join(("scrypt", *map(str, _COST), _write(bytes(_SALT_BYTES)), _write(bytes(32))))
"""What a password is held against when there is no such name, so that the answer takes as long."""


def find_editor(editors: Sequence[Editor], name: str, password: str) -> Editor | None:
    """Find who signs in with a name and a password; None when either is wrong, in the same time."""
    editor = next((one for one in editors if one.name == name.strip() and one.secret), None)
    known = _holds(editor.secret if editor else _NO_SECRET, password)
    return editor if known else None


def find_by_email(editors: Sequence[Editor], email: str) -> Editor | None:
    """Find who a service for signing in names; None when the address is not listed."""
    wanted = email.strip().casefold()
    return next((one for one in editors if wanted and one.email.casefold() == wanted), None)


def read_editors(text: str) -> tuple[Editor, ...]:
    """Read the file of those who may change the tables.

    Parameters
    ----------
    text
        TOML with a table `[[editor]]` for each: `name`, `role`, and `password` (a hash) or `email`.

    Raises
    ------
    EditingError
        When it cannot be read as such; the message names no secret.
    """
    try:
        listed = tomllib.loads(text).get("editor", [])
    except tomllib.TOMLDecodeError as error:
        raise EditingError(tell("The file of editors is not TOML.")) from error
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise EditingError(tell("The file of editors has no list [[editor]]."))
    editors = tuple(_read_editor(one) for one in listed)
    if len({one.name for one in editors}) < len(editors):
        raise EditingError(tell("Two editors have the same name."))
    return editors


def _read_editor(one: dict[str, object]) -> Editor:
    name, role, secret, email = (str(one.get(key, "")).strip() for key in ("name", "role", "password", "email"))
    if not name:
        raise EditingError(tell("An editor has no name."))
    if role not in ROLES:
        raise EditingError(tell("The role of {name} must be one of: {roles}.", name=name, roles=", ".join(ROLES)))
    if bool(secret) == bool(email):
        raise EditingError(tell("The editor {name} needs either a password or an e-mail address.", name=name))
    if secret and not _HASH.fullmatch(secret):
        raise EditingError(
            tell(
                "The password of {name} must be a hash: {command} makes one.",
                name=name,
                command="python -m geo.editing hash",
            )
        )
    return Editor(name, role, secret, email)


def may_approve(editor: Editor, author: str, editors: Sequence[Editor]) -> bool:
    """Say whether somebody may publish a proposal: those of others, and their own when no other person approves."""
    if editor.role != APPROVES:
        return False
    return editor.name != author or not any(one.role == APPROVES and one.name != editor.name for one in editors)
