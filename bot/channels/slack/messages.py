"""What people write to the bot in Slack, and what they then change or take back."""

from dataclasses import replace

from bot.cards.model import Quote, Reply
from bot.channels.slack.at_hand import AtHand, event_of
from bot.channels.slack.incoming import Json, Origin, object_in, origin_of, text_in, words_of
from bot.channels.slack.places import where
from bot.channels.slack.workspace import CHANNEL
from bot.conversations.reception import Empty
from bot.texts.catalogue import say
from knowledge.boundaries.texts import clean
from knowledge.chats.model import Chat
from knowledge.errors import Explained
from knowledge.people.model import Person

EDITED, DELETED = "message_changed", "message_deleted"
FROM_PEOPLE = frozenset({"", "file_share", "thread_broadcast", "me_message"})
"""Kinds of messages that people write; the others tell of joining, huddles and the like."""


async def written(hand: AtHand, body: Json, event: Json) -> None:
    """Store a message that somebody wrote to the bot, wherever it hears of it first."""
    subtype = text_in(event, "subtype")
    if subtype == EDITED:
        await edited(hand, body, event)
        return
    if subtype == DELETED:
        await taken_back(hand, body, event)
        return
    if subtype not in FROM_PEOPLE or event.get("bot_id") or event.get("app_id"):
        return
    origin = origin_of(body, event)
    if not origin.user or origin.user == hand.bot:
        return
    if origin.kind.is_shared and not _is_called(hand, event):
        return
    person, chat = await hand.acquainted(origin, is_here=True)
    if chat is not None:
        await _store(hand, event, origin, person, chat, event_id=_event(origin))


async def edited(hand: AtHand, body: Json, event: Json) -> None:
    """Take a message as it is now: in place of what waits, else as said anew.

    What has already gone to somebody is not changed behind their back; the writer is told so.
    """
    now_is, before = object_in(event, "message"), object_in(event, "previous_message")
    text = text_in(now_is, "text")
    # Slack also tells of links that were unfolded, of threads that grew, and of our own changes.
    if text == text_in(before, "text") or now_is.get("bot_id"):
        return
    origin = _of_inner(body, event, now_is)
    if not origin.user or (origin.kind.is_shared and not _is_called(hand, now_is)):
        return
    person, chat = await hand.acquainted(origin, is_here=True)
    if chat is None:
        return
    version = event_of(text)
    async with hand.work() as work:
        await work.inbox.withdraw(CHANNEL, _event(origin))
        memory = await work.memories.of(person.id, now=hand.clock.now())
        is_talking = memory.waits is not None or memory.brought is not None
        if is_talking and not chat.kind.is_shared:
            said = clean(words_of(text, bot=hand.bot))
            quotes = (Quote(say("slack.now_says"), said),) if said else ()
            told = Reply(text=(say("slack.edited"),), quotes=quotes)
            await hand.post(work, told, reason=f"edited:{_event(origin)}:{version}", to=person.id)
        await work.commit()
    if is_talking and not chat.kind.is_shared:
        hand.wake()
        return
    event_id = event_of("edited", origin.channel, origin.message, version)
    await _store(hand, now_is, origin, person, chat, event_id=event_id)


async def taken_back(hand: AtHand, body: Json, event: Json) -> None:
    """Forget a message that was deleted, and every wording that has not gone to anybody."""
    before = object_in(event, "previous_message")
    if before.get("bot_id"):
        return
    origin = _of_inner(body, event, before)
    if not origin.user:
        return
    person, _ = await hand.acquainted(origin)
    now = hand.clock.now()
    async with hand.work() as work:
        await work.inbox.withdraw(CHANNEL, _event(origin))
        if not origin.kind.is_shared:
            memory = await work.memories.of(person.id, now=now)
            sent = tuple(one for one in memory.asked if one.sent)
            left = replace(memory, asked=sent, brought=None)
            if left != memory:
                await work.memories.keep(person.id, left, now=now)
            if sent or memory.brought is not None:
                told = Reply(text=(say("slack.taken_back"),))
                await hand.post(work, told, reason=f"back:{_event(origin)}", to=person.id)
        await work.commit()
    hand.wake()


async def _store(
    hand: AtHand, event: Json, origin: Origin, person: Person, chat: Chat, *, event_id: str
) -> None:
    place = where(origin, chat)
    text = words_of(text_in(event, "text"), bot=hand.bot)
    try:
        await hand.reception.words(event_id, person.id, CHANNEL, text, where=place)
    except Explained as error:
        is_file = isinstance(error, Empty) and event.get("files")
        words = say("slack.no_files") if is_file else say(error.key, **error.details)
        async with hand.work() as work:
            reply = Reply(text=(words,), for_all=True)
            await hand.post(work, reply, reason=f"door:{event_id}", to=person.id, at=place.at)
            await work.commit()
        hand.wake()


def _is_called(hand: AtHand, event: Json) -> bool:
    if event.get("type") == "app_mention":
        return True
    return bool(hand.bot) and f"<@{hand.bot}>" in text_in(event, "text")


def _event(origin: Origin) -> str:
    """Return the id of a message: the same from `message` and `app_mention`, socket and HTTP."""
    return event_of("message", origin.channel, origin.message)


def _of_inner(body: Json, event: Json, inner: Json) -> Origin:
    """Return the origin of a message that an event tells about."""
    named = {"channel": event.get("channel"), "channel_type": event.get("channel_type")}
    return origin_of(body, {**inner, **named})
