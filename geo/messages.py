"""Messages about faults: English for logs and the command line, translated when they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


class Translate(Protocol):
    """Translates a template and fills in its named places, as `Language.text` does."""

    def __call__(self, template: str, /, **values: object) -> str:
        """Translate."""


class Message(str):
    """A text in English that keeps its template and values, so that it can be translated later."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Self:
        """Fill in the template."""
        told = super().__new__(cls, write_english(template, **values))
        told.template, told.values = template, values
        return told

    def __getnewargs__(self) -> tuple[str, Mapping[str, object]]:  # type: ignore[override]
        """Return the arguments that a copy is made from."""
        return self.template, self.values


def write_english(template: str, /, **values: object) -> str:
    """Fill in a template as it is; one without values may hold braces."""
    return template.format(**values) if values else template


def tell(template: str, /, **values: object) -> Message:
    """Write a message; `make texts` collects the templates for the translators.

    Parameters
    ----------
    template
        English, with places such as ``{row}``; a literal.
    **values
        What stands in them: numbers, names, or other messages.
    """
    return Message(template, values)


def tell_both(first: str, then: str) -> str:
    """Join two sentences to one message; either may be blank."""
    return tell("{first} {then}", first=first, then=then) if first and then else first or then


def say(told: str, translate: Translate) -> str:
    """Translate a message; a plain text is returned unchanged."""
    if not isinstance(told, Message):
        return told
    values = {name: say(v, translate) if isinstance(v, str) else v for name, v in told.values.items()}
    return translate(told.template, **values)
