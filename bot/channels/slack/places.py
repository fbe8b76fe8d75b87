"""Where the bot can write: chats as we keep them, threads in them, and asides in them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.channels.slack.incoming import Origin
from bot.channels.slack.workspace import CHANNEL
from bot.conversations.turn import OWN_CHAT, Where
from knowledge.chats.model import Chat
from knowledge.chats.ports import Chats

ID = "channel"
BETWEEN = "|"
ASIDE, FOR_ALL = "~", "!"
"""What begins the name of a place that the bot need not be in, and of one where all read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a message goes.

    Attributes:
        channel: the chat's id in Slack.
        thread: the thread's first message, or "".
        aside: what Slack's address for answers to a command is known by, or "".
        for_all: whether all there see the answer to a command.
    """

    channel: str
    thread: str = ""
    aside: str = ""
    for_all: bool = False


async def chat_of(origin: Origin, chats: Chats, *, person: str, now: datetime) -> Chat:
    """Return the chat that something came from, kept as it is now."""
    found = await chats.found(CHANNEL, origin.channel)
    chat = Chat(
        id=found.id if found else chat_id_of(origin.channel),
        channel=CHANNEL,
        key=origin.channel,
        kind=found.kind if found else origin.kind,
        since=found.since if found else now,
        person="" if origin.kind.is_shared else person,
        name=found.name if found else "",
        address={ID: origin.channel},
        greeted=bool(found and found.greeted and found.gone is None),
    )
    if chat != found:
        await chats.put(chat)
    return chat


def chat_id_of(channel: str) -> str:
    """Return an id that the same chat gets again, and that tells nothing of it."""
    return hashlib.sha256(f"{CHANNEL}|{channel}".encode()).hexdigest()[:24]


def where(origin: Origin, chat: Chat) -> Where:
    """Return where something was said, in words that the courier understands.

    In a channel the answer goes into the thread, and begins one where there is none.
    """
    if not chat.kind.is_shared:
        return OWN_CHAT
    return Where(at=BETWEEN.join((chat.id, origin.thread or origin.message)), overheard=True)


def aside_in(channel: str, aside: str, *, for_all: bool = False) -> Where:
    """Return where an answer to a command goes, in a chat that the bot need not be in.

    Args:
        channel: the chat's id in Slack.
        aside: what the address that Slack gave is known by.
        for_all: whether all there see it, and not only who gave the command.
    """
    return Where(at=f"{ASIDE}{channel}{BETWEEN}{FOR_ALL if for_all else ''}{aside}")


def is_aside(at: str) -> bool:
    """Say whether something is said where only one person sees it, among others."""
    return at.startswith(ASIDE) and not at.partition(BETWEEN)[2].startswith(FOR_ALL)


def read_aside(at: str) -> Place | None:
    """Return what `aside_in` named; None for any other place."""
    if not at.startswith(ASIDE):
        return None
    channel, _, aside = at.removeprefix(ASIDE).partition(BETWEEN)
    for_all = aside.startswith(FOR_ALL)
    return Place(channel=channel, aside=aside.removeprefix(FOR_ALL), for_all=for_all)


async def place_at(at: str, chats: Chats) -> Place | None:
    """Return what `where` named; None when it is not known, or the bot was taken out of it."""
    aside = read_aside(at)
    if aside is not None:
        return aside
    chat_id, _, thread = at.partition(BETWEEN)
    chat = await chats.get(chat_id)
    if chat is None or chat.gone is not None:
        return None
    return Place(channel=chat.address[ID], thread=thread)
