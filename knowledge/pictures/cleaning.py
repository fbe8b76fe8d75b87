"""Draws a picture anew, so that nothing but its pixels is kept.

What a camera writes beside the pixels (place, time, owner, a small copy of what was cut away) is
gone afterwards, and so is anything that was hidden in the file for somebody's program to run.
"""

import io
from functools import partial

from PIL import Image, ImageOps

from knowledge.pictures.model import CleanPicture, PictureTooLarge, UnusablePicture

TAKEN = ("PNG", "JPEG", "GIF", "WEBP")
MOST_MEGABYTES = 12
MOST_MEGAPIXELS = 50
"""A little above what the cameras of phones make."""

LONGEST_SIDE = 1600
"""Pixels; a card in a chat is never wider than half of it."""

QUALITY = 82
MEGABYTE = 1_000_000
FEW_COLOURS = 4096
"""With no more the picture is a drawing or a screen, and letters in it stay sharp as PNG."""


def cleaned(data: bytes) -> CleanPicture:
    """Return a picture's pixels as a new file, upright and no larger than a chat can use.

    Of a moving picture the first image is kept.

    Args:
        data: a file as somebody sent it: PNG, JPEG, GIF or WebP.

    Raises:
        PictureTooLarge: it has more than 12 MB, or more than 50 million pixels.
        UnusablePicture: it is none of these, or is damaged.
    """
    if len(data) > MOST_MEGABYTES * MEGABYTE:
        raise _too_large()
    try:
        with Image.open(io.BytesIO(data), formats=TAKEN) as found:
            if found.width * found.height > MOST_MEGAPIXELS * MEGABYTE:
                raise _too_large()
            found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image = ImageOps.exif_transpose(found)
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _written(_pixels(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    # A damaged file makes the decoders raise nearly anything.
    except (OSError, ValueError, SyntaxError, IndexError, TypeError, OverflowError, MemoryError):
        raise UnusablePicture from None


def _too_large() -> PictureTooLarge:
    return PictureTooLarge(megabytes=MOST_MEGABYTES, megapixels=MOST_MEGAPIXELS)


def _pixels(image: Image.Image) -> Image.Image:
    """Copy the pixels, and nothing else, into an image of its own."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    same = image.convert(mode)
    bare = Image.new(mode, same.size)
    bare.paste(same)
    return bare


def _written(image: Image.Image) -> CleanPicture:
    is_drawing = image.mode == "RGBA" or image.getcolors(FEW_COLOURS) is not None
    file = io.BytesIO()
    if is_drawing:
        save, suffix = partial(image.save, format="PNG", optimize=True), "png"
    else:
        save, suffix = partial(image.save, format="JPEG", quality=QUALITY, optimize=True), "jpg"
    save(file)
    return CleanPicture(data=file.getvalue(), suffix=suffix, width=image.width, height=image.height)
