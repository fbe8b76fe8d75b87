"""What does not work right now comes before tips on the matter, and opens no handover."""

from bot.cards.model import Choice, Reply
from bot.conversations import counting
from bot.conversations.memory.model import Asked
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.disturbances.model import Disturbance, first_about
from knowledge.figures.model import Outcome


async def about(talk: Talk, text: str) -> Disturbance | None:
    """Return what is disturbed and what a text is about, or None."""
    return first_about(await talk.work.disturbances.on(talk.now), text, talk.language)


async def told(talk: Talk, found: Disturbance, asked: Asked | None = None) -> Reply:
    """Tell of a disturbance; what was asked can be looked up all the same."""
    if asked is not None and asked.counted is None:
        asked = await counting.question(talk, asked, Outcome.DISTURBED)
    until = found.until.astimezone(talk.zone)
    words = (
        say("disturbance.until", hour=f"{until:%H.%M}")
        if talk.day(found.until) == talk.today
        else say("disturbance.until_day", day=until.date().isoformat(), hour=f"{until:%H.%M}")
    )
    anyway = (
        (Choice(say("choice.tips_anyway"), f"ask.anyway:{asked.id}"),) if asked is not None else ()
    )
    return Reply(
        text=(say("disturbance.is", line=found.line), words),
        choices=(*anyway, *await talk.door(asked)),
        for_all=True,
    )
