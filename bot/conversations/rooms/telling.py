"""Writes faults down, brings them to who mends them, and tells who waits that they are mended."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.correspondence import Correspondence
from bot.conversations.rooms.words import caretaker_of, part_of
from bot.texts.catalogue import say
from knowledge.rooms.faults import Fault, Part, State
from knowledge.rooms.model import Room

BETWEEN = "+"
"""Between the ids of several faults."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that does not work: the part, and what somebody says of it."""

    part: Part
    what: str = ""


async def tell(letters: Correspondence, room: Room, found: Sequence[Found]) -> Sequence[Fault]:
    """Write down what does not work in a room; one letter tells its caretaker of all of it.

    Returns:
        The faults. Those without a caretaker are for somebody to bring to the place.
    """
    caretaker = await caretaker_of(letters, room)
    faults = [
        Fault(
            id=secrets.token_hex(8),
            room=room.id,
            part=one.part,
            what=one.what,
            reported=letters.now,
            owner=room.owner,
            caretaker=caretaker.id if caretaker else "",
            changed=letters.now,
        )
        for one in found
    ]
    for fault in faults:
        await letters.work.faults.add(fault)
    if caretaker is not None and faults:
        ids = BETWEEN.join(one.id for one in faults)
        await letters.note(caretaker.id, _letter(room, faults), reason=f"faults:{ids}")
    return faults


async def move(letters: Correspondence, fault_id: str, to: State) -> Fault:
    """Let a fault come to another state; whoever waits for it to be mended is told, once.

    Returns:
        The fault as it was before.

    Raises:
        UnknownFault: there is none, or it is there already.
    """
    before = await letters.work.faults.move(fault_id, to, at=letters.now)
    waits = letters.opened(before.by) if before.by else ""
    if to is State.MENDED and waits:
        room = await letters.work.rooms.get(before.room)
        told = Reply(text=(say("rooms.is_mended", part=part_of(before), room=room.name),))
        await letters.note(waits, told, reason=f"mended:{before.id}")
    return before


def _letter(room: Room, faults: Sequence[Fault]) -> Reply:
    ids = BETWEEN.join(one.id for one in faults)
    return Reply(
        text=(say("rooms.letter", room=room.title),),
        quotes=tuple(
            Quote(say("rooms.ready.part", part=part_of(one)), one.what)
            for one in faults
            if one.what
        ),
        steps=tuple(part_of(one) for one in faults if not one.what),
        choices=(
            Choice(say("rooms.choice.mending"), f"room.mending:{ids}", Weight.MAIN),
            *(
                Choice(say("rooms.choice.mended", part=part_of(one)), f"room.mended:{one.id}")
                for one in faults
            ),
        ),
    )
