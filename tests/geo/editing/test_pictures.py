"""A photograph is kept small, upright and bare; whatever else comes as one is refused before it is unpacked."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageFile

from geo.editing import pictures
from geo.editing.pictures import LONGEST_SIDE_PX, MAX_BYTES, SMALL_SIDE_PX, make_small, prepare
from geo.errors import PhotographError

TBILISI = {1: "N", 2: (41.0, 42.0, 36.0), 3: "E", 4: (44.0, 47.0, 24.0), 6: 491.0, 29: "2026:11:28"}
UPRIGHT = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (0, 1), 7: (1, 1), 8: (1, 0)}
"""Orientation → the corner of the stored picture, right and down, that stands at the top left when it is upright."""


def make(kind="JPEG", size=(640, 480), **named):
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    out = io.BytesIO()
    image.save(out, kind, **named)
    return out.getvalue()


def camera(orientation=1, gps=TBILISI):
    exif = Image.Exif()
    exif.update({0x0112: orientation, 0x010F: "ACME", 0x9C9C: b"c\0"})
    exif.get_ifd(0x8769)[0x927C] = b"serial 4711"
    exif.get_ifd(0x8825).update(gps)
    return make(size=(3000, 2000), exif=exif.tobytes(), comment=b"by A. Clerk", icc_profile=b"profile")


def look(raw):
    return Image.open(io.BytesIO(raw))


def claim(width, height):
    """Write a PNG that says it is so large, and holds next to nothing."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_becomes_a_jpeg_no_larger_than_said(kind):
    made = look(prepare(make(kind, (3000, 1500))).raw)
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (LONGEST_SIDE_PX, LONGEST_SIDE_PX // 2))
    assert look(prepare(make(kind)).raw).size == (640, 480)
    assert max(look(make_small(prepare(make(kind)).raw)).size) == SMALL_SIDE_PX


def test_nothing_that_the_camera_wrote_stays():
    made = prepare(camera())
    bare = look(made.raw)
    assert made.position is None
    assert dict(bare.getexif()) == {}
    assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(bare.info)
    assert not any(word in made.raw for word in (b"ACME", b"4711", b"A. Clerk", b"profile"))


def test_latitude_and_longitude_stay_where_they_were_to_be_kept_and_nothing_else_does():
    made = prepare(camera(), keep_position=True)
    assert made.position == pytest.approx((41.71, 44.79))
    exif = look(made.raw).getexif()
    assert set(exif) == {0x8825}
    told = exif.get_ifd(0x8825)
    assert (told[1], told[3], set(told)) == ("N", "E", {1, 2, 3, 4})
    assert [float(part) for part in told[2]] == pytest.approx([41, 42, 36])
    assert not any(word in made.raw for word in (b"ACME", b"4711"))
    assert b"Exif" not in make_small(made.raw)


@pytest.mark.parametrize(
    "gps", [{}, {1: "N"}, TBILISI | {2: (91.0, 0.0, 0.0)}, TBILISI | {1: "up"}, TBILISI | {4: 7.0}]
)
def test_a_position_that_is_none_is_not_made_up(gps):
    assert prepare(camera(gps=gps), keep_position=True).position is None


@pytest.mark.parametrize(("orientation", "corner"), UPRIGHT.items())
def test_a_picture_stands_as_its_camera_was_held(orientation, corner):
    made = look(prepare(camera(orientation)).raw)
    wide = orientation < 5
    assert (made.width > made.height) is wide
    right, down = corner
    stored = [[(255, 0, 0), (0, 0, 255)], [(0, 0, 255), (0, 0, 255)]]
    shown = made.getpixel((made.width // 4, made.height // 4))
    assert max(abs(a - b) for a, b in zip(shown, stored[down][right], strict=True)) < 40


def test_what_is_clear_stands_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    assert look(prepare(out.getvalue()).raw).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", make("GIF"), make("BMP"), make("TIFF"),
        make()[:400], make("PNG")[:-200], make("WEBP")[:60], b"\xff\xd8\xff" + b"\0" * 500, claim(0, 5),
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_picture_or_a_damaged_one_is_refused_in_words(raw):
    with pytest.raises(PhotographError, match="no JPEG, PNG or WebP picture, or is damaged"):
        prepare(raw)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (claim(5001, 5000), "25 megapixels; at most 25"),
        (claim(60_000, 60_000), "damaged|megapixels"),
        (claim(2_000_000_000, 2), "damaged|megapixels"),
        (claim(21_000, 1_000), "sides differ by more than 20"),
        (b"\xff" * (MAX_BYTES + 1), "larger than 15 MB"),
    ],
    ids=["pixels", "bomb", "line", "strip", "bytes"],
)
def test_what_is_too_large_is_refused_before_it_is_unpacked(raw, said, monkeypatch):
    def unpack(*_):
        raise AssertionError

    monkeypatch.setattr(ImageFile.ImageFile, "load", unpack)
    with pytest.raises(PhotographError, match=said):
        prepare(raw)


def test_a_large_jpeg_is_made_smaller_while_it_is_unpacked_unless_it_is_progressive(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_WHOLE_MEGAPIXELS", 3)
    unpacked = []
    convert = Image.Image.convert
    monkeypatch.setattr(Image.Image, "convert", lambda image, mode: unpacked.append(image.size) or convert(image, mode))
    prepare(make(size=(4200, 4100)))
    assert unpacked == [(2100, 2050)]
    with pytest.raises(PhotographError, match="17 megapixels; at most 3"):
        prepare(make(size=(4200, 4100), progressive=True))
