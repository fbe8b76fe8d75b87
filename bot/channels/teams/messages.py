"""What people write to the bot in Teams, and what they then change or take back."""

from dataclasses import replace

from bot.cards.model import Quote, Reply
from bot.channels.teams.at_hand import AtHand, event_of
from bot.channels.teams.incoming import Incoming
from bot.channels.teams.places import where
from bot.channels.teams.registration import CHANNEL
from bot.conversations.reception import Empty
from bot.texts.catalogue import say
from knowledge.boundaries.texts import clean
from knowledge.chats.model import Chat
from knowledge.errors import Explained
from knowledge.people.model import Person


async def written(hand: AtHand, incoming: Incoming) -> None:
    """Store a message; what cannot be taken is answered in words."""
    person, chat = await hand.acquainted(incoming)
    if chat.kind.is_shared and not incoming.is_called:
        return
    await _store(hand, incoming, person, chat, event=_event(incoming))


async def edited(hand: AtHand, incoming: Incoming) -> None:
    """Take a message as it is now: in place of what waits, else as said anew.

    What has already gone to somebody is not changed behind their back; the writer is told so.
    """
    person, chat = await hand.acquainted(incoming)
    if chat.kind.is_shared and not incoming.is_called:
        return
    version = event_of(incoming.text)
    async with hand.work() as work:
        await work.inbox.withdraw(CHANNEL, _event(incoming))
        memory = await work.memories.of(person.id, now=hand.clock.now())
        is_talking = memory.waits is not None or memory.brought is not None
        if is_talking and not chat.kind.is_shared:
            told = Reply(text=(say("teams.edited"),), quotes=_quotes(incoming))
            await hand.post(work, told, reason=f"edited:{_event(incoming)}:{version}", to=person.id)
        await work.commit()
    if is_talking and not chat.kind.is_shared:
        hand.wake()
        return
    event = event_of("edited", incoming.conversation, incoming.id, version)
    await _store(hand, incoming, person, chat, event=event)


async def taken_back(hand: AtHand, incoming: Incoming) -> None:
    """Forget a message that was deleted, and every wording that has not gone to anybody."""
    person, _ = await hand.acquainted(incoming)
    now = hand.clock.now()
    async with hand.work() as work:
        await work.inbox.withdraw(CHANNEL, _event(incoming))
        memory = await work.memories.of(person.id, now=now)
        sent = tuple(one for one in memory.asked if one.sent)
        left = replace(memory, asked=sent, brought=None)
        if left != memory:
            await work.memories.keep(person.id, left, now=now)
        if sent or memory.brought is not None:
            told = Reply(text=(say("teams.taken_back"),))
            await hand.post(work, told, reason=f"back:{_event(incoming)}", to=person.id)
        await work.commit()
    hand.wake()


async def _store(
    hand: AtHand, incoming: Incoming, person: Person, chat: Chat, *, event: str
) -> None:
    place = where(incoming, chat)
    try:
        await hand.reception.words(event, person.id, CHANNEL, incoming.text, where=place)
    except Explained as error:
        is_file = isinstance(error, Empty) and incoming.raw.get("attachments")
        words = say("teams.no_files") if is_file else say(error.key, **error.details)
        async with hand.work() as work:
            reply = Reply(text=(words,), for_all=True)
            await hand.post(work, reply, reason=f"door:{event}", to=person.id, at=place.at)
            await work.commit()
        hand.wake()


def _event(incoming: Incoming) -> str:
    return event_of("message", incoming.conversation, incoming.id)


def _quotes(incoming: Incoming) -> tuple[Quote, ...]:
    text = clean(incoming.text)
    return (Quote(say("teams.now_says"), text),) if text else ()
