"""How a card stays once something on it was pressed."""

from dataclasses import replace

from bot.cards.model import Reply
from bot.texts.catalogue import plain

CHECK = "✓"


def as_pressed(reply: Reply, label: str) -> Reply:
    """Return a reply as it stays once something in it was pressed or sent."""
    done = plain(f"{CHECK} {label}")
    return replace(reply, after=(*reply.after, done), choices=(), form=None, inline=None)
