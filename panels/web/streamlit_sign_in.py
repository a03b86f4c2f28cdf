"""How Streamlit signs people in: its addresses, its cookie and its secrets, which no other module may know.

`docs/upgrading.md` says what breaks when a new version does it otherwise.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from itsdangerous import BadData, URLSafeTimedSerializer
from streamlit import auth_util, config
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

from panels.web.signed_out import signed_out

if TYPE_CHECKING:
    from collections.abc import Mapping

LOGIN: Final = "/auth/login"
LOGOUT: Final = "/auth/logout"
CALLBACK: Final = "/oauth2callback"
NEEDED: Final = ("redirect_uri", "client_id", "client_secret", "server_metadata_url")
LEAST_SECRET: Final = 32
"""Letters of the secret that cookies are signed with: `openssl rand -hex 32` writes 64."""
_PROVIDER: Final = "default"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Signed:
    """What a cookie says that was signed here.

    Attributes
    ----------
    claims
        What the provider said of the person.
    since
        When it was signed: seconds since 1970.
    """

    claims: Mapping[str, Any]
    since: float


def own_session() -> str:
    """Name the session for which a page is run, as the address of its files does; blank outside of a run."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context is not None else ""


def login_address() -> str:
    """Write the address, below the app's, at which Streamlit sends a person to the provider; good for two minutes."""
    return f"{LOGIN}?provider={auth_util.encode_provider_token(_PROVIDER)}"


def is_new_person(set_cookie: bytes) -> bool:
    """Tell whether a `Set-Cookie` header signs a person in."""
    name, _, rest = set_cookie.partition(b"=")
    return name.strip() == USER_COOKIE_NAME.encode() and not rest.startswith((b";", b'"";'))


def read_signed(cookies: Mapping[str, str], hours: float) -> Signed | None:
    """Read the cookie that Streamlit signs people in with.

    Parameters
    ----------
    cookies
        Name → value, as they came.
    hours
        How old it may be.

    Returns
    -------
    signed
        None where the cookie is missing or too old, was not signed here, was meant for another app or address, or
        somebody has signed out with it.
    """
    written, since = _read_cookie(cookies, hours)
    claims = json.loads(written) if written else {}
    return Signed(claims, since) if _is_for_us(claims) and _name_cookie(written, since) not in signed_out() else None


def _read_cookie(cookies: Mapping[str, str], hours: float) -> tuple[str, float]:
    """Read what the cookie says, put together from its pieces, and when it was signed; blank where nothing is good."""
    times: list[float] = []

    def read_one(name: str) -> bytes | None:
        serializer = URLSafeTimedSerializer(get_cookie_secret(), salt=name)
        try:
            said, when = serializer.loads(cookies.get(name, ""), max_age=round(hours * 3600), return_timestamp=True)
        except BadData:
            return None
        times.append(when.timestamp())
        return said.encode() if isinstance(said, str) else None

    written = auth_util.get_cookie_with_chunks(read_one, USER_COOKIE_NAME)
    return (written.decode(), min(times)) if written else ("", 0.0)


def _name_cookie(written: str, since: float) -> str:
    """Name a sign-in, whatever else a thief sends beside its cookie."""
    return f"{since} {written}"


def sign_out(cookies: Mapping[str, str], hours: float) -> None:
    """End the sign-in of a cookie, for its person and for whoever has a copy of it.

    Parameters
    ----------
    cookies, hours
        As for `read_signed`, of the request by which the person signs out.
    """
    written, since = _read_cookie(cookies, hours)
    if written:
        signed_out().add(_name_cookie(written, since))


def own_browser() -> str:
    """Name the browser of the line for which a page is run; blank outside of a run, and without its token.

    Notes
    -----
    Whoever knows the name of a session may take it over with a line of their own, which Streamlit allows. The token
    against forged requests is the same for all pages of a browser and stands in no address.
    """
    context = get_script_run_ctx(suppress_warning=True)
    cookie = st.context.cookies.get(XSRF_COOKIE_NAME, "") if context is not None else ""
    token, _since = decode_xsrf_token_string(cookie) if cookie else (None, None)
    return hashlib.sha256(token).hexdigest() if token else ""


def _is_for_us(claims: Mapping[str, Any]) -> bool:
    """Tell whether a provider spoke to this app: Authlib lets another audience pass that names us as its party."""
    section = auth_util.get_secrets_auth_section()
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    return (
        claims.get("is_logged_in") is True
        and bool(section.get("client_id"))
        and section["client_id"] in audiences
        and claims.get("origin") == auth_util.get_origin_from_redirect_uri()
    )


def use_provider(named: Mapping[str, str]) -> None:
    """Have Streamlit use a provider in place of that of its file of secrets, before it builds anything on it."""
    secrets_singleton.merge_programmatic_secrets({"auth": dict(named)})


def find_faults() -> list[str]:
    """Find what is missing before anybody can sign in; none when all is there."""
    section = auth_util.get_secrets_auth_section()
    faults = [f"{name} of [auth] is missing" for name in NEEDED if not section.get(name)]
    if not str(section.get("redirect_uri", "")).endswith(CALLBACK):
        faults.append(f"redirect_uri does not end in {CALLBACK}")
    drawn_here = not config.is_manually_set("server.cookieSecret") and not section.get("cookie_secret")
    if drawn_here or len(get_cookie_secret()) < LEAST_SECRET:
        faults.append(
            f"there is no secret of {LEAST_SECRET} letters or more to sign cookies with (server.cookieSecret)"
        )
    return faults
