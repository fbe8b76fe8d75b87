"""*Vad händer* and *prova på*: five at most, the next first."""

from collections.abc import Sequence

from bot.cards.model import Choice, Reply
from bot.conversations.correspondence import Correspondence
from bot.conversations.events.letters import shown
from bot.conversations.events.words import in_a_list, opens_next
from bot.conversations.lists import short
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.people.model import Person
from scheduler.events.model import Event, UnknownEvent

MOST = 5


async def for_person(letters: Correspondence, person: Person) -> Sequence[Event]:
    """Return what is to come for somebody, the next first, those without a time last."""
    tree = await letters.tree()
    chain = [one.id for one in tree.chain(person.department)] if person.department else []
    return [
        event
        for event in await letters.work.events.to_come(now=letters.now)
        if event.audience.has(person, chain) or event.organiser == person.id
    ]


async def on_whats_on(talk: Talk) -> Reply:
    """List what happens, five at most."""
    events = [one for one in await for_person(talk, talk.person) if not one.is_for_trying]
    tries = [one for one in await for_person(talk, talk.person) if one.is_for_trying]
    more = (Choice(say("events.choice.try"), "event.try"),) if tries else ()
    if not events:
        return Reply(
            text=(say("events.nothing"),), choices=(*more, *await talk.door()), for_all=True
        )
    return Reply(
        text=(say("events.to_come"),),
        steps=tuple(in_a_list(talk, one) for one in events[:MOST]),
        after=(say("events.more", count=len(events) - MOST),) if len(events) > MOST else (),
        choices=(*_open(events[:MOST]), *more),
        for_all=True,
    )


async def on_try(talk: Talk) -> Reply:
    """List what one may come by and try, with when that is possible next."""
    tries = [one for one in await for_person(talk, talk.person) if one.is_for_trying]
    if not tries:
        coming = [one for one in await for_person(talk, talk.person) if one.starts is None]
        return Reply(
            text=(say("events.nothing_to_try"),),
            choices=(*_open(coming[:MOST]), *await talk.door()),
            for_all=True,
        )
    return Reply(
        text=(say("events.to_try"),),
        steps=tuple(opens_next(talk, one) for one in tries[:MOST]),
        choices=_open(tries[:MOST]),
        for_all=True,
    )


async def on_show(talk: Talk, event_id: str) -> Reply:
    """Show one event, as it is for the speaker."""
    return await shown(talk, await event_for(talk, event_id), talk.person)


async def event_for(talk: Talk, event_id: str) -> Event:
    """Return an event the speaker may see: it is for them, or they have been asked.

    Raises:
        UnknownEvent: there is none, or it is not theirs; the two look the same from outside.
    """
    event = await talk.work.events.get(event_id)
    tree = await talk.tree()
    where = talk.person.department
    chain = [one.id for one in tree.chain(where)] if where else []
    if event.audience.has(talk.person, chain) or event.organiser == talk.person.id:
        return event
    if any(one.event == event_id for one in await talk.work.events.answers_of(talk.person.id)):
        return event
    raise UnknownEvent


def _open(events: Sequence[Event]) -> tuple[Choice, ...]:
    return tuple(
        Choice(say("events.choice.show", title=short(one.title)), f"event.show:{one.id}")
        for one in events
    )
