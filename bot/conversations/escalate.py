"""The asker's question goes to a named person: offered, confirmed, sent, taken back."""

import secrets
from dataclasses import replace

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.memory.model import Asked
from bot.conversations.talk import NO_THANKS, Talk, who_answers
from bot.texts.catalogue import say
from knowledge.escalations.hand_over import withdraw
from knowledge.escalations.model import Escalation, Line, Stage, UnknownEscalation, Voice


def send_choices(asked: Asked) -> tuple[Choice, ...]:
    """Return the three choices: with my name, without my name, no thanks."""
    return (
        Choice(say("choice.send_named"), f"escalate.send:{asked.id}:named", Weight.MAIN),
        Choice(say("choice.send_unnamed"), f"escalate.send:{asked.id}:unnamed"),
        NO_THANKS,
    )


async def on_begin(talk: Talk) -> Reply:
    """The person wants to write to the coach without having asked the library."""
    helper = await talk.helper()
    if helper is None:
        return Reply(text=(say("ask.nobody"),))
    talk.wait("escalate")
    return Reply(
        text=(
            *who_answers(helper, talk.person),
            say("escalate.write", name=helper.person.first_name),
        ),
        portrait=await talk.portrait(helper.person),
        choices=(Choice(say("choice.cancel"), "escalate.cancel", Weight.QUIET),),
    )


async def on_words(talk: Talk, _about: str, text: str) -> Reply:
    """What the person wrote is the question; ask whether to send it with a name."""
    talk.settle()
    return await offer_reply(talk, talk.ask(text))


async def on_cancel(talk: Talk) -> Reply:
    """Close whatever dialogue is open; nothing is sent."""
    talk.settle()
    return Reply(text=(say("escalate.cancelled"),), choices=await talk.door())


async def on_offer(talk: Talk, asked_id: str) -> Reply:
    """The person pressed the coach's name under an answer."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return await on_begin(talk)
    return await offer_reply(talk, asked)


async def offer_reply(talk: Talk, asked: Asked) -> Reply:
    """Show who gets the question and what they will see, before anything is sent."""
    if asked.sent:
        return Reply(text=(say("escalate.sent_before"),), choices=_withdraw_choice(asked.sent))
    helper = await talk.helper()
    if helper is None:
        return Reply(text=(say("ask.nobody"),))
    name = helper.person.first_name
    sees = (
        say("escalate.sees_with", name=name, said=asked.said)
        if asked.said
        else say("escalate.sees", name=name)
    )
    return Reply(
        text=(*who_answers(helper, talk.person), say("escalate.shall_i_send", name=name), sees),
        quotes=(Quote(say("quote.your_question"), asked.text),),
        portrait=await talk.portrait(helper.person),
        choices=send_choices(asked),
    )


async def on_send(talk: Talk, asked_id: str, how: str) -> Reply:
    """Hand the question over; its letter leaves in the same transaction."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return Reply(text=(say("ask.forgotten"),), choices=await talk.door())
    if asked.sent:
        return Reply(text=(say("escalate.sent_before"),), choices=_withdraw_choice(asked.sent))
    helper = await talk.helper()
    if helper is None:
        return Reply(text=(say("ask.nobody"),))
    named = how == "named"
    escalation = Escalation(
        id=secrets.token_hex(8),
        asker=talk.seal.closed(f"{talk.person.id}\n{talk.turn.channel}"),
        named=named,
        department=talk.person.department,
        said=asked.said,
        holder=helper.person.id,
        stage=Stage.WAITING,
        asked=talk.now,
        changed=talk.now,
        lines=(Line(voice=Voice.ASKER, text=asked.text, at=talk.now),),
    )
    await talk.work.escalations.add(escalation)
    await talk.post(
        helper.person.id, await new_question(talk, escalation), reason=f"new:{escalation.id}"
    )
    talk.amend(asked, sent=escalation.id)
    talk.memory = replace(talk.memory, mine=(*talk.memory.mine, escalation.id))
    receipt = "escalate.receipt.named" if named else "escalate.receipt.unnamed"
    return Reply(
        text=(say(receipt, name=helper.person.first_name), say("escalate.receipt.where")),
        choices=_withdraw_choice(escalation.id),
    )


async def new_question(talk: Talk, escalation: Escalation) -> Reply:
    """Draw a new question for the coach; choice 1 takes it."""
    who = await talk.colleague(
        named=escalation.named, person=talk.person, department=escalation.department
    )
    return Reply(
        text=(say("coach.new", who=who),),
        quotes=(Quote(say("quote.question"), escalation.question),),
        after=(say("coach.bot_said", said=escalation.said),)
        if escalation.said
        else (say("coach.bot_said_nothing"),),
        choices=(Choice(say("choice.take"), f"coach.take:{escalation.id}", Weight.MAIN),),
    )


async def on_no(talk: Talk) -> Reply:
    """Nothing is sent, and that is fine."""
    return Reply(text=(say("escalate.not_sent"),), choices=await talk.door())


async def on_withdraw(talk: Talk, escalation_id: str) -> Reply:
    """The asker takes the question back; whoever has it is told."""
    await own(talk, escalation_id)
    before = await talk.work.escalations.get(escalation_id)
    escalation = await withdraw(escalation_id, at=talk.now, escalations=talk.work.escalations)
    if before.stage.is_open:
        who = await talk.colleague(
            named=escalation.named, person=talk.person, department=escalation.department
        )
        await talk.post(
            escalation.holder,
            Reply(
                text=(say("coach.withdrawn", who=who),),
                quotes=(Quote(say("quote.question"), escalation.question),),
            ),
            reason=f"withdrawn:{escalation.id}",
        )
    return Reply(text=(say("escalate.withdrawn"),), choices=await talk.door())


async def own(talk: Talk, escalation_id: str) -> Escalation:
    """Return the escalation if it is the speaker's own question.

    Raises:
        UnknownEscalation: it is not theirs, or not there; the two look the same from outside.
    """
    escalation = await talk.work.escalations.get(escalation_id)
    if not escalation.asker or asker_of(talk, escalation)[0] != talk.person.id:
        raise UnknownEscalation
    return escalation


def asker_of(talk: Talk, escalation: Escalation) -> tuple[str, str]:
    """Open the link to the asker: person id, and the channel the question came from."""
    person, _, channel = talk.seal.opened(escalation.asker).partition("\n")
    return person, channel


def _withdraw_choice(escalation_id: str) -> tuple[Choice, ...]:
    return (Choice(say("choice.withdraw"), f"escalate.withdraw:{escalation_id}", Weight.QUIET),)
