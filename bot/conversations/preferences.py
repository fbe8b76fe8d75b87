"""Language, and for those who help: being away and back."""

from dataclasses import replace
from datetime import date

from bot.cards.model import Choice, Reply
from bot.conversations.dates import day_in
from bot.conversations.talk import Talk
from bot.texts.catalogue import COMPLETE, say


async def on_languages(_talk: Talk) -> Reply:
    """Offer the languages that have every text, each in its own name."""
    return Reply(
        text=(say("language.which"),),
        choices=tuple(
            Choice(say(f"language.name.{code}"), f"language.set:{code}") for code in COMPLETE
        ),
    )


async def on_language(talk: Talk, code: str) -> Reply:
    """Speak this language from now on."""
    if code not in COMPLETE:
        return await on_languages(talk)
    await talk.keep_person(replace(talk.person, language=code))
    return Reply(text=(say("language.set"),), choices=await talk.door())


async def on_away(talk: Talk, text: str) -> Reply:
    """Somebody who helps is away, perhaps until a day; a stand-in is named meanwhile."""
    if not talk.person.role.helps:
        return Reply(text=(say("away.only_helpers"),), choices=await talk.door())
    until: date | None = None
    if text:
        until = day_in(text, today=talk.today)
        if until is None or until <= talk.today:
            return Reply(text=(say("away.which_day", text=text),))
    await talk.keep_person(talk.person.gone(until))
    if until is None:
        return Reply(text=(say("away.noted"),))
    return Reply(text=(say("away.noted_until", day=until.isoformat()),))


async def on_back(talk: Talk) -> Reply:
    """Somebody who helps is here again."""
    await talk.keep_person(talk.person.back())
    return Reply(text=(say("away.back"),))
