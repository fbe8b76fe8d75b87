"""The first message: two lines of hello."""

from dataclasses import replace

from bot.cards.model import Reply
from bot.conversations.talk import Talk
from bot.texts.catalogue import say


async def hello(talk: Talk, *, alone: bool) -> Reply:
    """Say what one talks to and who can see it; never twice to the same person.

    Args:
        talk: the turn.
        alone: whether nothing follows; then the person's coach is shown here.
    """
    talk.memory = replace(talk.memory, greeted=True)
    text = (say("hello.bot"), say("hello.who_sees"))
    helper = await talk.helper()
    if not alone or helper is None or talk.person.department is None:
        return Reply(text=text)
    return Reply(text=text, portrait=await talk.portrait(helper.person), choices=await talk.door())
