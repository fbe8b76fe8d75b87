"""What changes around the bot: people's names and accounts, and the chats it is let into."""

from dataclasses import replace

from bot.cards.model import Reply
from bot.channels.slack.at_hand import AtHand, event_of
from bot.channels.slack.incoming import Json, id_in, object_in, origin_of
from bot.channels.slack.meeting import NotForThem, seen
from bot.channels.slack.places import chat_of, where
from bot.channels.slack.workspace import CHANNEL
from bot.texts.catalogue import say
from knowledge.chats.model import ChatKind

HELLO = "hej"
"""What a person would have said first; the dialogue that greets answers it, once."""


async def person_changed(hand: AtHand, _body: Json, event: Json) -> None:
    """Keep a new name; write no more to somebody whose account was closed, or who may not ask."""
    user = object_in(event, "user")
    account = id_in(user, "id")
    hand.forget_seen(account)
    async with hand.work() as work:
        person = await hand.meeting.owner(account, work)
        if person is None:
            return
        try:
            hand.meeting.check(user)
        except NotForThem:
            chat = await work.chats.of(person.id, CHANNEL)
            if chat is not None and chat.gone is None:
                await work.chats.end(chat.id, at=hand.clock.now())
        else:
            await hand.meeting.met(seen(user), work)
        await work.commit()


async def came(hand: AtHand, body: Json, event: Json) -> None:
    """Say hello in a channel that the bot was let into, once."""
    if id_in(event, "user") != hand.bot:
        return
    origin = replace(origin_of(body, event), user=id_in(event, "inviter"), message="")
    if not origin.user:
        return
    person, chat = await hand.acquainted(origin)
    now = hand.clock.now()
    async with hand.work() as work:
        chat = await chat_of(origin, work.chats, person=person.id, now=now)
        if chat.greeted:
            return
        await work.chats.put(replace(chat, greeted=True, gone=None))
        hello = Reply(text=(say("slack.hello_all"), say("slack.hello_how")), for_all=True)
        reason = f"hello:{chat.id}:{now.date()}"
        at = where(origin, chat).at
        await hand.post(work, hello, reason=reason, to=person.id, at=at)
        await work.commit()
    hand.wake()


async def went(hand: AtHand, _body: Json, event: Json) -> None:
    """Forget that the bot could write in a channel: it was taken out, or the channel is gone."""
    channel = event.get("channel")
    if not isinstance(channel, str):
        return
    async with hand.work() as work:
        chat = await work.chats.found(CHANNEL, channel)
        if chat is None or chat.gone is not None:
            return
        await work.chats.end(chat.id, at=hand.clock.now())
        await work.commit()


async def pane_opened(hand: AtHand, body: Json, event: Json) -> None:
    """Say hello where somebody opens Slack's own pane for assistants, once a day."""
    thread = object_in(event, "assistant_thread")
    origin = origin_of(body, {"user": thread.get("user_id"), "channel": thread.get("channel_id")})
    person, chat = await hand.acquainted(replace(origin, kind=ChatKind.PERSONAL), is_here=True)
    if chat is None or chat.greeted:
        return
    async with hand.work() as work:
        await work.chats.put(replace(chat, greeted=True))
        await work.commit()
    event_id = event_of("hello", chat.id, hand.clock.now().date().isoformat())
    await hand.reception.words(event_id, person.id, CHANNEL, HELLO)
