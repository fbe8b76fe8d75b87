"""How long what the bot has said is kept: a day, or longer while somebody waits."""

from datetime import timedelta

from bot.cards.model import Reply

KEPT_FOR = timedelta(hours=24)

KEPT_WHILE_IT_WAITS = timedelta(days=14)
"""For what waits for the person: a question to take, an answer to read, a tip to publish,
an invitation to answer."""

WAITS = ("coach.take", "coach.write", "asker.", "learn.publish", "group.coming")


def kept_for(reply: Reply | None) -> timedelta:
    """Return how long a reply is kept after it was said."""
    return KEPT_WHILE_IT_WAITS if waits_for_somebody(reply) else KEPT_FOR


def waits_for_somebody(reply: Reply | None) -> bool:
    """Say whether a reply waits for the person to do something for somebody."""
    choices = reply.choices if reply else ()
    return any(choice.action.startswith(WAITS) for choice in choices)
