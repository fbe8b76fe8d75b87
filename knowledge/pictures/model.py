"""A picture that may be shown to people, and why one may not."""

import hashlib
import re
from dataclasses import dataclass

from knowledge.errors import Explained

NAME = re.compile(r"[0-9a-f]{32}\.(?:jpg|png)")
"""What the name of a kept picture looks like; nobody can guess one."""

SHOWN_AT = "/pictures/"
"""Where pictures are shown, before their name."""

TYPES = {"jpg": "image/jpeg", "png": "image/png"}
"""Media types by suffix: those that every chat program draws, on phones too."""


class UnusablePicture(Explained):
    """This file cannot become a picture here."""

    key = "pictures.error.unusable"


class PictureTooLarge(Explained):
    """The file or the picture in it is too large; details: megabytes, megapixels, the limits."""

    key = "pictures.error.large"


def address_of(name: str) -> str:
    """Return the address of a picture, on our own host."""
    return f"{SHOWN_AT}{name}"


def name_in(address: str) -> str:
    """Return the name of a picture that is kept here, or "" for an address of somebody else's."""
    name = address.removeprefix(SHOWN_AT)
    return name if address.startswith(SHOWN_AT) and NAME.fullmatch(name) else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CleanPicture:
    """A picture of pixels alone.

    Attributes:
        data: the file, PNG or JPEG.
        suffix: png or jpg.
        width, height: in pixels.
    """

    data: bytes
    suffix: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """The name it is kept under: the same picture has the same name."""
        return f"{hashlib.sha256(self.data).hexdigest()[:32]}.{self.suffix}"

    @property
    def media_type(self) -> str:
        """What the file is, for whoever shows it."""
        return TYPES[self.suffix]
