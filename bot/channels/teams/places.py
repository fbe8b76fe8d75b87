"""Where the bot can write: chats as we keep them, and threads in them."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from bot.channels.teams.connector import Place
from bot.channels.teams.incoming import THREAD, Incoming
from bot.channels.teams.registration import CHANNEL
from bot.conversations.turn import OWN_CHAT, Where
from knowledge.chats.model import Chat, ChatKind
from knowledge.chats.ports import Chats

SERVICE, CONVERSATION, TENANT, BOT, TEAM = "service_url", "conversation", "tenant", "bot", "team"
BETWEEN = "|"


async def chat_of(incoming: Incoming, chats: Chats, *, person: str, now: datetime) -> Chat:
    """Return the chat that something came from, kept as it is now.

    Args:
        incoming: what came.
        chats: the chats.
        person: person id of the sender, whose chat it is if it is personal.
        now: the current time.
    """
    found = await chats.found(CHANNEL, incoming.chat)
    is_personal = incoming.chat_kind is ChatKind.PERSONAL
    chat = Chat(
        id=found.id if found else _new_id(incoming.chat),
        channel=CHANNEL,
        key=incoming.chat,
        kind=incoming.chat_kind,
        since=found.since if found and found.gone is None else now,
        person=person if is_personal else "",
        name=_name(incoming) or (found.name if found else ""),
        address=_address(incoming),
        greeted=bool(found and found.greeted and found.gone is None),
    )
    if chat != found:
        await chats.put(chat)
    return chat


def where(incoming: Incoming, chat: Chat) -> Where:
    """Return where something was said, in words that the courier understands."""
    if not chat.kind.is_shared:
        return OWN_CHAT
    return Where(at=BETWEEN.join((chat.id, incoming.thread)), overheard=True)


def place_in(chat: Chat, thread: str = "") -> Place:
    """Return a chat, or a thread in it, as Teams knows it."""
    conversation = chat.address[CONVERSATION]
    return Place(
        service_url=chat.address[SERVICE],
        conversation=f"{conversation}{THREAD}{thread}" if thread else conversation,
    )


async def place_at(at: str, chats: Chats) -> tuple[Chat, Place] | None:
    """Return what `where` named; None when it is not known, or the bot was taken out of it."""
    chat_id, _, thread = at.partition(BETWEEN)
    chat = await chats.get(chat_id)
    if chat is None or chat.gone is not None:
        return None
    return chat, place_in(chat, thread)


def _address(incoming: Incoming) -> Mapping[str, str]:
    team = incoming.data.get("team")
    team_id = team.get("id") if isinstance(team, dict) else ""
    return {
        SERVICE: incoming.service_url,
        CONVERSATION: incoming.chat,
        TENANT: incoming.tenant,
        BOT: incoming.bot,
        TEAM: team_id if isinstance(team_id, str) else "",
    }


def _name(incoming: Incoming) -> str:
    """Return what people call a shared chat: its own name, else its channel's and team's."""
    names = [
        one.get("name")
        for one in (incoming.data.get("team"), incoming.data.get("channel"))
        if isinstance(one, dict)
    ]
    conversation = incoming.raw.get("conversation")
    if not any(names) and isinstance(conversation, dict) and incoming.chat_kind.is_shared:
        names = [conversation.get("name")]
    return " · ".join(one[:120] for one in names if isinstance(one, str) and one)


def _new_id(key: str) -> str:
    """Return an id that the same chat gets again, and that tells nothing of it."""
    return hashlib.sha256(f"{CHANNEL}|{key}".encode()).hexdigest()[:24]
