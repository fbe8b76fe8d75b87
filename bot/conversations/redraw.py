"""The words *lättare* and *längre*: the last answer again, easier or with all there is to know."""

from bot.cards.model import Reply
from bot.conversations.boundary import boundary_reply, numbers_reply
from bot.conversations.memory.model import Asked
from bot.conversations.talk import Talk
from bot.conversations.tip_card import Depth, tip_reply
from bot.texts.catalogue import say
from knowledge.boundaries.catch import Route


async def on_easier(talk: Talk) -> Reply:
    """Draw the last answer in easy words."""
    return await _again(talk, Depth.EASY)


async def on_longer(talk: Talk) -> Reply:
    """Draw the last answer with why, variants and what differs here."""
    return await _again(talk, Depth.LONGER)


async def _again(talk: Talk, depth: Depth) -> Reply:
    shown = talk.memory.shown
    if shown is None:
        return Reply(text=(say("redraw.nothing"),), choices=await talk.door())
    if shown.kind == "boundary":
        return await boundary_reply(talk, Route(shown.id), easy=depth is Depth.EASY)
    if shown.kind == "numbers":
        return await numbers_reply(talk, easy=depth is Depth.EASY)
    tip = await talk.work.tips.get(shown.id, talk.language)
    asked = talk.memory.question(shown.asked) or Asked(
        id=shown.asked, text="", at=talk.now.isoformat()
    )
    return await tip_reply(talk, tip, asked, depth)
