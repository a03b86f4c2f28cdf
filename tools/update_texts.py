"""Gather every text that is shown, and bring the translations in step: `make texts`.

Two catalogues per language under data/locale/: `screen.po`, the program's own texts (from Python, templates and
style.toml), and `tables.po`, the texts that stand in the data tables. Translators edit the .po files; no compiling is
needed, the app reads them as they are.
"""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from geo.language import LOCALE_FOLDER, SCREEN_DOMAIN, TABLES_DOMAIN  # noqa: E402 - needs the path above
from geo.load import read_catalogue  # noqa: E402
from tools.table_texts import list_table_texts  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from babel.messages.catalog import Message

KEYWORDS: Final = {"_": None, "text": None, "tell": None, "n_": (1, 2), "count": (1, 2)}
METHODS: Final = [
    ("geo/messages.py", "ignore"),  # its templates are collected where they are used
    ("geo/**.py", "python"),
    ("panels/server/headers.py", "ignore"),
    ("panels/**.py", "python"),
    ("pages/**.py", "python"),
    ("panels/templates/**.html", "jinja2"),
]


def gather_screen_texts() -> Catalog:
    """Gather the texts of the program."""
    catalogue = Catalog(project="caravanserai", charset="utf-8", fuzzy=False)
    found = extract_from_dir(ROOT, METHODS, keywords=KEYWORDS, comment_tags=("Translators:",))
    for file, _, message, comments, _ in found:
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments)
    style = tomllib.loads((ROOT / "data" / "style.toml").read_text(encoding="utf-8"))
    own = (style["between"], style["coarse"], *style["beneath"].values())
    for row in (*style["symbols"].values(), *style["lines"].values(), *style["grades"].values(), *own):
        catalogue.add(row["label"], locations=[("data/style.toml", 0)])
    return catalogue


def gather_table_texts() -> Catalog:
    """Gather the texts of the tables that are shown on a card or page."""
    catalogue = Catalog(project="caravanserai", charset="utf-8", fuzzy=False)
    for file, text in list_table_texts(read_catalogue(ROOT / "data")):
        catalogue.add(text, locations=[(f"data/{file}", 0)])
    return catalogue


def begin(code: str, domain: str) -> Catalog:
    """Begin a catalogue of a new language, without a name or address in its head."""
    return Catalog(
        locale=code,
        domain=domain,
        header_comment=f"# {Locale.parse(code).get_display_name('en')} translations of Caravanserai.",
        project="caravanserai",
        version=tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"],
        msgid_bugs_address="none",
        revision_date=dt.datetime.now(tz=dt.UTC),
        last_translator="none",
        language_team="none",
        charset="utf-8",
        fuzzy=False,
    )


def update(domain: str, template: Catalog, codes: Iterable[str]) -> None:
    """Bring one catalogue of every language in step with the texts gathered; nothing translated is lost."""
    for code in codes:
        path = LOCALE_FOLDER / code / f"{domain}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            with path.open("rb") as stream:
                catalogue = read_po(stream, locale=code, domain=domain)
        else:
            catalogue = begin(code, domain)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        with path.open("wb") as stream:
            write_po(stream, catalogue, width=120, sort_output=True, include_lineno=False, omit_header=False)
        missing = sum(1 for message in catalogue if message.id and not all(list_forms(message)))
        print(f"{code} {domain}: {len(catalogue)} texts, {missing} not translated")


def list_forms(message: Message) -> Sequence[str]:
    """List what a text is translated with: one form, or those of its plural."""
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string or ""]


def main() -> None:
    """Update every language that has a folder; new ones may be named on the command line."""
    codes = sorted({p.name for p in LOCALE_FOLDER.glob("*") if p.is_dir()} | set(sys.argv[1:]))
    update(SCREEN_DOMAIN, gather_screen_texts(), codes)
    update(TABLES_DOMAIN, gather_table_texts(), codes)


if __name__ == "__main__":
    main()
