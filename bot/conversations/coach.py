"""The coach's side: take the question, answer in plain text, ask back."""

from dataclasses import replace

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations import counting
from bot.conversations.answer_card import answer_reply, question_reply
from bot.conversations.correspondence import LINE
from bot.conversations.posted_cards import now_say
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.escalations import hand_over
from knowledge.escalations.model import (
    AlreadyClosed,
    Escalation,
    Stage,
    TakenByAnother,
    UnknownEscalation,
)
from knowledge.escalations.routing import helps as person_helps

LATER = Choice(say("choice.later"), "coach.later", Weight.QUIET)


async def on_sees(talk: Talk) -> Reply:
    """The coach confirms that questions reach them here."""
    profile = await talk.work.people.profile(talk.person.id)
    await talk.work.people.put_profile(replace(profile, sees=True, refused=False))
    return Reply(text=(say("coach.sees"),))


async def on_take(talk: Talk, escalation_id: str) -> Reply:
    """First press gets the question; the next plain line is the answer."""
    before = await _sent_to_me(talk, escalation_id)
    escalation = await hand_over.take(
        escalation_id, by=talk.person.id, at=talk.now, escalations=talk.work.escalations
    )
    if before.stage is Stage.WAITING:
        taken = say("card.taken", name=talk.person.first_name)
        await now_say(talk, escalation, taken, but=talk.person.id)
        await start_clock(talk, escalation)
        if before.holder != talk.person.id:
            await _tell_of_taking_back(talk, before)
    found = await write_the_answer(talk, escalation)
    if len(await talk.work.escalations.held_by(talk.person.id)) == 1:
        return found
    # Of several it must be plain which one is answered.
    quotes = (Quote(say("quote.question"), escalation.question), *found.quotes)
    return replace(found, quotes=quotes)


async def on_write(talk: Talk, escalation_id: str) -> Reply:
    """Let the next plain line be an answer, once more."""
    escalation = await mine(talk, escalation_id)
    if escalation.stage is Stage.WAITING:
        return await on_take(talk, escalation_id)
    if escalation.stage is Stage.WITHDRAWN:
        return Reply(text=(say("escalations.error.withdrawn"),))
    quotes = (Quote(say("quote.question"), escalation.question),)
    found = await write_the_answer(talk, escalation)
    return replace(found, quotes=(*quotes, *found.quotes))


async def on_answer(talk: Talk, escalation_id: str, text: str) -> Reply:
    """Send what the coach wrote to the asker, in the channel where it was asked."""
    await _reachable(talk, escalation_id)
    escalation = await hand_over.answer(
        escalation_id, text, by=talk.person.id, at=talk.now, escalations=talk.work.escalations
    )
    await counting.answer(talk, escalation)
    answered = say("card.answered", name=talk.person.first_name)
    await now_say(talk, escalation, answered)
    await to_asker(talk, escalation, await answer_reply(talk, escalation, talk.person, text))
    return Reply(
        text=(say("coach.sent", who=await talk.who_asked(escalation)),),
        choices=(
            Choice(say("choice.make_tip"), f"learn.begin:{escalation.id}", Weight.MAIN),
            Choice(say("choice.add_more"), f"coach.write:{escalation.id}"),
        ),
    )


async def on_ask_back(talk: Talk, escalation_id: str) -> Reply:
    """Let the next plain line be a question to the asker."""
    escalation = await mine_and_open(talk, escalation_id)
    if escalation.stage is Stage.WAITING:
        await on_take(talk, escalation_id)
    talk.wait("ask_back", escalation.id)
    who = await talk.who_asked(escalation)
    return Reply(text=(say("coach.write_question", who=who),), choices=(LATER,))


async def on_question(talk: Talk, escalation_id: str, text: str) -> Reply:
    """Send the coach's question to the asker."""
    await _reachable(talk, escalation_id)
    escalation = await hand_over.ask_back(
        escalation_id, text, by=talk.person.id, at=talk.now, escalations=talk.work.escalations
    )
    await to_asker(talk, escalation, await question_reply(talk, escalation, talk.person, text))
    who = await talk.who_asked(escalation)
    return Reply(text=(say("coach.question_sent", who=who),))


async def on_later(talk: Talk) -> Reply:
    """Close the open dialogue; the question stays the coach's."""
    talk.settle()
    return Reply(text=(say("coach.later"),))


async def start_clock(talk: Talk, escalation: Escalation) -> None:
    """Let the holder's time begin now; the next step is reckoned in their working hours."""
    office = await talk.office(escalation.department or talk.person.department)
    due = talk.pace.next_step(escalation.step, talk.now, office)
    await talk.work.escalations.schedule(escalation.id, since=talk.now, due=due)


async def write_the_answer(talk: Talk, escalation: Escalation) -> Reply:
    """Let the next plain line be the answer, with what had been begun beside it."""
    talk.wait("answer", escalation.id)
    who = await talk.who_asked(escalation)
    draft = (Quote(say("quote.draft"), escalation.draft),) if escalation.draft else ()
    return Reply(
        text=(say("coach.yours", who=who),),
        quotes=draft,
        choices=(
            Choice(say("choice.ask_back"), f"coach.ask_back:{escalation.id}"),
            Choice(say("choice.show_me"), f"show_me.begin:{escalation.id}:0"),
            Choice(say("choice.pass_on"), f"pass_on.begin:{escalation.id}"),
            Choice(say("choice.more_ways"), f"ways.show:{escalation.id}"),
            LATER,
        ),
    )


async def mine(talk: Talk, escalation_id: str) -> Escalation:
    """Return the escalation if the speaker holds it; denied by default."""
    escalation = await talk.work.escalations.get(escalation_id)
    if not await helps(talk):
        raise UnknownEscalation
    if escalation.holder != talk.person.id:
        raise TakenByAnother(coach=escalation.holder)
    return escalation


async def mine_and_open(talk: Talk, escalation_id: str) -> Escalation:
    """Return the escalation if the speaker holds it and it is not over.

    Raises:
        AlreadyWithdrawn, AlreadyClosed: it is over.
    """
    escalation = await mine(talk, escalation_id)
    hand_over.refuse_if_over(escalation)
    return escalation


async def helps(talk: Talk) -> bool:
    """Say whether questions may be sent to the speaker: by role, by a duty, or as an ombud."""
    return await person_helps(talk.person, talk.work.people)


async def _sent_to_me(talk: Talk, escalation_id: str) -> Escalation:
    """Return the escalation if it was ever sent to the speaker, who may still take it."""
    escalation = await talk.work.escalations.get(escalation_id)
    if not await helps(talk):
        raise UnknownEscalation
    if escalation.holder == talk.person.id:
        return escalation
    if talk.person.id not in await talk.work.escalations.had_by(escalation_id):
        raise TakenByAnother(coach=escalation.holder)
    return escalation


async def _tell_of_taking_back(talk: Talk, before: Escalation) -> None:
    """Tell whoever had the question meanwhile, and the asker, who has been told their name."""
    if before.reached is not None or not await talk.take_from_bundle(before):
        await talk.note(
            before.holder,
            Reply(
                text=(say("coach.taken_back", name=talk.person.first_name),),
                quotes=(Quote(say("quote.question"), before.question),),
            ),
            reason=f"taken_back:{before.id}:{talk.now.isoformat()}",
        )
    await talk.told_to_asker(
        before,
        Reply(
            text=(say("asker.taken_back", name=talk.person.first_name),),
            quotes=(Quote(say("quote.you_asked"), before.question),),
            portrait=await talk.portrait(talk.person),
        ),
        reason=f"taken_back:{before.id}:{talk.now.isoformat()}",
    )


async def _reachable(talk: Talk, escalation_id: str) -> None:
    """Refuse to write when the link to the asker has been removed, before anything is kept."""
    escalation = await talk.work.escalations.get(escalation_id)
    if talk.asker_of(escalation) is None and escalation.stage is not Stage.WITHDRAWN:
        raise AlreadyClosed


async def to_asker(talk: Talk, escalation: Escalation, reply: Reply) -> None:
    """Close the coach's dialogue, and bring what they wrote to where it was asked."""
    talk.settle()
    asker = talk.asker_of(escalation)
    if asker is None:
        raise AlreadyClosed
    person, channel = asker
    line = escalation.lines[-1].id
    await talk.post(
        person,
        reply,
        reason=f"coach:{escalation.id}:{line}",
        channel=channel or None,
        about=f"{LINE}{line}",
    )
