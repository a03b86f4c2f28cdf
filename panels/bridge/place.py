"""Where the presenter of a walkthrough is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where the presenter is.

    Attributes
    ----------
    stop
        Number of the scene, from 1.
    card
        Id of the site whose card is open.
    blank
        True while the screen is blank.
    by
        Which window said so.
    echo
        True when this window only repeats what the room has sent it.
    """

    story: str
    stop: int
    card: str = ""
    blank: bool = False
    by: str = ""
    echo: bool = False
