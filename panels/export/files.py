"""What can be taken away, and how each file is made: forms of the map, documents, data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.documents.handout import Selection, write_handout
from geo.documents.materials import Materials, list_disclaimer, write_edition
from geo.documents.onepager import write_onepager
from geo.documents.slides import write_slides
from geo.exports.extract import extract_all, extract_part
from geo.exports.features import write_geojson
from geo.exports.geopackage import write_geopackage
from geo.exports.kml import write_kml
from geo.exports.tabular import pack, write_csv_zip, write_data_package
from geo.exports.workbook import XLSX, write_workbook
from geo.map.layers import write_credit_lines, write_credit_text
from geo.picture.draw import Picture, draw_map
from geo.picture.typeset import PRINT_DPI, SCREEN_DPI, draw_png
from panels.export.jobs import give_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.catalogue import Catalogue
    from geo.documents.materials import Live, Progress
    from geo.exports.extract import Extract
    from geo.language import Language
    from geo.picture.hours import Hours
    from geo.records.stories import Story
    from geo.sites.selection import SiteEntry

WIDTH_PX: Final = 1400.0
HEIGHT_PX: Final = 900.0
PRINT_PX: Final = (1122.0, 793.0)
"""A sheet of A4 across."""
WHOLE: Final = "everything"
MOST_SHEETS: Final = 100
"""Sites that get a sheet or a slide each: so many take a quarter of a minute."""
MOST_CARDS: Final = 1_000
"""Sites whose cards one file holds."""
PER_SITE: Final = frozenset({"handout", "slides"})
PER_CARD: Final = frozenset({"page", "tour"})


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What one reader wants to take away.

    Attributes
    ----------
    selection
        Title, sites, filter and layers.
    country
        The one country of the filter, alpha-3; blank when it names none or several.
    hide
        True when what does not answer is left out of the map.
    site
        The chosen site, if any.
    story
        A walkthrough that documents are to be about, instead of the selection.
    hours
        Which hours at posts the map shows in place of the sites, if any.
    write_page, write_tour
        Write the map and the walkthrough as one file; they need more of the page than this request holds.
    word
        Names the selection in file names.
    """

    catalogue: Catalogue
    entries: tuple[SiteEntry, ...]
    language: Language
    live: Live
    selection: Selection
    country: str
    hide: bool
    site: str
    word: str
    story: Story | None = None
    hours: Hours | None = None
    write_page: Callable[[Progress], bytes] | None = None
    write_tour: Callable[[Progress], bytes] | None = None

    def materials(self) -> Materials:
        """Return what every document is made from."""
        return Materials(self.catalogue, self.entries, self.live, self.language)

    def extract(self) -> Extract:
        """Take from the tables what belongs to the selection."""
        listed = sum(1 for entry in self.entries if entry.listed)
        if self.selection.choices.empty and len(self.selection.sites) == listed:
            return extract_all(self.catalogue, self.entries)
        return extract_part(self.catalogue, self.selection.sites, self.selection.choices, self.selection.layers)

    def about(self) -> list[str]:
        """Say what a file of data is: title, selection, edition, where it is from, what it does not claim."""
        language = self.language
        return [
            self.selection.title,
            self.selection.subtitle or language.text("All sites"),
            write_edition(self.live.edition, language),
            *([self.live.url] if self.live.url else []),
            *list_disclaimer(language),
            " · ".join(write_credit_lines()),
            language.text("Every row names its sources; they are listed in the table of sources, with their licences."),
        ]

    def picture(self, width: float, height: float) -> Picture:
        """Describe the map as the screen would show it, in a size of CSS pixels."""
        return Picture(
            width,
            height,
            choices=self.selection.choices,
            hide=self.hide,
            layers=self.selection.layers,
            site=self.site,
            hours=self.hours,
            title=" – ".join(part for part in (self.selection.title, self.selection.subtitle) if part),
            credit=write_credit_text(self.language, write_edition(self.live.edition, self.language)),
        )

    def draw(self, width: float = WIDTH_PX, height: float = HEIGHT_PX) -> str:
        """Draw the map."""
        return draw_map(self.catalogue, self.entries, self.picture(width, height), self.language)


@dataclass(frozen=True, slots=True)
class Form:
    """One thing to take away.

    Attributes
    ----------
    code
        Names it in the page and in file names.
    group
        `documents`, `map` or `data`.
    ending, mime
        Of the file.
    usual_kb
        About how large it is for all sites.
    make
        Makes it.
    """

    code: str
    group: str
    ending: str
    mime: str
    usual_kb: int
    make: Callable[[ExportRequest, Progress], bytes]

    def fits(self, request: ExportRequest) -> bool:
        """Say whether there is what it is about, such as one country for a brief, and not too much of it."""
        about = {"brief": bool(request.country), "tour": request.story is not None}.get(self.code, True)
        return about and self.overflow(request) == 0

    def overflow(self, request: ExportRequest) -> int:
        """Say how many sites it would hold where that is more than fit; 0 where all fit."""
        if self.code in PER_CARD:
            return len(request.entries) if len(request.entries) > MOST_CARDS else 0
        if self.code == "brief":
            held = sum(request.catalogue.places[entry.id].country == request.country for entry in request.entries)
        else:
            held = len(request.selection.sites) if self.code in PER_SITE else 0
        return held if held > MOST_SHEETS else 0

    def file_name(self, request: ExportRequest) -> str:
        """Name the file: what, of which selection, in which language, of which day."""
        day = f"{request.live.edition.date:%Y-%m-%d}"
        parts = ("caravanserai", self.code, request.word, request.language.code, day)
        return f"{'-'.join(parts)}.{self.ending}"


def _handout(request: ExportRequest, progress: Progress) -> bytes:
    return write_handout(request.materials(), request.selection, request.story, progress)


def _onepager(request: ExportRequest, progress: Progress) -> bytes:
    return write_onepager(request.materials(), request.country, progress)


def _slides(request: ExportRequest, progress: Progress) -> bytes:
    return write_slides(request.materials(), request.selection, request.story, progress)


def _page(request: ExportRequest, progress: Progress) -> bytes:
    return request.write_page(progress) if request.write_page else b""


def _tour(request: ExportRequest, progress: Progress) -> bytes:
    return request.write_tour(progress) if request.write_tour else b""


def _svg(request: ExportRequest, progress: Progress) -> bytes:
    progress(0.0)
    return request.draw().encode()


def _png(width: float, height: float, dpi: int) -> Callable[[ExportRequest, Progress], bytes]:
    def make(request: ExportRequest, progress: Progress) -> bytes:
        svg = request.draw(width, height)
        progress(0.3)
        return draw_png(svg, width, height, dpi)

    return make


def _data(write: Callable[[ExportRequest, Extract], bytes]) -> Callable[[ExportRequest, Progress], bytes]:
    def make(request: ExportRequest, progress: Progress) -> bytes:
        extract = request.extract()
        progress(0.1)
        return write(request, extract)

    return make


def _readme(request: ExportRequest) -> str:
    return "\n\n".join(request.about()) + "\n"


def _everything(request: ExportRequest, progress: Progress) -> bytes:
    """Put every form of the selection, and the Data Package, into one file."""
    wanted = [form for form in FORMS if form.code != WHOLE and form.fits(request)]
    wanted.sort(key=lambda form: form.code != "map-print")  # it needs most memory: while nothing else is held
    files: dict[str, bytes] = {}
    for number, form in enumerate(wanted):
        begun = number / len(wanted)

        def inside(share: float, begun: float = begun) -> None:
            progress(begun + share / len(wanted))

        inside(0.0)
        files[form.file_name(request)] = form.make(request, inside)
        give_back()
    progress(0.98)
    return pack(files)


_PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FORMS: Final[tuple[Form, ...]] = (
    Form("handout", "documents", "pdf", "application/pdf", 820, _handout),
    Form("brief", "documents", "pdf", "application/pdf", 110, _onepager),
    Form("slides", "documents", "pptx", _PPTX, 1200, _slides),
    Form("tour", "documents", "html", "text/html", 1850, _tour),
    Form("map", "map", "png", "image/png", 310, _png(WIDTH_PX, HEIGHT_PX, SCREEN_DPI)),
    Form("map-print", "map", "png", "image/png", 1000, _png(*PRINT_PX, PRINT_DPI)),
    Form("map-drawing", "map", "svg", "image/svg+xml", 190, _svg),
    Form("page", "map", "html", "text/html", 1800, _page),
    Form(
        "tables", "data", "xlsx", XLSX, 470,
        _data(lambda o, x: write_workbook(o.catalogue, x, o.about(), o.language)),
    ),
    Form(
        "tables-csv", "data", "zip", "application/zip", 210,
        _data(lambda o, x: write_csv_zip(x, _readme(o), o.language)),
    ),
    Form(
        "features", "data", "geojson", "application/geo+json", 190,
        _data(lambda o, x: write_geojson(o.catalogue, x, o.live.edition, o.language)),
    ),
    Form(
        "globe", "data", "kml", "application/vnd.google-earth.kml+xml", 190,
        _data(lambda o, x: write_kml(o.catalogue, x, o.live.edition, o.language)),
    ),
    Form(
        "gis", "data", "gpkg", "application/geopackage+sqlite3", 1100,
        _data(lambda o, x: write_geopackage(o.catalogue, x, o.live.edition, o.language)),
    ),
    Form(
        "data-package", "data", "zip", "application/zip", 250,
        lambda o, _: write_data_package(
            o.catalogue, extract_all(o.catalogue, o.entries), o.live.edition, _readme(o), o.language
        ),
    ),
    Form(WHOLE, "all", "zip", "application/zip", 6100, _everything),
)  # fmt: skip


def name_form(code: str, language: Language) -> tuple[str, str]:
    """Name a form, and say what it is good for."""
    _ = language.text
    return {
        "handout": (
            _("Handout (PDF)"),
            _("Cover, overview map, each site on one page, corridor profile, sources; A4, to be printed"),
        ),
        "brief": (_("Country on one sheet (PDF)"), _("Posts, times, visits, findings and readiness of one country")),
        "slides": (_("Slides (PowerPoint)"), _("One for each site, with charts that can be edited and speaker notes")),
        "tour": (_("Walkthrough in one file (HTML)"), _("Works in any browser without a network, with the same keys")),
        "map": (_("Map (PNG, for the screen)"), _("With legend, scale and disclaimer; 1400 × 900 pixels")),
        "map-print": (_("Map (PNG, for print)"), _("The same for a sheet of A4, 300 dots per inch")),
        "map-drawing": (_("Map (SVG)"), _("Sharp at every size; can be edited in a drawing program")),
        "page": (_("Map in one file (HTML)"), _("Works in any browser without a network: filters, cards, keys")),
        "tables": (_("Tables (Excel)"), _("A sheet for each table, and one of sources")),
        "tables-csv": (_("Tables (CSV)"), _("One file for each table, in a zip")),
        "features": ("GeoJSON", _("Sites, lines, visits and events for web maps")),
        "globe": ("KML", _("The same for Google Earth and other globes")),
        "gis": ("GeoPackage", _("The same, and all tables, for QGIS and other GIS")),
        "data-package": (_("Data Package"), _("All tables, whatever is selected, described for other programs")),
        WHOLE: (_("Everything"), _("All of the above in one zip")),
    }[code]  # fmt: skip


def request_key(request: ExportRequest, form: Form) -> tuple[Any, ...]:
    """Say what a file depends on, so that one made for another selection is not offered."""
    chosen = request.selection
    sites = tuple(entry.id for entry in chosen.sites)
    return (
        form.code, request.live.url, request.language.code, chosen.title, chosen.subtitle, sites, chosen.choices,
        request.story.story_id if request.story else "", chosen.layers, request.hide, request.site, request.hours,
        request.catalogue.version,
    )  # fmt: skip
