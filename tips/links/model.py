"""A link in a tip, and what was found where it leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tips.model import Tip

ADDRESS = re.compile(r"https://[^\s<>\"'*()\[\]{}|\\^`]{1,900}")
ENDS = ".,;:!?…"
"""What ends a sentence rather than an address."""

CERTAIN_AFTER = timedelta(hours=20)
"""A link that led nowhere on two nights is broken; on one, somebody may have been at work on it."""


class Standing(StrEnum):
    """What was found."""

    THERE = "there"
    GONE = "gone"
    """The host says that there is nothing."""

    UNKNOWN = "unknown"
    """Nobody answered, or only to those who sign in, or it lies inside: nothing is said of it."""


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that leads nowhere.

    Attributes:
        address: as it stands in tips.
        tip, language: the first tip it stands in.
        since: when that was first seen.
        seen: when it was seen last.
    """

    address: str
    tip: str
    language: str
    since: datetime
    seen: datetime

    @property
    def is_certain(self) -> bool:
        """Whether it was seen on more than one night."""
        return self.seen - self.since >= CERTAIN_AFTER


def addresses_in(tip: Tip) -> Iterator[str]:
    """Yield the addresses a tip leads to: its films, and those in its texts."""
    yield from (one.address for one in tip.films)
    for text in (
        tip.advice.answer,
        *tip.advice.steps,
        tip.advice.check,
        tip.local,
        tip.longer,
        tip.careful,
    ):
        yield from (found.rstrip(ENDS) for found in ADDRESS.findall(text))
