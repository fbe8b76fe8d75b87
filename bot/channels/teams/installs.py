"""The bot comes into a chat, or is taken out of it."""

from dataclasses import replace

from bot.cards.model import Reply
from bot.channels.teams.at_hand import AtHand, event_of
from bot.channels.teams.incoming import Incoming
from bot.channels.teams.places import where
from bot.channels.teams.registration import CHANNEL
from bot.texts.catalogue import say

HELLO = "hej"
"""What a person would have said first; the dialogue that greets answers it, once."""


async def came(hand: AtHand, incoming: Incoming) -> None:
    """Say hello, once a chat; a window that is opened again is no new chat."""
    person, chat = await hand.acquainted(incoming)
    async with hand.work() as work:
        kept = await work.chats.found(CHANNEL, chat.key)
        if kept is None or (kept.greeted and kept.gone is None):
            return
        await work.chats.put(replace(kept, greeted=True, gone=None))
        if kept.kind.is_shared:
            at = where(replace(incoming, thread=""), kept).at
            hello = Reply(text=(say("teams.hello_all"), say("teams.hello_how")), for_all=True)
            reason = f"hello:{kept.id}:{kept.since.isoformat()}"
            await hand.post(work, hello, reason=reason, to=person.id, at=at)
        await work.commit()
    if kept.kind.is_shared:
        hand.wake()
        return
    event = event_of("hello", kept.id, kept.since.isoformat())
    await hand.reception.words(event, person.id, CHANNEL, HELLO)


async def went(hand: AtHand, incoming: Incoming) -> None:
    """Forget where the bot could write, and what it has posted there."""
    async with hand.work() as work:
        chat = await work.chats.found(CHANNEL, incoming.chat)
        if chat is None:
            return
        await work.chats.end(chat.id, at=hand.clock.now())
        if chat.person:
            for post in await work.posts.of(chat.person, CHANNEL):
                if not post.at:
                    await work.posts.remove(post.letter)
        await work.commit()
