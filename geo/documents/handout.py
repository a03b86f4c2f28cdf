"""The handout of a selection as PDF: cover, overview map, one page for each site, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.documents.corridor import ProfileWriter, choose_journeys, list_profile_words
from geo.documents.materials import quiet, set_document, write_edition
from geo.documents.references import References
from geo.documents.sheets import SheetWriter
from geo.documents.stops import draw_scene, scenes_of, write_scene
from geo.geodesy import Bounds
from geo.map.layers import write_credit_text
from geo.picture.draw import Picture, draw_map

if TYPE_CHECKING:
    from geo.documents.materials import Live, Materials, Progress
    from geo.language import Language
    from geo.records.stories import Story
    from geo.sites.selection import Choices, SiteEntry

OVERVIEW_PX: Final = (616.0, 420.0)
"""As wide as the text of a page, where 11 pixels, the smallest letters of a picture, are 9 points."""
INSET_PX: Final = (616.0, 215.0)
STOP_PX: Final = (290.0, 230.0)
INSET_DEG: Final = 0.12
INSET_ZOOM: Final = 10.5
SHARE_OF_SHEETS: Final = 0.6


@dataclass(frozen=True, slots=True)
class Selection:
    """What a document is about.

    Attributes
    ----------
    title
        Of the document, in the reader's language.
    subtitle
        Which filter it answers to; may be blank.
    sites
        Those that get a page, from west to east.
    choices, layers
        The filter and the layers, for the map.
    """

    title: str
    subtitle: str
    sites: tuple[SiteEntry, ...]
    choices: Choices
    layers: tuple[str, ...]


def write_handout(
    materials: Materials, selection: Selection, story: Story | None = None, progress: Progress = quiet
) -> bytes:
    """Write the handout.

    Parameters
    ----------
    materials
        Tables, sites, address and language.
    selection
        What it is about.
    story
        A walkthrough that it belongs to: its stops come before the sites.
    progress
        Called with the part that is done, from 0 to 1.

    Returns
    -------
    pdf
        Tagged, its fonts inside, its texts searchable.
    """
    catalogue, language, live = materials.catalogue, materials.language, materials.live
    references = References(catalogue.sources)
    writer = SheetWriter(catalogue, references, language)
    pictures = {"overview.svg": draw_overview(materials, selection).encode()}
    stops = _write_stops(materials, story, pictures) if story else []
    sheets = []
    for number, entry in enumerate(selection.sites, 1):
        sheet = writer.write_site(entry, number)
        name = f"site-{number}.svg" if entry.position else ""
        if entry.position:
            pictures[name] = draw_inset(materials, entry).encode()
        alt = language.text("Map of the surroundings of {name}", name=sheet["name"])
        sheets.append(sheet | {"map": name, "map-alt": alt})
        progress(SHARE_OF_SHEETS * number / len(selection.sites))
    profiles = _write_profiles(materials, selection, references, story, pictures)
    data = {
        "title": selection.title,
        "subtitle": selection.subtitle or language.text("All sites"),
        "footer": f"{language.text('Caravanserai map')} · {write_edition(live.edition, language)} · "
        + language.text("Boundaries and names shown do not imply endorsement."),
        "sites": sheets,
        "stops": stops,
        "profiles": profiles,
        "parts": [
            {"id": "overview", "title": language.text("Overview map")},
            *([{"id": "stops", "title": language.text("Stop by stop")}] if stops else []),
            *([{"id": "profile", "title": language.text("Corridor profile")}] if profiles else []),
            {"id": "sources", "title": language.text("Sources")},
        ],
        "unplaced": _name_unplaced(selection, language),
        "sources": references.listed(),
        "words": list_words(language, live),
    }
    pdf = set_document("handout.typ", data, pictures, live, language)
    progress(1.0)
    return pdf


def _write_stops(materials: Materials, story: Story, pictures: dict[str, bytes]) -> list[dict[str, Any]]:
    """Write what each scene says, and draw what it looks at."""
    written = []
    for number, scene in enumerate(scenes_of(materials, story), 1):
        told = write_scene(scene, number)
        name = f"stop-{number}.svg" if scene.bounds else ""
        if name:
            pictures[name] = draw_scene(materials, story, scene, STOP_PX).encode()
        alt = materials.language.text("Map of the surroundings of {name}", name=scene.title)
        written.append(told | {"map": name, "map-alt": alt})
    return written


def _write_profiles(
    materials: Materials, selection: Selection, references: References, story: Story | None, pictures: dict[str, bytes]
) -> list[dict[str, Any]]:
    """Write the profiles of the journeys that belong to the selection, and draw their charts."""
    writer = ProfileWriter(materials, references)
    written = []
    for number, shown in enumerate(choose_journeys(materials.catalogue, [e.id for e in selection.sites], story), 1):
        name = f"profile-{number}.svg"
        pictures[name] = writer.draw(shown).encode()
        written.append(writer.write(shown, name))
    return written


def draw_overview(
    materials: Materials, selection: Selection, size: tuple[float, float] = OVERVIEW_PX, *, credit: bool = True
) -> str:
    """Draw the overview map with numbered markers."""
    numbers = {entry.id: number for number, entry in enumerate(selection.sites, 1)}
    picture = Picture(
        *size,
        choices=selection.choices,
        hide=True,
        layers=tuple(dict.fromkeys((*selection.layers, "sites"))),
        numbers=numbers,
        key=True,
        credit=write_credit_text(materials.language) if credit else "",
    )
    shown = [entry for entry in materials.entries if entry.id in numbers or not entry.listed]
    return draw_map(materials.catalogue, shown, picture, materials.language)


def draw_inset(materials: Materials, entry: SiteEntry) -> str:
    """Draw the surroundings of a site, with scale bar and north arrow."""
    lat, lon = entry.position or (0.0, 0.0)
    around = Bounds(lat - INSET_DEG, lon - INSET_DEG, lat + INSET_DEG, lon + INSET_DEG)
    picture = Picture(*INSET_PX, bounds=around, site=entry.id, key=True, closest=INSET_ZOOM)
    return draw_map(materials.catalogue, materials.entries, picture, materials.language)


def _name_unplaced(selection: Selection, language: Language) -> str:
    names = [language.cell(entry.name) for entry in selection.sites if entry.position is None]
    if not names:
        return ""
    return language.text("Not on the map, because no position is established: {names}", names=", ".join(names))


def list_words(language: Language, live: Live) -> dict[str, Any]:
    """List the words of the templates."""
    _ = language.text
    return {
        "kicker": " · ".join([_("Handout"), write_edition(live.edition, language)]),
        "page-of": _("Page {page} of {pages}", page="{page}", pages="{pages}"),
        "contents": _("Contents"),
        "live": _("The live page, with everything that did not fit here:"),
        "qr-alt": _("QR code of the live page"),
        "overview": _("Overview map"),
        "stops": _("Stop by stop"),
        "source": _("Source: {source}", source="{source}"),
        "overview-alt": _("Map of border crossing points and the Middle Corridor"),
        "position": _("Position"),
        "figures": _("Figures"),
        "no-figure": _("No measured figure was found for this site."),
        "hours": _("Hours at the posts of the crossing"),
        "doubtful-bar": f"? {_('doubtful')}",
        "scale": _("All bars share one scale; the longest is {h} h.", h="{h}"),
        "visits": _("Field visits"),
        "etir": _("e-TIR"),
        "no-visit": _("No field visit to this site is recorded."),
        "findings": _("Findings and recommendations"),
        "no-finding": _("No finding about this site is recorded."),
        "doubts": _("What is doubtful"),
        "sources": _("Sources"),
        "reading": _("How to read this"),
        **list_profile_words(language),
    }
