"""First sight: what a view shows, in the first document, until the live page stands; and for good where none can."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache, partial
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo.cooperation.brief import gather_brief, list_countries, list_years
from geo.language import SOURCE_LANGUAGE, choose_language, list_languages, load_language
from geo.sites.selection import list_filter_countries
from geo.style import read_style
from panels.brief.sheet import USUAL_AGE, USUAL_COUNTRY, render_brief
from panels.data import edition_now, read_data
from panels.document.beside import fit_beside, list_marks, measure_screens, wish_beside
from panels.document.covered import cover_marks
from panels.document.drawing import FOLDER, Drawings, OneDrawing
from panels.document.named import MAP
from panels.document.opened import read_opened
from panels.document.page_texts import WRITERS, write_text
from panels.document.view_map import plan_view, show_stop, show_view
from panels.map.names import MODES, mode_name
from panels.optional import optional
from panels.settings import REQUIRED, sign_in_mode
from panels.shell.titles import STAGE, list_titles
from panels.site_card.card import render_card, render_list
from panels.ui.address import SERVICE_WORKER, write_link
from panels.ui.render import render
from panels.view import WAITING, View, read_query
from panels.web.join import SCRIPT_FOLDER, join_classic
from panels.web.styles import (
    SIGHT_CORRIDOR_SHEETS,
    SIGHT_FONTS,
    SIGHT_SHEETS,
    SIGHT_STAGE_SHEETS,
    SIGHT_TEXT_SHEETS,
    SIGHT_WAITING_SHEETS,
    join_sheets,
    sight_faces,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Future

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.sites.selection import SiteEntry
    from panels.document.drawing import Draws
    from panels.document.opened import Opened
    from panels.reader import Reader

BRIEF: Final = "brief"
ASKED: Final = ("country", "mode")
"""What the form of the map offers to choose from."""
WORDS: Final = "q"
"""What it takes as text."""
SHEETS: Final = {
    MAP: ("base", "shell", "map", "waiting", "site", "tables"),
    BRIEF: ("base", "shell", "tables", "brief"),
    "record": ("base", "shell", "map", "tables", "facets", "record"),
    "compare": ("base", "shell", "tables", "facets", "waiting", "compare"),
    "etir": ("base", "shell", "map", "tables", "etir", "facets"),
    "corridor": ("base", "shell", "map", "tables", "corridor", "what_if", "chart"),
    "visits": ("base", "shell", "map", "tables", "facets", "visits"),
    "sources": ("base", "shell", "tables", "sources"),
    "export": ("base", "shell", "tables", "facets", "export"),
    STAGE: ("base", "shell", "tables", "embed_story", "stage", "stage_card", "stage_parts"),
}
"""The sheets of the pages that are read without Streamlit."""
SCRIPT: Final = SCRIPT_FOLDER / "page" / "first_sight.js"
END: Final = "sight-end"
"""Its last element; nothing of it is painted before it is whole, for what comes later would move what stands there."""
PLAIN: Final[Mapping[str, Any]] = {
    "covers": True, "beside": False, "above": "", "bar": "", "kept": (), "headed": True,
    "drawing": "", "near": "", "fit": None, "chosen": "", "symbols": (), "glyphs": (), "signs": (), "links": {},
    "marks": {}, "stage_cover": "", "box": (), "words": None,
}  # fmt: skip
"""A page that says nothing else: text alone that covers the live page."""
_COMMENT: Final = re.compile(r"^\s*/\*(?s:.*?)\*/$| // .*$", re.MULTILINE)
_WORD: Final = re.compile(r"[\w.,:~-]{1,80}")
"""A parameter of our addresses, or a value of one."""
MOST_KEPT: Final = 128
OF_PAGE: Final = "page"
"""Parameter of a drawing's address: the page whose document has named it; the others are those of that page."""
LONGEST_QUERY: Final = 1500
"""Of such an address; whatever is longer is left out."""
PATIENCE_S: Final = 0.03
"""So long an answer waits for a drawing: all of it takes no more than a tenth of a bare page's time to show a word."""


class FirstSight:
    """Writes the first sights, and keeps what was asked for last."""

    def __init__(self) -> None:
        self.drawings = Drawings()

    def begin(self) -> None:
        """Draw the whole map in every language, and write what costs most when it is first asked for."""
        catalogue, entries = read_data()
        for view, code in product((View(), View(view=WAITING)), list_languages()):
            self.drawings.take(catalogue, entries, plan_view(catalogue, entries, view, code).wish)
        language = load_language(SOURCE_LANGUAGE)
        site = next((entry.id for entry in entries if entry.listed), "")
        briefs = ((BRIEF, {"country": [country]}) for country in list_countries(catalogue))
        for page, query in (*((page, {}) for page in (MAP, BRIEF, *WRITERS)), (MAP, {"site": [site]}), *briefs):
            self.drawings.begin(partial(self._write_early, page, query, language))

    def _write_early(self, page: str, query: Mapping[str, Sequence[str]], language: Language) -> None:
        with optional(__name__, "Writing a first sight before it is asked for"):
            self.write(read_opened(page, query, language), query)

    def write(self, opened: Opened, query: Mapping[str, Sequence[str]]) -> str:
        """Write the first sight of an address.

        Parameters
        ----------
        opened
            The address.
        query
            Its parameters as they were sent: the filter may name what makes no view of its own.

        Returns
        -------
        html
            A shadow tree, so that nothing of it is found twice in the page; of a page whose text is not what will stand
            there, only where no script runs. Blank for a page that has none.
        """
        if opened.page not in SHEETS or query.get("edition"):
            return ""  # of an older edition the live page says so on top, and its links keep it
        reader, language = opened.reader, opened.reader.language
        parts = _name_late(self._show(opened, query, self.drawings), opened, query)
        sight = render(
            "document/first_sight.html",
            language,
            page=opened.page,
            faces=Markup(sight_faces()),  # noqa: S704 - our own fonts
            worker=SERVICE_WORKER if sign_in_mode() != REQUIRED else "",
            offline=_tell_offline(language),
            styles=Markup(_styles(opened.page, hours=bool(parts["glyphs"]))),  # noqa: S704 - our own sheets
            letters=SIGHT_FONTS,
            end=END,
            script=Markup(write_script()),  # noqa: S704 - our own script
            tabs=[{"url_path": path, "title": title} for path, title in list_titles(language).items() if path != STAGE],
            current={"url_path": opened.page, "title": list_titles(language)[opened.page]},
            untitled=opened.page == MAP or not parts["headed"],
            stage=STAGE,
            address=lambda path: write_link(
                {"lang": [opened.asked]} if opened.asked else {}, path or "./"
            ).removesuffix("?"),
            languages=[
                (code, load_language(code).own_name(), _link_language(opened, query, code)) for code in list_languages()
            ],
            asked=opened.asked,
            edition=edition_now(reader.catalogue),
            **parts,
        )
        return sight if parts["covers"] else f"<noscript>{sight}</noscript>"

    def find(self, name: str, query: Mapping[str, Sequence[str]]) -> Future[str] | None:
        """Find a drawing that a document has named, of this process or of another one.

        Parameters
        ----------
        name
            As the document has written it.
        query
            Of its address (`OF_PAGE`): read as that of a page is, it says what is drawn.

        Returns
        -------
        drawing
            It is ready, or will be; None where this is not the name of what the page shows in this edition, or where
            too many are waited for.
        """
        made = self.drawings.find(name)
        page = (query.get(OF_PAGE) or [""])[-1]
        if made is None and page in SHEETS and page != BRIEF and not query.get("edition"):
            language = load_language(choose_language((query.get("lang") or [""])[-1], ""))
            asked = {parameter: values for parameter, values in query.items() if parameter != OF_PAGE}
            with optional(__name__, "Drawing what another process has named"):
                self._show(read_opened(page, asked, language), asked, OneDrawing(self.drawings, name))
            made = self.drawings.find(name)
        return made

    def _show(self, opened: Opened, query: Mapping[str, Sequence[str]], drawings: Draws) -> dict[str, Any]:
        if opened.page != MAP:
            return self._show_text(opened, query, drawings)
        return self._show_map(opened, read_query(query, opened.reader.codes), drawings)

    @staticmethod
    def _show_map(opened: Opened, view: View, drawings: Draws) -> dict[str, Any]:
        reader = opened.reader
        minute = f"{dt.datetime.now(tz=dt.UTC):%FT%H:%M}" if view.site else ""
        return {
            **PLAIN,
            **show_view(drawings, reader, view, PATIENCE_S),
            "beside": True,
            "text": Markup(_panel(reader.catalogue, reader.entries, view, reader.language.code, minute)),  # noqa: S704 - from our own templates
            "choices": _list_choices(opened, view),
            "kept": _keep_choices(view),
            "words": view.text,
        }

    def _show_text(self, opened: Opened, query: Mapping[str, Sequence[str]], drawings: Draws) -> dict[str, Any]:
        if opened.page == BRIEF:
            return {**PLAIN, **_show_brief(opened, query)}
        text, fields = write_text(opened, query)
        return {
            **PLAIN,
            "text": Markup(text),  # noqa: S704 - from our own templates
            "headed": "<h1" in text,
            "choices": fields.asked,
            "kept": fields.kept.items(),
            "bar": Markup(fields.bar),  # noqa: S704 - from our own templates
            "beside": fields.beside,
            "above": fields.above,
            "covers": fields.covers,
            "stage_cover": Markup(fields.stage),  # noqa: S704 - from our own templates
            **(self._show_beside(opened.reader, fields.view, drawings) if fields.view else {}),
            **(show_stop(drawings, opened.reader, fields, PATIENCE_S) if fields.scene else {}),
        }

    @staticmethod
    def _show_beside(reader: Reader, view: View, drawings: Draws) -> dict[str, Any]:
        """Show the map beside a text as the live page will frame it."""
        catalogue = reader.catalogue
        wish = wish_beside(catalogue, reader.entries, view, reader.language.code)
        fit, frame = fit_beside(catalogue, wish)
        scales = measure_screens(fit, frame)
        marks = {name: list_marks(catalogue, view, frame, scale) for name, scale in scales.items()}
        wish = replace(wish, covered=cover_marks(marks, frame, scales))
        drawing = drawings.take(catalogue, reader.entries, wish, PATIENCE_S)
        if not drawing:
            return {}
        return {"drawing": drawing, "fit": fit, "near": "sight-beside", "marks": marks}

    def finish(self) -> None:
        """Wait until everything is drawn."""
        self.drawings.finish()


def covered_pages() -> tuple[str, ...]:
    """List the pages whose first sight is seen until the live page stands, scripts or not, for most addresses."""
    return tuple(SHEETS)


def covers(sight: str) -> bool:
    """Tell whether a first sight is seen where scripts run as well."""
    return bool(sight) and not sight.startswith("<noscript>")


def _link_language(opened: Opened, query: Mapping[str, Sequence[str]], code: str) -> str:
    """Write the address in another language, with every filter that it has."""
    return write_link({**_keep_words(query), "lang": [code]}, opened.page)


def _keep_words(query: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Keep of an address what may be a parameter of ours, with what may be a value of one."""
    kept = {name: [value for value in values if _WORD.fullmatch(value)] for name, values in query.items()}
    return {name: values for name, values in kept.items() if values and _WORD.fullmatch(name)}


def _name_late(parts: dict[str, Any], opened: Opened, query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Write into the address of a drawing that is not ready what it shows, so that any process can answer it."""
    if not parts["drawing"].startswith(f"{FOLDER}/"):
        return parts
    asked = read_query(query, opened.reader.codes).to_query() if opened.page == MAP else _keep_words(query)
    address = write_link({**asked, "lang": [opened.reader.language.code], OF_PAGE: [opened.page]}, parts["drawing"])
    return parts | ({"drawing": address} if len(address) <= LONGEST_QUERY else {})


def _tell_offline(language: Language) -> str:
    """Say what is said where a browser has kept the document and there is no network: of when it is."""
    now = dt.datetime.now(tz=dt.UTC)
    date = language.date(f"{now:%F}")
    return language.text("No network. This is the state of {date}, {time} UTC.", date=date, time=f"{now:%H:%M}")


def _keep_choices(view: View) -> list[tuple[str, str]]:
    """List what the form of the map sends beside its fields: the view stays what it is."""
    query = view.to_query()
    return [(name, value) for name in query if name not in (*ASKED, WORDS) for value in query[name]]


def _list_choices(opened: Opened, view: View) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """List the fields of the filter: name, label, and options with code, words and whether they are chosen."""
    language = opened.reader.language
    names = {code: language.country(code) for code in list_filter_countries(opened.reader.entries)}
    countries = [(code, name, view.countries == (code,)) for code, name in language.by_name(names).items()]
    modes = [(m, mode_name(m, language), view.modes == (m,)) for m in MODES if m in opened.reader.codes.modes]
    return list(zip(ASKED, (language.text("Country"), language.text("Mode")), (countries, modes), strict=True))


def _show_brief(opened: Opened, query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    reader, language = opened.reader, opened.reader.language
    catalogue = reader.catalogue
    names = language.by_name({code: language.country(code) for code in list_countries(catalogue)})
    usual = USUAL_COUNTRY if USUAL_COUNTRY in names else next(iter(names), "")
    country = opened.named("country") or usual
    today = f"{dt.datetime.now(tz=dt.UTC):%F}"
    asked = (query.get("since") or [""])[0]
    years = [str(year) for year in list_years(catalogue)]
    since = asked if asked in years else years[min(USUAL_AGE, len(years) - 1)] if years else today[:4]
    key = (country, since, language.code, opened.asked)
    text = _brief(catalogue, key, today) if country else ""
    options = [(code, name, code == country) for code, name in names.items()]
    return {
        "text": Markup(text),  # noqa: S704 - from our own templates
        "choices": [("country", language.text("Country"), options)],
    }


@lru_cache(maxsize=MOST_KEPT)
def _panel(catalogue: Catalogue, entries: tuple[SiteEntry, ...], view: View, code: str, minute: str) -> str:
    del minute  # to which the clocks of a card tell the time
    language = load_language(code)
    chosen = next((entry for entry in entries if entry.id == view.site), None)
    card = render_card(catalogue, entries, chosen, view, language) if chosen else ""
    return card + render_list(catalogue, entries, view, language)


@lru_cache(maxsize=MOST_KEPT)
def _brief(catalogue: Catalogue, key: tuple[str, str, str, str], today: str) -> str:
    del today  # from which the age of a finding is counted
    country, since, code, asked = key
    query = {"country": [country], **({"lang": [asked]} if asked else {})}
    return render_brief(catalogue, gather_brief(catalogue, country, since), query, load_language(code))


@lru_cache(maxsize=len(SHEETS) + 2)
def _styles(page: str, *, hours: bool = False) -> str:
    style = read_style()
    glyphs = ("waiting_frame", *SIGHT_WAITING_SHEETS) if hours else ()
    own = glyphs if page == MAP else (*glyphs, *SIGHT_TEXT_SHEETS)
    more = {"corridor": SIGHT_CORRIDOR_SHEETS, STAGE: SIGHT_STAGE_SHEETS}.get(page, ())
    sheets = join_sheets((*SHEETS[page], *SIGHT_SHEETS, *own, *more))
    rules = f":root{{{style.css_variables()}}}{style.css_symbols()}{sheets}"
    return rules.replace(":root", ":host")


@lru_cache(maxsize=1)
def write_script() -> str:
    """Write the script as it stands in the document: the policy of the app names it by its hash."""
    lines = map(str.strip, _COMMENT.sub("", join_classic(SCRIPT)).splitlines())
    return "\n".join(line for line in lines if line)


@lru_cache(maxsize=1)
def shared_sights() -> FirstSight:
    """Return those that all answers of the server share."""
    return FirstSight()
