"""The register of rooms: where something does not work first, and where most people sit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.desk.draw import page
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit
from knowledge.rooms.faults import Fault
from knowledge.rooms.model import Room
from tips.model import Stage, Tip, TipKind

HERE = "/desk/rooms"


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
        loose = await cards_without_room(work) if visit.coordinates else []
        cards = {(tip.id, tip.language): tip for tip in await work.tips.all()}
    rows = [
        Row(one, faults.get(one.id, ()), cards.get((one.tip, one.language)))
        for one in most_affected_first(rooms, faults)
    ]
    return page(
        visit,
        "rooms.html",
        rows=[row for row in rows if not row.room.retired],
        loose=loose,
        retired=[row for row in rows if row.room.retired],
    )


async def cards_without_room(work: DeskWork) -> list[Tip]:
    """Return the published cards of rooms that are in no register."""
    known = {room.tip for room in await work.rooms.everything()}
    found = {
        tip.id: tip
        for tip in await work.tips.published()
        if tip.kind is TipKind.ROOM and tip.id not in known
    }
    return sorted(found.values(), key=lambda one: one.title.casefold())


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
