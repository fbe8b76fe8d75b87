"""What a coordinator may choose on the desk: each thing, of which kind, and what is usual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.texts.catalogue import Say


class Kind(StrEnum):
    """How something is chosen."""

    NUMBER = "number"
    HOURS = "hours"
    """Working hours in words."""
    TEXT = "text"
    READINESS = "readiness"
    """How readily the bot answers, from careful to talkative."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choosable:
    """One thing that may be chosen.

    Attributes:
        name: its own.
        kind: how it is chosen.
        usual: what holds where nothing is chosen, as text; "" where that is general words.
        least, most: of a number.
    """

    name: str
    kind: Kind
    usual: str
    least: float = 0.0
    most: float = 0.0


class Choosing(Protocol):
    """Knows what may be chosen, and lets it hold."""

    @property
    def choosables(self) -> Sequence[Choosable]:
        """Everything that may be chosen, as it is shown."""
        ...

    def faults(self, values: Mapping[str, str]) -> Mapping[str, Say]:
        """Return what is wrong with choices, by name; what is not chosen is not among them."""
        ...

    async def follow(self) -> None:
        """Let what is chosen hold from now on in this process; others follow within seconds."""
        ...
