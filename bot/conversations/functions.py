"""What needs no search: my coach, help, the glossary."""

from bot.cards.model import Reply
from bot.conversations.coach import helps
from bot.conversations.department import choose as choose_department
from bot.conversations.talk import Talk, who_answers
from bot.conversations.turn import Words
from bot.texts.catalogue import say
from knowledge.escalations.routing import Because
from knowledge.people.model import Role


async def on_my_coach(talk: Talk) -> Reply:
    """Show the person one asks, today."""
    if talk.person.department is None and talk.person.role is Role.STAFF:
        return await choose_department(talk)
    helper = await talk.helper()
    if helper is None:
        return Reply(text=(say("ask.nobody"),))
    lines = await who_answers(talk, helper)
    if helper.because is Because.COACH:
        lines = (
            say(
                "coach.is",
                name=helper.person.name,
                about=await talk.about(helper.person),
            ),
        )
    return Reply(text=lines, portrait=await talk.portrait(helper.person), choices=await talk.door())


async def on_help(talk: Talk) -> Reply:
    """Say what one can do here, in words one can type."""
    lines = [say("help.first"), say("help.words")]
    if await helps(talk):
        lines.append(say("help.helper"))
    if talk.person.role is Role.COORDINATOR:
        lines.append(say("help.coordinator"))
    return Reply(text=tuple(lines), choices=await talk.door(), for_all=True)


async def on_meaning(talk: Talk, word: str) -> Reply:
    """Explain a word, at work and technically; an unknown one goes to a person."""
    meaning = talk.library.meaning(word, talk.language)
    if meaning is None:
        asked = talk.ask(talk.turn.said.text if isinstance(talk.turn.said, Words) else word)
        return Reply(text=(say("glossary.unknown", word=word),), choices=await talk.door(asked))
    return Reply(
        text=(say("glossary.word", word=meaning.word, text=meaning.text),),
        after=(say("glossary.technical", text=meaning.technical),),
        choices=await talk.door(),
        for_all=True,
    )


async def on_thanks(talk: Talk) -> Reply:
    """Answer a thank-you."""
    return Reply(text=(say("thanks"),), choices=await talk.door(), for_all=True)


async def on_hello(talk: Talk) -> Reply:
    """Answer a greeting from somebody we have met."""
    helper = await talk.helper()
    if helper is None:
        return Reply(text=(say("hello.again"),))
    return Reply(
        text=(say("hello.again"),),
        portrait=await talk.portrait(helper.person),
        choices=await talk.door(),
        for_all=True,
    )


async def on_ashamed(talk: Talk) -> Reply:
    """Somebody feels stupid: it is not them, and a person is near."""
    return Reply(text=(say("ashamed"),), choices=await talk.door())
