"""What the page offers to begin with, or to add to the one thing that is chosen: links with a reason each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.comparison.offers import MOST_OFFERS, list_measured_years, list_offers
from panels.compare.choices import Asked, Pick
from panels.compare.journeys import list_codes, list_way_years
from panels.ui.address import write_link
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panels.reader import Reader

PAIR = 2


def render_offers(reader: Reader, asked: Asked, names: Mapping[str, str]) -> str:
    """Write what this page does, and links to begin with.

    Parameters
    ----------
    reader
        Data and language.
    asked
        Nothing yet, or one thing.
    names
        What can be compared of this subject, by code.
    """
    _ = reader.language.text
    texts = {
        "site": _(
            "Choose up to four sites. Their hours, opening hours, visits, findings and readiness then stand side by "
            "side."
        ),
        "country": _("Choose up to four countries, or years of one country, to see what differs or what has changed."),
        "journey": _("Choose up to four journeys, or ways or years of one journey, to see where they differ."),
    }
    offers = {"site": _offer_sites, "country": _offer_countries, "journey": _offer_journeys}[asked.subject]
    listed = offers(reader, asked, names)[:MOST_OFFERS]
    title = _("Compare it with") if asked.picks else _("Good to begin with")
    return render(
        "compare/empty.html",
        reader.language,
        text="" if asked.picks else texts[asked.subject],
        title=title,
        offers=listed,
    )


def _offer(name: str, why: str, asked: Asked) -> dict[str, Any]:
    return {"name": name, "why": why, "href": write_link(asked.to_query())}


def _offer_sites(reader: Reader, asked: Asked, names: Mapping[str, str]) -> list[dict[str, Any]]:
    language = reader.language
    chosen = [pick.code for pick in asked.picks]
    return [
        _offer(
            language.listing(names[one] for one in offer.site_ids if one not in chosen),
            language.countries(offer.countries),
            Asked("site", tuple(Pick(one) for one in offer.site_ids)),
        )
        for offer in list_offers(reader.catalogue, reader.entries, chosen)
    ]


def _offer_countries(reader: Reader, asked: Asked, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Offer two years of a country that was measured in them, then the countries of which most is measured."""
    language, _ = reader.language, reader.language.text
    rows = [row for row in reader.catalogue.dwell if row.hours is not None and row.place_id and row.country in names]
    ranked = [code for code, _n in Counter(row.country for row in rows).most_common()]
    chosen = asked.picks[0] if asked.picks else None
    offers = []
    for code in [chosen.code] if chosen else ranked[:PAIR]:
        years = list_measured_years(reader.catalogue, code)[-PAIR:]
        if len(years) == PAIR:
            picks = tuple(Pick(code, year) for year in years)
            listed = language.listing(map(str, years))
            offers.append(_offer(f"{names[code]}, {listed}", _("what has changed"), Asked("country", picks)))
    first = chosen or (Pick(ranked[0]) if ranked else None)
    if first:
        for code in ranked:
            if code != first.code:
                name = names[code] if chosen else language.listing((names[first.code], names[code]))
                offers.append(_offer(name, "", Asked("country", (first, Pick(code)))))
    return offers


def _offer_journeys(reader: Reader, asked: Asked, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Offer a journey there and back, two ways of it, and two years of its usual way."""
    _ = reader.language.text
    offers = []
    both_ways = {one.journey_id for one in reader.catalogue.journeys if one.both_ways}
    for pick in asked.picks or tuple(Pick(code) for code in names):
        if pick.code in both_ways:
            there_and_back = Asked("journey", (pick, replace(pick, back=not pick.back)))
            offers.append(_offer(names[pick.code], _("there and back"), there_and_back))
        codes = [code for code in list_codes(reader.catalogue, pick.code) if code != pick.way]
        if len(codes) > 1:
            picks = (pick, replace(pick, way=codes[0] if pick.way else codes[1]))
            offers.append(_offer(names[pick.code], _("two ways"), Asked("journey", picks)))
        years = list_way_years(reader.catalogue, pick)[:PAIR]
        if asked.picks and len(years) == PAIR:
            dated = tuple(replace(pick, year=year) for year in sorted(years))
            offers.append(_offer(names[pick.code], _("two years"), Asked("journey", dated)))
    return offers
