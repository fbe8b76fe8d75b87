"""Writes down, without the asker, that nothing answered a question; and shows it by permission."""

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.forgotten import forgotten
from bot.conversations.talk import Talk
from bot.texts.catalogue import say


async def on_show(talk: Talk, asked_id: str) -> Reply:
    """Let the coordinators see the wording, though fewer than three have asked it."""
    asked = talk.memory.question(asked_id)
    if asked is None or not asked.gap:
        return await forgotten(talk)
    await talk.work.gaps.share(asked.gap)
    return Reply(text=(say("gap.shown"),), choices=await talk.door())


async def on_no(talk: Talk, asked_id: str = "") -> Reply:
    """Nothing is sent, and that is fine; where nothing answered, a coordinator might see it."""
    asked = talk.memory.question(asked_id)
    if asked is None or not asked.gap:
        return Reply(text=(say("escalate.not_sent"),), choices=await talk.door())
    gap = next(iter(await talk.work.gaps.get([asked.gap])))
    return Reply(
        text=(say("escalate.not_sent"), say("gap.may_i_show")),
        quotes=(Quote(say("quote.shown_as"), gap.wording),),
        choices=(
            Choice(say("choice.show_unnamed"), f"gap.show:{asked.id}", Weight.MAIN),
            *await talk.door(),
        ),
    )
