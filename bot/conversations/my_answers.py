"""What I have answered: this week, or whatever has a word in it."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.lists import short
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say
from knowledge.escalations.model import Escalation, UnknownEscalation, Voice

LONG = timedelta(days=3650)
MOST = 9


async def on_week(talk: Talk) -> Reply:
    """List what the speaker has answered since Monday."""
    monday = talk.today - timedelta(days=talk.today.weekday())
    since = datetime.combine(monday, time(), talk.zone)
    found = await talk.work.escalations.answered_by(talk.person.id, since=since, limit=MOST)
    if not found:
        return Reply(text=(say("answers.none_this_week"),), choices=await talk.door())
    return _list(found, say("answers.this_week", count=len(found)))


async def on_search(talk: Talk, words: str) -> Reply:
    """List what the speaker has answered with these words in it, the newest first."""
    found = await talk.work.escalations.answered_by(
        talk.person.id, since=talk.now - LONG, words=words, limit=MOST
    )
    if not found:
        return Reply(text=(say("answers.none", words=words),), choices=await talk.door())
    return _list(found, say("answers.found", count=len(found), words=words))


async def on_open(talk: Talk, escalation_id: str) -> Reply:
    """Show one of the speaker's answers whole."""
    escalation = await talk.work.escalations.get(escalation_id)
    own = [line for line in escalation.lines if line.by == talk.person.id]
    if not own:
        raise UnknownEscalation
    arrived = all(line.arrived for line in own if line.voice is Voice.COACH)
    return Reply(
        text=(say("answers.one", day=talk.day(escalation.asked).isoformat()),),
        quotes=(
            Quote(say("quote.question"), escalation.question),
            Quote(say("quote.you_answered"), "\n".join(line.text for line in own)),
        ),
        note=say("answers.arrived") if arrived else say("answers.on_its_way"),
        choices=(Choice(say("choice.make_tip"), f"learn.begin:{escalation.id}", Weight.MAIN),)
        if escalation.holder == talk.person.id
        else (),
    )


def _list(found: Sequence[Escalation], head: Say) -> Reply:
    return Reply(
        text=(head,),
        choices=tuple(
            Choice(say("answers.open", question=short(one.question)), f"answers.open:{one.id}")
            for one in found
        ),
    )
