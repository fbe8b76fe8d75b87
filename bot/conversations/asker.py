"""The asker's side once an answer has come: solved, ask more, reply."""

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.answer_card import last_reply
from bot.conversations.escalate import own
from bot.conversations.posted_cards import now_say
from bot.conversations.show_me import times_again
from bot.conversations.talk import Talk
from bot.conversations.ways import closed_reply
from bot.texts.catalogue import say
from knowledge.escalations import hand_over
from knowledge.escalations.model import Deed, Escalation, Stage, Step
from knowledge.people.model import Person, UnknownPerson


async def on_solved(talk: Talk, escalation_id: str) -> Reply:
    """Close the question with thanks; the coach hears it, once."""
    before = await own(talk, escalation_id)
    escalation = await hand_over.solve(
        escalation_id, at=talk.now, escalations=talk.work.escalations
    )
    if before.stage.is_open:
        await now_say(talk, escalation, say("card.solved"))
        who = await talk.me(named=escalation.named, department=escalation.department)
        await talk.note(
            escalation.holder,
            Reply(
                text=(say("coach.solved", who=who),),
                quotes=(Quote(say("quote.question"), escalation.question),),
                choices=(
                    (Choice(say("choice.make_tip"), f"learn.begin:{escalation.id}", Weight.MAIN),)
                    if escalation.answer
                    else ()
                ),
            ),
            reason=f"solved:{escalation.id}:{len(escalation.lines)}",
        )
    key = "asker.solved" if escalation.named else "asker.solved_unnamed"
    return Reply(
        text=(say(key, name=await talk.called(escalation.holder)),), choices=await talk.door()
    )


async def on_show(talk: Talk, escalation_id: str) -> Reply:
    """Show again what the coach wrote last."""
    escalation = await own(talk, escalation_id)
    if escalation.stage is Stage.CLOSED:
        return await closed_reply(talk, escalation)
    found = await times_again(talk, escalation) or await last_reply(talk, escalation)
    return found or Reply(text=(say("asker.nothing_yet"),), choices=await talk.door())


async def on_more(talk: Talk, escalation_id: str) -> Reply:
    """Let the next plain line go to the coach."""
    escalation = await own(talk, escalation_id)
    if escalation.stage is Stage.WITHDRAWN:
        return Reply(text=(say("asker.withdrawn_before"),), choices=await talk.door())
    talk.wait("more", escalation.id)
    return Reply(
        text=(say("asker.write_more", name=await talk.called(escalation.holder)),),
        choices=(Choice(say("choice.cancel"), "escalate.cancel", Weight.QUIET),),
    )


async def on_words(talk: Talk, escalation_id: str, text: str) -> Reply:
    """Bring more words to the coach; if that one is gone or away, to who answers instead."""
    before = await own(talk, escalation_id)
    escalation = await hand_over.add(
        escalation_id, text, at=talk.now, escalations=talk.work.escalations
    )
    talk.settle()
    if before.stage is Stage.WAITING and before.reached is None:
        # It has not been seen: whoever opens it reads all of it.
        await talk.bring(escalation)
    elif before.stage.is_due:
        # The clock goes on: nobody waits longer for having said more.
        await _tell(talk, escalation, text, key="coach.adds")
    elif not before.stage.is_open and not await _is_here(talk, escalation):
        return await _to_another(talk, escalation)
    else:
        asked_back = before.stage is Stage.ASKED_BACK
        await _tell(
            talk, escalation, text, key="coach.replied" if asked_back else "coach.asks_more"
        )
        await _clock_again(talk, escalation)
    return Reply(text=(say("asker.more_sent", name=await talk.called(escalation.holder)),))


async def _tell(talk: Talk, escalation: Escalation, text: str, *, key: str) -> None:
    who = await talk.me(named=escalation.named, department=escalation.department)
    told = {
        "coach.adds": say("coach.adds", who=who),
        "coach.replied": say("coach.replied", who=who),
        "coach.asks_more": say("coach.asks_more", who=who),
    }
    await talk.note(
        escalation.holder,
        Reply(
            text=(told[key],),
            quotes=(
                Quote(say("quote.question"), escalation.question),
                Quote(say("quote.wrote", who=who), text),
            ),
            choices=(
                Choice(say("choice.answer"), f"coach.write:{escalation.id}", Weight.MAIN),
                Choice(say("choice.ask_back"), f"coach.ask_back:{escalation.id}"),
            ),
        ),
        reason=f"more:{escalation.id}:{len(escalation.lines)}",
    )


async def _clock_again(talk: Talk, escalation: Escalation) -> None:
    """It is the holder's turn again: their time begins when they can read it."""
    office = await talk.office(escalation.department)
    begins = office.opens(talk.now)
    due = talk.pace.next_step(Step.NEW, begins, office)
    await talk.work.escalations.schedule(escalation.id, since=begins, due=due)


async def _is_here(talk: Talk, escalation: Escalation) -> bool:
    """Say whether the holder can take a question up again now."""
    holder = await _holder(talk, escalation)
    if holder is None or holder.left is not None:
        return False
    return not await talk.work.people.absences([holder.id], on=talk.today)


async def _holder(talk: Talk, escalation: Escalation) -> Person | None:
    try:
        return await talk.work.people.get(escalation.holder)
    except UnknownPerson:
        return None


async def _to_another(talk: Talk, escalation: Escalation) -> Reply:
    """Let a reopened question go to who answers today; the asker reads the name."""
    helper = await talk.route(talk.person, escalation.question, but={escalation.holder}, home=True)
    if helper is None:
        await _tell(talk, escalation, escalation.lines[-1].text, key="coach.asks_more")
        return Reply(text=(say("asker.more_sent", name=await talk.called(escalation.holder)),))
    before = await talk.called(escalation.holder)
    await hand_over.move_on(
        escalation,
        to=helper.person.id,
        deed=Deed.MOVED,
        step=Step.NEW,
        at=talk.now,
        escalations=talk.work.escalations,
    )
    moved = await talk.work.escalations.get(escalation.id)
    await talk.bring(moved, told=say("coach.reopened", coach=before))
    return Reply(
        text=(say("asker.more_to_another", coach=before, name=helper.person.first_name),),
        portrait=await talk.portrait(helper.person),
    )
