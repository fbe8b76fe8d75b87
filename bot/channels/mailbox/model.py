"""One message in a person's mailbox."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cards.codec import from_json as reply_from_json
from bot.cards.codec import to_json as reply_to_json
from bot.cards.model import Reply
from bot.conversations.keeping import kept_for

CHANNELS = frozenset({"webchat", "console"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """Something said to a person (reply) or by them (words).

    Attributes:
        number: rises by one a message and person, without gaps.
        event: the channel's id of the person's own message, so that a window knows its own.
        place: which choice they pressed, as "message number:choice", where they did.
    """

    number: int
    at: datetime
    language: str
    reply: Reply | None = None
    words: str = ""
    event: str = ""
    place: str = ""

    @property
    def kept_for(self) -> timedelta:
        """How long it is kept: a day, or longer when somebody waits for the person."""
        return kept_for(self.reply)


def content(message: Message) -> str:
    """Write all of a message but its number, as JSON."""
    return json.dumps(
        {
            "at": message.at.isoformat(),
            "language": message.language,
            "reply": reply_to_json(message.reply) if message.reply else None,
            "words": message.words,
            "event": message.event,
            "place": message.place,
        },
        ensure_ascii=False,
    )


def from_content(number: int, text: str) -> Message:
    """Read a message that `content` wrote."""
    found = json.loads(text)
    return Message(
        number=number,
        at=datetime.fromisoformat(found["at"]),
        language=found["language"],
        reply=reply_from_json(found["reply"]) if found["reply"] else None,
        words=found["words"],
        event=found["event"],
        place=found["place"],
    )
