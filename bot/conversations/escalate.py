"""The asker's question goes to a named person: offered, confirmed, sent, taken back."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations import counting, disturbed
from bot.conversations.forgotten import forgotten
from bot.conversations.memory.model import Asked
from bot.conversations.posted_cards import now_say
from bot.conversations.talk import Talk, who_answers
from bot.texts.catalogue import Say, say
from knowledge.escalations.hand_over import withdraw
from knowledge.escalations.model import Escalation, Line, Stage, UnknownEscalation, Voice
from knowledge.escalations.routing import Helper
from knowledge.figures.model import Outcome
from knowledge.matching.words import normal
from knowledge.people.model import UnknownPerson

SAME_WITHIN = timedelta(minutes=1)
"""A platform may send the same message twice, and people press again when nothing happens."""


async def send_choices(talk: Talk, asked: Asked, helper: Helper) -> tuple[Choice, ...]:
    """Return the three choices: with my name, without my name, no thanks.

    Each carries who was named, so that nobody else ever gets the question; one that leaves the
    asker's administration says so on the button.
    """
    to = helper.person.id
    named, unnamed = say("choice.send_named"), say("choice.send_unnamed")
    if helper.crosses:
        whom = {
            "name": helper.person.first_name,
            "department": await talk.place(helper.crosses),
        }
        named, unnamed = say("choice.cross_named", **whom), say("choice.cross_unnamed", **whom)
    return (
        Choice(named, f"escalate.send:{asked.id}:named:{to}", Weight.MAIN),
        Choice(unnamed, f"escalate.send:{asked.id}:unnamed:{to}"),
        Choice(say("choice.no_thanks"), f"escalate.no:{asked.id}", Weight.QUIET),
    )


async def usual_time(talk: Talk, helper: Helper) -> Say:
    """Say when an answer usually comes, reckoned in the helper's working hours."""
    return say(
        "escalate.usually",
        name=helper.person.first_name,
        when=talk.when(await talk.expected(helper.person)),
    )


async def on_begin(talk: Talk, to: str = "") -> Reply:
    """The person wants to write to the coach, or to somebody by name, without the library."""
    helper = await (talk.directed(to) if to else talk.helper())
    if helper is None:
        key = "escalate.cannot" if to else "ask.nobody"
        return Reply(text=(say(key),), choices=await talk.door())
    talk.wait("escalate", to)
    return Reply(
        text=(
            *await who_answers(talk, helper),
            say("escalate.write", name=helper.person.first_name),
        ),
        portrait=await talk.portrait(helper.person),
        choices=(Choice(say("choice.cancel"), "escalate.cancel", Weight.QUIET),),
    )


async def on_words(talk: Talk, to: str, text: str) -> Reply:
    """What the person wrote is the question; ask whether to send it with a name."""
    talk.settle()
    helper = await talk.directed(to) if to else None
    changed = (say("escalate.cannot"),) if to and helper is None else ()
    return await offer_reply(talk, talk.ask(text), *changed, helper=helper)


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


async def offer_reply(
    talk: Talk, asked: Asked, *before: Say, helper: Helper | None = None
) -> Reply:
    """Show who gets the question, when they usually answer, and what they will see."""
    if asked.sent:
        return Reply(text=(say("escalate.sent_before"),), choices=_withdraw_choice(asked.sent))
    disturbance = await disturbed.about(talk, asked.text)
    if disturbance is not None:
        return await disturbed.told(talk, disturbance, asked)
    helper = helper or await talk.helper(asked.text)
    if helper is None:
        return Reply(text=(say("ask.nobody"),))
    name = helper.person.first_name
    sees = (
        say("escalate.sees_with", name=name, said=asked.said)
        if asked.said
        else say("escalate.sees", name=name)
    )
    return Reply(
        text=(
            *before,
            *await who_answers(talk, helper),
            say("escalate.shall_i_send", name=name),
            sees,
            await usual_time(talk, helper),
        ),
        quotes=(Quote(say("quote.your_question"), asked.text),),
        portrait=await talk.portrait(helper.person),
        choices=await send_choices(talk, asked, helper),
    )


async def on_send(talk: Talk, asked_id: str, how: str, to: str) -> Reply:
    """Hand the question over to the person who was named; its letter leaves with it."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return await forgotten(talk)
    if asked.sent:
        return Reply(text=(say("escalate.sent_before"),), choices=_withdraw_choice(asked.sent))
    twin = await _twin(talk, asked)
    if twin is not None:
        return await _same(talk, asked, twin, how, to)
    return await _send(talk, asked, how, to)


async def on_anew(talk: Talk, asked_id: str, how: str, to: str) -> Reply:
    """The person means it: the same words are a new question."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return await forgotten(talk)
    if asked.sent:
        return Reply(text=(say("escalate.sent_before"),), choices=_withdraw_choice(asked.sent))
    return await _send(talk, asked, how, to)


async def on_same(talk: Talk, twin_id: str, asked_id: str) -> Reply:
    """It was the same question: nothing more is sent."""
    twin, asked = talk.memory.question(twin_id), talk.memory.question(asked_id)
    if twin and asked and not asked.sent:
        talk.amend(asked, sent=twin.sent)
    choices = _withdraw_choice(twin.sent) if twin and twin.sent else await talk.door()
    return Reply(text=(say("escalate.sent_before"),), choices=choices)


async def _send(talk: Talk, asked: Asked, how: str, to: str) -> Reply:
    disturbance = await disturbed.about(talk, asked.text)
    if disturbance is not None:
        return await disturbed.told(talk, disturbance, asked)
    helper = await _named(talk, asked, to)
    if helper is None:
        # They have become absent or full meanwhile: who gets it is said again first.
        return await offer_reply(talk, asked, say("escalate.changed"))
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
    await talk.bring(escalation)
    await _tell_of_unreachable(talk, helper)
    await counting.question(talk, talk.amend(asked, sent=escalation.id), Outcome.HANDED)
    talk.memory = replace(talk.memory, mine=(*talk.memory.mine, escalation.id))
    receipt = "escalate.receipt.named" if named else "escalate.receipt.unnamed"
    return Reply(
        text=(
            say(receipt, name=helper.person.first_name),
            await usual_time(talk, helper),
            say("escalate.receipt.where"),
        ),
        choices=(
            Choice(say("choice.add_line"), f"asker.more:{escalation.id}"),
            *_withdraw_choice(escalation.id),
        ),
    )


async def _named(talk: Talk, asked: Asked, to: str) -> Helper | None:
    """Return the person who was named to the asker, if they can still get the question."""
    helper = await talk.helper(asked.text)
    if helper is not None and helper.person.id == to:
        return helper
    try:
        return await talk.directed(to)
    except UnknownPerson:
        return None


async def on_withdraw(talk: Talk, escalation_id: str) -> Reply:
    """The asker takes the question back; whoever has it is told."""
    await own(talk, escalation_id)
    await take_back(talk, escalation_id)
    return Reply(text=(say("escalate.withdrawn"),), choices=await talk.door())


async def take_back(talk: Talk, escalation_id: str) -> None:
    """Withdraw a question; its holder is told, or never hears of what had not reached them.

    Raises:
        AlreadyClosed: it was over already.
    """
    before = await talk.work.escalations.get(escalation_id)
    escalation = await withdraw(escalation_id, at=talk.now, escalations=talk.work.escalations)
    if not before.stage.is_open:
        return
    await now_say(talk, escalation, say("card.withdrawn"))
    if before.reached is None and await talk.take_from_bundle(before):
        return
    who = await talk.me(named=escalation.named, department=escalation.department)
    await talk.note(
        escalation.holder,
        Reply(
            text=(say("coach.withdrawn", who=who),),
            quotes=(Quote(say("quote.question"), escalation.question),),
        ),
        reason=f"withdrawn:{escalation.id}",
    )


async def own(talk: Talk, escalation_id: str) -> Escalation:
    """Return the escalation if it is the speaker's own question.

    Raises:
        UnknownEscalation: it is not theirs, or not there; the two look the same from outside.
    """
    escalation = await talk.work.escalations.get(escalation_id)
    asker = talk.asker_of(escalation)
    if asker is None or asker[0] != talk.person.id:
        raise UnknownEscalation
    return escalation


async def _twin(talk: Talk, asked: Asked) -> tuple[Asked, Escalation] | None:
    """Return an open question with the same words that was asked within a minute of this."""
    at = datetime.fromisoformat(asked.at)
    for one in talk.memory.asked:
        apart = abs(at - datetime.fromisoformat(one.at))
        if one.sent and apart <= SAME_WITHIN and normal(one.text) == normal(asked.text):
            try:
                escalation = await talk.work.escalations.get(one.sent)
            except UnknownEscalation:
                continue
            if escalation.stage.is_open:
                return one, escalation
    return None


async def _same(
    talk: Talk, asked: Asked, twin: tuple[Asked, Escalation], how: str, to: str
) -> Reply:
    before, escalation = twin
    return Reply(
        text=(say("escalate.same", name=await talk.called(escalation.holder)),),
        quotes=(Quote(say("quote.your_question"), asked.text),),
        choices=(
            Choice(say("choice.same"), f"escalate.same:{before.id}:{asked.id}", Weight.MAIN),
            Choice(say("choice.anew"), f"escalate.anew:{asked.id}:{how}:{to}"),
        ),
    )


async def _tell_of_unreachable(talk: Talk, helper: Helper) -> None:
    """Show the coordinators who was skipped, once a week and person, and not who asked."""
    year, week, _ = talk.today.isocalendar()
    for person in helper.unreachable:
        for coordinator in await talk.coordinators(person.department):
            if coordinator.id != talk.person.id:
                await talk.note(
                    coordinator.id,
                    Reply(
                        text=(
                            say(
                                "coordinator.unreachable",
                                name=person.name,
                                department=await talk.place(person.department),
                            ),
                        )
                    ),
                    reason=f"unreachable:{person.id}:{year}-{week}",
                )


def _withdraw_choice(escalation_id: str) -> tuple[Choice, ...]:
    return (Choice(say("choice.withdraw"), f"escalate.withdraw:{escalation_id}", Weight.QUIET),)
