"""Build the fonts that the app ships: small subsets of Noto, one file for each script.

    python -m tools.build_fonts [--packages FOLDER]

Needs Node's ``npm`` (the fonts come from pinned packages of the Fontsource project) and the development
requirements (``fonttools``, ``brotli``). Rewrites ``static/fonts``: the font files, ``faces.json`` (which
file serves which characters) and the licences. The Chinese file holds only those characters that occur
under ``data``; run this again when a table brings in a new one (``tests/test_fonts.py`` tells).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
TEXT_FILES = ("*.csv", "*.json", "*.geojson", "*.po", "*.md", "*.toml")
WEIGHT_RANGE = (400, 700)
# Shaping and figures that the screen uses; small capitals and the like are left out.
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "rlig", "calt", "lnum", "tnum", "pnum"]

PACKAGES = {
    "sans": "@fontsource-variable/noto-sans@5.3.0",
    "georgian": "@fontsource-variable/noto-sans-georgian@5.3.0",
    "serif": "@fontsource/noto-serif@5.3.0",
    "chinese": "@fontsource/noto-sans-sc@5.3.0",
    "math": "@fontsource/noto-sans-math@5.3.0",
    "symbols": "@fontsource/noto-sans-symbols-2@5.3.0",
}

LATIN = (
    "U+20-7E,U+A0-FF,U+131,U+152-153,U+2BB-2BC,U+2009-2011,U+2013-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,"
    "U+2030,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2122,U+2212"
)
# Latin Extended-A, the schwa, Romanian commas, pinyin, letters of romanizations, the currencies along the corridor.
LATIN_EXTENDED = (
    "U+100-130,U+132-151,U+154-17F,U+18F,U+1CD-1DC,U+1E6-1E7,U+1F4-1F5,U+218-21B,U+259,U+2B9-2BA,U+2BE-2BF,"
    "U+1E0C-1E0D,U+1E20-1E21,U+1E24-1E25,U+1E28-1E29,U+1E32-1E33,U+1E62-1E63,U+1E6C-1E6D,U+1E92-1E93,U+1E9E,"
    "U+20B8-20BE"
)
CYRILLIC = "U+301,U+400-45F,U+490-491,U+4B0-4B1,U+2116"
# Kazakh, Kyrgyz, Bashkir, Tatar, Tajik, Uyghur and Mongolian letters, and Altaic ones with a macron or diaeresis.
CYRILLIC_EXTENDED = (
    "U+492-493,U+496-4A3,U+4AE-4AF,U+4B2-4B3,U+4B6-4B7,U+4BA-4BB,U+4C0,U+4D8-4DD,U+4E2-4E3,U+4E6-4E9,U+4EE-4F1,"
    "U+4F8-4F9"
)
GEORGIAN = "U+10D0-10FF"
MATH_SIGNS = "†‡‖⌂←↑→↓↔⇄⇆↗↘▲△▴▸▾▼◂●○■□◆◇◊⬢⬡✓≈≠≤≥−∙∞"
OTHER_SIGNS = "⚠✕✗★☆"
HAN = ((0x3001, 0x3002), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
LETTERS = "U+20,U+27-29,U+2C-2E,U+41-5A,U+61-7A,U+A0,U+C0-D6,U+D8-F6,U+F8-FF,U+131,U+2BB-2BC,U+2013,U+2019"


@dataclass(frozen=True, slots=True)
class Cut:
    """One font file to make.

    Attributes
    ----------
    file
        Name of the file made, without its ending.
    package
        Key of ``PACKAGES``.
    source
        File inside the package.
    characters
        What to keep, as CSS writes it (``U+20-7E,U+A0``).
    family, weight, style
        As the style sheet will call it. All files of a family say the same weight and style: a browser
        mixes by character only files that agree in both.
    """

    file: str
    package: str
    source: str
    characters: str
    family: str = "Noto Sans"
    weight: str = "400 700"
    style: str = "normal"


def cuts(chinese: str) -> tuple[Cut, ...]:
    """List the files to make, given the Chinese characters that occur."""
    sans = "files/noto-sans-{}-wght-normal.woff2"
    georgian = "files/noto-sans-georgian-georgian-wght-normal.woff2"
    han = "files/noto-sans-sc-chinese-simplified-400-normal.woff2"
    math = "files/noto-sans-math-latin-400-normal.woff2"
    symbols = "files/noto-sans-symbols-2-symbols-400-normal.woff2"
    return (
        Cut("noto-sans-latin", "sans", sans.format("latin"), LATIN),
        Cut("noto-sans-latin-ext", "sans", sans.format("latin-ext"), LATIN_EXTENDED),
        Cut("noto-sans-cyrillic", "sans", sans.format("cyrillic"), CYRILLIC),
        Cut("noto-sans-cyrillic-ext", "sans", sans.format("cyrillic-ext"), CYRILLIC_EXTENDED),
        Cut("noto-sans-georgian", "georgian", georgian, GEORGIAN),
        *([Cut("noto-sans-chinese", "chinese", han, as_range(map(ord, chinese)))] if chinese else []),
        Cut("noto-sans-signs", "math", math, as_range(map(ord, MATH_SIGNS))),
        Cut("noto-sans-signs-2", "symbols", symbols, as_range(map(ord, OTHER_SIGNS))),
        water_cut("latin", LETTERS),
        water_cut("latin-ext", LATIN_EXTENDED),
        water_cut("cyrillic", CYRILLIC),
        water_cut("cyrillic-ext", CYRILLIC_EXTENDED),
    )


def water_cut(script: str, characters: str) -> Cut:
    """Describe the file with the names of waters in one script."""
    source = f"files/noto-serif-{script}-400-italic.woff2"
    return Cut(f"noto-serif-{script}", "serif", source, characters, "Noto Serif", "400", "italic")


def as_range(codes: Iterable[int]) -> str:
    """Write code points as a CSS unicode-range, neighbours joined."""
    spans: list[list[int]] = []
    for code in sorted(set(codes)):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


def from_range(text: str) -> Iterator[int]:
    """Read a CSS unicode-range without wildcards."""
    for span in text.split(","):
        first, _, last = span.strip().removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def is_chinese(character: str) -> bool:
    """Return whether a character is a Han character or Chinese punctuation."""
    code = ord(character)
    return any(low <= code <= high for low, high in HAN)


def chinese_in(folders: Iterable[Path]) -> str:
    """Collect the Chinese characters of every text file under some folders, sorted."""
    found: set[str] = set()
    for folder in folders:
        for pattern in TEXT_FILES:
            for path in sorted(folder.rglob(pattern)):
                found.update(filter(is_chinese, path.read_text(encoding="utf-8-sig", errors="ignore")))
    return "".join(sorted(found))


def fetch(package: str, folder: Path) -> Path:
    """Download and unpack one npm package; a package already unpacked is taken as it is."""
    home = folder / package.removeprefix("@").rpartition("@")[0].replace("/", "-")
    if not home.is_dir():
        packed = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
        ).stdout.split()[-1]
        with tarfile.open(folder / packed) as archive:
            archive.extractall(home, filter="data")
    return home / "package"


def make(cut: Cut, package: Path, target: Path) -> dict[str, str]:
    """Cut one font file out of its package.

    Returns
    -------
    face
        Entry of ``faces.json``; its range lists exactly the characters that the file can show.
    """
    font = TTFont(package / cut.source, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 5, 13, 14])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(from_range(cut.characters)))
    cutter.subset(font)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wght": WEIGHT_RANGE})
    font.flavor = "woff2"
    font.save(target / f"{cut.file}.woff2")
    return {
        "family": cut.family,
        "file": f"{cut.file}.woff2",
        "weight": cut.weight,
        "style": cut.style,
        "unicodeRange": as_range(font.getBestCmap()),
    }


def without_overlap(faces: list[dict[str, str]]) -> list[dict[str, str]]:
    """Give every character of a family to the first file that has it, so that no second file loads for it."""
    taken: dict[str, set[int]] = {}
    for face in faces:
        family = taken.setdefault(face["family"], set())
        own = set(from_range(face["unicodeRange"])) - family
        family |= own
        face["unicodeRange"] = as_range(own)
    return faces


def copy_licences(homes: Mapping[str, Path], target: Path) -> None:
    """Put the licence of every package beside the fonts."""
    for key, home in homes.items():
        licence = (home / "LICENSE").read_text(encoding="utf-8")
        (target / f"LICENSE-noto-{key}.txt").write_text(licence, encoding="utf-8")


def main() -> None:
    """Build all fonts and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, help="keep the downloaded packages here and use them again")
    parser.add_argument(
        "--texts", type=Path, action="append", default=[], help="one more folder of texts to look through"
    )
    parser.add_argument("--target", type=Path, default=ROOT / "static" / "fonts")
    chosen = parser.parse_args()
    chosen.target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        store = chosen.packages or Path(temporary)
        store.mkdir(parents=True, exist_ok=True)
        homes = {key: fetch(name, store) for key, name in PACKAGES.items()}
        wanted = cuts(chinese_in([ROOT / "data", *chosen.texts]))
        faces = without_overlap([make(cut, homes[cut.package], chosen.target) for cut in wanted])
        copy_licences(homes, chosen.target)
    text = json.dumps(faces, indent=2, ensure_ascii=False)
    (chosen.target / "faces.json").write_text(text + "\n", encoding="utf-8")
    sizes = {face["file"]: (chosen.target / face["file"]).stat().st_size for face in faces}
    for name, size in sizes.items():
        print(f"{size:8,d}  {name}")
    print(f"{sum(sizes.values()):8,d}  together")


if __name__ == "__main__":
    main()
