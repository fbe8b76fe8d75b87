"""A room: what is in it, whom one calls, and which tip is its card."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from knowledge.errors import Explained, Missing

FACTS = ("screen", "input", "panel", "sound", "camera", "hearing_loop")
"""What can be in a room, each in a few words; nothing where there is none."""

CARDED = ("name", "names", "place", *FACTS, "owner")
"""The fields that a card is written from."""


class UnknownRoom(Missing):
    """There is no such room."""

    key = "rooms.error.unknown"


class RoomExists(Explained):
    """Another room has this id already; details: name."""

    key = "rooms.error.exists"


class RoomEdited(Explained):
    """Somebody else changed the room first; details: name."""

    key = "rooms.error.edited"


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """One room of the register.

    Attributes:
        id: small letters, digits and hyphens; it stands on the wall.
        name: as staff say it.
        names: what else it is called.
        place: where it is, in words.
        seats: how many it is for; a fault reaches as many.
        screen, input, panel, sound, camera, hearing_loop: each in a few words, or "".
        owner: key of the place one calls, or "".
        caretaker: person id of who gets a letter about faults, or "".
        tip: id of the tip that is its card.
        language: two letters; of the facts, and of what hangs on the wall.
        follows: the fingerprint of the facts that the card was written from or found to fit.
        checked: the day of the last review round, or None.
        retired: it is used no more; what was found in it stays.
        sample: made by `demo`.
        version: counts edits; a change of an older version is refused.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    place: str = ""
    seats: int = 0
    screen: str = ""
    input: str = ""
    panel: str = ""
    sound: str = ""
    camera: str = ""
    hearing_loop: str = ""
    owner: str = ""
    caretaker: str = ""
    tip: str = ""
    language: str = "sv"
    follows: str = ""
    checked: date | None = None
    retired: bool = False
    sample: bool = False
    version: int = 1

    @property
    def title(self) -> str:
        """Name and place, as the card is called."""
        return f"{self.name}, {self.place}" if self.place else self.name

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change whenever what a card is written from changes."""
        whole = asdict(self)
        said = json.dumps([whole[name] for name in CARDED], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def is_ahead(self) -> bool:
        """Whether the facts have changed since the card was written or found to fit."""
        return self.follows != self.fingerprint


def differences(before: Room, after: Room) -> Sequence[tuple[str, str, str]]:
    """Return what two versions of a room have different: field, before, after, as texts."""
    fields = ("name", "names", "place", "seats", *FACTS, "owner", "caretaker", "language")
    return [
        (one, _text(getattr(before, one)), _text(getattr(after, one)))
        for one in fields
        if getattr(before, one) != getattr(after, one)
    ]


def _text(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)
