"""One list of what does not work and what is wished for, where most people sit first."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.conversations.rooms.words import part_of
from bot.desk.draw import page
from bot.desk.pages.room_faults import since
from bot.desk.pages.rooms import HERE, by_room
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say
from knowledge.rooms.faults import Fault
from knowledge.rooms.model import Room
from knowledge.rooms.rounds import Round


@dataclass(frozen=True, slots=True)
class Line:
    """A fault: what, in whose words, how far it has come and since when."""

    fault: Fault
    part: Say
    since: Say


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A room with its faults and wishes."""

    room: Room
    faults: Sequence[Line]
    wishes: Sequence[Round]


async def show(visit: Visit) -> web.StreamResponse:
    """Show faults and wishes of the rooms in use."""
    async with visit.desk.reading() as work:
        rooms = [one for one in await work.rooms.everything() if not one.retired]
        faults = by_room(await work.faults.open())
        wishes: dict[str, list[Round]] = {}
        for one in await work.rounds.wishes():
            wishes.setdefault(one.room, []).append(one)
    parts = [
        Part(
            room=room,
            faults=[Line(one, part_of(one), since(visit, one)) for one in faults.get(room.id, ())],
            wishes=wishes.get(room.id, ()),
        )
        for room in sorted(rooms, key=lambda one: (-one.seats, one.name.casefold()))
        if room.id in faults or room.id in wishes
    ]
    return page(visit, "room_wishes.html", parts=parts)


async def meet(visit: Visit) -> web.StreamResponse:
    """Take a wish off the list."""
    wanted = visit.form.get("round", "")
    async with visit.desk.work() as work:
        await work.rounds.meet(wanted)
        await work.audit.write(visit.deed("room.wish_met", f"round:{wanted}"), at=visit.now)
        await work.commit()
    return to(f"{HERE}/wishes", done="decided")
