"""The coach's side: take the question, answer in plain text, ask back."""

from dataclasses import replace

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.answer_card import answer_reply, question_reply
from bot.conversations.escalate import asker_of
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say
from knowledge.escalations import hand_over
from knowledge.escalations.model import (
    AlreadyClosed,
    Escalation,
    Stage,
    TakenByAnother,
    UnknownEscalation,
)
from knowledge.people.model import UnknownPerson

LATER = Choice(say("choice.later"), "coach.later", Weight.QUIET)


async def on_take(talk: Talk, escalation_id: str) -> Reply:
    """First press gets the question; the next plain line is the answer."""
    await _mine(talk, escalation_id)
    escalation = await hand_over.take(
        escalation_id, by=talk.person.id, at=talk.now, escalations=talk.work.escalations
    )
    return await _write_the_answer(talk, escalation)


async def on_write(talk: Talk, escalation_id: str) -> Reply:
    """Let the next plain line be an answer, once more."""
    escalation = await _mine(talk, escalation_id)
    if escalation.stage is Stage.WAITING:
        return await on_take(talk, escalation_id)
    if escalation.stage is Stage.WITHDRAWN:
        return Reply(text=(say("escalations.error.withdrawn"),))
    quotes = (Quote(say("quote.question"), escalation.question),)
    return replace(await _write_the_answer(talk, escalation), quotes=quotes)


async def on_answer(talk: Talk, escalation_id: str, text: str) -> Reply:
    """Send what the coach wrote to the asker, in the channel where it was asked."""
    await _reachable(talk, escalation_id)
    escalation = await hand_over.answer(
        escalation_id, text, by=talk.person.id, at=talk.now, escalations=talk.work.escalations
    )
    await _to_asker(talk, escalation, await answer_reply(talk, escalation, talk.person, text))
    return Reply(
        text=(say("coach.sent", who=await who_asked(talk, escalation)),),
        choices=(
            Choice(say("choice.make_tip"), f"learn.begin:{escalation.id}", Weight.MAIN),
            Choice(say("choice.add_more"), f"coach.write:{escalation.id}"),
        ),
    )


async def on_ask_back(talk: Talk, escalation_id: str) -> Reply:
    """Let the next plain line be a question to the asker."""
    escalation = await _mine(talk, escalation_id)
    if not escalation.stage.is_open:
        key = "withdrawn" if escalation.stage is Stage.WITHDRAWN else "closed"
        return Reply(text=(say(f"escalations.error.{key}"),))
    talk.wait("ask_back", escalation.id)
    who = await who_asked(talk, escalation)
    return Reply(text=(say("coach.write_question", who=who),), choices=(LATER,))


async def on_question(talk: Talk, escalation_id: str, text: str) -> Reply:
    """Send the coach's question to the asker."""
    await _reachable(talk, escalation_id)
    escalation = await hand_over.ask_back(
        escalation_id, text, by=talk.person.id, at=talk.now, escalations=talk.work.escalations
    )
    await _to_asker(talk, escalation, await question_reply(talk, escalation, talk.person, text))
    who = await who_asked(talk, escalation)
    return Reply(text=(say("coach.question_sent", who=who),))


async def on_later(talk: Talk) -> Reply:
    """Close the open dialogue; the question stays the coach's."""
    talk.settle()
    return Reply(text=(say("coach.later"),))


async def who_asked(talk: Talk, escalation: Escalation) -> Say:
    """Say who asked, as the asker chose to be seen."""
    if not escalation.named or not escalation.asker:
        return await talk.colleague(
            named=False, person=talk.person, department=escalation.department
        )
    try:
        asker = await talk.work.people.get(asker_of(talk, escalation)[0])
    except UnknownPerson:
        return say("who.somebody")
    return await talk.colleague(named=True, person=asker, department=escalation.department)


async def _write_the_answer(talk: Talk, escalation: Escalation) -> Reply:
    talk.wait("answer", escalation.id)
    who = await who_asked(talk, escalation)
    return Reply(
        text=(say("coach.yours", who=who),),
        choices=(
            Choice(say("choice.ask_back"), f"coach.ask_back:{escalation.id}"),
            LATER,
        ),
    )


async def _mine(talk: Talk, escalation_id: str) -> Escalation:
    """Return the escalation if it was sent to the speaker; denied by default."""
    escalation = await talk.work.escalations.get(escalation_id)
    if not talk.person.role.helps:
        raise UnknownEscalation
    if escalation.holder != talk.person.id:
        raise TakenByAnother(coach=escalation.holder)
    return escalation


async def _reachable(talk: Talk, escalation_id: str) -> None:
    """Refuse to write when the link to the asker has been removed, before anything is kept."""
    escalation = await talk.work.escalations.get(escalation_id)
    if not escalation.asker and escalation.stage is not Stage.WITHDRAWN:
        raise AlreadyClosed


async def _to_asker(talk: Talk, escalation: Escalation, reply: Reply) -> None:
    """Close the coach's dialogue, and bring what they wrote to where it was asked."""
    talk.settle()
    person, channel = asker_of(talk, escalation)
    reason = f"coach:{escalation.id}:{len(escalation.lines)}"
    await talk.post(person, reply, reason=reason, channel=channel or None)
