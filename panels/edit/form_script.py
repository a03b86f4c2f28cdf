"""The script of the form of a report; in a module of its own, as the server needs its hash before anybody edits."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from panels.web.join import SCRIPT_FOLDER, join_classic

SCRIPT: Final = SCRIPT_FOLDER / "page" / "report_form.js"


@lru_cache(maxsize=1)
def write_form_script() -> str:
    """Write the script as it stands in the document: the policy of the app names it by its hash."""
    lines = map(str.strip, join_classic(SCRIPT).splitlines())
    return "\n".join(line for line in lines if line)
