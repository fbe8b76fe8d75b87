"""What else a coach can do with a question: a proposal from the library, a draft, later, closing.

Kept behind one choice, so that the card of a question stays small.
"""

from collections.abc import Mapping
from datetime import time, timedelta

from bot.cards.model import Choice, Field, FieldKind, Form, Quote, Reply, Weight
from bot.conversations.coach import (
    LATER,
    mine_and_open,
    on_answer,
    on_later,
    write_the_answer,
)
from bot.conversations.escalate import own
from bot.conversations.posted_cards import now_say
from bot.conversations.talk import Talk
from bot.texts.catalogue import DEFAULT, Say, say
from knowledge.escalations import hand_over
from knowledge.escalations.model import Deed, Escalation, Stage, Step
from knowledge.escalations.ports import Move
from knowledge.matching.model import Answered, Unnamed, Unsure
from tips.model import Tip

MOST_PROPOSALS = 2
REASONS = {
    "it": "close.reason.it",
    "manager": "close.reason.manager",
    "done": "close.reason.done",
}
CHOICES = {name: f"{key}.choice" for name, key in REASONS.items()}
"""Why a question is closed without an answer; a reason of one's own is written."""

MORNING = time(9, 0)


async def on_show(talk: Talk, escalation_id: str) -> Reply:
    """Show the other ways, with what the library proposes first."""
    escalation = await mine_and_open(talk, escalation_id)
    who_is_it = (
        ()
        if escalation.named
        else (Choice(say("choice.who_are_you"), f"ways.ask_name:{escalation.id}"),)
    )
    snooze = (
        (Choice(say("choice.snooze"), f"ways.snooze:{escalation.id}"),)
        if escalation.stage.is_due
        else ()
    )
    close = (
        (Choice(say("choice.close"), f"ways.close:{escalation.id}"),)
        if escalation.stage is not Stage.ANSWERED
        else ()
    )
    return Reply(
        text=(say("ways.which"),),
        choices=(
            *[
                Choice(
                    say("choice.propose", title=tip.title), f"ways.propose:{escalation.id}:{tip.id}"
                )
                for tip in await _proposals(talk, escalation)
            ],
            Choice(say("choice.draft"), f"ways.draft:{escalation.id}"),
            *who_is_it,
            *snooze,
            *close,
            LATER,
        ),
    )


async def on_propose(talk: Talk, escalation_id: str, tip_id: str) -> Reply:
    """Fill a form with the tip's text, to be changed and sent as an answer."""
    escalation = await mine_and_open(talk, escalation_id)
    tip = await talk.work.tips.get(tip_id, talk.language)
    return _form(escalation, _as_answer(tip), say("ways.proposal"))


async def on_draft(talk: Talk, escalation_id: str) -> Reply:
    """Let the coach begin an answer and keep it for later."""
    escalation = await mine_and_open(talk, escalation_id)
    return Reply(
        text=(say("ways.draft"),),
        quotes=(Quote(say("quote.question"), escalation.question),),
        form=Form(
            fields=(_field(escalation.draft),),
            send=say("ways.keep_draft"),
            action=f"ways.keep:{escalation.id}",
        ),
    )


async def on_keep(talk: Talk, values: Mapping[str, str], escalation_id: str) -> Reply:
    """Keep the draft beside the question."""
    escalation = await mine_and_open(talk, escalation_id)
    text = values.get("text", "").strip()
    await talk.work.escalations.keep_draft(escalation.id, text, by=talk.person.id)
    key = "ways.draft_kept" if text else "ways.draft_gone"
    return Reply(
        text=(say(key),),
        choices=(Choice(say("choice.go_on_writing"), f"ways.finish:{escalation.id}"),)
        if text
        else (),
    )


async def on_finish(talk: Talk, escalation_id: str) -> Reply:
    """Show the draft in a form whose button sends it."""
    escalation = await mine_and_open(talk, escalation_id)
    return _form(escalation, escalation.draft, say("ways.finish"))


async def on_send(talk: Talk, values: Mapping[str, str], escalation_id: str) -> Reply:
    """Send what stands in the form as the answer."""
    escalation = await mine_and_open(talk, escalation_id)
    text = values.get("text", "").strip()
    if not text:
        return _form(escalation, "", say("ways.finish"), error=say("door.empty"))
    if escalation.stage is Stage.WAITING:
        await hand_over.take(
            escalation.id, by=talk.person.id, at=talk.now, escalations=talk.work.escalations
        )
    return await on_answer(talk, escalation.id, text)


async def on_ask_name(talk: Talk, escalation_id: str) -> Reply:
    """Ask the asker whether the coach may know who they are."""
    escalation = await mine_and_open(talk, escalation_id)
    if escalation.named:
        return await write_the_answer(talk, escalation)
    await talk.told_to_asker(
        escalation,
        Reply(
            text=(say("asker.who_are_you", name=talk.person.first_name),),
            quotes=(Quote(say("quote.you_asked"), escalation.question),),
            portrait=await talk.portrait(talk.person),
            choices=(
                Choice(say("choice.tell_name"), f"asker.tell_name:{escalation.id}"),
                Choice(say("choice.keep_name"), f"asker.keep_name:{escalation.id}", Weight.MAIN),
            ),
        ),
        reason=f"who:{escalation.id}:{talk.person.id}",
    )
    return Reply(text=(say("ways.asked_name"),), choices=(_to_write(escalation),))


async def on_tell_name(talk: Talk, escalation_id: str) -> Reply:
    """The asker shows who they are, to this coach and for this question."""
    escalation = await own(talk, escalation_id)
    if not escalation.named:
        await talk.work.escalations.name_asker(escalation.id)
        who = await talk.me(named=True, department=escalation.department)
        await talk.note(
            escalation.holder,
            Reply(
                text=(say("coach.told_name", who=who),),
                quotes=(Quote(say("quote.question"), escalation.question),),
                choices=(_to_write(escalation),),
            ),
            reason=f"told_name:{escalation.id}",
        )
    return Reply(text=(say("asker.told_name", name=await talk.called(escalation.holder)),))


async def on_keep_name(talk: Talk, escalation_id: str) -> Reply:
    """The asker stays unnamed, and that is fine."""
    escalation = await own(talk, escalation_id)
    await talk.note(
        escalation.holder,
        Reply(
            text=(say("coach.kept_name"),),
            quotes=(Quote(say("quote.question"), escalation.question),),
            choices=(_to_write(escalation),),
        ),
        reason=f"kept_name:{escalation.id}",
    )
    return Reply(text=(say("asker.kept_name", name=await talk.called(escalation.holder)),))


async def on_snooze(talk: Talk, escalation_id: str) -> Reply:
    """Leave the question until the next working morning; the asker learns when to expect it."""
    escalation = await mine_and_open(talk, escalation_id)
    if not escalation.stage.is_due:
        # Nobody reminds of what waits for the asker.
        return await on_later(talk)
    office = await talk.office(escalation.department)
    tomorrow = talk.now + timedelta(days=1)
    morning = office.next_at(
        tomorrow.astimezone(talk.zone).replace(hour=0, minute=0, second=0), MORNING
    )
    moved = await talk.work.escalations.move(
        escalation.id,
        Move(
            deed=Deed.SNOOZED,
            among={escalation.stage},
            to=escalation.stage,
            at=talk.now,
            by=talk.person.id,
            held_by=talk.person.id,
            # They are reminded once more before anybody else is asked.
            step=Step.NEW,
        ),
    )
    if moved:
        due = talk.pace.next_step(Step.NEW, morning, office)
        await talk.work.escalations.schedule(escalation.id, since=morning, due=due)
        when = talk.when(talk.pace.expected(morning, office))
        await talk.told_to_asker(
            escalation,
            Reply(
                text=(say("asker.snoozed", name=talk.person.first_name, when=when),),
                quotes=(Quote(say("quote.you_asked"), escalation.question),),
            ),
            reason=f"snoozed:{escalation.id}:{talk.now.isoformat()}",
        )
    talk.settle()
    return Reply(text=(say("ways.snoozed", when=talk.when(morning)),))


async def on_close(talk: Talk, escalation_id: str) -> Reply:
    """Ask why it is closed without an answer: the asker reads the reason."""
    escalation = await mine_and_open(talk, escalation_id)
    talk.wait("reason", escalation.id)
    return Reply(
        text=(say("ways.why_close"),),
        choices=(
            *[
                Choice(say(CHOICES[name]), f"ways.closed:{escalation.id}:{name}")
                for name in REASONS
            ],
            LATER,
        ),
    )


async def on_closed(talk: Talk, escalation_id: str, reason: str) -> Reply:
    """Close with one of the usual reasons."""
    return await _closed(talk, escalation_id, reason)


async def on_reason(talk: Talk, escalation_id: str, text: str) -> Reply:
    """Close with a reason of one's own."""
    return await _closed(talk, escalation_id, text)


async def _closed(talk: Talk, escalation_id: str, reason: str) -> Reply:
    escalation = await hand_over.close(
        escalation_id, reason, by=talk.person.id, at=talk.now, escalations=talk.work.escalations
    )
    talk.settle()
    await now_say(talk, escalation, say("card.closed", name=talk.person.first_name))
    await talk.told_to_asker(
        escalation,
        await closed_reply(talk, escalation),
        reason=f"closed:{escalation.id}:{talk.now.isoformat()}",
    )
    return Reply(text=(say("ways.closed"),))


async def closed_reply(talk: Talk, escalation: Escalation) -> Reply:
    """Show the asker that a question was closed, why, and what they can do."""
    name = await talk.called(escalation.holder)
    asked = Quote(say("quote.you_asked"), escalation.question)
    why = await why_closed(talk, escalation)
    return Reply(
        text=(say("asker.closed", name=name), *((why,) if why else ())),
        quotes=(asked,) if why else (asked, Quote(say("quote.wrote", who=name), escalation.reason)),
        choices=(Choice(say("choice.ask_more"), f"asker.more:{escalation.id}"),),
    )


async def why_closed(talk: Talk, escalation: Escalation) -> Say | None:
    """Say why a question was closed, with whom to turn to where the department has said so.

    Returns:
        None when the coach has said it in their own words.
    """
    if escalation.reason == "it":
        contact = (await talk.tree()).inherited(escalation.department, "it_contact")
        if contact:
            return say("close.reason.it_contact", contact=contact)
    return say(REASONS[escalation.reason]) if escalation.reason in REASONS else None


async def _proposals(talk: Talk, escalation: Escalation) -> list[Tip]:
    """Return what the library has for the question, the best first."""
    verdict = await talk.library.verdict(
        escalation.question,
        talk.person.language or DEFAULT,
        without=(),
        department=escalation.department,
    )
    match verdict:
        case Answered(best):
            ids = [best.id]
        case Unsure(candidates) | Unnamed(_, candidates):
            ids = [one.id for one in candidates]
        case _:
            ids = []
    return [await talk.work.tips.get(one, talk.language) for one in ids[:MOST_PROPOSALS]]


def _to_write(escalation: Escalation) -> Choice:
    return Choice(say("choice.answer"), f"coach.write:{escalation.id}", Weight.MAIN)


def _as_answer(tip: Tip) -> str:
    steps = [f"{number}. {step}" for number, step in enumerate(tip.advice.steps, start=1)]
    return "\n".join((tip.advice.answer, *steps))


def _form(escalation: Escalation, text: str, said: Say, *, error: Say | None = None) -> Reply:
    return Reply(
        text=(said,),
        quotes=(Quote(say("quote.question"), escalation.question),),
        form=Form(
            fields=(_field(text, error),),
            send=say("ways.send"),
            action=f"ways.send:{escalation.id}",
        ),
    )


def _field(text: str, error: Say | None = None) -> Field:
    return Field(name="text", label=say("ways.field"), value=text, kind=FieldKind.TEXT, error=error)
