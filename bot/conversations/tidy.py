"""Takes away what the bot has said in this chat; good to know on a telephone that many use."""

from bot.cards.model import Choice, Reply, Weight
from bot.conversations.keeping import waits_for_somebody
from bot.conversations.posted_cards import take_away
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say

KEPT_HERE = frozenset({"webchat", "console"})
"""Channels whose messages lie with us, and are gone after a day in any case."""


async def on_tidy(talk: Talk) -> Reply:
    """Say what would go and what would stay, and ask first."""
    return Reply(
        text=(say("tidy.ask"), _stays(talk)),
        choices=(
            Choice(say("tidy.yes"), "tidy.now", Weight.MAIN),
            Choice(say("tidy.no"), "tidy.no"),
        ),
    )


async def on_now(talk: Talk) -> Reply:
    """Take the bot's messages away, but not those that somebody waits for an answer to."""
    if talk.turn.channel in KEPT_HERE:
        await talk.work.history.forget(talk.person.id)
        return Reply(text=(say("tidy.done"),))
    kept = 0
    for post in await talk.work.posts.of(talk.person.id, talk.turn.channel):
        if waits_for_somebody(post.reply):
            kept += 1
        elif post.at == talk.turn.where.at:
            await take_away(talk, post)
    lines = [say("tidy.done"), _stays(talk)]
    if kept:
        lines.append(say("tidy.kept", count=kept))
    return Reply(text=tuple(lines))


async def on_no(_talk: Talk) -> Reply:
    """Leave everything as it is."""
    return Reply(text=(say("tidy.left"),))


def _stays(talk: Talk) -> Say:
    if talk.turn.channel in KEPT_HERE:
        return say("tidy.stays_here")
    return say("tidy.stays")
