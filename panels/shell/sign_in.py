"""Who is signed in: asked by whatever only some may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from panels.settings import sign_in_hours, sign_in_mode
from panels.ui.address import base_path
from panels.web.streamlit_sign_in import LOGOUT, read_signed

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGN_IN_PATH: Final = "/sign-in"
HOUR_S: Final = 3600


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in.

    Attributes
    ----------
    email
        As the provider says it; blank where it says none, or says that it was not verified.
    name
        To be shown; the address where the provider says none.
    until
        When the person has to sign in again: seconds since 1970.
    """

    email: str
    name: str
    until: float


def read_person(cookies: Mapping[str, str]) -> Person | None:
    """Read who is signed in from the cookies of a request; None without a valid sign-in."""
    hours = sign_in_hours()
    signed = read_signed(cookies, hours) if sign_in_mode() else None
    if signed is None:
        return None
    claims = signed.claims
    email = str(claims.get("email") or "") if claims.get("email_verified", True) is True else ""
    name = str(claims.get("name") or email or claims.get("sub") or "")
    return Person(email, name, signed.since + hours * HOUR_S)


def signed_in() -> Person | None:
    """Tell who is signed in in this session; None without a sign-in, or once its time is over."""
    return read_person(st.context.cookies)


def sign_in_link() -> str:
    """Write the address that leads to the provider."""
    return base_path() + SIGN_IN_PATH


def sign_out_link() -> str:
    """Write the address that ends it, here and at the provider."""
    return base_path() + LOGOUT
