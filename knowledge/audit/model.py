"""A line of the audit: a deed, by whom and when, chained to the line before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

START = "0" * 64
"""What the first line is chained to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """What somebody did on the desk or with a command.

    Attributes:
        name: a word of ours, say tip.published; never a person's.
        by: person id, or "" for the service itself.
        object: kind and id of what it was done to, say tip:skarm-dela:sv.
        details: short facts without anybody's words or name: versions, counts, settings.
    """

    name: str
    by: str
    object: str
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A deed as it stands in the audit.

    Attributes:
        number: counts from 1.
        at: when it was done.
        deed: what was done; its `by` is "" once that person has been erased.
        by_hash: hash of who it was with a salt that erasing removes, so that the chain holds
            without them.
        before: hash of the line before.
        hash: hash of this line.
    """

    number: int
    at: datetime
    deed: Deed
    by_hash: str
    before: str
    hash: str


def hash_of(*, number: int, at: datetime, deed: Deed, by_hash: str, before: str) -> str:
    """Return the SHA-256 of a line, chained to the one before, as 64 hexadecimal digits."""
    whole = [number, at.isoformat(), deed.name, deed.object, dict(deed.details), by_hash, before]
    return hashlib.sha256(
        json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()


def first_broken(lines: Iterable[Line], *, whole: bool = True) -> int | None:
    """Return the number of the first line that is not what was written, or None.

    Args:
        lines: in order, without a gap.
        whole: whether they begin with the very first; else the first is only held to itself.
    """
    before, expected = START, 1
    for at, line in enumerate(lines):
        if at == 0 and not whole:
            before, expected = line.before, line.number
        right = hash_of(
            number=line.number, at=line.at, deed=line.deed, by_hash=line.by_hash, before=before
        )
        if line.number != expected or line.before != before or line.hash != right:
            return expected
        before, expected = line.hash, expected + 1
    return None
