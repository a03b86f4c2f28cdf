"""How the hours at several crossings differ, in a sentence for each side of the border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.comparison.clauses import ClauseWriter, Phrases, Told
from geo.comparison.hours import HOURS
from geo.messages import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.hours import Band
    from geo.language import Language

PHRASES: Final = Phrases(
    amount=tell("{amount} h at {post}"),
    amount_in_year=tell("{amount} h at {post} in {year}"),
    entering=tell("Entering the country took {values}"),
    entering_in_year=tell("Entering the country in {year} took {values}"),
    entering_country=tell("Entering {country} took {values}"),
    entering_country_in_year=tell("Entering {country} in {year} took {values}"),
    entering_untold=tell("No year tells how long entering the country takes at {posts}"),
    entering_country_untold=tell("No year tells how long entering {country} takes at {posts}"),
    leaving=tell("leaving it took {values}"),
    leaving_in_year=tell("leaving it in {year} took {values}"),
    leaving_untold=tell("no year tells how long leaving it takes at {posts}"),
    unstated=tell("In a direction that no source states it took {values}: {source}."),
    unstated_in_year=tell("In a direction that no source states it took, in {year}, {values}: {source}."),
    joined=tell("{entering}; {leaving}: {source}."),
)


def tell_hours(catalogue: Catalogue, site_ids: Sequence[str], bands: Iterable[Band], language: Language) -> list[Told]:
    """Say how the hours at several crossings differ.

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
        One for entering and leaving at the sites, one for the posts across the border, and one for what has no
        direction on each side; each ends with who published it. What no table says anything of is no sentence, except
        of the sites themselves: there it is said that no year tells it.
    """
    writer = ClauseWriter(catalogue, site_ids, language, HOURS, PHRASES)
    sentences = []
    for side in writer.write_sides(bands):
        if side.entering.rows or side.leaving.rows:
            sentences.append(writer.join_acts(side))
        elif side.own:
            posts = writer.list_sites(site_ids)
            sentences.append(
                Told(language.text("No year tells how long entering or leaving takes at {posts}.", posts=posts))
            )
        if side.unstated.rows:
            sentences.append(writer.write_unstated(side.unstated))
    return sentences
