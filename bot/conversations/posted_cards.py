"""Changes the cards that lie with helpers, once somebody has done something with the question."""

import secrets

from bot.cards.codec import to_json
from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.correspondence import QUESTION, Correspondence
from bot.conversations.posts.model import Post
from bot.texts.catalogue import Say, say
from knowledge.escalations.model import Escalation
from scheduler.delivery.model import Kind, Letter


async def now_say(
    letters: Correspondence, escalation: Escalation, words: Say, *, but: str = ""
) -> int:
    """Let every card about a question say what became of it, instead of offering it.

    Args:
        letters: the transaction.
        escalation: the question, as it is now.
        words: what became of it.
        but: person id of who did it: their own card shows what they pressed.

    Returns:
        How many cards are changed. A channel that keeps no posts has none: there an old button
        answers kindly.
    """
    changed = 0
    for post in await letters.work.posts.about(f"{QUESTION}{escalation.id}"):
        if post.person == but:
            continue
        holds = post.person == escalation.holder and escalation.stage.is_due
        choices = (
            (Choice(say("choice.answer"), f"coach.write:{escalation.id}", Weight.MAIN),)
            if holds
            else ()
        )
        says = Reply(
            text=(words,),
            quotes=(Quote(say("quote.question"), escalation.question),),
            choices=choices,
        )
        since = f"{escalation.stage}:{escalation.changed.isoformat()}"
        changed += await change(letters, post, says, since=since)
    return changed


async def take_away(letters: Correspondence, post: Post) -> bool:
    """Let a message of the bot's vanish; say whether that was not asked for before."""
    return await change(letters, post, None, since="gone")


async def change(letters: Correspondence, post: Post, says: Reply | None, *, since: str) -> bool:
    """Let a message of the bot's say something else, or vanish; `since` tells changes apart."""
    return await letters.work.letters.post(
        Letter(
            id=secrets.token_hex(16),
            kind=Kind.AT_LEAST_ONCE,
            reason=f"change:{post.letter}:{since}",
            recipient=post.person,
            channel=post.channel,
            content=to_json(says) if says else "",
            due=letters.now,
            at=post.at,
            instead_of=post.letter,
        )
    )
