"""Files of a reader's own on the map: what the browser needs to read them; no file comes to the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.tables.known_words import list_headings

if TYPE_CHECKING:
    from geo.language import Language

MOST_BYTES: Final = 5_000_000
MOST_FEATURES: Final = 10_000
MOST_POSITIONS: Final = 250_000
"""Of all lines and areas of one file: more would make the map slow to move."""
MOST_FILES: Final = 5
_MEGABYTE: Final = 1_000_000


def describe_own_files(script: str) -> dict[str, Any]:
    """Describe for the map's script how files of the reader's own are taken.

    Parameters
    ----------
    script
        Address of the script that reads and draws them; blank in a saved file, which holds it.

    Returns
    -------
    described
        Limits, and what the columns of positions are called in the languages of the app.
    """
    headings = list_headings()

    def named(column: str) -> list[str]:
        return sorted(word for word, columns in headings.items() if column in columns)

    return {
        "script": script,
        "most": {
            "bytes": MOST_BYTES,
            "features": MOST_FEATURES,
            "positions": MOST_POSITIONS,
            "layers": MOST_FILES,
        },
        "columns": {"latitude": named("lat"), "longitude": named("lon")},
    }


def own_words(language: Language) -> dict[str, str]:
    """Translate what the script on the map says of the reader's own files."""
    _ = language.text
    few = {"mb": MOST_BYTES // _MEGABYTE, "n": language.number(MOST_FEATURES), "files": MOST_FILES}
    return {
        "ownAdd": _("Add a file of your own"),
        "ownTitle": _("Your files on this map"),
        "ownDrop": _("Drop the file to see it on this map"),
        "ownLimits": _(
            "GeoJSON, KML, GPX, or CSV with columns for latitude and longitude; up to {mb} MB and {n} features"
            " a file, {files} files.",
            **few,
        ),
        "ownKept": _(
            "Your browser reads the file itself: it is not sent, not stored and shown to nobody else. It stays until"
            " this page is closed or loaded again."
        ),
        "ownChoose": _("Choose a file …"),
        "ownFailed": _("What reads files cannot be fetched now. Try again when the line to the server is back."),
        "ownCount": _("Features: {n}", n="{n}"),
        "ownLeftOut": _("without a position, left out: {n}", n="{n}"),
        "ownFrame": _("Zoom to it"),
        "ownSave": _("Save as GeoJSON"),
        "ownRemove": _("Remove"),
        "ownFeatures": _("What is in it"),
        "ownFeature": _("Feature"),
        "ownMore": _("… and {n} more", n="{n}"),
        "ownClose": _("Close"),
        "ownSwap": _("Swap them"),
        **_refusals(language),
    }


def _refusals(language: Language) -> dict[str, str]:
    """Translate why a file is not shown."""
    _ = language.text
    name = "{name}"
    return {
        "own-tooLarge": _("{name} is larger than {mb} MB.", name=name, mb=MOST_BYTES // _MEGABYTE),
        "own-tooMany": _(
            "{name} holds more than {n} features or {positions} positions.",
            name=name,
            n=language.number(MOST_FEATURES),
            positions=language.number(MOST_POSITIONS),
        ),
        "own-tooManyFiles": _("{name}: there are {files} files on the map already. Remove one first.", name=name,
                              files=MOST_FILES),
        "own-unknown": _("{name} is not a file that can be read here: neither GeoJSON nor KML, GPX or CSV.", name=name),
        "own-broken": _("{name} cannot be read to its end: it is damaged or incomplete.", name=name),
        "own-encoding": _("The letters in {name} cannot be read. Save it in UTF-8, in a spreadsheet as “CSV UTF-8”.",
                          name=name),
        "own-noPositions": _("{name} has no columns for latitude and longitude. Call them lat and lon.", name=name),
        "own-noFeatures": _("No position was found in {name}.", name=name),
        "own-projected": _("The positions in {name} are not degrees of latitude and longitude (WGS 84).", name=name),
        "own-swapped": _("Latitude and longitude are swapped in {name}.", name=name),
        "own-maybeSwapped": _(
            "{name} lies far from this map’s region, and would lie in it if latitude and longitude were swapped.",
            name=name,
        ),
    }  # fmt: skip
