"""The register of rooms: where something does not work first, and where most people sit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.conversations.rooms.card import TOPIC
from bot.desk.draw import page
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit
from knowledge.rooms.faults import Fault
from knowledge.rooms.model import Room
from tips.finding.model import State, Wanted
from tips.model import Stage, Tip, TipKind

HERE = "/desk/rooms"
MOST_CARDS = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """A room as the register shows it.

    Attributes:
        room: with its facts.
        faults: open ones.
        card: the tip that is its card, in the room's language; None when there is none.
    """

    room: Room
    faults: Sequence[Fault]
    card: Tip | None

    @property
    def needs_card(self) -> bool:
        """Whether nobody can read its card in the chat or on the wall."""
        return self.card is None or self.card.stage is not Stage.PUBLISHED


async def show(visit: Visit) -> web.StreamResponse:
    """Show all rooms; those that are used no more come last."""
    async with visit.desk.reading() as work:
        rooms = await work.rooms.everything()
        faults = by_room(await work.faults.open())
        cards = await _cards(visit, work, rooms)
        loose = await _loose(visit, work, rooms) if visit.coordinates else []
    rows = [
        Row(one, faults.get(one.id, ()), cards.get(one.id))
        for one in most_affected_first(rooms, faults)
    ]
    return page(
        visit,
        "rooms.html",
        rows=[row for row in rows if not row.room.retired],
        loose=loose,
        retired=[row for row in rows if row.room.retired],
    )


async def _cards(visit: Visit, work: DeskWork, rooms: Sequence[Room]) -> Mapping[str, Tip]:
    """Return the cards of rooms, by the room's id, each in its room's language."""
    wanted = Wanted(today=visit.today, ids=[room.tip for room in rooms])
    found = await work.tips.find(wanted, most=MOST_CARDS)
    cards = {(row.tip.id, row.tip.language): row.tip for row in found.rows}
    there = ((room.id, cards.get((room.tip, room.language))) for room in rooms)
    return {room_id: card for room_id, card in there if card is not None}


async def _loose(visit: Visit, work: DeskWork, rooms: Sequence[Room]) -> Sequence[Tip]:
    """Return the published cards of rooms that the register does not have."""
    wanted = Wanted(today=visit.today, state=State.PUBLISHED, topic=TOPIC)
    found = await work.tips.find(wanted, most=MOST_CARDS)
    known = {room.tip for room in rooms}
    cards = {
        row.tip.id: row.tip
        for row in found.rows
        if row.tip.kind is TipKind.ROOM and row.tip.id not in known
    }
    return list(cards.values())


def by_room(faults: Iterable[Fault]) -> Mapping[str, Sequence[Fault]]:
    """Return faults by the id of their room."""
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.room, []).append(fault)
    return found


def most_affected_first(
    rooms: Iterable[Room], faults: Mapping[str, Sequence[Fault]]
) -> Sequence[Room]:
    """Return rooms with open faults first, the largest of them first; the others by name."""
    return sorted(
        rooms,
        key=lambda one: (
            one.id not in faults,
            -one.seats if one.id in faults else 0,
            one.name.casefold(),
        ),
    )
