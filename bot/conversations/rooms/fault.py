"""Somebody tells of a fault in a room: shown as it will be sent, then brought to who mends it."""

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.memory.model import Asked
from bot.conversations.reaching import reached
from bot.conversations.rooms.telling import BETWEEN, Found, move, tell
from bot.conversations.rooms.words import caretaker_of, part_of, ready_text, status
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, catalogue, say
from knowledge.people.model import Role
from knowledge.rooms.faults import Fault, Part, State, UnknownFault, is_told
from knowledge.rooms.model import Room, UnknownRoom
from knowledge.rooms.parts import part_in

CANCEL = Choice(say("choice.cancel"), "escalate.cancel", Weight.QUIET)


async def on_report(talk: Talk, asked_id: str, room_id: str) -> Reply:
    """Show the ready text of a fault; where nobody knows yet what is wrong, ask for it."""
    room = await _in_use(talk, room_id)
    asked = talk.memory.question(asked_id)
    if asked is None or part_in(asked.text) is Part.OTHER:
        return await on_change(talk, room_id)
    return await _proposed(talk, room, asked)


async def on_change(talk: Talk, room_id: str) -> Reply:
    """Let the person say in their own words what does not work."""
    room = await _in_use(talk, room_id)
    talk.wait("fault", room.id)
    return Reply(text=(say("rooms.what", room=room.name),), choices=(CANCEL,))


async def on_words(talk: Talk, room_id: str, text: str) -> Reply:
    """What the person wrote is the fault; show it as it will be sent."""
    talk.settle()
    return await _proposed(talk, await _in_use(talk, room_id), talk.ask(text))


async def on_send(talk: Talk, asked_id: str, room_id: str) -> Reply:
    """Write the fault down, and bring it to who mends it."""
    room = await _in_use(talk, room_id)
    asked = talk.memory.question(asked_id)
    if asked is None:
        return await on_change(talk, room_id)
    known = await _known(talk, room, asked)
    if known is not None:
        return await _told_before(talk, room, known)
    part = part_in(asked.text)
    (fault,) = await tell(talk, room, [Found(part, asked.text)])
    when_mended = Choice(say("rooms.choice.tell_me"), f"room.tell_me:{fault.id}")
    place = talk.places.get(room.owner)
    now = talk.now.astimezone(talk.zone)
    if fault.caretaker:
        sent = say("rooms.sent", name=await talk.called(fault.caretaker))
        call = (say("rooms.urgent"), reached(place, now)) if place else ()
        return Reply(text=(sent, *call), choices=(when_mended,))
    if place is None:
        return Reply(text=(say("rooms.noted_list"),), choices=(when_mended,))
    text = ready_text(catalogue(talk.language), room, part, asked.text)
    return Reply(
        text=(say("rooms.noted", place=place.name), reached(place, now)),
        quotes=(Quote(say("rooms.quote.ready"), text),),
        choices=(when_mended,),
    )


async def on_tell_me(talk: Talk, fault_id: str) -> Reply:
    """Remember, sealed, that the person wants to know when it is mended."""
    fault = await talk.work.faults.get(fault_id)
    if not fault.is_open:
        return Reply(text=(say("rooms.mended_already"),))
    waits = talk.opened(fault.by) if fault.by else ""
    if waits not in {"", talk.person.id}:
        raise UnknownFault
    if not waits:
        await talk.work.faults.await_word(fault.id, talk.seal.closed(talk.person.id))
    return Reply(text=(say("rooms.will_tell"),))


async def on_mending(talk: Talk, ids: str) -> Reply:
    """Whoever got the letter looks at it now; people who ask are told so."""
    for fault_id in ids.split(BETWEEN):
        fault = await _ours(talk, fault_id)
        if fault.state is State.TOLD:
            await move(talk, fault.id, State.BEING_MENDED)
    return Reply(text=(say("rooms.mending_noted"),))


async def on_mended(talk: Talk, fault_id: str) -> Reply:
    """It works again."""
    fault = await _ours(talk, fault_id)
    if not fault.is_open:
        return Reply(text=(say("rooms.mended_already"),))
    await move(talk, fault.id, State.MENDED)
    room = await talk.work.rooms.get(fault.room)
    return Reply(text=(say("rooms.mended_noted", part=part_of(fault), room=room.name),))


async def _proposed(talk: Talk, room: Room, asked: Asked) -> Reply:
    known = await _known(talk, room, asked)
    if known is not None:
        return await _told_before(talk, room, known)
    text = ready_text(catalogue(talk.language), room, part_in(asked.text), asked.text)
    return Reply(
        text=(await _shall_i(talk, room), say("rooms.without_name")),
        quotes=(Quote(say("rooms.quote.fault"), text),),
        choices=(
            Choice(say("choice.yes_send"), f"room.send:{asked.id}:{room.id}", Weight.MAIN),
            Choice(say("choice.edit"), f"room.change:{room.id}"),
            CANCEL,
        ),
    )


async def _shall_i(talk: Talk, room: Room) -> Say:
    """Ask whether to tell who mends things in a room."""
    caretaker = await caretaker_of(talk, room)
    if caretaker is not None:
        return say("rooms.shall_i.send", name=caretaker.first_name)
    place = talk.places.get(room.owner)
    return say("rooms.shall_i.note", place=place.name) if place else say("rooms.shall_i.list")


async def _told_before(talk: Talk, room: Room, fault: Fault) -> Reply:
    return Reply(
        text=(await status(talk, fault, talk.places), say("rooms.no_need")),
        choices=(Choice(say("rooms.choice.other"), f"room.change:{room.id}"),),
    )


async def _known(talk: Talk, room: Room, asked: Asked) -> Fault | None:
    faults = await talk.work.faults.of_room(room.id)
    return is_told(faults, part_in(asked.text), asked.text)


async def _in_use(talk: Talk, room_id: str) -> Room:
    room = await talk.work.rooms.get(room_id)
    if room.retired:
        raise UnknownRoom
    return room


async def _ours(talk: Talk, fault_id: str) -> Fault:
    """Return a fault to who got the letter about it, or to a coordinator.

    Raises:
        UnknownFault: it is not there, or not theirs; the two look the same from outside.
    """
    fault = await talk.work.faults.get(fault_id)
    if talk.person.id != fault.caretaker and talk.person.role not in {
        Role.COORDINATOR,
        Role.ADMINISTRATOR,
    }:
        raise UnknownFault
    return fault
