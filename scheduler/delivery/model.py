"""A letter, what can become of it, and when it is tried again.

The rules are the table in the reliability report, section 1.1: what an unclear outcome means
depends on the letter's class.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

PATIENCE = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
)
"""How long to wait before the next try, by the number of tries made; then somebody is told."""

LEASE = timedelta(seconds=60)
"""How long a claimed letter belongs to its sender; longer than any send may take."""

SENDER_LOST = "sender lost"


class Kind(StrEnum):
    """A letter's class: what may happen to it when nobody knows whether it arrived."""

    AT_MOST_ONCE = "at_most_once"
    """Tips and invitations: rather lost than doubled."""

    AT_LEAST_ONCE = "at_least_once"
    """Answers and receipts: rather doubled than lost."""


class Fate(StrEnum):
    """Where a letter is. The first two still move; the sum over all is the number of letters."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One message to one recipient: keys and details, put into words when it is delivered.

    Attributes:
        id: given once, and the same at every try, so that a courier can recognise it.
        kind: the class, see Kind.
        reason: the business key; (kind, reason, recipient) is unique, so that the same cause
            never writes to the same person twice.
        recipient: person id.
        channel: where it goes (the channel in which the person asked), or None for the
            channel the person uses.
        content: the reply as JSON, opaque here.
        due: not before this time.
        about: what it brings, opaque here, for whoever wants to know whether it arrived.
        at: where in the channel, in the channel's own words: a thread in a group; "" is the
            recipient's own chat.
        instead_of: the id of an earlier letter whose message this one takes the place of; with an
            empty `content` that message is taken away.
        post: the id of the post to many people that it belongs to; "" for a letter of its own.
        way: the channel that was found for it when it names none, as long as that is known.
        tries: how many times it has been claimed.
        lease: the claim's token while it is being sent: the sender's name, a slash, and a number
            that is used once.
    """

    id: str
    kind: Kind
    reason: str
    recipient: str
    channel: str | None
    content: str
    due: datetime
    about: str = ""
    at: str = ""
    instead_of: str = ""
    post: str = ""
    way: str | None = None
    tries: int = 0
    lease: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreached:
    """Somebody a post has not reached, as far as anybody knows.

    Attributes:
        letter: id.
        recipient: person id.
        fate: unknown, blocked or failed.
        why: a short technical reason.
    """

    letter: str
    recipient: str
    fate: Fate
    why: str


class Result(StrEnum):
    """What a courier can say of one try."""

    ARRIVED = "arrived"
    """The platform has it and gave it an id."""

    NOT_SENT = "not_sent"
    """Nothing left the house, or the platform promised that it did nothing: try again."""

    UNCLEAR = "unclear"
    """Nobody knows: a timeout or a broken connection after bytes had left."""

    REFUSED = "refused"
    """The recipient cannot be reached this way, now or later."""

    TOO_LARGE = "too_large"
    """The platform will never take this letter."""


Keep = Callable[[Any], Awaitable[None]]
"""Given the transaction, as the courier's own package knows it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """A courier's report on one try.

    Attributes:
        result: see Result.
        platform_id: the platform's id of the message, when it arrived.
        again_in: how long the platform asked us to wait, when it did.
        why: a short technical reason without personal text.
        all_wait: whether the platform asked us to wait with everything, not with this alone.
        keep: writes down what the courier must remember of a letter that arrived, in the
            transaction in which its fate is written.
    """

    result: Result
    platform_id: str | None = None
    again_in: timedelta | None = None
    why: str = ""
    all_wait: bool = False
    keep: Keep | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What is to be written on the letter after a try: its fate, and when it is due again."""

    fate: Fate
    due: datetime | None = None


def after(outcome: Outcome, letter: Letter, *, now: datetime) -> Step:  # noqa: PLR0911 - a table
    """Decide what becomes of a letter after one try.

    Args:
        outcome: the courier's report.
        letter: the letter, with `tries` counting this try too.
        now: the current time.

    Returns:
        The letter's next fate; `due` is set exactly when it waits again.
    """
    match outcome.result:
        case Result.ARRIVED:
            return Step(fate=Fate.DELIVERED)
        case Result.REFUSED:
            return Step(fate=Fate.BLOCKED)
        case Result.TOO_LARGE:
            return Step(fate=Fate.FAILED)
        case Result.NOT_SENT if outcome.again_in is not None:
            return Step(fate=Fate.WAITING, due=now + outcome.again_in)
        case Result.UNCLEAR if letter.kind is Kind.AT_MOST_ONCE:
            return Step(fate=Fate.UNKNOWN)
        case Result.NOT_SENT | Result.UNCLEAR:
            if letter.tries > len(PATIENCE):
                return Step(fate=Fate.FAILED)
            return Step(fate=Fate.WAITING, due=now + PATIENCE[letter.tries - 1])


def after_lost_lease(letter: Letter, *, now: datetime) -> Step:
    """Decide what becomes of a letter whose sender never came back: it may or may not have left.

    What must arrive is tried again at once: it was our process that died, not the platform.
    """
    step = after(Outcome(result=Result.UNCLEAR, why=SENDER_LOST), letter, now=now)
    return Step(fate=step.fate, due=now) if step.fate is Fate.WAITING else step
