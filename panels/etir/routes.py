"""The e-TIR routes as records: the chosen one in full, the others folded below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panels.ui.citations import Citations
from panels.ui.render import cell, render

if TYPE_CHECKING:
    from collections.abc import Collection

    from markupsafe import Markup

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.cooperation import EtirLeg, EtirRoute


@dataclass(frozen=True, slots=True)
class RouteCard:
    """A route with its legs in the order of travel.

    Attributes
    ----------
    drawn
        True when it is on the map.
    """

    route: EtirRoute
    legs: tuple[EtirLeg, ...]
    drawn: bool

    @property
    def relation(self) -> bool:
        """True for what ties two countries together but is no way between them."""
        return self.route.geometry == "relation"


def gather_cards(catalogue: Catalogue, drawn: Collection[str], chosen: str) -> list[RouteCard]:
    """Gather every route with its legs, the chosen one first, the others in the order of the table.

    Parameters
    ----------
    catalogue
        The checked tables.
    drawn
        Ids of the routes that are on the map.
    chosen
        Id of the route that the page is about.
    """
    cards = [
        RouteCard(
            route,
            tuple(sorted((g for g in catalogue.etir_legs if g.route_id == route.route_id), key=lambda leg: leg.seq)),
            route.route_id in drawn,
        )
        for route in catalogue.etir_routes
    ]
    return sorted(cards, key=lambda card: card.route.route_id != chosen)


def render_routes(catalogue: Catalogue, drawn: Collection[str], chosen: str, language: Language) -> str:
    """Write the routes as HTML.

    Parameters
    ----------
    catalogue, drawn, chosen
        As for `gather_cards`.
    language
        The reader's language.

    Returns
    -------
    html
        Every route is an element with `data-id`; what is not published is said to be so.
    """
    citations = Citations(catalogue.sources, "source-etir")
    schemes = dict.fromkeys(route.instrument for route in catalogue.etir_routes)
    terms = catalogue.vocabularies.get("instrument", {})

    def place(place_id: str) -> Markup:
        return cell(catalogue.short_name(place_id), language)

    return render(
        "etir/routes.html",
        language,
        cards=gather_cards(catalogue, drawn, chosen),
        chosen=chosen,
        schemes=[terms[scheme] for scheme in schemes if scheme in terms],
        place=place,
        drawing={line.line_id: line.note for line in catalogue.lines},
        term=lambda vocabulary, term: cell(catalogue.label(vocabulary, term), language),
        cite=citations.cite,
        listed=citations.listed,
    )
