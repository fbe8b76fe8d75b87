"""One thing that was looked at."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How it stands."""

    WELL = "ok"
    LOOK = "look"
    """It works, and somebody should look at it."""

    BAD = "BAD"
    """It does not work as it is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how something stands, and where it does not, what to do."""

    mark: Mark
    text: str

    @property
    def line(self) -> str:
        """The line as it is printed."""
        return f"{self.mark.value:<5} {self.text}"


def well(text: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(Mark.WELL, text)


def look(text: str) -> Finding:
    """Return that somebody should look at something."""
    return Finding(Mark.LOOK, text)


def bad(text: str) -> Finding:
    """Return that something does not work."""
    return Finding(Mark.BAD, text)
