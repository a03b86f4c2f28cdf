"""Joins modules of ours into one script: the one way in which they come to a browser.

A page so fetches one stamped file for each entry instead of a waterfall of small ones; a map's frame and a saved file
get a classic script. What is understood is what our modules use: named imports and exports, each at the beginning of a
line. Anything else is refused. Comments are left out, as they are for those who read the modules; but for those behind
code that hold a quotation mark.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

SCRIPT_FOLDER: Final = Path(__file__).parent / "js"
_IMPORT: Final = re.compile(r"""^import\s*\{([^{}]*)\}\s*from\s*(["'])(\.{1,2}/[^"'\n]+)\2;?[ \t]*$""", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
_LEFT: Final = re.compile(r"^(?:import\b(?!\.|\()|export\b).*$", re.MULTILINE)
_COMMENT: Final = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_BEHIND: Final = re.compile(r"[ \t]+// [^\n'\"`]*$", re.MULTILINE)
_END: Final = re.compile(r"</(?=script)", re.IGNORECASE)
_NAME: Final = re.compile(r"(\w+)(?:\s+as\s+(\w+))?")


class JoinError(ValueError):
    """A module that cannot be joined; the message names it."""


@lru_cache(maxsize=32)
def join_module(entry: Path) -> str:
    """Join an entry and all that it imports into one module, which exports what the entry exports.

    Parameters
    ----------
    entry
        Path of a module.

    Returns
    -------
    script
        An ES module without imports; nothing in it ends a `<script>` element.

    Raises
    ------
    JoinError
        When a module imports in a circle, imports what is not exported, gives one name to two things, or uses a form
        of import or export that is not understood.
    """
    body, exported = _join(entry)
    return f"{body}export const {{ {', '.join(exported)} }} = {_record(entry)};\n" if exported else body


@lru_cache(maxsize=32)
def join_classic(entry: Path) -> str:
    """Join an entry and all that it imports into one classic script, which leaves no names behind; else as a module."""
    body, _ = _join(entry)
    return f"(() => {{\n'use strict';\n{body}}})();\n"


def _join(entry: Path) -> tuple[str, tuple[str, ...]]:
    """Write every module once, those first that others import; gives the names that the entry exports as well."""
    written: dict[Path, str] = {}
    exports: dict[Path, tuple[str, ...]] = {}

    def visit(path: Path, above: tuple[Path, ...]) -> None:
        if path in above:
            msg = " → ".join(one.name for one in (*above[above.index(path) :], path))
            raise JoinError(f"modules import in a circle: {msg}")  # noqa: EM102, TRY003
        if path in written:
            return
        text = _BEHIND.sub("", _COMMENT.sub("", path.read_text(encoding="utf-8")))
        for _, _, address in _IMPORT.findall(text):
            visit((path.parent / address).resolve(), (*above, path))
        exports[path] = tuple(_EXPORT.findall(text))
        written[path] = _write(path, text, exports)

    visit(entry.resolve(), ())
    return _END.sub(r"<\\/", "".join(written.values())), exports[entry.resolve()]


def _write(path: Path, text: str, exports: dict[Path, tuple[str, ...]]) -> str:
    """Write a module as a function that is called at once and gives its exports as a record."""
    taken: set[str] = set(exports[path])
    lines = []
    for names, _, address in _IMPORT.findall(text):
        source = (path.parent / address).resolve()
        parts = [_NAME.fullmatch(part.strip()) for part in names.split(",") if part.strip()]
        if None in parts:
            raise _refusal(path, f"cannot read the names in {{{names.strip()}}}")
        pairs = [(part[1], part[2] or part[1]) for part in parts if part]
        for name, local in pairs:
            if name not in exports[source]:
                raise _refusal(path, f"{source.name} exports no {name}")
            if local in taken:
                raise _refusal(path, f"{local} stands for two things")
            taken.add(local)
        lines.append(f"const {{ {', '.join(f'{a}: {b}' if a != b else a for a, b in pairs)} }} = {_record(source)};\n")
    rest = _EXPORT.sub("", _IMPORT.sub("", text))
    left = _LEFT.search(rest)
    if left:
        raise _refusal(path, f"cannot join this form: {left[0]}")
    given = f"return {{ {', '.join(exports[path])} }};\n" if exports[path] else ""
    return f"const {_record(path)} = (() => {{\n{''.join(lines)}{rest.strip()}\n{given}}})();\n"


def _record(path: Path) -> str:
    """Name the record of a module's exports: by its whole path, because two folders may have a module of one name."""
    place = path.resolve()
    inside = place.relative_to(SCRIPT_FOLDER) if place.is_relative_to(SCRIPT_FOLDER) else Path(place.name)
    return "$" + re.sub(r"\W", "_", inside.with_suffix("").as_posix())


def _refusal(path: Path, reason: str) -> JoinError:
    return JoinError(f"{path.name}: {reason}")
