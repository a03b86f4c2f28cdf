"""The environment variables that the program reads, and the only place that reads them.

No part of Streamlit is imported here, so that the server can read them while it starts.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Setting:
    """An environment variable.

    Attributes
    ----------
    default
        What holds while the variable is unset or blank, in words.
    meaning
        What a value means, in one sentence.
    """

    name: str
    default: str
    meaning: str

    def read(self) -> str:
        """Read the variable as it is now; blank when it is unset."""
        return os.environ.get(self.name, "")


DATA_FOLDER: Final = Setting(
    "CARAVANSERAI_DATA",
    "`data/` of the project",
    "Folder of the tables and stories; a relative one is looked for from where the server was started.",
)
REDIS_URL: Final = Setting(
    "REDIS_URL",
    "rooms, sign-outs and files that were made are kept in the memory of one process",
    "Address of the Redis in which several servers share rooms of walkthroughs, sign-outs and files that were made.",
)
TIMINGS_FILE: Final = Setting(
    "CARAVANSERAI_TIMINGS",
    "nothing is written",
    "File to which a line of JSON is added for every run of a page: which page, how many milliseconds.",
)
OWN_METRICS: Final = Setting(
    "METRICS",
    "nothing that the server counts can be read",
    "Address and port at which Prometheus may read it: `127.0.0.1:9101`; readers must not reach it.",
)
LOGS: Final = Setting(
    "LOGS",
    "lines of words",
    "`json` writes the log as lines of JSON, one for each request and each run of a page too.",
)
DEFAULT_QUESTIONS: Final = 1200
QUESTIONS: Final = Setting(
    "CARAVANSERAI_QUESTIONS",
    f"{DEFAULT_QUESTIONS}",
    "How often one address may ask `/data`, `/ogc`, `/cite` and `/feed` in a minute; 0 for as often as it likes.",
)
EARLIER_DATA: Final = Setting(
    "CARAVANSERAI_EARLIER",
    "`/feed` says that the changes of the first edition are not known",
    "Folder of the tables of the edition before this one, with which `/feed` compares it.",
)
EDITIONS: Final = Setting(
    "CARAVANSERAI_EDITIONS",
    "the database that `DATABASE_URL` names; without it no edition is kept and no database is made",
    "Where every state of the tables that is shown is kept: a SQLite file, which is made, or the URL of PostgreSQL.",
)
DATABASE: Final = Setting(
    "DATABASE_URL",
    "as `CARAVANSERAI_EDITIONS` says",
    "URL of the PostgreSQL that keeps the editions, under the name that many hosts give it.",
)
MCP: Final = Setting(
    "MCP",
    "`/mcp` is not there",
    "`1` lets language models ask at `/mcp`, for reading only; needs `requirements-mcp.txt`.",
)
EDITING: Final = Setting(
    "EDITING",
    "`/edit` is not there, and nobody can change the tables through the app",
    "`1` lets those whom `EDITORS` names change the tables at `/edit`; needs a database of editions.",
)
EDITORS: Final = Setting(
    "EDITORS",
    "nobody can sign in at `/edit`",
    "File of secrets that names who may change the tables ([how](editing.md#who-may)).",
)
ANCESTORS: Final = Setting(
    "EMBED_ANCESTORS",
    "no page of others may show `/embed/…` in a frame",
    "Who may: hosts with their scheme, `https://example.org https://*.example.org`, or `*` for everybody.",
)
SIGN_IN: Final = Setting(
    "SIGN_IN",
    "everybody reads, without signing in",
    "Who must sign in: `required` everybody before anything is shown, `editors` only who wants to edit.",
)
DEFAULT_SIGN_IN_HOURS: Final = 12
SIGN_IN_HOURS: Final = Setting(
    "SIGN_IN_HOURS", f"{DEFAULT_SIGN_IN_HOURS}", "After how many hours a person has to sign in again."
)
OIDC_METADATA: Final = Setting(
    "OIDC_METADATA_URL",
    "`[auth]` of Streamlit's file of secrets",
    "Address at which the provider of OpenID Connect describes itself; ends in `/.well-known/openid-configuration`.",
)
OIDC_CLIENT: Final = Setting(
    "OIDC_CLIENT_ID", "`[auth]` of Streamlit's file of secrets", "Name under which the provider knows the app."
)
OIDC_SECRET: Final = Setting(
    "OIDC_CLIENT_SECRET", "`[auth]` of Streamlit's file of secrets", "What the app proves itself to the provider with."
)
OIDC_RETURN: Final = Setting(
    "OIDC_REDIRECT_URI",
    "`[auth]` of Streamlit's file of secrets",
    "Address of the app that the provider sends people back to; ends in `/oauth2callback`.",
)
SECURITY_CONTACT: Final = Setting(
    "SECURITY_CONTACT",
    "`/.well-known/security.txt` is not there",
    "Whom to write to about a weakness, the first choice first: `mailto:security@example.org https://example.org/report`.",
)
SECURITY_POLICY: Final = Setting(
    "SECURITY_POLICY",
    "`/.well-known/security.txt` names no policy",
    "Address of the page that says how such a report is dealt with: `https://example.org/security`.",
)
DEFAULT_REPORT_LANGUAGE: Final = "en"
SECURITY_LANGUAGES: Final = Setting(
    "SECURITY_LANGUAGES",
    f"`{DEFAULT_REPORT_LANGUAGE}`",
    "Languages in which such a report can be read, by their codes: `en ru tr`.",
)
SETTINGS: Final = (
    DATA_FOLDER,
    EARLIER_DATA,
    EDITIONS,
    DATABASE,
    REDIS_URL,
    TIMINGS_FILE,
    OWN_METRICS,
    LOGS,
    QUESTIONS,
    ANCESTORS,
    MCP,
    SIGN_IN,
    SIGN_IN_HOURS,
    OIDC_METADATA,
    OIDC_CLIENT,
    OIDC_SECRET,
    OIDC_RETURN,
    EDITING,
    EDITORS,
    SECURITY_CONTACT,
    SECURITY_POLICY,
    SECURITY_LANGUAGES,
)
REQUIRED, EDITORS_ONLY = "required", "editors"
EVERYBODY: Final = "*"
MOST_PORT: Final = 65_535
MOST_HOURS: Final = 720
_ADDRESS: Final = re.compile(r"([0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})", re.ASCII)
_HOST: Final = re.compile(r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::(?:\d{1,5}|\*))?", re.IGNORECASE)
_WEB: Final = r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?#](?:[\w.~:/?#@!$&'()*+;=-]|%[0-9a-f]{2})*)?"
_MAIL: Final = r"mailto:(?:[\w.~!$'*+-]|%[0-9a-f]{2})+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
_CONTACT: Final = re.compile(rf"{_MAIL}|{_WEB}|tel:\+\d(?:[().-]*\d){{3,19}}", re.ASCII | re.IGNORECASE)
_POLICY: Final = re.compile(_WEB, re.ASCII | re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


class SettingError(ValueError):
    """A variable of the environment that cannot be understood; the message names it and what was expected."""


def data_folder() -> Path:
    """Find the folder of the tables."""
    named = DATA_FOLDER.read()
    return Path(named) if named else ROOT / "data"


def earlier_folder() -> Path | None:
    """Find the folder of the tables of the edition before this one; None when the variable is blank."""
    named = EARLIER_DATA.read()
    return Path(named) if named else None


def editions_address() -> str:
    """Find the database of the editions; blank when it is not named."""
    return EDITIONS.read() or DATABASE.read()


def redis_url() -> str:
    """Find the address of Redis; blank when rooms are kept in memory."""
    return REDIS_URL.read()


def timings_file() -> Path | None:
    """Find the file for timings; None when they are not wanted."""
    named = TIMINGS_FILE.read()
    return Path(named) if named else None


def metrics_address() -> tuple[str, int] | None:
    """Find host and port at which what is counted may be read; None when it may not.

    Raises
    ------
    SettingError
        When the variable is no such address.
    """
    written = OWN_METRICS.read()
    if not written:
        return None
    found = _ADDRESS.fullmatch(written)
    if found is None or int(found[2]) > MOST_PORT:
        msg = f"{OWN_METRICS.name} is an address with a port, as in 127.0.0.1:9101 or [::1]:9101, not {written!r}"
        raise SettingError(msg)
    return found[1].strip("[]"), int(found[2])


def json_logs() -> bool:
    """Return whether the log is written as JSON.

    Raises
    ------
    SettingError
        When another form is asked for.
    """
    if LOGS.read() not in {"", "json"}:
        msg = f"{LOGS.name} is json or nothing, not {LOGS.read()!r}"
        raise SettingError(msg)
    return LOGS.read() == "json"


def questions_per_minute() -> int:
    """Return how often one address may ask what is there for programs in a minute; 0 for no limit.

    Raises
    ------
    ValueError
        When the variable is no such number, so that the server does not start without its limit.
    """
    written = QUESTIONS.read() or str(DEFAULT_QUESTIONS)
    if not (written.isascii() and written.isdigit()):
        msg = f"{QUESTIONS.name} is a whole number, 0 or more, not {written!r}"
        raise ValueError(msg)
    return int(written)


def mcp_open() -> bool:
    """Return whether language models may ask."""
    return MCP.read() == "1"


def editing_on() -> bool:
    """Return whether the tables can be changed through the app: it is wanted, and there is a database for it."""
    return EDITING.read() == "1" and bool(editions_address())


def editors_file() -> Path | None:
    """Find the file that names who may change the tables; None when no file is named."""
    named = EDITORS.read()
    return Path(named) if named else None


def embed_ancestors() -> tuple[str, ...]:
    """List the hosts that may show `/embed/…` in a frame, as a security policy names them; empty by default.

    Raises
    ------
    SettingError
        When one of them is no host.
    """
    named = tuple(dict.fromkeys(ANCESTORS.read().replace(",", " ").split()))
    wrong = [name for name in named if name != EVERYBODY and not _HOST.fullmatch(name)]
    if wrong:
        msg = (
            f"{ANCESTORS.name} names {wrong[0]!r}, which is no host: write scheme and host without a path, "
            "as in https://example.org or https://*.example.org, several with a space between them"
        )
        raise SettingError(msg)
    return named


def sign_in_mode() -> str:
    """Return who must sign in: `REQUIRED`, `EDITORS_ONLY`, or blank: no one must.

    Raises
    ------
    SettingError
        When the variable is another word, so that no server is open by a slip of the pen.
    """
    if SIGN_IN.read() not in {"", REQUIRED, EDITORS_ONLY}:
        msg = f"{SIGN_IN.name} is {REQUIRED}, {EDITORS_ONLY} or nothing, not {SIGN_IN.read()!r}"
        raise SettingError(msg)
    return SIGN_IN.read()


def sign_in_hours() -> int:
    """Return after how many hours a person has to sign in again.

    Raises
    ------
    SettingError
        When the variable is no whole number from 1 to 720: what Streamlit signs is kept for 30 days.
    """
    written = SIGN_IN_HOURS.read() or str(DEFAULT_SIGN_IN_HOURS)
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= MOST_HOURS):
        msg = f"{SIGN_IN_HOURS.name} is a whole number from 1 to {MOST_HOURS}, not {written!r}"
        raise SettingError(msg)
    return int(written)


def provider_settings() -> dict[str, str]:
    """Read how the provider is reached, under the names that Streamlit's secrets have; empty without a provider."""
    named = {
        "server_metadata_url": OIDC_METADATA.read(),
        "client_id": OIDC_CLIENT.read(),
        "client_secret": OIDC_SECRET.read(),
        "redirect_uri": OIDC_RETURN.read(),
    }
    return named if any(named.values()) else {}


def security_contacts() -> tuple[str, ...]:
    """List whom to write to about a weakness, as URIs (RFC 9116, 2.5.3), the first choice first; empty by default.

    Raises
    ------
    SettingError
        When one of them is no address of mail, page or telephone.
    """
    wanted = "addresses with mailto:, https: or tel:, as in mailto:security@example.org, with a space between them"
    return _read_each(SECURITY_CONTACT, _CONTACT, wanted)


def security_policy() -> str:
    """Return the address of the page that says how a report of a weakness is dealt with; blank when it is not named.

    Raises
    ------
    SettingError
        When it is not the address of one page with TLS.
    """
    wanted = "the address of one page, as in https://example.org/security"
    named = _read_each(SECURITY_POLICY, _POLICY, wanted)
    if len(named) > 1:
        msg = f"{SECURITY_POLICY.name} names {len(named)} addresses; write {wanted}"
        raise SettingError(msg)
    return "".join(named)


def security_languages() -> tuple[str, ...]:
    """List the languages in which a report of a weakness can be read.

    Raises
    ------
    SettingError
        When one of them is no code of a language.
    """
    return _read_each(SECURITY_LANGUAGES, _LANGUAGE, "codes of languages, as in en ru tr") or (DEFAULT_REPORT_LANGUAGE,)


def _read_each(setting: Setting, form: re.Pattern[str], wanted: str) -> tuple[str, ...]:
    """Read the words of a variable, each once, each of a form."""
    named = tuple(dict.fromkeys(setting.read().split()))
    if wrong := next((one for one in named if not form.fullmatch(one)), ""):
        msg = f"{setting.name} names {wrong!r}; write {wanted}"
        raise SettingError(msg)
    return named
