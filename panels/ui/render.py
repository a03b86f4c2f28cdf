"""Templates → HTML. Everything that comes from a table is text: Jinja2 escapes every field."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from geo.language import first_sentences

if TYPE_CHECKING:
    from geo.language import Language

TEMPLATE_FOLDER: Final = Path(__file__).parents[1] / "templates"
BEFORE_BLOCK: Final = re.compile(
    r"\n(?=</?(?:li|tr|td|th|dd|dt|div|ul|ol|dl|table|thead|tbody|article|section|details|figure|h[1-6])\b)"
)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, language: Language, **values: object) -> str:
    """Fill in a template.

    Parameters
    ----------
    template
        Name of a file in `templates/`.
    language
        Gives the template `_` (texts of the program) and `cell` (texts of the tables, marked as English where they
        are not translated).
    **values
        What the template names; a missing one is an error.

    Returns
    -------
    html
        Without blank lines, and without line ends at the edges of blocks, where they show nothing: each would be one
        more node for the browser to check and to keep.
    """
    html = (
        _environment()
        .get_template(template)
        .render(_=language.text, n_=language.count, cell=lambda text: cell(text, language), lang=language, **values)
    )
    return BEFORE_BLOCK.sub("", "\n".join(line.strip() for line in html.splitlines() if line.strip()))


def cell(text: str, language: Language, sentences: int = 0) -> Markup:
    """Show a text of the tables: translated, or else in English and marked so for screen readers.

    Parameters
    ----------
    text
        The cell as it stands in the table.
    language
        The reader's language.
    sentences
        How many sentences to show; 0 shows them all.
    """
    shown = language.cell(text)
    if sentences:
        shown = first_sentences(shown, sentences).rstrip(".") + "."
    if language.knows(text):
        return escape(shown)
    return Markup('<span lang="en">{}</span>').format(shown)
