"""A list of records is sent once; a style leaves out what does not answer to the filter.

To send, to check and to lay out seventy records takes a browser longer than a reader should wait for a click.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_hiding(gone: Iterable[int], empty: Iterable[str] = ()) -> str:
    """Write the style rules that take records and empty groups out of a list; links to them become plain words.

    Parameters
    ----------
    gone
        Numbers of the records in their list (class `n3`; links to them `to3`): an id may hold any text.
    empty
        Classes of the groups of which nothing is left.

    Returns
    -------
    css
        Blank when everything stays.
    """
    numbers = sorted(gone)
    if not numbers:
        return ""
    blocks = ",".join([*(f".n{number}" for number in numbers), *(f".{group}" for group in sorted(empty))])
    links = ",".join(f".to{number}" for number in numbers)
    return (
        f":is({blocks}){{display:none!important}}:is({links}){{pointer-events:none;color:inherit;text-decoration:none}}"
    )
