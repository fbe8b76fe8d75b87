"""A chat on a platform, in words of our own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ChatKind(StrEnum):
    """Who is in a chat."""

    PERSONAL = "personal"
    """One person and the bot."""

    GROUP = "group"
    CHANNEL = "channel"

    @property
    def is_shared(self) -> bool:
        """Whether others read along."""
        return self is not ChatKind.PERSONAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Chat:
    """Somewhere the service can write.

    Attributes:
        id: ours.
        channel: the platform's name, as in letters.
        key: the platform's own id of it, by which it is found again.
        kind: who is in it.
        person: whose it is, for a personal one.
        name: what people call a shared one, where the platform tells.
        address: what the platform must be told in order to write there; only its courier reads it.
        since: when the service first heard of it.
        gone: when the service was taken out of it, if it was.
        greeted: whether the service has said hello there.
    """

    id: str
    channel: str
    key: str
    kind: ChatKind
    since: datetime
    person: str = ""
    name: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    gone: datetime | None = None
    greeted: bool = False
