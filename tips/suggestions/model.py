"""A wording somebody let the coordinators see, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import Missing


class Wish(StrEnum):
    """What is suggested about a wording and a tip."""

    ADD = "add"
    """The tip helped: let the wording be one of its ways to ask."""

    BLOCK = "block"
    """The tip was wrong: never give it for this wording, to anybody."""


class UnknownSuggestion(Missing):
    """There is no such suggestion any more: somebody has decided it, or it has become too old."""

    key = "suggestions.error.decided"


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A wording without its asker, until a coordinator decides.

    Attributes:
        tip: the tip's id.
        language: of the wording.
        wording: as it was asked, identity numbers taken out.
    """

    id: str
    wish: Wish
    tip: str
    language: str
    wording: str
