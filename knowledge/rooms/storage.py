"""Keeps rooms, their faults and their rounds in the database."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.rooms.faults import Fault, Part, State, UnknownFault
from knowledge.rooms.model import FACTS, Room, RoomEdited, RoomExists, UnknownRoom
from knowledge.rooms.rounds import Answer, Check, Round, UnknownRound
from knowledge.storage import METADATA, UtcDateTime, insert_once, reword

ROOMS = sqlalchemy.Table(
    "rooms",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(80), primary_key=True),
    sqlalchemy.Column("name", sqlalchemy.String(80), nullable=False),
    sqlalchemy.Column("names", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("place", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("seats", sqlalchemy.Integer, nullable=False),
    *(sqlalchemy.Column(fact, sqlalchemy.Text, nullable=False) for fact in FACTS),
    sqlalchemy.Column("owner", sqlalchemy.String(80), nullable=False),
    sqlalchemy.Column("caretaker", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("tip", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("language", sqlalchemy.String(8), nullable=False),
    sqlalchemy.Column("follows", sqlalchemy.String(16), nullable=False),
    sqlalchemy.Column("checked", sqlalchemy.Date, nullable=True),
    sqlalchemy.Column("retired", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("sample", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("version", sqlalchemy.Integer, nullable=False),
)

FAULTS = sqlalchemy.Table(
    "room_faults",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("room", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("part", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("what", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("reported", UtcDateTime, nullable=False),
    sqlalchemy.Column("by", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("owner", sqlalchemy.String(80), nullable=False),
    sqlalchemy.Column("caretaker", sqlalchemy.String(80), nullable=False),
    sqlalchemy.Column("state", sqlalchemy.String(20), nullable=False, index=True),
    sqlalchemy.Column("changed", UtcDateTime, nullable=False),
)

ROUNDS = sqlalchemy.Table(
    "room_rounds",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("room", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("at", UtcDateTime, nullable=False, index=True),
    sqlalchemy.Column("by", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("answers", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("note", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("wish", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("met", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("photo", sqlalchemy.String(80), nullable=False),
)


class SqlRoomShelf:
    """The register, as one transaction sees it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def everything(self) -> Sequence[Room]:
        """Return every room, also those that are used no more, by name."""
        return await self._where()

    async def get(self, room_id: str) -> Room:
        """Return the room, or raise UnknownRoom."""
        found = await self._where(ROOMS.c.id == room_id)
        if not found:
            raise UnknownRoom
        return found[0]

    async def of_card(self, tip_id: str) -> Room | None:
        """Return the room that a tip is the card of, if it is in use."""
        found = await self._where(ROOMS.c.tip == tip_id, ROOMS.c.retired.is_(False))
        return found[0] if found else None

    async def add(self, room: Room) -> None:
        """Keep a new room, or raise RoomExists."""
        values = {"id": room.id, "checked": room.checked, "version": room.version, **_facts(room)}
        added = await self._connection.execute(insert_once(self._connection, ROOMS).values(values))
        if not added.rowcount:
            raise RoomExists(name=room.name)

    async def put(self, room: Room) -> Room:
        """Keep a room if its version is the one kept, and return it with the next version."""
        change = (
            sqlalchemy.update(ROOMS)
            .where(ROOMS.c.id == room.id, ROOMS.c.version == room.version)
            .values(version=room.version + 1, **_facts(room))
        )
        if not (await self._connection.execute(change)).rowcount:
            await self.get(room.id)
            raise RoomEdited(name=room.name)
        return replace(room, version=room.version + 1)

    async def visited(self, room_id: str, *, on: date) -> None:
        """Write down when a room was last checked; nobody's edit is disturbed by it."""
        await self._set(room_id, checked=on)

    async def fitted(self, room_id: str, follows: str) -> None:
        """Write down which facts the card fits; nobody's edit is disturbed by it."""
        await self._set(room_id, follows=follows)

    async def cared_for(self, person_id: str) -> Sequence[Room]:
        """Return the rooms about which somebody gets letters."""
        return await self._where(ROOMS.c.caretaker == person_id)

    async def forget_person(self, person_id: str) -> int:
        """Let somebody get no letters any more; return about how many rooms they did."""
        change = sqlalchemy.update(ROOMS).where(ROOMS.c.caretaker == person_id)
        return (await self._connection.execute(change.values(caretaker=""))).rowcount

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put where rooms are and what is in them through a change; say how many it changed."""
        return await reword(self._connection, ROOMS, ["place", *FACTS], change)

    async def _set(self, room_id: str, **values: object) -> None:
        change = sqlalchemy.update(ROOMS).where(ROOMS.c.id == room_id).values(values)
        if not (await self._connection.execute(change)).rowcount:
            raise UnknownRoom

    async def _where(self, *where: sqlalchemy.ColumnElement[bool]) -> Sequence[Room]:
        query = sqlalchemy.select(ROOMS).where(*where).order_by(ROOMS.c.name, ROOMS.c.id)
        return [_room(row) for row in await self._connection.execute(query)]


class SqlFaultShelf:
    """Faults of rooms, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, fault: Fault) -> None:
        """Keep one; the same id twice is kept once."""
        await self._connection.execute(
            insert_once(self._connection, FAULTS).values(
                id=fault.id,
                room=fault.room,
                part=fault.part.value,
                what=fault.what,
                reported=fault.reported,
                by=fault.by,
                owner=fault.owner,
                caretaker=fault.caretaker,
                state=fault.state.value,
                changed=fault.changed,
            )
        )

    async def get(self, fault_id: str) -> Fault:
        """Return a fault, or raise UnknownFault."""
        found = await self._where(FAULTS.c.id == fault_id)
        if not found:
            raise UnknownFault
        return found[0]

    async def open(self) -> Sequence[Fault]:
        """Return what is not mended, the oldest first."""
        return await self._where(FAULTS.c.state != State.MENDED.value)

    async def of_room(self, room_id: str) -> Sequence[Fault]:
        """Return all faults of a room, open ones first, then the latest first."""
        latest = [*reversed(await self._where(FAULTS.c.room == room_id))]
        return sorted(latest, key=lambda one: not one.is_open)

    async def move(self, fault_id: str, to: State, *, at: datetime) -> Fault:
        """Let a fault come to another state, and return it as it was before."""
        before = await self.get(fault_id)
        values: dict[str, object] = {"state": to.value, "changed": at}
        if to is State.MENDED:
            values["by"] = ""
        change = (
            sqlalchemy.update(FAULTS)
            .where(FAULTS.c.id == fault_id, FAULTS.c.state == before.state.value)
            .where(FAULTS.c.state != to.value)
            .values(values)
        )
        if not (await self._connection.execute(change)).rowcount:
            raise UnknownFault
        return before

    async def await_word(self, fault_id: str, by: str) -> bool:
        """Remember, sealed, who wants to know that a fault is mended; False if somebody does."""
        change = (
            sqlalchemy.update(FAULTS)
            .where(FAULTS.c.id == fault_id, FAULTS.c.by == "")
            .where(FAULTS.c.state != State.MENDED.value)
            .values(by=by)
        )
        return (await self._connection.execute(change)).rowcount > 0

    async def awaited(self) -> Sequence[Fault]:
        """Return the faults of which somebody wants to know that they are mended."""
        return await self._where(FAULTS.c.by != "")

    async def forget_by(self, fault_id: str) -> None:
        """Let nobody want to know of a fault."""
        change = sqlalchemy.update(FAULTS).where(FAULTS.c.id == fault_id).values(by="")
        await self._connection.execute(change)

    async def forget_person(self, person_id: str) -> int:
        """Remove who got a letter about faults; say about how many."""
        change = sqlalchemy.update(FAULTS).where(FAULTS.c.caretaker == person_id)
        return (await self._connection.execute(change.values(caretaker=""))).rowcount

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put what was told through a change; say how many it changed."""
        return await reword(self._connection, FAULTS, ["what"], change)

    async def forget_old(self, *, before: datetime) -> int:
        """Remove what was mended before a time; say how many."""
        gone = sqlalchemy.delete(FAULTS).where(
            FAULTS.c.state == State.MENDED.value, FAULTS.c.changed < before
        )
        return (await self._connection.execute(gone)).rowcount

    async def _where(self, *where: sqlalchemy.ColumnElement[bool]) -> Sequence[Fault]:
        query = sqlalchemy.select(FAULTS).where(*where).order_by(FAULTS.c.reported, FAULTS.c.id)
        return [_fault(row) for row in await self._connection.execute(query)]


class SqlRoundShelf:
    """Review rounds, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, found: Round) -> None:
        """Keep one; the same id twice is kept once."""
        await self._connection.execute(
            insert_once(self._connection, ROUNDS).values(
                id=found.id,
                room=found.room,
                at=found.at,
                by=found.by,
                answers=json.dumps({one.value: to.value for one, to in found.answers.items()}),
                note=found.note,
                wish=found.wish,
                met=found.met,
                photo=found.photo,
            )
        )

    async def of_room(self, room_id: str) -> Sequence[Round]:
        """Return the rounds of a room, the latest first."""
        return [*reversed(await self._where(ROUNDS.c.room == room_id))]

    async def wishes(self) -> Sequence[Round]:
        """Return the rounds with a wish that has not been met, the oldest first."""
        return await self._where(ROUNDS.c.wish != "", ROUNDS.c.met.is_(False))

    async def meet(self, round_id: str) -> None:
        """Let a wish be met or set aside, or raise UnknownRound."""
        change = (
            sqlalchemy.update(ROUNDS)
            .where(ROUNDS.c.id == round_id, ROUNDS.c.wish != "", ROUNDS.c.met.is_(False))
            .values(met=True)
        )
        if not (await self._connection.execute(change)).rowcount:
            raise UnknownRound

    async def photos(self) -> Collection[str]:
        """Return the names of the pictures that rounds show."""
        query = sqlalchemy.select(ROUNDS.c.photo).where(ROUNDS.c.photo != "")
        return set(await self._connection.scalars(query))

    async def gone_by(self, person_id: str) -> Sequence[Round]:
        """Return the rounds somebody went."""
        return await self._where(ROUNDS.c.by == person_id)

    async def forget_person(self, person_id: str) -> int:
        """Remove who went, and keep what they found; say how many."""
        change = sqlalchemy.update(ROUNDS).where(ROUNDS.c.by == person_id).values(by="")
        return (await self._connection.execute(change)).rowcount

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put notes and wishes through a change; say how many it changed."""
        return await reword(self._connection, ROUNDS, ["note", "wish"], change)

    async def forget_old(self, *, before: datetime) -> int:
        """Remove rounds that were gone before a time; say how many."""
        gone = sqlalchemy.delete(ROUNDS).where(ROUNDS.c.at < before)
        return (await self._connection.execute(gone)).rowcount

    async def _where(self, *where: sqlalchemy.ColumnElement[bool]) -> Sequence[Round]:
        query = sqlalchemy.select(ROUNDS).where(*where).order_by(ROUNDS.c.at, ROUNDS.c.id)
        return [_round(row) for row in await self._connection.execute(query)]


def _facts(room: Room) -> dict[str, Any]:
    """Return all of a room but its id, when it was checked, and its version."""
    whole = {
        name: getattr(room, name)
        for name in (
            "name", "place", "seats", *FACTS, "owner", "caretaker", "tip", "language", "follows",
            "retired", "sample",
        )
    }  # fmt: skip
    return {**whole, "names": "\n".join(room.names)}


def _room(row: sqlalchemy.Row[Any]) -> Room:
    return Room(**{**row._mapping, "names": tuple(row.names.splitlines())})


def _fault(row: sqlalchemy.Row[Any]) -> Fault:
    return Fault(**{**row._mapping, "part": Part(row.part), "state": State(row.state)})


def _round(row: sqlalchemy.Row[Any]) -> Round:
    answers = {Check(one): Answer(to) for one, to in json.loads(row.answers).items()}
    return Round(**{**row._mapping, "answers": answers})
