"""Volunteers in the workplaces: an offer, the manager's yes, and out again in one message."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.model import Choice, Reply, Weight
from bot.conversations.coach import helps
from bot.conversations.moving import move_all
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.escalations.model import Deed
from knowledge.people.model import Ombud, OmbudStage, Person, Role, UnknownPerson


async def on_offer(talk: Talk) -> Reply:
    """Tell what an ombud does, before anything is asked of anybody."""
    if talk.person.department is None:
        return Reply(text=(say("ombud.no_department"),), choices=await talk.door())
    before = await talk.work.people.ombud(talk.person.id)
    if before is not None:
        return _offered_before(before)
    return Reply(
        text=(say("ombud.what"), say("ombud.who_is_asked")),
        choices=(
            Choice(say("ombud.yes"), "ombud.offered", Weight.MAIN),
            Choice(say("choice.no_thanks"), "escalate.no", Weight.QUIET),
        ),
    )


async def on_offered(talk: Talk) -> Reply:
    """Keep the offer, and ask the manager; where there is none, the coordinator."""
    department = talk.person.department
    if department is None:
        return Reply(text=(say("ombud.no_department"),), choices=await talk.door())
    before = await talk.work.people.ombud(talk.person.id)
    if before is not None:
        return _offered_before(before)
    await talk.work.people.put_ombud(
        Ombud(
            person=talk.person.id,
            department=department,
            stage=OmbudStage.OFFERED,
            since=talk.now,
        )
    )
    deciders = await _deciders(talk, department, of=talk.person.id)
    for one in deciders:
        await talk.note(
            one.id,
            Reply(
                text=(
                    say(
                        "ombud.asks",
                        name=talk.person.name,
                        department=await talk.place(department),
                    ),
                    say("ombud.what_it_takes"),
                ),
                choices=(
                    Choice(say("ombud.approve"), f"ombud.approve:{talk.person.id}", Weight.MAIN),
                    Choice(say("choice.not_now"), f"ombud.decline:{talk.person.id}"),
                ),
            ),
            reason=f"ombud:{talk.person.id}:{talk.now.isoformat()}",
        )
    if not deciders:
        return Reply(text=(say("ombud.nobody_to_ask"),), choices=(_leave(),))
    return Reply(text=(say("ombud.offered", name=deciders[0].first_name),), choices=(_leave(),))


async def on_approve(talk: Talk, person_id: str) -> Reply:
    """The manager says yes: colleagues may ask this person from now on."""
    offer = await _offer(talk, person_id)
    person = await talk.work.people.get(person_id)
    if offer is None:
        return Reply(text=(say("ombud.gone", name=person.first_name),))
    await talk.work.people.put_ombud(replace(offer, stage=OmbudStage.ACTIVE, since=talk.now))
    await talk.post(
        person.id,
        Reply(
            text=(say("ombud.welcome", name=talk.person.first_name), say("ombud.first_steps")),
            choices=(Choice(say("choice.sees"), "coach.sees", Weight.MAIN), _leave()),
        ),
        reason=f"ombud_yes:{person.id}:{talk.now.isoformat()}",
    )
    return Reply(text=(say("ombud.approved", name=person.first_name),))


async def on_decline(talk: Talk, person_id: str) -> Reply:
    """The manager says not now; the offer is removed and the person is thanked."""
    offer = await _offer(talk, person_id)
    person = await talk.work.people.get(person_id)
    if offer is None:
        return Reply(text=(say("ombud.gone", name=person.first_name),))
    await talk.work.people.remove_ombud(person.id)
    await talk.post(
        person.id,
        Reply(text=(say("ombud.not_now", name=talk.person.first_name),)),
        reason=f"ombud_no:{person.id}:{talk.now.isoformat()}",
    )
    return Reply(text=(say("ombud.declined", name=person.first_name),))


async def on_leave(talk: Talk) -> Reply:
    """One message is enough to stop, without a reason; open questions go to who is next."""
    if await talk.work.people.remove_ombud(talk.person.id):
        talk.settle()
        moved = 0 if await helps(talk) else await move_all(talk, talk.person.id, deed=Deed.REPLACED)
        told = (say("replace.moved", count=moved),) if moved else ()
        return Reply(text=(say("ombud.left"), *told))
    return Reply(text=(say("ombud.is_none"),), choices=await talk.door())


async def _offer(talk: Talk, person_id: str) -> Ombud | None:
    """Return an offer to whoever may decide it; anybody else is told that there is nobody."""
    offer = await talk.work.people.ombud(person_id)
    department = (await talk.work.people.get(person_id)).department
    deciders = await _deciders(talk, offer.department if offer else department, of=person_id)
    if talk.person.id not in {one.id for one in deciders}:
        raise UnknownPerson
    return offer if offer and offer.stage is OmbudStage.OFFERED else None


async def _deciders(talk: Talk, department: str | None, *, of: str) -> Sequence[Person]:
    """Return the nearest managers; where there are none, the coordinators. Never who offers."""
    for one in (await talk.tree()).chain(department):
        managers = [
            person
            for person in await talk.work.people.managers_of(one.id)
            if person.role is Role.MANAGER and person.id != of
        ]
        if managers:
            return managers
    return [one for one in await talk.coordinators(department) if one.id != of]


def _offered_before(ombud: Ombud) -> Reply:
    key = "ombud.is_one" if ombud.stage is OmbudStage.ACTIVE else "ombud.offered_before"
    return Reply(text=(say(key),), choices=(_leave(),))


def _leave() -> Choice:
    return Choice(say("ombud.leave"), "ombud.leave", Weight.QUIET)
