"""What differs between two editions of a text, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum

from tips.model import Advice, Film, Picture, Tip

WORD = re.compile(r"\s+|\w+|[^\w\s]")
NO_TEXT = frozenset({"id", "language", "version", "source", "source_version", "source_ahead"})


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with the same fate."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a tip that is not what it was, as pieces in reading order."""

    field: str
    pieces: tuple[Piece, ...]


def differences(before: Tip, after: Tip) -> Sequence[Difference]:
    """Return the fields in which two editions of a tip differ, in the order of the tip's fields."""
    found = []
    for field in fields(Tip):
        if field.name in NO_TEXT:
            continue
        old, new = (as_text(getattr(tip, field.name)) for tip in (before, after))
        if old != new:
            found.append(Difference(field.name, tuple(pieces(old, new))))
    return found


def pieces(before: str, after: str) -> Iterator[Piece]:
    """Yield what was kept, removed and added between two texts, in whole words."""
    old, new = WORD.findall(before), WORD.findall(after)
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            yield Piece(Fate.KEPT, "".join(old[start:end]))
            continue
        if end > start:
            yield Piece(Fate.REMOVED, "".join(old[start:end]))
        if stop > begin:
            yield Piece(Fate.ADDED, "".join(new[begin:stop]))


def as_text(value: object) -> str:
    """Write a field of a tip as a text one can compare: lists a line each, steps numbered."""
    match value:
        case None:
            return ""
        case Advice():
            steps = [f"{number}. {step}" for number, step in enumerate(value.steps, 1)]
            return "\n".join(one for one in (value.answer, *steps, value.check) if one)
        case Picture():
            return value.alt
        case Film():
            return f"{value.title} {value.address}"
        case tuple():
            return "\n".join(as_text(one) for one in value)
        case _:
            return str(value)
