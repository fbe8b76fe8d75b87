"""The asker's side once an answer has come: solved, ask more, reply."""

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.answer_card import last_reply
from bot.conversations.escalate import own
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.escalations import hand_over
from knowledge.escalations.model import Stage


async def on_solved(talk: Talk, escalation_id: str) -> Reply:
    """Close the question with thanks; the coach hears it, once."""
    before = await own(talk, escalation_id)
    escalation = await hand_over.solve(
        escalation_id, at=talk.now, escalations=talk.work.escalations
    )
    if before.stage is not Stage.SOLVED:
        who = await talk.colleague(
            named=escalation.named, person=talk.person, department=escalation.department
        )
        await talk.post(
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
    found = await last_reply(talk, await own(talk, escalation_id))
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
    """Bring more words to the coach."""
    before = await own(talk, escalation_id)
    escalation = await hand_over.add(
        escalation_id, text, at=talk.now, escalations=talk.work.escalations
    )
    talk.settle()
    who = await talk.colleague(
        named=escalation.named, person=talk.person, department=escalation.department
    )
    key = "coach.replied" if before.stage is Stage.ASKED_BACK else "coach.asks_more"
    await talk.post(
        escalation.holder,
        Reply(
            text=(say(key, who=who),),
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
    return Reply(text=(say("asker.more_sent", name=await talk.called(escalation.holder)),))
