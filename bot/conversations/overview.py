"""All that one can see of one's own at a glance: questions, coach, what happens, settings."""

from bot.cards.model import Reply
from bot.conversations import functions, preferences, status
from bot.conversations.events import listing
from bot.conversations.events.listing import for_person
from bot.conversations.talk import Talk


async def overview(talk: Talk) -> tuple[Reply, ...]:
    """Return what a page of one's own shows, part by part; nothing is changed by it."""
    parts = [*await status.on_status(talk), await functions.on_my_coach(talk)]
    if await for_person(talk, talk.person):
        parts.append(await listing.on_whats_on(talk))
    return (*parts, await preferences.on_languages(talk))
