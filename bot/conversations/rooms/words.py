"""Says what is wrong with a room, since when, and who knows."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.conversations.correspondence import Correspondence
from bot.texts.catalogue import Catalogue, Say, say
from knowledge.people.model import Person, UnknownPerson
from knowledge.places.model import Places
from knowledge.rooms.faults import Fault, Part, State
from knowledge.rooms.model import Room

PARTS: Mapping[Part, str] = {
    Part.SCREEN: "rooms.part.screen",
    Part.SOUND: "rooms.part.sound",
    Part.MICROPHONE: "rooms.part.microphone",
    Part.CAMERA: "rooms.part.camera",
    Part.PANEL: "rooms.part.panel",
    Part.CABLES: "rooms.part.cables",
    Part.HEARING_LOOP: "rooms.part.hearing_loop",
    Part.CARD: "rooms.part.card",
    Part.OTHER: "rooms.part.other",
}

STATES: Mapping[State, str] = {
    State.TOLD: "rooms.state.told",
    State.BEING_MENDED: "rooms.state.being_mended",
    State.MENDED: "rooms.state.mended",
}

LAST: Mapping[int, str] = {
    0: "rooms.since.monday",
    1: "rooms.since.tuesday",
    2: "rooms.since.wednesday",
    3: "rooms.since.thursday",
    4: "rooms.since.friday",
    5: "rooms.since.saturday",
    6: "rooms.since.sunday",
}
"""How one says a day of the last week."""

TOLD_OF = 3
"""Open faults that one reads of before a card."""


def part_of(fault: Fault) -> Say:
    """Say what a fault is about: the screen, the sound."""
    return say(PARTS[fault.part])


def past(day: date, today: date) -> Say:
    """Say a day that has been, as one says it today."""
    apart = (today - day).days
    if apart <= 0:
        return say("when.today")
    if apart == 1:
        return say("rooms.since.yesterday")
    if apart < 7:
        return say(LAST[day.weekday()])
    return say("rooms.since.day", day=day.isoformat())


async def status(letters: Correspondence, fault: Fault, places: Places) -> Say:
    """Say that something is told of already: what, since when, and who knows."""
    details = {
        "since": past(letters.day(fault.reported), letters.today),
        "part": part_of(fault),
    }
    if fault.state is State.BEING_MENDED:
        return say("rooms.open.mending", **details)
    if fault.caretaker:
        return say("rooms.open.letter", name=await letters.called(fault.caretaker), **details)
    if fault.owner in places:
        return say("rooms.open.place", place=places[fault.owner].name, **details)
    return say("rooms.open.noted", **details)


async def statuses(letters: Correspondence, room: Room, places: Places) -> Sequence[Say]:
    """Say what is told of a room already and not mended; at most three things."""
    found = [one for one in await letters.work.faults.of_room(room.id) if one.is_open]
    return [await status(letters, one, places) for one in found[:TOLD_OF]]


async def caretaker_of(letters: Correspondence, room: Room) -> Person | None:
    """Return who gets a letter about a room's faults; None where nobody does or they have left."""
    if not room.caretaker:
        return None
    try:
        person = await letters.work.people.get(room.caretaker)
    except UnknownPerson:
        return None
    return person if person.left is None else None


def ready_text(texts: Catalogue, room: Room, part: Part, what: str) -> str:
    """Return a fault as a text that can be sent or read out: the room, the part, the words."""
    lines = [
        say("rooms.ready.room", room=room.title),
        say("rooms.ready.part", part=say(PARTS[part])),
    ]
    if what:
        lines.append(say("rooms.ready.what", what=what))
    return "\n".join(texts.word(one) for one in lines)
