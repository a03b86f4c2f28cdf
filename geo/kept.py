"""What is made once for each edition of the tables, and goes with it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.catalogue import Catalogue

P = ParamSpec("P")
T = TypeVar("T")


def keep_per_edition(write: Callable[Concatenate[Catalogue, P], T]) -> Callable[Concatenate[Catalogue, P], T]:
    """Keep what a function makes of a catalogue as long as the catalogue is in use, and no longer.

    Parameters
    ----------
    write
        Its other arguments are few and known, such as names of tables; what it returns does not hold the catalogue.

    Returns
    -------
    read
        The same function, which writes each answer once.
    """
    kept: WeakKeyDictionary[Catalogue, dict[object, T]] = WeakKeyDictionary()

    @wraps(write)
    def read(catalogue: Catalogue, /, *arguments: P.args, **named: P.kwargs) -> T:
        own = kept.setdefault(catalogue, {})
        key = (arguments, tuple(named.items()))
        if key not in own:
            own[key] = write(catalogue, *arguments, **named)
        return own[key]

    return read
