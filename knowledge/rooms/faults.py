"""What does not work in a room, from when it is told until it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.errors import Missing
from knowledge.matching.words import normal


class Part(StrEnum):
    """What in a room something is wrong with."""

    SCREEN = "screen"
    SOUND = "sound"
    MICROPHONE = "microphone"
    CAMERA = "camera"
    PANEL = "panel"
    CABLES = "cables"
    HEARING_LOOP = "hearing_loop"
    CARD = "card"
    OTHER = "other"


class State(StrEnum):
    """How far a fault has come."""

    TOLD = "told"
    BEING_MENDED = "being_mended"
    MENDED = "mended"


class UnknownFault(Missing):
    """There is no such fault, or it is mended."""

    key = "rooms.error.no_fault"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing that does not work.

    Attributes:
        id: unique.
        room: the room's id.
        part: what it is about.
        what: in the words of who told of it; may be empty.
        reported: when.
        by: sealed, person id of who wants to know when it is mended; "" unless they chose so.
        owner: key of the place that was named to them, or "".
        caretaker: person id of who got a letter about it, or "".
        state: how far it has come.
        changed: when it came there.
    """

    id: str
    room: str
    part: Part
    what: str
    reported: datetime
    by: str = ""
    owner: str = ""
    caretaker: str = ""
    state: State = State.TOLD
    changed: datetime

    @property
    def is_open(self) -> bool:
        """Whether it is not mended yet."""
        return self.state is not State.MENDED


def is_told(faults: Iterable[Fault], part: Part, what: str) -> Fault | None:
    """Return the open fault that says the same, so that nothing is told twice, or None.

    A part is told of once; what is no part of its own, once in the same words.
    """
    for one in faults:
        same = part is not Part.OTHER or normal(one.what) == normal(what)
        if one.is_open and one.part is part and same:
            return one
    return None
