"""What came in from Teams, read into values of our own, with everything odd refused."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.teams.hosts import are_one, may_be_written_to
from bot.channels.teams.registration import CHANNEL_ID, Registration
from bot.channels.teams.token_check import Reason, Refused
from knowledge.chats.model import ChatKind

LARGEST = 256 * 1024
"""Bytes of a body."""

DEEPEST = 50
"""Lists and objects inside each other."""

LONGEST_ID = 512
LONGEST_NAME = 200

KINDS = {
    "personal": ChatKind.PERSONAL,
    "groupChat": ChatKind.GROUP,
    "channel": ChatKind.CHANNEL,
}
MARKUP = re.compile(r"<[^<>]{0,2000}>")
INSIDE_A_LINE = re.compile(r"</?(?:a|at|b|em|font|i|s|span|strong|sub|sup|u)(?:\s[^<>]{0,2000})?>")
ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
UNSOUND = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
"""How JSON writes what may be half a letter, or NUL."""

NO_LETTER = re.compile("[\x00\ud800-\udfff]")
THREAD = ";messageid="
GUESTS = frozenset({"guest", "anonymous"})


class Malformed(Exception):
    """Teams never sends this."""


Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """One activity.

    Attributes:
        kind: message, invoke, and so on.
        id: the activity's id; a message keeps it when it is edited.
        name: an invoke's name, or "".
        account: the sender's object id in Entra ID; where there is none, their id in Teams.
        sender: their id in Teams.
        sender_name: what Teams calls them.
        bot: the bot's own id in Teams.
        chat: the chat's id, without a thread.
        thread: the thread's first message, in a channel; else "".
        text: what was written, without the mention of the bot.
        is_called: whether the bot was mentioned by name.
        value: an invoke's value.
        raw: all of it.
    """

    kind: str
    id: str
    name: str
    service_url: str
    account: str
    sender: str
    sender_name: str
    bot: str
    chat_kind: ChatKind
    chat: str
    thread: str
    tenant: str
    text: str
    is_called: bool
    locale: str
    value: Json
    raw: Json

    @property
    def conversation(self) -> str:
        """The conversation's id in Teams: the chat's, or its thread's."""
        return f"{self.chat}{THREAD}{self.thread}" if self.thread else self.chat

    @property
    def data(self) -> Json:
        """What Teams tells beside the activity."""
        return _mapping(self.raw.get("channelData"))

    @property
    def event_type(self) -> str:
        """What Teams calls the event, such as editMessage."""
        return _text(self.data, "eventType", missing="")


def body_of(text: bytes) -> Json:
    """Read a request's body.

    Raises:
        Malformed: no JSON object, or one with too much inside each other.
    """
    try:
        written = text.decode("utf-8")
        found = json.loads(written, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(found, dict) or _is_deep(found):
        raise Malformed
    return _sound(found) if UNSOUND.search(written) else found


def _sound(found: Any) -> Any:
    """Return JSON in which half letters and NUL, which no database keeps, are replaced."""
    if isinstance(found, dict):
        return {_sound(name): _sound(value) for name, value in found.items()}
    if isinstance(found, list):
        return [_sound(one) for one in found]
    return NO_LETTER.sub("\ufffd", found) if isinstance(found, str) else found


def read(body: Json) -> Incoming:
    """Return an activity as values.

    Raises:
        Malformed: something every activity has is not there, or is no such thing.
    """
    sender, bot = _object(body, "from"), _object(body, "recipient")
    conversation = _object(body, "conversation")
    chat, _, thread = _text(conversation, "id").partition(THREAD)
    kind = _text(conversation, "conversationType", missing="personal") or "personal"
    if kind not in KINDS:
        raise Malformed
    name = _text(body, "name", missing="")
    value = body.get("value")
    if _text(body, "type") == "invoke" and not isinstance(value, dict):
        raise Malformed
    account = _text(sender, "aadObjectId", missing="") or _text(sender, "id")
    return Incoming(
        kind=_text(body, "type"),
        id=_text(body, "id", missing=""),
        name=name,
        service_url=_text(body, "serviceUrl"),
        account=account,
        sender=_text(sender, "id"),
        sender_name=_text(sender, "name", missing="")[:LONGEST_NAME],
        bot=_text(bot, "id"),
        chat_kind=KINDS[kind],
        chat=chat,
        thread=thread,
        tenant=_text(conversation, "tenantId", missing=""),
        text=_words(body, _text(bot, "id")),
        is_called=any(_is_of(one, _text(bot, "id")) for one in _mentions(body)),
        locale=_text(body, "locale", missing="")[:20],
        value=_mapping(value),
        raw=body,
    )


def check_place(incoming: Incoming, ours: Registration, service: str | None) -> None:
    """Refuse what comes from elsewhere than a tenant of ours by one of Microsoft's connectors.

    Args:
        incoming: the activity.
        ours: who we are, and for whom.
        service: the service address in the token; None where a simulator sends none.

    Raises:
        Refused: with what is wrong.
    """
    if incoming.raw.get("channelId") != CHANNEL_ID:
        raise Refused(Reason.CHANNEL)
    if not may_be_written_to(incoming.service_url, ours.hosts):
        raise Refused(Reason.SERVICE)
    if service is None:
        return
    if not are_one(service, incoming.service_url):
        raise Refused(Reason.SERVICE)
    tenant = _mapping(incoming.data.get("tenant")).get("id")
    if tenant not in ours.tenants or incoming.tenant != tenant:
        raise Refused(Reason.TENANT)
    if _mapping(incoming.raw.get("from")).get("userRole") in GUESTS:
        raise Refused(Reason.GUEST)


def without_markup(text: str) -> str:
    """Return written text as people read it: no tags, and no letters written as codes."""
    return _read_aloud(MARKUP.sub(" ", INSIDE_A_LINE.sub("", text)))


def _words(body: Json, bot: str) -> str:
    """Return what was written, without the bot's own name where it was called by it."""
    text = _text(body, "text", missing="")
    for mention in _mentions(body):
        name = _mapping(mention.get("mentioned")).get("name")
        other = name if isinstance(name, str) else ""
        text = text.replace(mention["text"], " " if _is_of(mention, bot) else f" {other} ")
    if body.get("textFormat") == "xml":
        return without_markup(text)
    return _read_aloud(text)


def _read_aloud(text: str) -> str:
    """Return text with letters in place of their codes, and one space where there are many."""
    for code, letter in ENTITIES.items():
        text = text.replace(code, letter)
    return re.sub(r"[^\S\n]+", " ", text.replace("\xa0", " ")).strip()


def _mentions(body: Json) -> list[Json]:
    """Return the mentions of a message that stand in its text."""
    entities = body.get("entities")
    return [
        one
        for one in (entities if isinstance(entities, list) else ())
        if isinstance(one, dict)
        and one.get("type") == "mention"
        and isinstance(one.get("text"), str)
        and one["text"]
    ]


def _is_of(mention: Json, bot: str) -> bool:
    return bool(_mapping(mention.get("mentioned")).get("id") == bot)


def _is_deep(found: object) -> bool:
    """Say whether too many lists and objects stand inside each other."""
    level: list[object] = [found]
    for _ in range(DEEPEST + 1):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True


def _refuse(_constant: str) -> float:
    raise Malformed


def _text(values: Json, name: str, *, missing: str | None = None) -> str:
    found = values.get(name)
    if found is None and missing is not None:
        return missing
    longest = LARGEST if name == "text" else LONGEST_ID
    if not isinstance(found, str) or (missing is None and not found) or len(found) > longest:
        raise Malformed
    return found


def _object(values: Json, name: str) -> Json:
    found = values.get(name)
    if not isinstance(found, dict):
        raise Malformed
    return found


def _mapping(value: object) -> Json:
    return value if isinstance(value, dict) else {}
