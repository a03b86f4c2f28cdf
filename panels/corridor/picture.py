"""The chart of a journey as the reader asks for it: what is drawn, and what it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.corridor.profile import draw_profile
from geo.picture.strip import find_axis
from panels.corridor.chart_rows import Picture

if TYPE_CHECKING:
    from geo.corridor.itinerary import Unit
    from panels.corridor.choices import Chosen
    from panels.corridor.sheet import Sums
    from panels.reader import Reader


def compose_picture(reader: Reader, chosen: Chosen, sums: Sums, at: str = "") -> Picture:
    """Compose the chart.

    Parameters
    ----------
    reader
        Data and language.
    chosen, sums
        The journey, and its profiles.
    at
        Id of the stop that is marked; blank for none.
    """
    unit: Unit = "usd" if chosen.unit == "usd" else "hours"
    before = sums.known if sums.asked else draw_profile(chosen.versus.parts(unit)) if chosen.versus else None
    axis = find_axis(reader.catalogue, chosen.itinerary)
    return Picture(
        reader.catalogue,
        chosen.itinerary,
        sums.shown,
        before,
        chosen.unit,
        reader.language,
        at,
        asked=sums.asked,
        question=chosen.question,
        west=axis.shared and axis.west,
    )
