"""The card of a room: written from its facts, and found to fit them."""

from dataclasses import dataclass

from aiohttp import web

from bot.conversations.rooms.card import blank_card, written
from bot.desk.draw import message
from bot.desk.pages.room_faults import address, object_of
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit, to
from bot.texts.catalogue import say
from knowledge.rooms.model import Room
from tips import editing
from tips.model import Stage, Tip, UnknownTip

OURS = "rum-"
"""How the ids of cards begin that are written here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """What there is of a room's card.

    Attributes:
        tip: in the room's language as staff see it, else as it is being written; None without any.
        is_public: whether it can be read in the chat and on the wall.
        waits: whether something is written that staff do not see.
        is_ahead: whether the facts have changed since it was written or found to fit.
    """

    tip: Tip | None
    is_public: bool
    waits: bool
    is_ahead: bool


async def card_of(work: DeskWork, room: Room) -> Card:
    """Return what there is of a room's card."""
    try:
        table = await editing.opened(room.tip, room.language, tips=work.tips)
    except UnknownTip:
        return Card(tip=None, is_public=False, waits=False, is_ahead=False)
    return Card(
        tip=table.answering or table.tip,
        is_public=table.answering is not None and table.answering.stage is Stage.PUBLISHED,
        waits=table.answering is not None and table.is_changed,
        is_ahead=room.is_ahead,
    )


async def begin(visit: Visit, work: DeskWork, room: Room) -> bool:
    """Write the first card of a new room as a draft; a card that is there already is left alone.

    Returns:
        Whether one was written.
    """
    if await work.tips.languages_of(room.tip):
        return False
    await _draft(visit, work, room)
    return True


async def decide(visit: Visit) -> web.StreamResponse:
    """Write the card anew from the facts as a draft, or say that it fits them as it is."""
    what = visit.form.get("do", "")
    if what not in {"write", "fits"}:
        return message(visit, say("desk.wrong.choice"), status=422)
    async with visit.desk.work() as work:
        room = await work.rooms.get(visit.part("id"))
        if what == "write":
            await _write(visit, work, room)
        await work.rooms.fitted(room.id, room.fingerprint)
        name = "room.card_written" if what == "write" else "room.card_fits"
        await work.audit.write(visit.deed(name, object_of(room)), at=visit.now)
        await work.commit()
    return to(address(room), done="card_written" if what == "write" else "decided")


async def _write(visit: Visit, work: DeskWork, room: Room) -> None:
    try:
        table = await editing.opened(room.tip, room.language, tips=work.tips)
    except UnknownTip:
        await _draft(visit, work, room)
        return
    place = visit.desk.places.get(room.owner)
    await editing.save(written(table.tip, room, place), edit=visit.edit, tips=work.tips)


async def _draft(visit: Visit, work: DeskWork, room: Room) -> None:
    blank = blank_card(room, credit=visit.me.first_name, today=visit.today)
    card = written(blank, room, visit.desk.places.get(room.owner))
    await editing.begin(card, edit=visit.edit, tips=work.tips)
