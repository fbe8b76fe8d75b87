"""After a pause, or when it sounds like danger, a line for somebody else is asked about first."""

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.ask import answer
from bot.conversations.forgotten import forgotten
from bot.conversations.talk import Talk
from bot.texts.catalogue import say


def still_meant(talk: Talk, text: str) -> Reply:
    """Ask whether a line is meant for the one who waits for it; nothing is sent before a yes."""
    asked = talk.ask(text)
    return Reply(
        text=(say("pause.still_meant"),),
        quotes=(Quote(say("quote.you_wrote"), text),),
        choices=(
            Choice(say("choice.yes_send"), f"pause.yes:{asked.id}", Weight.MAIN),
            Choice(say("choice.no_ask_you"), f"pause.no:{asked.id}"),
        ),
    )


async def on_no(talk: Talk, asked_id: str) -> Reply:
    """The line was a question to the bot."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return await forgotten(talk)
    return await answer(talk, asked)
