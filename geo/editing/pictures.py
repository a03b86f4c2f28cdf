"""A photograph made ready to be kept: turned upright, made small, and without what the camera wrote into it."""

from __future__ import annotations

import io
import struct
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PIL import Image

from geo.errors import PhotographError
from geo.messages import tell

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

LONGEST_SIDE_PX: Final = 2048
SMALL_SIDE_PX: Final = 480
MAX_BYTES: Final = 15_000_000
MAX_MEGAPIXELS: Final = 50
MAX_WHOLE_MEGAPIXELS: Final = 25
"""Of a picture that can only be unpacked whole: PNG, WebP and progressive JPEG; another JPEG is made smaller first."""
MAX_RATIO: Final = 20
KINDS: Final = ("JPEG", "PNG", "WEBP")
_QUALITIES: Final = (85, 70, 50)
_SMALL_QUALITY: Final = 75
_MAX_KEPT_BYTES: Final = 2_000_000
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_GPS: Final = 0x8825
_GPS_TAGS: Final = (1, 2, 3, 4)
"""Latitude and longitude, each with its half of the globe: no height, no direction, no clock."""
_MINUTES: Final = 60
_SECONDS: Final = 3600
_POSITION_PARTS: Final = 3
_DAMAGE: Final = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, OverflowError, TypeError,
    ZeroDivisionError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow raises for a file that is no picture, or a damaged one."""
_turn: Final = threading.Lock()
"""One picture is unpacked at a time, so that several that come at once need no more memory than one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph that is ready to be kept.

    Attributes
    ----------
    raw
        JPEG, its longest side at most `LONGEST_SIDE_PX`, without metadata but for a position that was to be kept.
    position
        Latitude and longitude in degrees; None when they are not in it.
    """

    raw: bytes
    position: tuple[float, float] | None = None


def prepare(raw: bytes, *, keep_position: bool = False) -> Picture:
    """Make a photograph ready.

    Parameters
    ----------
    raw
        A JPEG, PNG or WebP file.
    keep_position
        Whether the latitude and longitude that the camera wrote stay in it.

    Returns
    -------
    picture
        Of several pictures in one file, the first.

    Raises
    ------
    PhotographError
        When it is of another kind, is damaged, or is more than is taken; what is too large is never unpacked.
    """
    if len(raw) > MAX_BYTES:
        raise PhotographError(tell("The photograph is larger than {mb} MB.", mb=MAX_BYTES // 1_000_000))
    with _turn:
        try:
            with Image.open(io.BytesIO(raw), formats=KINDS) as image:
                _refuse_large(image)
                position = _read_position(image) if keep_position else None
                return Picture(_write(_shrink(image, LONGEST_SIDE_PX), position), position)
        except PhotographError:
            raise
        except _DAMAGE as error:
            raise PhotographError(tell("The file is no JPEG, PNG or WebP picture, or is damaged.")) from error


def make_small(raw: bytes) -> bytes:
    """Make a small picture of one that is kept, to stand in a list.

    Raises
    ------
    PhotographError
        When it is damaged.
    """
    with _turn:
        try:
            with Image.open(io.BytesIO(raw), formats=KINDS[:1]) as image:
                _refuse_large(image)
                return _encode(_shrink(image, SMALL_SIDE_PX), _SMALL_QUALITY, b"")
        except PhotographError:
            raise
        except _DAMAGE as error:
            raise PhotographError(tell("The file is no JPEG, PNG or WebP picture, or is damaged.")) from error


def _refuse_large(image: ImageFile) -> None:
    """Refuse by the size that the file's head says, before anything is unpacked."""
    width, height = image.size
    whole = image.format in KINDS[1:] or bool(image.info.get("progressive"))
    most = MAX_WHOLE_MEGAPIXELS if whole else MAX_MEGAPIXELS
    if width * height > most * 1_000_000:
        raise PhotographError(
            tell("The photograph has {n} megapixels; at most {most} are taken.",
                 n=round(width * height / 1_000_000), most=most)
        )  # fmt: skip
    if max(width, height) > MAX_RATIO * min(width, height):
        raise PhotographError(tell("The photograph is a strip: its sides differ by more than {n} times.", n=MAX_RATIO))


def _shrink(image: ImageFile, side: int) -> Image.Image:
    """Unpack a picture no larger than needed, put it on white, and turn it as its camera was held."""
    turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    image.draft("RGB", (side, side))
    small: Image.Image = image.convert("RGBA") if _is_clear(image) else image.convert("RGB")
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    if small.mode == "RGBA":
        white = Image.new("RGB", small.size, "white")
        white.paste(small, mask=small.getchannel("A"))
        small = white
    return small.transpose(turn) if turn is not None else small


def _is_clear(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info


def _write(image: Image.Image, position: tuple[float, float] | None) -> bytes:
    """Write a JPEG with no metadata but the position, in the best quality that is not too large."""
    exif = _write_position(position) if position else b""
    for quality in _QUALITIES:
        written = _encode(image, quality, exif)
        if len(written) <= _MAX_KEPT_BYTES:
            return written
    return written


def _encode(image: Image.Image, quality: int, exif: bytes) -> bytes:
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True, exif=exif)
    return out.getvalue()


def _read_position(image: ImageFile) -> tuple[float, float] | None:
    """Read where a photograph was taken; None where it does not say so in full."""
    told = image.getexif().get_ifd(_GPS)
    north, lat, east, lon = (told.get(tag) for tag in _GPS_TAGS)
    if north not in {"N", "S"} or east not in {"E", "W"}:
        return None
    found = _degrees(lat), _degrees(lon)
    if found[0] is None or found[1] is None or found[0] > 90 or found[1] > 180:  # noqa: PLR2004 - of the globe
        return None
    return (-found[0] if north == "S" else found[0], -found[1] if east == "W" else found[1])


def _degrees(parts: object) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != _POSITION_PARTS:
        return None
    degrees, minutes, seconds = map(float, parts)
    whole = degrees + minutes / _MINUTES + seconds / _SECONDS
    return round(whole, 6) if whole >= 0 else None


def _write_position(position: tuple[float, float]) -> bytes:
    exif = Image.Exif()
    lat, lon = position
    exif.get_ifd(_GPS).update({1: "S" if lat < 0 else "N", 2: _parts(lat), 3: "W" if lon < 0 else "E", 4: _parts(lon)})
    return exif.tobytes()


def _parts(degrees: float) -> tuple[float, float, float]:
    whole, rest = divmod(round(abs(degrees) * _SECONDS, 3), _SECONDS)
    minutes, seconds = divmod(rest, _MINUTES)
    return whole, minutes, round(seconds, 3)
