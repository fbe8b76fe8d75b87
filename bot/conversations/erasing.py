"""Removes what is kept about one person: their chat and questions, or all of them."""

import secrets

from bot.cards.model import Quote, Reply
from bot.conversations.correspondence import Correspondence
from bot.conversations.moving import move_all
from bot.conversations.record import questions_of
from bot.texts.catalogue import say
from knowledge.escalations.hand_over import withdraw
from knowledge.escalations.model import Deed, Escalation, UnknownEscalation
from knowledge.people.erasures.model import Erasure, Stage
from knowledge.people.model import Person


async def forget(letters: Correspondence, person: Person) -> None:
    """Take a person's questions back, cut the link to all of them, and empty chat and memory.

    What they wrote to a colleague stays with that colleague, without link and without their name.
    """
    for escalation in await questions_of(letters, person.id):
        await _let_go(letters, escalation, person)
    work = letters.work
    await work.wrong_answers.forget(person.id)
    await work.history.forget(person.id)
    await work.memories.forget(person.id)
    await work.inbox.forget(person.id)


async def erase(letters: Correspondence, person: Person) -> None:
    """Remove a person whole: all of `forget`, what they did as a helper, and the person itself.

    Open questions they hold go to others first; askers are told once.
    """
    work = letters.work
    await forget(letters, person)
    await move_all(letters, person.id, deed=Deed.REPLACED)
    await work.escalations.forget_coach(person.id, name=person.name)
    await work.letters.forget(person.id)
    await work.tips.forget_author(person.id, person.first_name)
    await work.accounts.forget(person.id)
    await work.people.erase(person.id)


async def decided(
    letters: Correspondence, person_id: str, stage: Stage, *, ground: str = ""
) -> Erasure:
    """Write down what became of a wish; who it was is left only as a mark."""
    waiting = await letters.work.erasures.waiting_of(person_id)
    erasure = Erasure(
        id=waiting.id if waiting else secrets.token_hex(16),
        person=mark_of(letters, person_id),
        stage=stage,
        asked=waiting.asked if waiting else letters.now,
        ground=ground,
        decided=letters.now,
    )
    await letters.work.erasures.put(erasure)
    return erasure


def mark_of(letters: Correspondence, person_id: str) -> str:
    """Return the mark under which an erased person is remembered as erased."""
    return letters.seal.mark("erasure", person_id)


async def _let_go(letters: Correspondence, escalation: Escalation, person: Person) -> None:
    shelf = letters.work.escalations
    if escalation.stage.is_open:
        await withdraw(escalation.id, at=letters.now, escalations=shelf)
        if escalation.reached is not None or not await letters.take_from_bundle(escalation):
            who = await letters.colleague(None, escalation.department)
            await letters.note(
                escalation.holder,
                Reply(
                    text=(say("coach.withdrawn", who=who),),
                    quotes=(Quote(say("quote.question"), escalation.question),),
                ),
                reason=f"withdrawn:{escalation.id}",
            )
    try:
        await shelf.forget_asker(escalation.id)
        await shelf.take_name_out(escalation.id, person.name)
    except UnknownEscalation:
        return
