"""What rooms need from the outside world."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from knowledge.rooms.faults import Fault, State
from knowledge.rooms.model import Room
from knowledge.rooms.rounds import Round


class RoomShelf(Protocol):
    """The register."""

    async def everything(self) -> Sequence[Room]:
        """Return every room, also those that are used no more, by name."""
        ...

    async def get(self, room_id: str) -> Room:
        """Return the room, or raise UnknownRoom."""
        ...

    async def of_card(self, tip_id: str) -> Room | None:
        """Return the room that a tip is the card of, if it is in use."""
        ...

    async def add(self, room: Room) -> None:
        """Keep a new room.

        Raises:
            RoomExists: this id is taken.
        """
        ...

    async def put(self, room: Room) -> Room:
        """Keep a room if its version is the one kept, and return it with the next version.

        The day it was last checked stays as it is.

        Raises:
            RoomEdited: somebody else was first.
            UnknownRoom: it is not there.
        """
        ...

    async def visited(self, room_id: str, *, on: date) -> None:
        """Write down when a room was last checked; nobody's edit is disturbed by it."""
        ...

    async def fitted(self, room_id: str, follows: str) -> None:
        """Write down which facts the card fits; nobody's edit is disturbed by it."""
        ...

    async def cared_for(self, person_id: str) -> Sequence[Room]:
        """Return the rooms about which somebody gets letters."""
        ...

    async def forget_person(self, person_id: str) -> int:
        """Let somebody get no letters any more; return about how many rooms they did."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put where rooms are and what is in them through a change; say how many it changed.

        A room's name is the room's, also where it is somebody's, too.
        """
        ...


class FaultShelf(Protocol):
    """What does not work, and what has been mended."""

    async def add(self, fault: Fault) -> None:
        """Keep one; the same id twice is kept once."""
        ...

    async def get(self, fault_id: str) -> Fault:
        """Return a fault, or raise UnknownFault."""
        ...

    async def open(self) -> Sequence[Fault]:
        """Return what is not mended, the oldest first."""
        ...

    async def of_room(self, room_id: str) -> Sequence[Fault]:
        """Return all faults of a room, open ones first, then the latest first."""
        ...

    async def move(self, fault_id: str, to: State, *, at: datetime) -> Fault:
        """Let a fault come to another state, and return it as it was before.

        Whoever wanted to know that it is mended is forgotten with that.

        Raises:
            UnknownFault: there is none, or it is there already.
        """
        ...

    async def await_word(self, fault_id: str, by: str) -> bool:
        """Remember, sealed, who wants to know that a fault is mended; False if somebody does."""
        ...

    async def awaited(self) -> Sequence[Fault]:
        """Return the faults of which somebody wants to know that they are mended."""
        ...

    async def forget_by(self, fault_id: str) -> None:
        """Let nobody want to know of a fault."""
        ...

    async def forget_person(self, person_id: str) -> int:
        """Remove who got a letter about faults; say about how many."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put what was told through a change; say how many it changed."""
        ...

    async def forget_old(self, *, before: datetime) -> int:
        """Remove what was mended before a time; say how many."""
        ...


class RoundShelf(Protocol):
    """What rounds have found."""

    async def add(self, found: Round) -> None:
        """Keep one; the same id twice is kept once."""
        ...

    async def of_room(self, room_id: str) -> Sequence[Round]:
        """Return the rounds of a room, the latest first."""
        ...

    async def wishes(self) -> Sequence[Round]:
        """Return the rounds with a wish that has not been met, the oldest first."""
        ...

    async def meet(self, round_id: str) -> None:
        """Let a wish be met or set aside.

        Raises:
            UnknownRound: there is none that waits.
        """
        ...

    async def photos(self) -> Collection[str]:
        """Return the names of the pictures that rounds show."""
        ...

    async def gone_by(self, person_id: str) -> Sequence[Round]:
        """Return the rounds somebody went."""
        ...

    async def forget_person(self, person_id: str) -> int:
        """Remove who went, and keep what they found; say how many."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put notes and wishes through a change; say how many it changed."""
        ...

    async def forget_old(self, *, before: datetime) -> int:
        """Remove rounds that were gone before a time; say how many."""
        ...
