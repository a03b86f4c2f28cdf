"""How an address of `/ogc` is asked: its form, its language, its parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from geo.errors import QueryError
from panels.open_data.answers import EDITION, choose_for, read_edition, wants_page
from panels.open_data.parameters import STANDING, check_known, read_parameters
from panels.open_data.views import root_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import Request

    from geo.language import Language

FORMS: Final = ("json", "html")
JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
SCHEMA: Final = "application/schema+json"
HTML: Final = "text/html"

Link = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to `/ogc`.

    Attributes
    ----------
    base
        Address of `/ogc` as the request calls it.
    form
        `json` or `html`.
    parameters
        Names and values, those of the form and the language too.
    edition
        The older edition that is asked for; every link keeps it. Blank for the newest.
    """

    base: str
    path: str
    form: str
    language: Language
    parameters: tuple[tuple[str, str], ...]
    edition: str = ""

    def link(self, path: str, rel: str, kind: str, title: str = "", **changed: str) -> Link:
        """Write a link to an address below `/ogc`."""
        told = {"href": self.write(self.base + path, **changed), "rel": rel, "type": kind}
        return {**told, "title": title, "hreflang": self.language.code} if title else told

    def write(self, address: str, **query: str) -> str:
        """Write an address with its parameters, and the edition that is asked for."""
        named = query | ({EDITION: self.edition} if self.edition else {})
        return f"{address}?{urlencode(named)}" if named else address

    def here(self, kind: str) -> list[Link]:
        """Write the links to this address in this form and in the other one."""
        kinds = {"json": kind, "html": HTML}
        return [
            {
                "href": self.write_here(f=form),
                "rel": "self" if form == self.form else "alternate",
                "type": kinds[form],
            }
            for form in FORMS
        ]

    def write_here(self, **changed: str) -> str:
        """Write this address with some parameters changed."""
        kept = [(name, value) for name, value in self.parameters if name not in changed]
        return f"{self.base}{self.path}?{urlencode([*kept, *changed.items()])}"


def read_asked(request: Request, path: str, known: Collection[str] = ("f", *STANDING)) -> Asked:
    """Read a question.

    Parameters
    ----------
    request
        As it came.
    path
        Below `/ogc`, with what the tables say in it.
    known
        Parameters that are allowed.

    Raises
    ------
    QueryError
        When there are too many parameters, one is not known or stands twice, or the form is not one of ours.
    """
    parameters = tuple(read_parameters(request.scope, known))
    check_known(parameters, known)
    form = dict(parameters).get("f") or ("html" if wants_page(request.scope) else "json")
    if form not in FORMS:
        msg = f"f is {' or '.join(FORMS)}."
        raise QueryError(msg)
    return Asked(
        f"{root_of(request)}ogc", path, form, choose_for(request.scope), parameters, read_edition(request.scope)
    )
