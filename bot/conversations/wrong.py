"""An answer was wrong: never again for that wording, and the coordinator may see it if asked."""

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations import counting
from bot.conversations.ask import answer
from bot.conversations.forgotten import forgotten
from bot.conversations.talk import Talk
from bot.conversations.wording import suggest
from bot.texts.catalogue import say
from knowledge.figures.model import Outcome
from tips.suggestions.model import Wish


async def on_say(talk: Talk, asked_id: str, tip_id: str) -> Reply:
    """Block the tip for this wording and person, and ask whether the coordinator may see it."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return await forgotten(talk)
    await talk.work.wrong_answers.add(talk.person.id, asked.text, tip_id)
    asked = await counting.question(talk, asked, Outcome.NONE)
    return Reply(
        text=(say("wrong.noted"), say("wrong.may_i_show")),
        quotes=(Quote(say("quote.shown_as"), asked.text),),
        choices=(
            Choice(say("choice.yes_show"), f"wrong.show:{asked.id}:{tip_id}", Weight.MAIN),
            Choice(say("choice.no_thanks"), f"wrong.hide:{asked.id}", Weight.QUIET),
            *await talk.door(asked),
        ),
    )


async def on_show(talk: Talk, asked_id: str, tip_id: str) -> tuple[Reply, ...]:
    """Tell the coordinators the wording, without who; then look again."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return (await forgotten(talk),)
    await suggest(talk, Wish.BLOCK, asked.text, tip_id)
    return (Reply(text=(say("wrong.shown"),)), await answer(talk, asked))


async def on_hide(talk: Talk, asked_id: str) -> tuple[Reply, ...]:
    """Tell nobody; then look again."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return (await forgotten(talk),)
    return (Reply(text=(say("wrong.hidden"),)), await answer(talk, asked))
