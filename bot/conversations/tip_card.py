"""Draws a tip as a reply: as it is, in easy words, or with all there is to know."""

from dataclasses import replace
from enum import StrEnum

from bot.cards.model import Choice, Link, Picture, Reply, Weight
from bot.conversations.memory.model import Asked
from bot.conversations.reaching import reached
from bot.conversations.rooms.words import statuses
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, plain, say
from knowledge.rooms.model import Room
from tips.model import Tip, TipKind


class Depth(StrEnum):
    """How much of a tip is told."""

    NORMAL = "normal"
    EASY = "easy"
    LONGER = "longer"


async def tip_reply(
    talk: Talk, tip: Tip, asked: Asked, depth: Depth = Depth.NORMAL, *, chosen: bool = False
) -> Reply:
    """Show a tip, with what the person may want to do next.

    A tip that was chosen from several has been found the long way: if it helps, its wording is
    worth knowing.
    """
    room = await talk.work.rooms.of_card(tip.id) if tip.kind is TipKind.ROOM else None
    helper = await talk.helper()
    shows_coach = helper is not None and tip.kind is not TipKind.SIGNPOST
    return replace(
        await card_of(talk, tip, depth),
        portrait=await talk.portrait(helper.person) if helper and shows_coach else None,
        choices=await _choices(talk, tip, asked, room, chosen=chosen),
    )


async def card_of(talk: Talk, tip: Tip, depth: Depth = Depth.NORMAL) -> Reply:
    """Show what a tip says, without anything to press."""
    told = as_told(tip, depth)
    first = [*told.text]
    place = talk.places.get(tip.owner)
    if place is not None and tip.kind in {TipKind.SIGNPOST, TipKind.ROOM}:
        first.append(reached(place, talk.now.astimezone(talk.zone)))
    room = await talk.work.rooms.of_card(tip.id) if tip.kind is TipKind.ROOM else None
    if room is not None:
        first += await statuses(talk, room, talk.places)
    if depth is Depth.EASY and tip.easy is None:
        first.insert(0, say("redraw.no_easy"))
    return replace(told, text=tuple(first))


def as_told(tip: Tip, depth: Depth = Depth.NORMAL) -> Reply:
    """Return what a tip says by itself: without who can be reached, or what a room lacks today."""
    advice = tip.easy if depth is Depth.EASY and tip.easy else tip.advice
    after = [plain(advice.check)] if advice.check else []
    if tip.careful and depth is not Depth.EASY:
        after.append(plain(tip.careful))
    if depth is Depth.LONGER:
        after += [plain(text) for text in (tip.longer, tip.bridge, tip.local) if text]
    return Reply(
        text=(plain(advice.answer),),
        steps=tuple(plain(step) for step in advice.steps),
        pictures=tuple(Picture(one.name, one.alt) for one in tip.pictures),
        after=tuple(after),
        links=tuple(Link(say("tip.film", title=one.title), one.address) for one in tip.films),
        note=_checked(tip),
        for_all=True,
    )


def title_of(tip: Tip) -> Say:
    """Say a tip's title."""
    return plain(tip.title)


def _checked(tip: Tip) -> Say:
    day = tip.checked.isoformat()
    if tip.credit:
        return say("tip.checked_by", day=day, credit=tip.credit, title=tip.title)
    return say("tip.checked", day=day, title=tip.title)


async def _choices(
    talk: Talk, tip: Tip, asked: Asked, room: Room | None, *, chosen: bool
) -> tuple[Choice, ...]:
    action = f"wording.helped:{asked.id}:{tip.id}" if chosen else f"ask.helped:{asked.id}"
    helped = Choice(say("choice.helped"), action, Weight.MAIN)
    wrong = Choice(say("choice.wrong"), f"wrong.say:{asked.id}:{tip.id}")
    if tip.kind is TipKind.SIGNPOST:
        return (helped, wrong)
    stuck = Choice(say("choice.stuck"), f"walk.where:{asked.id}:{tip.id}")
    report = (
        Choice(say("rooms.choice.report"), f"room.report:{asked.id}:{room.id}") if room else None
    )
    return (helped, stuck, *((report,) if report else ()), wrong, *await talk.door(asked))
