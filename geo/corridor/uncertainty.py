"""How sure a total is: seeded draws from the range of every part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.corridor.profile import Part

DRAWS: Final = 10_000
SEED: Final = 20_261_123
PERCENTILES: Final = (10, 50, 90)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the total of the known parts lies.

    Attributes
    ----------
    p10, p50, p90
        One total in ten is below the first, half are below the second, one in ten is above the third.
    contributions
        Id of each part with a range → its share of the variance, 0 to 1; the largest first.
    draws
        How many journeys were drawn.
    """

    p10: float
    p50: float
    p90: float
    contributions: tuple[tuple[str, float], ...]
    draws: int


def draw_spread(parts: Sequence[Part], draws: int = DRAWS, seed: int = SEED) -> Spread | None:
    """Draw many journeys, each part from a triangle over its range with the tip at its value.

    Parameters
    ----------
    parts
        Legs and stops. Parts without a value are left out, parts without a range are the same in every draw.
    draws
        How many.
    seed
        Of the generator: the same parts give the same result on every machine.

    Returns
    -------
    spread
        None when no part has a range.

    Notes
    -----
    Every part is drawn for itself; years in which all borders were slow together are rarer than in truth.
    """
    known = [part for part in parts if part.value is not None]
    ranged = [part for part in known if part.low is not None and part.high is not None and part.low < part.high]
    if not ranged:
        return None
    tip = np.array([part.value for part in ranged], dtype=float)
    low = np.minimum(np.array([part.low for part in ranged], dtype=float), tip)
    high = np.maximum(np.array([part.high for part in ranged], dtype=float), tip)
    drawn = np.random.default_rng(seed).triangular(low, tip, high, size=(draws, len(ranged)))
    fixed = sum(part.value or 0.0 for part in known) - float(tip.sum())
    p10, p50, p90 = (float(x) for x in np.percentile(drawn.sum(axis=1) + fixed, PERCENTILES))
    variances = drawn.var(axis=0)
    shares = variances / (variances.sum() or 1.0)  # ranges too narrow for a number to tell contribute nothing
    order = np.argsort(-shares, kind="stable")
    contributions = tuple((ranged[int(i)].id, float(shares[int(i)])) for i in order)
    return Spread(p10, p50, p90, contributions, draws)
