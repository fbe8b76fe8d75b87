"""One message of the bot's on a platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.cards.model import Reply
from bot.conversations.keeping import kept_for

PLACE_KEPT = timedelta(days=30)
"""How long it is known where a message stands, so that it can be changed or taken away."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """What was posted, where, and to whom.

    Attributes:
        letter: the letter that brought it, whose id its buttons carry.
        channel: the platform's name.
        person: whom it was for; "" is nobody, such as a weekly tip in a channel.
        at: where in the channel, as in the letter; "" is the person's own chat.
        address: where the message stands, in the platform's own ids; only its courier reads it.
        reply: what it says; None once that is no longer kept.
        language: what it was drawn in.
        when: when it arrived.
        about: what the letter brought, as in the letter.
    """

    letter: str
    channel: str
    person: str
    when: datetime
    address: Mapping[str, str] = field(default_factory=dict)
    reply: Reply | None = None
    language: str = ""
    at: str = ""
    about: str = ""

    @property
    def reply_until(self) -> datetime:
        """When what it says is no longer kept."""
        return self.when + kept_for(self.reply)

    @property
    def until(self) -> datetime:
        """When nothing is known of it any more."""
        return max(self.when + PLACE_KEPT, self.reply_until)
