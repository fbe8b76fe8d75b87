"""A picture is drawn anew: its pixels are kept, and nothing that was written beside them."""

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from knowledge.pictures.cleaning import LONGEST_SIDE, MOST_MEGABYTES, cleaned
from knowledge.pictures.model import NAME, PictureTooLarge, UnusablePicture

OWNER = "Kanariella Kvist, Storgatan 1"
ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825


def photo(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """A picture of many colours, as a camera makes it."""
    return Image.effect_noise(size, 80).convert("RGB")


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    """The image as a file."""
    file = io.BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def with_exif() -> bytes:
    """A photo that says who owns it, where it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[DESCRIPTION] = OWNER
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    return saved(photo((80, 40)), "JPEG", exif=exif, comment=OWNER.encode())


def test_what_a_camera_wrote_is_gone_and_the_picture_stands_upright() -> None:
    """No owner, no place, no comment; the way up is in the pixels instead."""
    before = with_exif()
    assert OWNER.encode() in before
    found = cleaned(before)
    assert OWNER.encode() not in found.data
    again = Image.open(io.BytesIO(found.data))
    assert not again.getexif()
    assert (found.width, found.height) == again.size == (40, 80)


def test_texts_and_whatever_hangs_on_behind_a_png_are_gone() -> None:
    """Neither its text chunks nor an archive behind its end."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", OWNER)
    before = saved(photo(), "PNG", pnginfo=told) + b"PK\x03\x04" + OWNER.encode()
    assert OWNER.encode() not in cleaned(before).data
    assert b"PK\x03\x04" not in cleaned(before).data[-64:]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_four_kinds_are_taken_and_two_are_kept(kind: str) -> None:
    """What every chat program draws."""
    found = cleaned(saved(photo(), kind))
    assert found.suffix in {"png", "jpg"}
    assert found.media_type in {"image/png", "image/jpeg"}
    assert NAME.fullmatch(found.name)
    assert cleaned(saved(photo().convert("P"), "GIF")).suffix == "png"


def test_the_same_picture_has_the_same_name() -> None:
    """Sent twice, it is kept once."""
    data = with_exif()
    assert cleaned(data) == cleaned(data)


def test_a_large_picture_is_made_as_large_as_a_chat_can_use() -> None:
    """Its longer side has 1,600 pixels, and its shape stays."""
    found = cleaned(saved(photo((4000, 1000)), "JPEG"))
    assert (found.width, found.height) == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_what_is_seen_through_stays_so() -> None:
    """A drawing without a ground gets none."""
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    found = cleaned(saved(image, "PNG"))
    assert Image.open(io.BytesIO(found.data)).getpixel((1, 1)) == (0, 0, 0, 0)


def bomb(width: int, height: int) -> bytes:
    """A small PNG file that says it is enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data", [bomb(60_000, 60_000), bomb(9_000, 9_000), bytes((MOST_MEGABYTES + 1) * 1_000_000)]
)
def test_what_would_fill_the_memory_is_refused_before_it_is_drawn(data: bytes) -> None:
    """By what it says of itself."""
    with pytest.raises(PictureTooLarge):
        cleaned(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a<script>alert(1)</script>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        saved(photo(), "TIFF"),
        saved(photo(), "BMP"),
        saved(photo(), "JPEG")[:300],
        bomb(100, 100)[:60],
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    """Drawings that run programs, other kinds, and halves."""
    with pytest.raises(UnusablePicture):
        cleaned(data)


@given(at=st.integers(0, 3_000), put=st.binary(min_size=1, max_size=40))
def test_a_damaged_picture_is_drawn_or_refused(at: int, put: bytes) -> None:
    """Whatever is damaged in it: an answer, never another error."""
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        data = saved(Image.linear_gradient("L").resize((40, 40)).convert("RGB"), kind)
        start = at % len(data)
        with suppress(UnusablePicture, PictureTooLarge):
            found = cleaned(data[:start] + put + data[start + len(put) :])
            assert max(found.width, found.height) <= LONGEST_SIDE
