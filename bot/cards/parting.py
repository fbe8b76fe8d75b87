"""Cuts what is too long: between paragraphs, else words, else letters; never inside a letter."""

import unicodedata
from collections.abc import Callable, Iterator

JOINER = "\u200d"
VARIATIONS = range(0xFE00, 0xFE10)
SKINS = range(0x1F3FB, 0x1F400)
FLAGS = range(0x1F1E6, 0x1F200)
TAGS = range(0xE0020, 0xE0080)
VOWELS_AND_ENDS = range(0x1160, 0x1200)
"""Parts of a Korean syllable that never stand alone."""

Measure = Callable[[str], int]


def letters(text: str) -> Iterator[str]:
    """Yield what people see as one letter at a time: a family of emoji is one."""
    begun = ""
    for character in text:
        if begun and not _joins(begun, character):
            yield begun
            begun = ""
        begun += character
    if begun:
        yield begun


def parts(text: str, most: int, *, measure: Measure = len) -> list[str]:
    """Cut a text into parts of at most a size.

    Args:
        text: anything.
        most: at least as much as one letter takes; a letter that takes more stands alone.
        measure: how large the platform takes a text to be; characters, unless told.
    """
    if measure(text) <= most:
        return [text]
    for between in ("\n\n", "\n", ". ", " "):
        pieces = text.split(between)
        if len(pieces) > 1:
            return _packed(pieces, between, most, measure)
    return _packed(list(letters(text)), "", most, measure)


def _packed(pieces: list[str], between: str, most: int, measure: Measure) -> list[str]:
    found: list[str] = []
    held = ""
    for number, piece in enumerate(pieces):
        more = piece if number == len(pieces) - 1 else piece + between
        if measure(held + more) <= most:
            held += more
            continue
        if held:
            found.append(held)
        held = ""
        if measure(more) <= most or between == "":
            held = more
            continue
        *whole, held = parts(more.rstrip() or more, most, measure=measure) if between else [more]
        found += whole
    return [one for one in (*found, held) if one]


def _joins(begun: str, character: str) -> bool:
    """Say whether a character belongs to the letter before it."""
    number, last = ord(character), begun[-1]
    if JOINER in {character, last}:
        return True
    if number in VARIATIONS or number in SKINS or number in TAGS or number in VOWELS_AND_ENDS:
        return True
    if unicodedata.category(character) in {"Mn", "Mc", "Me"}:
        return True
    if number in FLAGS:
        return sum(ord(one) in FLAGS for one in begun) % 2 == 1 and len(begun) == 1
    return character == "\n" and last == "\r"
