"""Faults of a room on the desk: told, looked at, mended; each with a text to send."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.conversations.correspondence import Correspondence
from bot.conversations.reaching import reached
from bot.conversations.rooms.telling import Found, move, tell
from bot.conversations.rooms.words import PARTS, STATES, part_of, past, ready_text
from bot.desk.draw import message
from bot.desk.pages.rooms import HERE
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Detail, Say, say
from knowledge.boundaries.texts import clean
from knowledge.places.model import Place
from knowledge.rooms.faults import Fault, Part, State, UnknownFault, is_told
from knowledge.rooms.model import Room

LONGEST_WHAT = 300
DEEDS = {"mending": State.BEING_MENDED, "mended": State.MENDED}


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownFault:
    """A fault as the desk shows it.

    Attributes:
        fault: as it is kept.
        part: what it is about.
        since: how far it has come, and since when.
        who: who got a letter about it, or the place it is for; "" where there is neither.
        ready: a text for whoever mends it; "" where a letter has told them.
        call: how they are reached now, or None.
    """

    fault: Fault
    part: Say
    since: Say
    who: Detail
    ready: str
    call: Say | None


async def shown_faults(visit: Visit, work: DeskWork, room: Room) -> Sequence[ShownFault]:
    """Return the open faults of a room, as the desk shows them."""
    letters = visit.desk.letters(work)
    now = visit.now.astimezone(visit.desk.zone)
    found = []
    for fault in await work.faults.of_room(room.id):
        if not fault.is_open:
            continue
        place = visit.desk.places.get(fault.owner)
        found.append(
            ShownFault(
                fault=fault,
                part=part_of(fault),
                since=since(visit, fault),
                who=await _who(letters, fault, place),
                ready=""
                if fault.caretaker
                else ready_text(visit.texts, room, fault.part, fault.what),
                call=reached(place, now) if place and not fault.caretaker else None,
            )
        )
    return found


def since(visit: Visit, fault: Fault) -> Say:
    """Say how far a fault has come, and since when it is known."""
    day = fault.reported.astimezone(visit.desk.zone).date()
    return say(STATES[fault.state], since=past(day, visit.today))


async def _who(letters: Correspondence, fault: Fault, place: Place | None) -> Detail:
    if fault.caretaker:
        return say("rooms.has_letter", name=await letters.called(fault.caretaker))
    return place.name if place else ""


async def report(visit: Visit) -> web.StreamResponse:
    """Write a fault down, and bring it to who mends it."""
    what = " ".join(clean(visit.form.get("what", "")).split())
    part = visit.form.get("part", "")
    if part not in PARTS or len(what) > LONGEST_WHAT:
        wrong = say("rooms.wrong.fault", longest=LONGEST_WHAT)
        return message(visit, wrong, status=422, kept=what)
    async with visit.desk.work() as work:
        room = await work.rooms.get(visit.part("id"))
        if is_told(await work.faults.of_room(room.id), Part(part), what):
            return to(address(room), done="told_before")
        letters = visit.desk.letters(work)
        (fault,) = await tell(letters, room, [Found(Part(part), what)])
        await work.audit.write(visit.deed("room.fault_told", object_of(room)), at=visit.now)
        await work.commit()
    visit.desk.wake()
    return to(address(room), done="fault_sent" if fault.caretaker else "fault_told")


async def decide(visit: Visit) -> web.StreamResponse:
    """Say that somebody looks at a fault, or that it is mended."""
    what = visit.form.get("do", "")
    if what not in DEEDS:
        return message(visit, say("desk.wrong.choice"), status=422)
    async with visit.desk.work() as work:
        room = await work.rooms.get(visit.part("id"))
        fault = await work.faults.get(visit.form.get("fault", ""))
        if fault.room != room.id:
            raise UnknownFault
        await move(visit.desk.letters(work), fault.id, DEEDS[what])
        deed = visit.deed(f"room.fault_{what}", object_of(room), part=fault.part.value)
        await work.audit.write(deed, at=visit.now)
        await work.commit()
    visit.desk.wake()
    return to(address(room), done="fault_mended" if what == "mended" else "decided")


def address(room: Room) -> str:
    """Return where a room is looked after."""
    return f"{HERE}/{room.id}"


def object_of(room: Room) -> str:
    """Return how the audit names a room."""
    return f"room:{room.id}"
