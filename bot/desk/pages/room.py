"""One room: its facts, its card, what does not work in it, and what rounds have found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aiohttp import web

from bot.conversations.rooms.words import PARTS, caretaker_of
from bot.desk import room_form
from bot.desk.draw import message, page
from bot.desk.pages import room_card
from bot.desk.pages.room_faults import address, object_of, shown_faults
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Detail, Say, say
from knowledge.rooms.model import Room, RoomEdited, differences
from knowledge.rooms.rounds import PARTS as LOOKED_AT
from knowledge.rooms.rounds import Round
from tips import editing
from tips.model import Stage, TipKind

LATEST_ROUNDS = 5
FIELDS: Mapping[str, str] = {
    "name": "rooms.field.name",
    "names": "rooms.field.names",
    "place": "rooms.field.place",
    "seats": "rooms.field.seats",
    "screen": "rooms.field.screen",
    "input": "rooms.field.input",
    "panel": "rooms.field.panel",
    "sound": "rooms.field.sound",
    "camera": "rooms.field.camera",
    "hearing_loop": "rooms.field.hearing_loop",
    "owner": "rooms.field.owner",
    "caretaker": "rooms.field.caretaker",
}


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round, who went, and the parts that did not work."""

    found: Round
    who: Detail
    wrong: Sequence[Say]


async def new(visit: Visit) -> web.StreamResponse:
    """Show an empty form, or one for a room whose card is there already."""
    room = _blank(visit)
    card = visit.asked("card")
    if card:
        async with visit.desk.reading() as work:
            tip = await work.tips.get(card, visit.texts.language)
        name, _, place = tip.title.partition(", ")
        names = [one for one in tip.names if one != name]
        room = replace(
            room, name=name, place=place, names=tuple(names), owner=tip.owner, tip=tip.id
        )
    return _form(visit, room, room_form.values_of(room, ""), {})


async def begin(visit: Visit) -> web.StreamResponse:
    """Keep a new room, and write its first card from its facts as a draft."""
    read = room_form.read(_blank(visit), visit.form, visit.desk.places)
    async with visit.desk.work() as work:
        rooms = await work.rooms.everything()
        caretaker, wrong = await _caretaker(visit, work, "")
        wrong = {**read.wrong, **wrong}
        tip_id = visit.form.get("tip", "")
        if wrong:
            return _form(visit, replace(read.room, tip=tip_id), visit.form, wrong, status=422)
        room_id = room_form.id_for(read.room.name, frozenset(one.id for one in rooms))
        is_free = tip_id not in {one.tip for one in rooms}
        has_card = is_free and any(
            one.kind is TipKind.ROOM for one in await work.tips.languages_of(tip_id)
        )
        room = replace(
            read.room,
            id=room_id,
            tip=tip_id if has_card else f"{room_card.OURS}{room_id}",
            caretaker=caretaker,
        )
        if await room_card.begin(visit, work, room):
            room = replace(room, follows=room.fingerprint)
        await work.rooms.add(room)
        await work.audit.write(visit.deed("room.begun", object_of(room)), at=visit.now)
        await work.commit()
    return to(address(room), done="room_begun")


async def show(visit: Visit) -> web.StreamResponse:
    """Show a room with all that is known of it."""
    async with visit.desk.reading() as work:
        room = await work.rooms.get(visit.part("id"))
        return await _page(visit, work, room, None, {})


async def save(visit: Visit) -> web.StreamResponse:
    """Keep changed facts; of two who write at once nobody's words are lost."""
    async with visit.desk.work() as work:
        before = await work.rooms.get(visit.part("id"))
        read = room_form.read(before, visit.form, visit.desk.places)
        caretaker, wrong = await _caretaker(visit, work, before.caretaker)
        wrong = {**read.wrong, **wrong}
        if wrong:
            return await _page(visit, work, before, visit.form, wrong, status=422)
        written = replace(read.room, caretaker=caretaker)
        try:
            room = await work.rooms.put(written)
        except RoomEdited:
            return await _both(visit, work, await work.rooms.get(before.id), written)
        await work.audit.write(visit.deed("room.saved", object_of(room)), at=visit.now)
        await work.commit()
    return to(address(room), done="saved")


async def decide(visit: Visit) -> web.StreamResponse:
    """Let a room rest with its card, or take it into use again."""
    what = visit.form.get("do", "")
    if what not in {"retire", "bring_back"}:
        return message(visit, say("desk.wrong.choice"), status=422)
    async with visit.desk.work() as work:
        room = await work.rooms.get(visit.part("id"))
        await work.rooms.put(replace(room, retired=what == "retire"))
        await _card_follows(visit, work, room, retired=what == "retire")
        name = "room.retired" if what == "retire" else "room.brought_back"
        await work.audit.write(visit.deed(name, object_of(room)), at=visit.now)
        await work.commit()
    visit.desk.wake()
    return to(address(room), done="room_retired" if what == "retire" else "room_back")


async def _card_follows(visit: Visit, work: DeskWork, room: Room, *, retired: bool) -> None:
    """Let the card rest in every language when its room does, and be read again when it is back."""
    deed = editing.retire if retired else editing.bring_back
    wanted = Stage.PUBLISHED if retired else Stage.RETIRED
    for tip in await work.tips.languages_of(room.tip):
        if tip.stage is wanted:
            await deed(tip, edit=visit.edit, tips=work.tips)


async def _page(
    visit: Visit,
    work: DeskWork,
    room: Room,
    values: Mapping[str, str] | None,
    wrong: Mapping[str, Say],
    *,
    status: int = 200,
) -> web.Response:
    caretaker = await _name(visit, work, room)
    before = room_form.values_of(room, caretaker)
    rounds = await work.rounds.of_room(room.id)
    return page(
        visit,
        "room.html",
        status=status,
        room=room,
        faults=await shown_faults(visit, work, room),
        mended=[one for one in await work.faults.of_room(room.id) if not one.is_open],
        card=await room_card.card_of(work, room),
        rounds=[await _shown(visit, work, one) for one in rounds[:LATEST_ROUNDS]],
        shown=before | {"owner": _place(visit, room), "names": ", ".join(room.names)},
        values=before | dict(values or {}),
        wrong=wrong,
        fields=FIELDS,
        part_words=PARTS,
        places=visit.desk.places.values(),
    )


def _form(
    visit: Visit,
    room: Room,
    values: Mapping[str, str],
    wrong: Mapping[str, Say],
    *,
    status: int = 200,
) -> web.Response:
    return page(
        visit,
        "room_new.html",
        status=status,
        room=room,
        values=room_form.values_of(room, "") | dict(values),
        wrong=wrong,
        fields=FIELDS,
        places=visit.desk.places.values(),
    )


async def _both(visit: Visit, work: DeskWork, room: Room, mine: Room) -> web.Response:
    """Show what somebody else saved meanwhile beside what was written here; both can be kept."""
    theirs = replace(room, caretaker=await _name(visit, work, room))
    own = replace(mine, caretaker=visit.form.get("caretaker", ""))
    return page(
        visit,
        "room_both.html",
        status=409,
        room=room,
        mine={**visit.form, "version": str(room.version)},
        differences=[
            (say(FIELDS[name]), before, after)
            for name, before, after in differences(theirs, own)
            if name in FIELDS
        ],
        action=address(room),
    )


async def _shown(visit: Visit, work: DeskWork, found: Round) -> ShownRound:
    return ShownRound(
        found=found,
        who=await visit.desk.letters(work).called(found.by) if found.by else "",
        wrong=[say(PARTS[LOOKED_AT[one]]) for one in found.wrong],
    )


async def _name(visit: Visit, work: DeskWork, room: Room) -> str:
    person = await caretaker_of(visit.desk.letters(work), room)
    return person.name if person else ""


def _place(visit: Visit, room: Room) -> str:
    place = visit.desk.places.get(room.owner)
    return f"{place.name} ({place.reach})" if place else room.owner


async def _caretaker(visit: Visit, work: DeskWork, before: str) -> tuple[str, dict[str, Say]]:
    """Return the person id of whom the form names, and what is wrong with the name."""
    text = " ".join(visit.form.get("caretaker", "").split())
    if not text:
        return "", {}
    if "@" in text:
        person = await work.people.by_email(text)
        found = [person] if person else []
    else:
        found = list(await work.people.named(text))
    found = [one for one in found if one.left is None]
    same = [one for one in found if one.name.casefold() == text.casefold()] or found
    if before in {one.id for one in same}:
        return before, {}
    if len(same) == 1:
        return same[0].id, {}
    return before, {"caretaker": say("rooms.wrong.several" if same else "rooms.wrong.nobody")}


def _blank(visit: Visit) -> Room:
    return Room(id="", name="", language=visit.texts.language)
