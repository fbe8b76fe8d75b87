"""How a platform would show a message: pieces to draw a likeness of it with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cards.model import Reply


class LookKind(StrEnum):
    """What a piece is."""

    HEADING = "heading"
    TEXT = "text"
    STEP = "step"
    PICTURE = "picture"
    NOTE = "note"
    BUTTON = "button"
    MAIN = "main"
    """The button that stands out."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that looks one way."""

    text: str
    bold: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One piece of a message.

    Attributes:
        kind: what it is.
        runs: its words; a picture's are what it shows.
        number: a step's, from 1.
        address: a picture's, as the platform was given it.
    """

    kind: LookKind
    runs: tuple[Run, ...]
    number: int = 0
    address: str = ""

    @property
    def words(self) -> str:
        """All that is read in it."""
        return "".join(run.text for run in self.runs)


Looks = Callable[[Reply, str], Sequence[Look]]
"""Draws a reply in a language the way one platform would show it."""
