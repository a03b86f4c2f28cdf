"""Build the fonts of the documents: static subsets of Noto as TrueType, for handouts, pictures and slides.

    python -m tools.build_print_fonts [--packages FOLDER]

Needs Node's ``npm`` and the development requirements, as `tools.build_fonts` does, and keeps the same letters. The
engine that sets the documents reads neither WOFF2 nor variable fonts, hence a second set. Run it again when a table
brings in a new Chinese character (``tests/test_fonts.py`` tells).
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from tools.build_fonts import (
    CYRILLIC,
    CYRILLIC_EXTENDED,
    FEATURES,
    GEORGIAN,
    LATIN,
    LATIN_EXTENDED,
    LETTERS,
    MATH_SIGNS,
    OTHER_SIGNS,
    PACKAGES,
    ROOT,
    as_range,
    chinese_in,
    fetch,
    from_range,
)

WHOLE = {
    "sans": "@expo-google-fonts/noto-sans@0.4.2",
    "georgian": "@expo-google-fonts/noto-sans-georgian@0.4.3",
    "serif": "@expo-google-fonts/noto-serif@0.4.2",
    "chinese": PACKAGES["chinese"],
    "math": PACKAGES["math"],
    "symbols": PACKAGES["symbols"],
}
"""The first three hold whole TrueType files; the others are cut from what the screen uses."""


@dataclass(frozen=True, slots=True)
class Face:
    """One file to make: its name, key of the package, file in it, and the characters kept (as CSS writes them)."""

    file: str
    package: str
    source: str
    characters: str


def list_faces(chinese: str) -> tuple[Face, ...]:
    """List the files to make, given the Chinese characters that occur."""
    text = f"{LATIN},{LATIN_EXTENDED},{CYRILLIC},{CYRILLIC_EXTENDED}"
    water = f"{LETTERS},{LATIN_EXTENDED},{CYRILLIC},{CYRILLIC_EXTENDED}"
    han = "files/noto-sans-sc-chinese-simplified-400-normal.woff2"
    georgian = "NotoSansGeorgian"
    return (
        Face("noto-sans-regular", "sans", "400Regular/NotoSans_400Regular.ttf", text),
        Face("noto-sans-bold", "sans", "700Bold/NotoSans_700Bold.ttf", text),
        Face("noto-sans-georgian-regular", "georgian", f"400Regular/{georgian}_400Regular.ttf", GEORGIAN),
        Face("noto-sans-georgian-bold", "georgian", f"700Bold/{georgian}_700Bold.ttf", GEORGIAN),
        Face("noto-sans-chinese", "chinese", han, as_range(map(ord, chinese))),
        Face("noto-sans-signs", "math", "files/noto-sans-math-latin-400-normal.woff2", as_range(map(ord, MATH_SIGNS))),
        Face(
            "noto-sans-signs-2",
            "symbols",
            "files/noto-sans-symbols-2-symbols-400-normal.woff2",
            as_range(map(ord, OTHER_SIGNS)),
        ),
        Face("noto-serif-italic", "serif", "400Regular_Italic/NotoSerif_400Regular_Italic.ttf", water),
    )


def cut(face: Face, package: Path, target: Path) -> None:
    """Cut one font file out of its package."""
    font = TTFont(package / face.source, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14, 16, 17])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(from_range(face.characters)))
    cutter.subset(font)
    font.flavor = None
    font.save(target / f"{face.file}.ttf")


def main() -> None:
    """Build all files and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, help="keep the downloaded packages here and use them again")
    parser.add_argument("--target", type=Path, default=ROOT / "static" / "fonts" / "print")
    chosen = parser.parse_args()
    chosen.target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        store = chosen.packages or Path(temporary)
        store.mkdir(parents=True, exist_ok=True)
        homes = {key: fetch(name, store) for key, name in WHOLE.items()}
        for face in list_faces(chinese_in([ROOT / "data"])):
            cut(face, homes[face.package], chosen.target)
    sizes = {path.name: path.stat().st_size for path in sorted(chosen.target.glob("*.ttf"))}
    for name, size in sizes.items():
        print(f"{size:8,d}  {name}")
    print(f"{sum(sizes.values()):8,d}  together")


if __name__ == "__main__":
    main()
