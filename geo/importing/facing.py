"""From which country to which a measurement at a post leads, where post and direction determine it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import tell
from geo.tables.fault import Fault

if TYPE_CHECKING:
    from geo.catalogue import Catalogue


class Facing:
    """The countries that posts face, by mode, as crossings and earlier measurements have them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._places = catalogue.places
        self._facing: dict[tuple[str, str], set[str]] = {}
        self._said: set[tuple[str, str]] = set()
        for row in catalogue.crossings:
            for post, other in ((row.post_a, row.post_b), (row.post_b, row.post_a)):
                if post and other in catalogue.places:
                    self._face(post, row.mode, catalogue.places[other].country)
        for measured in catalogue.dwell:
            for country in {measured.from_country, measured.to_country} - {measured.country}:
                self._face(measured.place_id, measured.mode, country)

    def _face(self, post: str, mode: str, country: str) -> None:
        if post and country:
            self._facing.setdefault((post, mode), set()).add(country)

    def fill(self, cells: dict[str, str], file: str, number: int) -> list[Fault]:
        """Fill in the country of a post, and from where to where its traffic goes.

        Parameters
        ----------
        cells
            Of a row of `dwell.csv`; what is written in it stays.
        file, number
            Where the row comes from, for messages.

        Returns
        -------
        notes
            What stays blank, once for each post.
        """
        post, mode, direction = (cells.get(name, "") for name in ("place_id", "mode", "direction"))
        if post in self._places and not cells.get("country"):
            cells["country"] = self._places[post].country
        ends = {"outbound": ("from_country", "to_country"), "inbound": ("to_country", "from_country")}.get(direction)
        if not post or ends is None or cells.get("from_country") or cells.get("to_country"):
            return []
        facing = self._facing.get((post, mode), set())
        if len(facing) == 1:
            cells[ends[0]], cells[ends[1]] = cells.get("country", ""), next(iter(facing))
            return []
        if (post, mode) in self._said:
            return []
        self._said.add((post, mode))
        hint = tell("Which country the post faces cannot be told; from where to where stays blank.")
        return [Fault(file, number, "", post, hint=hint, severity="warning")]
