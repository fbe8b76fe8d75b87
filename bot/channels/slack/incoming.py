"""What came in from Slack, read into values of our own."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.chats.model import ChatKind

LARGEST = 256 * 1024
"""Bytes of a body."""

DEEPEST = 50
"""Lists and objects inside each other."""

LONGEST_ID = 64
KINDS = {"im": ChatKind.PERSONAL, "mpim": ChatKind.GROUP}
DIRECT = "D"
"""What the id of a chat between two begins with."""

MARKUP = re.compile(r"<([^<>|]{0,2000})(?:\|([^<>]{0,2000}))?>")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
LEADS_WITH = ("#", "@", "!")

Json = Mapping[str, Any]


class Malformed(Exception):
    """Slack never sends this."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Who does something, and where.

    Attributes:
        team: the person's own workspace, as far as Slack tells here.
        user: the person's id in Slack.
        channel: the chat's id; "" where there is none, as in App Home.
        kind: who is in the chat.
        thread: the first message of the thread, or "".
        message: the message it is about, or "".
    """

    team: str
    user: str
    channel: str = ""
    kind: ChatKind = ChatKind.CHANNEL
    thread: str = ""
    message: str = ""


def origin_of(body: Json, event: Json) -> Origin:
    """Return who does what an event tells of, and where.

    Raises:
        Malformed: something every such event has is no such thing.
    """
    channel = id_in(event, "channel")
    return Origin(
        team=id_in(event, "user_team") or id_in(event, "team") or id_in(body, "team_id"),
        user=id_in(event, "user"),
        channel=channel,
        kind=kind_of(channel, text_in(event, "channel_type")),
        thread=id_in(event, "thread_ts"),
        message=id_in(event, "ts"),
    )


def origin_of_interaction(body: Json) -> Origin:
    """Return who presses, sends or chooses something, and where.

    Raises:
        Malformed: something every such body has is no such thing.
    """
    user, channel = object_in(body, "user"), object_in(body, "channel")
    container, message = object_in(body, "container"), object_in(body, "message")
    found = id_in(channel, "id") or id_in(container, "channel_id")
    return Origin(
        team=id_in(user, "team_id") or id_in(object_in(body, "team"), "id"),
        user=id_in(user, "id"),
        channel=found,
        kind=kind_of(found, ""),
        thread=id_in(container, "thread_ts") or id_in(message, "thread_ts"),
        message=id_in(container, "message_ts") or id_in(message, "ts"),
    )


def origin_of_command(body: Json) -> Origin:
    """Return who gives a command, and where.

    Raises:
        Malformed: something every command has is no such thing.
    """
    channel = id_in(body, "channel_id")
    return Origin(
        team=id_in(body, "team_id"),
        user=id_in(body, "user_id"),
        channel=channel,
        kind=kind_of(channel, ""),
    )


def team_of(body: Json) -> str:
    """Return the workspace that a request is for."""
    team = body.get("team")
    found = body.get("team_id") or (team.get("id") if isinstance(team, dict) else "")
    if not found:
        user = body.get("user")
        found = user.get("team_id") if isinstance(user, dict) else ""
    return found if isinstance(found, str) else ""


def kind_of(channel: str, named: str) -> ChatKind:
    """Return who is in a chat, by what Slack calls it or by its id."""
    if named in KINDS:
        return KINDS[named]
    return ChatKind.PERSONAL if channel.startswith(DIRECT) and not named else ChatKind.CHANNEL


def words_of(text: str, *, bot: str) -> str:
    """Return what was written as people read it: no markup, and not the bot's own name."""

    def read(found: re.Match[str]) -> str:
        inside, label = found[1], found[2]
        if inside == f"@{bot}":
            return " "
        if inside.startswith(LEADS_WITH):
            return f"{inside[0] if inside[0] != '!' else '@'}{label}" if label else " "
        address = inside.removeprefix("mailto:")
        return address if not label or label in address else f"{label} ({address})"

    found = MARKUP.sub(read, text)
    for code, letter in ENTITIES.items():
        found = found.replace(code, letter)
    return re.sub(r"[^\S\n]+", " ", found.replace("\xa0", " ")).strip()


def check_body(body: object) -> None:
    """Refuse lists and objects that stand too deep inside each other.

    Raises:
        Malformed: they do.
    """
    level = [body]
    for _ in range(DEEPEST + 1):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return
    raise Malformed


def json_in(text: str) -> Json:
    """Read a JSON object.

    Raises:
        Malformed: it is none.
    """
    try:
        found = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(found, dict):
        raise Malformed
    check_body(found)
    return found


def id_in(values: Json, name: str) -> str:
    """Return an id, or "" where there is none.

    Raises:
        Malformed: there is something else, or far too much.
    """
    found = values.get(name)
    if found is None:
        return ""
    if not isinstance(found, str) or len(found) > LONGEST_ID or not found.isprintable():
        raise Malformed
    return found


def text_in(values: Json, name: str) -> str:
    """Return a text; "" where there is none, or something else."""
    found = values.get(name)
    return found if isinstance(found, str) else ""


def object_in(values: Json, name: str) -> Json:
    """Return an object; an empty one where there is none, or something else."""
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _refuse(_constant: str) -> float:
    raise Malformed
