"""`/opensearch.xml`: how a browser lets its reader search the map from where addresses are typed (OpenSearch 1.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from starlette.routing import Route

from panels.document.manifest import SIZES_PX
from panels.open_data.answers import answer, choose_for
from panels.open_data.views import root_of
from panels.ui.address import base_path

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from geo.language import Language

OPENSEARCH: Final = "opensearch.xml"
MEDIA_TYPE: Final = "application/opensearchdescription+xml"
_SPACE: Final = "http://a9.com/-/spec/opensearch/1.1/"
_WORDS: Final = "{searchTerms}"
"""What a browser replaces by the words, encoded for an address."""


def search_routes() -> list[Route]:
    """Write the route, below whatever path the server is given."""
    return [Route(f"{base_path()}/{OPENSEARCH}", describe_search)]


def describe_search(request: Request) -> Response:
    """Answer with the description, in the language that the address names, else the browser's."""
    return answer(
        request, write_description(root_of(request), choose_for(request.scope)), MEDIA_TYPE, "Accept-Language"
    )


def write_description(root: str, language: Language) -> bytes:
    """Write the description: words lead to the map, whose filter they are.

    Parameters
    ----------
    root
        Where the app stands, with a slash at its end.
    language
        Of the names, and of the page that is opened.

    Returns
    -------
    xml
        As OpenSearch 1.1 (draft 6) has it: a short name of 16 letters at most, a long one of 48.
    """
    _ = language.text
    spoken = urlencode({"lang": language.code})
    top = ET.Element("OpenSearchDescription", {"xmlns": _SPACE, "xml:lang": language.code})
    for name, text in (
        ("ShortName", _("Caravanserai")),
        ("LongName", _("Caravanserai map")),
        ("Description", _("Map of border crossing points and the Middle Corridor")),
        ("Language", language.code),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        ET.SubElement(top, name).text = text
    size = str(SIZES_PX[0])
    icon = ET.SubElement(top, "Image", {"width": size, "height": size, "type": "image/png"})
    icon.text = f"{root}icon-{size}.png"
    ET.SubElement(top, "Url", {"type": "text/html", "template": f"{root}?q={_WORDS}&{spoken}"})
    own = {"type": MEDIA_TYPE, "rel": "self", "template": f"{root}{OPENSEARCH}?{spoken}"}
    ET.SubElement(top, "Url", own)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(top, encoding="unicode").encode()
