"""A button belongs to a question that is not remembered, or that a colleague asked."""

from bot.cards.model import Reply
from bot.conversations.talk import Talk
from bot.texts.catalogue import say


async def forgotten(talk: Talk) -> Reply:
    """Say kindly why the button does nothing, and what does."""
    is_anothers = talk.turn.where.overheard
    text = say("shared.anothers_question") if is_anothers else say("ask.forgotten")
    return Reply(text=(text,), choices=await talk.door())
