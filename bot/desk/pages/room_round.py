"""A review round on a phone: eight answers, a photo, a note and a wish, all in one page."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.conversations.rooms.telling import Found, move, tell
from bot.conversations.rooms.words import status
from bot.desk.draw import page
from bot.desk.pages.room_faults import LONGEST_WHAT, address, object_of
from bot.desk.pages.sent_pictures import taken
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean
from knowledge.rooms.faults import Fault, State
from knowledge.rooms.model import Room
from knowledge.rooms.rounds import PARTS, Answer, Check, Round, is_there

LONGEST_NOTE = 1_000
ID = re.compile(r"[0-9a-f]{32}")

CHECKS: Mapping[Check, str] = {
    Check.PICTURE: "rooms.check.picture",
    Check.SOUND: "rooms.check.sound",
    Check.MICROPHONE: "rooms.check.microphone",
    Check.CAMERA: "rooms.check.camera",
    Check.PANEL: "rooms.check.panel",
    Check.CABLES: "rooms.check.cables",
    Check.HEARING_LOOP: "rooms.check.hearing_loop",
    Check.CARD: "rooms.check.card",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownCheck:
    """One question of a round.

    Attributes:
        name: of its fields.
        question: in words.
        fact: what the register says is there, or "".
        may_lack: whether the room may have no such thing.
        told: what is told of it already, or None.
    """

    name: str
    question: Say
    fact: str
    may_lack: bool
    told: Say | None


async def show(visit: Visit) -> web.StreamResponse:
    """Show the eight questions."""
    async with visit.desk.reading() as work:
        room = await work.rooms.get(visit.part("id"))
        return await _page(visit, work, room, {"round": secrets.token_hex(16)}, {})


async def save(visit: Visit) -> web.StreamResponse:
    """Keep a round; each no becomes a fault on its way to who mends it, each yes mends one."""
    sent = await taken(visit, "photo")
    values = sent.values
    answers, wrong = _answers(values)
    wrong |= sent.wrong
    async with visit.desk.work() as work:
        room = await work.rooms.get(visit.part("id"))
        if wrong:
            return await _page(visit, work, room, values, wrong, status=422)
        done = Round(
            id=values["round"] if ID.fullmatch(values.get("round", "")) else secrets.token_hex(16),
            room=room.id,
            at=visit.now,
            by=visit.me.id,
            answers=answers,
            note=clean(values.get("note", "")),
            wish=clean(values.get("wish", "")),
            photo=(values["pictures"].split() or [""])[-1],
        )
        await work.rounds.add(done)
        await work.rooms.visited(room.id, on=visit.today)
        told = await _follow(visit, work, room, done, values)
        deed = visit.deed("room.round", object_of(room), faults=len(told))
        await work.audit.write(deed, at=visit.now)
        await work.commit()
    visit.desk.wake()
    by_hand = any(not one.caretaker for one in told)
    key = ("round_by_hand" if by_hand else "round_sent") if told else "round"
    return to(address(room), done=key)


async def _follow(
    visit: Visit, work: DeskWork, room: Room, done: Round, values: Mapping[str, str]
) -> Sequence[Fault]:
    """Tell of what does not work and was not told, and let what works again be mended."""
    letters = visit.desk.letters(work)
    told = {one.part: one for one in await work.faults.of_room(room.id) if one.is_open}
    new = []
    for check, answer in done.answers.items():
        part = PARTS[check]
        if answer is Answer.NO and part not in told:
            new.append(Found(part, _line(values.get(f"what.{check.value}", ""))))
        elif answer is Answer.YES and part in told:
            await move(letters, told[part].id, State.MENDED)
    return await tell(letters, room, new)


def _answers(values: Mapping[str, str]) -> tuple[dict[Check, Answer], dict[str, Say]]:
    """Return what was answered, and what is wrong beside each field."""
    found: dict[Check, Answer] = {}
    wrong: dict[str, Say] = {}
    for check in Check:
        given = values.get(f"check.{check.value}", "")
        if given in {one.value for one in Answer}:
            found[check] = Answer(given)
        else:
            wrong[f"check.{check.value}"] = say("rooms.wrong.answer")
        if len(values.get(f"what.{check.value}", "")) > LONGEST_WHAT:
            wrong[f"what.{check.value}"] = say("rooms.wrong.long", longest=LONGEST_WHAT)
    for name in ("note", "wish"):
        if len(values.get(name, "")) > LONGEST_NOTE:
            wrong[name] = say("rooms.wrong.long", longest=LONGEST_NOTE)
    return found, wrong


async def _page(
    visit: Visit,
    work: DeskWork,
    room: Room,
    values: Mapping[str, str],
    wrong: Mapping[str, Say],
    *,
    status: int = 200,
) -> web.Response:
    return page(
        visit,
        "room_round.html",
        status=status,
        room=room,
        checks=await _checks(visit, work, room),
        values=_blank(room) | dict(values),
        photo=(values.get("pictures", "").split() or [""])[-1],
        wrong=wrong,
        action=f"{address(room)}/round",
    )


async def _checks(visit: Visit, work: DeskWork, room: Room) -> Sequence[ShownCheck]:
    letters = visit.desk.letters(work)
    told = {one.part: one for one in await work.faults.of_room(room.id) if one.is_open}
    facts = {
        Check.PICTURE: room.screen,
        Check.SOUND: room.sound,
        Check.CAMERA: room.camera,
        Check.PANEL: room.panel,
        Check.CABLES: room.input,
        Check.HEARING_LOOP: room.hearing_loop,
    }
    return [
        ShownCheck(
            name=one.value,
            question=say(CHECKS[one]),
            fact=facts.get(one, ""),
            may_lack=not is_there(one, room),
            told=await status(letters, told[PARTS[one]], visit.desk.places)
            if PARTS[one] in told
            else None,
        )
        for one in Check
    ]


def _blank(room: Room) -> dict[str, str]:
    """Return an empty form; what the room has not got is answered already."""
    answers = {
        f"check.{one.value}": "" if is_there(one, room) else Answer.NONE.value for one in Check
    }
    whats = {f"what.{one.value}": "" for one in Check}
    return {**answers, **whats, "note": "", "wish": "", "pictures": "", "round": ""}


def _line(text: str) -> str:
    return " ".join(clean(text).split())
