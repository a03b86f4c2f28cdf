"""Which cells are figures: what was measured, counted or published in numbers, and may be corrected."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FIGURES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "dwell": ("hours", "cost_usd"),
        "speeds": ("swod_kmh", "swd_kmh", "tfi3_usd"),
        "volumes": ("value", "value_max", "change_percent"),
        "published_times": ("value_min", "value_max"),
        "legs": ("distance_km",),
        "stretches": ("km", "hours", "hours_min", "hours_max", "cost_usd"),
        "comparisons": ("hours_min", "hours_max"),
        "lengths": ("published_km",),
        "lines": ("published_km",),
    }
)
"""Table → columns. Years, positions and what the project computes itself are none."""
