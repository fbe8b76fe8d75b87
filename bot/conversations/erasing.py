"""Removes what is kept about people: their chat and questions, or all of them."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bot.cards.model import Quote, Reply
from bot.conversations.correspondence import QUESTION, Correspondence
from bot.conversations.moving import move, move_all
from bot.conversations.posted_cards import now_say
from bot.conversations.record import asked_by, mark_of
from bot.conversations.taking_out import taking_out
from bot.texts.catalogue import say
from knowledge.escalations.hand_over import withdraw
from knowledge.escalations.model import Deed, Escalation
from knowledge.people.erasures.model import Erasure, Stage
from knowledge.people.model import Person
from knowledge.pictures.model import name_in
from scheduler.delivery.model import Letter


async def forget(letters: Correspondence, people: Sequence[Person]) -> None:
    """Take people's questions back, cut the link to all of them, and empty chat and memory.

    What they wrote to a colleague stays with that colleague, without link and without their name,
    and so does what was said to the colleague about it. People themselves stay.
    """
    work = letters.work
    ids = {one.id for one in people}
    asked = await asked_by(letters, ids)
    for escalation in asked:
        await _let_go(letters, escalation)
    await work.letters.drop(_of_asker(asked, ids))
    if asked:
        await _take_askers_out(letters, [one.id for one in asked], people)
    for fault in await work.faults.awaited():
        if letters.opened(fault.by) in ids:
            await work.faults.forget_by(fault.id)
    for one in ids:
        await work.wrong_answers.forget(one)
        await work.history.forget(one)
        await work.posts.forget(one)
        await work.paces.forget(one)
        await work.memories.forget(one)
        await work.gaps.forget(one)
        await work.figures.forget(one)
        await work.inbox.forget(one)


async def erase(letters: Correspondence, people: Sequence[Person]) -> None:
    """Remove people whole: all of `forget`, what they did as helpers, and the people themselves.

    Open questions they hold go to others first; askers are told once. Their full names and work
    addresses are taken out of everything anybody wrote and everything the bot has said to others;
    a first name goes from the questions they had part in, and from the rest when nobody else
    bears it: then it tells who it was.
    """
    work = letters.work
    ids = {one.id for one in people}
    # First of all, so that nothing they sent is handled while the rest is removed.
    for one in ids:
        await work.inbox.erase(one)
    await forget(letters, people)
    # Nobody who goes is given the questions of another who goes.
    for person in people:
        await work.people.put(replace(person, left=letters.today))
    for person in people:
        await _give_away(letters, person, ids)
    await _take_names_out(letters, people)
    for person in people:
        await work.escalations.forget_coach(person.id, name=person.name)
        await work.tips.forget_author(person.id, person.first_name)
        await work.comments.forget_author(person.id)
        await work.audit.forget(person.id)
        await work.disturbances.forget_author(person.id)
        for shelf in (work.rooms, work.faults, work.rounds):
            await shelf.forget_person(person.id)
        await work.group.forget_person(person.id)
        await work.events.forget_person(person.id)
        await work.weekly.forget(person.id)
        await work.year_plan.forget_owner(person.id)
        await work.sessions.end_all(person.id)
        await work.uploads.forget(person.id)
        await work.chats.forget(person.id)
        await work.accounts.forget(person.id)
        await work.history.erase(person.id)
        await work.erasures.forget(person.id, mark_of(letters, person.id))
        await work.pictures.drop(name_in(person.picture))
        await work.people.erase(person.id)
    await work.letters.drop(lambda one: one.recipient in ids)


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


async def _let_go(letters: Correspondence, escalation: Escalation) -> None:
    """Take a question back and cut its link; its holder is told, unless it never reached them."""
    shelf = letters.work.escalations
    if escalation.stage.is_open:
        await withdraw(escalation.id, at=letters.now, escalations=shelf)
        await now_say(letters, escalation, say("card.withdrawn"))
        if escalation.reached is not None or not await _stop(letters, escalation):
            who = await letters.colleague(None, escalation.department)
            await letters.note(
                escalation.holder,
                Reply(
                    text=(say("coach.withdrawn", who=who),),
                    quotes=(Quote(say("quote.question"), escalation.question),),
                ),
                reason=f"withdrawn:{escalation.id}",
            )
    await shelf.forget_asker(escalation.id)


async def _stop(letters: Correspondence, escalation: Escalation) -> bool:
    """Let the letter that brings a question not come; say whether there was one."""
    if await letters.take_from_bundle(escalation):
        return True
    brings = f"{QUESTION}{escalation.id}"
    return await letters.work.letters.drop(lambda one: one.about == brings) > 0


def _of_asker(asked: Sequence[Escalation], ids: Collection[str]) -> Callable[[Letter], bool]:
    """Return what tells letters to people as askers from those to them as helpers.

    The former go where they asked, or speak of one of their questions; the latter go wherever the
    helper is.
    """
    own = {one.id for one in asked}

    def is_gone(letter: Letter) -> bool:
        if letter.recipient not in ids or letter.about.startswith(QUESTION):
            return False
        return letter.channel is not None or any(one in letter.content for one in own)

    return is_gone


async def _take_askers_out(
    letters: Correspondence, asked: Collection[str], people: Sequence[Person]
) -> None:
    """Take names out of questions, and of all that was said to others about them."""
    work = letters.work
    out = taking_out(people, first_names=[one.first_name for one in people])
    await work.escalations.reword(asked, out.of_text)

    def changed(content: str) -> str:
        return out.of_json(content) if any(one in content for one in asked) else content

    await work.letters.reword(changed)
    await work.history.reword(changed)
    await work.posts.reword(changed)


async def _give_away(letters: Correspondence, person: Person, gone: Collection[str]) -> None:
    """Let others have the open questions of somebody who goes; a coordinator, if nobody else."""
    await move_all(letters, person.id, deed=Deed.REPLACED)
    for escalation in await letters.work.escalations.held_by(person.id):
        asker = letters.asker_of(escalation)
        out = {*gone, asker[0] if asker else ""}
        near = await letters.coordinators(escalation.department)
        to = next((one for one in near if one.id not in out), None)
        if to is not None:
            await move(letters, escalation, deed=Deed.REPLACED, step=escalation.step, to=to)


async def _take_names_out(letters: Correspondence, people: Sequence[Person]) -> None:
    work = letters.work
    everywhere = taking_out(
        people, first_names=[one.first_name for one in people if await _is_alone(letters, one)]
    )
    whole = [one.name for one in people if " " in one.name]
    whole += [one.email for one in people if one.email]
    mentioned = await work.escalations.mentioning(whole)
    await work.escalations.reword(mentioned, taking_out(people).of_text)
    for person in people:
        had = [one.id for one in await work.escalations.involving(person.id)]
        first = taking_out([person], first_names=[person.first_name])
        await work.escalations.reword(had, first.of_text)
    await work.suggestions.reword(everywhere.of_text)
    await work.comments.reword(everywhere.of_text)
    await work.gaps.reword(everywhere.of_text)
    await work.disturbances.reword(everywhere.of_text)
    for shelf in (work.rooms, work.faults, work.rounds):
        await shelf.reword(everywhere.of_text)
    await work.group.reword(everywhere.of_text)
    await work.events.reword(everywhere.of_text)
    await work.year_plan.reword(everywhere.of_text)
    await work.tips.reword_editions(everywhere.of_json)
    await work.letters.reword(everywhere.of_json)
    await work.history.reword(everywhere.of_json)
    await work.posts.reword(everywhere.of_json)
    await work.memories.reword(everywhere.of_json)
    await work.inbox.reword(everywhere.of_json)


async def _is_alone(letters: Correspondence, person: Person) -> bool:
    """Say whether nobody else bears a person's first name."""
    namesakes = await letters.work.people.named(person.first_name)
    return all(one.id == person.id or one.first_name != person.first_name for one in namesakes)
