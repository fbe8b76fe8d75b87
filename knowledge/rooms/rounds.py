"""A review round: somebody stands in the room and answers eight questions with yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from knowledge.errors import Missing
from knowledge.rooms.faults import Part
from knowledge.rooms.model import Room


class Check(StrEnum):
    """What is looked at, in the order one does it."""

    PICTURE = "picture"
    SOUND = "sound"
    MICROPHONE = "microphone"
    CAMERA = "camera"
    PANEL = "panel"
    CABLES = "cables"
    HEARING_LOOP = "hearing_loop"
    CARD = "card"


class Answer(StrEnum):
    """What one found."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    """There is no such thing in this room."""


PARTS: Mapping[Check, Part] = {
    Check.PICTURE: Part.SCREEN,
    Check.SOUND: Part.SOUND,
    Check.MICROPHONE: Part.MICROPHONE,
    Check.CAMERA: Part.CAMERA,
    Check.PANEL: Part.PANEL,
    Check.CABLES: Part.CABLES,
    Check.HEARING_LOOP: Part.HEARING_LOOP,
    Check.CARD: Part.CARD,
}
"""What a no is a fault of."""

NEEDS: Mapping[Check, str] = {
    Check.CAMERA: "camera",
    Check.PANEL: "panel",
    Check.HEARING_LOOP: "hearing_loop",
}
"""The fact without which there is nothing to look at."""


class UnknownRound(Missing):
    """There is no such round."""

    key = "rooms.error.no_round"


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """What one round found.

    Attributes:
        id: unique.
        room: the room's id.
        at: when.
        by: person id of who went; "" once they are erased.
        answers: to every check.
        note: what else there is to say, or "".
        wish: what would make the room better, or "".
        met: whether the wish has been met or set aside.
        photo: the name a picture is kept under, or "".
    """

    id: str
    room: str
    at: datetime
    by: str
    answers: Mapping[Check, Answer] = field(default_factory=dict)
    note: str = ""
    wish: str = ""
    met: bool = False
    photo: str = ""

    @property
    def wrong(self) -> tuple[Check, ...]:
        """The checks that were answered with no."""
        return tuple(one for one in Check if self.answers.get(one) is Answer.NO)


def is_there(check: Check, room: Room) -> bool:
    """Say whether a room has, by its facts, what a check looks at."""
    return check not in NEEDS or bool(getattr(room, NEEDS[check]))
