"""Language, and for those who help: being away and back, and when questions come."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.cards.model import Choice, Reply
from bot.conversations.coach import helps
from bot.conversations.dates import day_in, hour_in, means_today, span_in
from bot.conversations.moving import move_all
from bot.conversations.talk import Talk
from bot.texts.catalogue import LANGUAGES, say
from knowledge.escalations.model import Deed
from knowledge.people.model import Absence

BUNDLE_HOUR = time(13, 0)


async def on_languages(_talk: Talk) -> Reply:
    """Offer the languages that have every text, each in its own name."""
    return Reply(
        text=(say("language.which"),),
        choices=tuple(
            Choice(say(f"language.name.{code}"), f"language.set:{code}") for code in LANGUAGES
        ),
    )


async def on_language(talk: Talk, code: str) -> Reply:
    """Speak this language from now on."""
    if code not in LANGUAGES:
        return await on_languages(talk)
    await talk.keep_person(replace(talk.person, language=code))
    return Reply(text=(say("language.set"),), choices=await talk.door())


async def on_away(talk: Talk, text: str = "") -> Reply:
    """Somebody who helps is away: now, until a day, or from one day to another."""
    if not await helps(talk):
        return Reply(text=(say("away.only_helpers"),), choices=await talk.door())
    first, back = talk.today, None
    if text:
        span = span_in(text, today=talk.today)
        if span is not None:
            first, back = span
        elif means_today(text):
            back = talk.today + timedelta(days=1)
        else:
            back = day_in(text, today=talk.today)
        if back is None or back <= first or back <= talk.today:
            return Reply(text=(say("away.which_day", text=text),))
    await talk.work.people.add_absence(Absence(person=talk.person.id, first=first, back=back))
    if first > talk.today and back is not None:
        return Reply(text=(say("away.noted_from", first=first.isoformat(), day=back.isoformat()),))
    return await _gone(talk, back)


async def _gone(talk: Talk, back: date | None) -> Reply:
    """Say so, and let open questions go to who answers meanwhile."""
    moved = await move_all(talk, talk.person.id, deed=Deed.MOVED)
    told = (say("away.moved", count=moved),) if moved else ()
    if back is None:
        return Reply(text=(say("away.noted"), *told))
    return Reply(text=(say("away.noted_until", day=back.isoformat()), *told))


async def on_back(talk: Talk) -> Reply:
    """Somebody who helps is here again."""
    if not await helps(talk):
        return Reply(text=(say("away.only_helpers"),), choices=await talk.door())
    await talk.work.people.end_absences(talk.person.id, on=talk.today)
    return Reply(text=(say("away.back"),))


async def on_bundle(talk: Talk, text: str = "") -> Reply:
    """New questions come once a day, at an hour of one's own."""
    if not await helps(talk):
        return Reply(text=(say("bundle.only_helpers"),), choices=await talk.door())
    hour = hour_in(text) if text else BUNDLE_HOUR
    if hour is None:
        return Reply(text=(say("bundle.which_hour", text=text),))
    profile = await talk.work.people.profile(talk.person.id)
    await talk.work.people.put_profile(replace(profile, bundle=hour))
    return Reply(text=(say("bundle.noted", hour=hour.strftime("%H.%M")),))


async def on_at_once(talk: Talk) -> Reply:
    """New questions come as they are asked, in working hours."""
    if not await helps(talk):
        return Reply(text=(say("bundle.only_helpers"),), choices=await talk.door())
    profile = await talk.work.people.profile(talk.person.id)
    await talk.work.people.put_profile(replace(profile, bundle=None))
    return Reply(text=(say("bundle.at_once"),))
