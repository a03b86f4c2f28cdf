"""How the payments at several crossings differ, in a sentence for each side of the border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.comparison.clauses import ClauseWriter, Phrases, Told
from geo.comparison.hours import PAYMENT
from geo.messages import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.hours import Band
    from geo.language import Language

PHRASES: Final = Phrases(
    amount=tell("US$ {amount} at {post}"),
    amount_in_year=tell("US$ {amount} at {post} in {year}"),
    entering=tell("Entering the country cost {values}"),
    entering_in_year=tell("Entering the country in {year} cost {values}"),
    entering_country=tell("Entering {country} cost {values}"),
    entering_country_in_year=tell("Entering {country} in {year} cost {values}"),
    entering_untold=tell("No year tells what entering the country costs at {posts}"),
    entering_country_untold=tell("No year tells what entering {country} costs at {posts}"),
    leaving=tell("leaving it cost {values}"),
    leaving_in_year=tell("leaving it in {year} cost {values}"),
    leaving_untold=tell("no year tells what leaving it costs at {posts}"),
    unstated=tell("In a direction that no source states it cost {values}; unofficial payments are included: {source}."),
    unstated_in_year=tell(
        "In a direction that no source states it cost, in {year}, {values}; unofficial payments are included: {source}."
    ),
    joined=tell("{entering}; {leaving}; unofficial payments are included: {source}."),
)


def tell_payments(
    catalogue: Catalogue, site_ids: Sequence[str], bands: Iterable[Band], language: Language
) -> list[Told]:
    """Say how the payments at several crossings differ.

    Parameters
    ----------
    catalogue
        For names and sources.
    site_ids
        The sites that the bands are of, in their order.
    bands
        As `list_bands` gives them.
    language
        The reader's language.

    Returns
    -------
    sentences
        One for each side of the border on which any payment was published, and one for what has no direction; each
        says that unofficial payments are in it, and who published it. A payment that is printed as 0 is called that.
    """
    writer = ClauseWriter(catalogue, site_ids, language, PAYMENT, PHRASES)
    sentences = []
    for side in writer.write_sides(bands):
        if side.entering.rows or side.leaving.rows:
            sentences.append(writer.join_acts(side))
        if side.unstated.rows:
            sentences.append(writer.write_unstated(side.unstated))
    return sentences
