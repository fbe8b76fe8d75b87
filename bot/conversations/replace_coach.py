"""A coach leaves: one action gives everything to a new one, and askers are told once."""

from bot.cards.model import Choice, Reply, Weight
from bot.conversations.helping import give_all, let_go
from bot.conversations.part import KEEPERS, may_change, part_of
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, plain, say
from knowledge.people.model import Duty, Person, UnknownPerson

MOST = 8

CANCEL = Choice(say("choice.cancel"), "escalate.cancel", Weight.QUIET)


async def on_replace(talk: Talk, words: str) -> Reply:
    """Find the coach who is leaving, by what was written of the name."""
    if not _may(talk):
        return Reply(text=(say("replace.only_coordinators"),), choices=await talk.door())
    found = [one for one in await talk.work.people.named(words) if await _is_theirs(talk, one)]
    if not found:
        return Reply(text=(say("replace.nobody", name=words),))
    kept = [one for one in found if not may_change(talk.person, one)]
    found = [one for one in found if one not in kept]
    if not found:
        return Reply(text=(say("replace.only_administrators", name=kept[0].name),))
    labels = [
        say("who.named", name=one.name, department=await talk.place(one.department))
        if one.department
        else plain(one.name)
        for one in found[:MOST]
    ]
    return Reply(
        text=(say("replace.whom"),),
        choices=tuple(
            Choice(label, f"replace.with:{one.id}")
            for label, one in zip(labels, found, strict=False)
        ),
    )


async def on_with(talk: Talk, old_id: str) -> Reply:
    """Say what will happen, and ask who takes over."""
    old = await _old(talk, old_id)
    held = await talk.work.escalations.held_by(old.id)
    talk.wait("replace", old.id)
    near = [
        person
        for _, duty, person in await talk.work.people.helpers_in(
            [one for one in (old.department,) if one]
        )
        if person.id != old.id and duty is Duty.STANDIN
    ]
    count = (
        say("replace.count", name=old.first_name, count=len(held))
        if held
        else say("replace.none", name=old.first_name)
    )
    return Reply(
        text=(count, say("replace.by_whom")),
        choices=(
            *[
                Choice(say("replace.by", name=one.name), f"replace.now:{old.id}:{one.id}")
                for one in near
            ],
            Choice(say("replace.spread"), f"replace.spread:{old.id}"),
            CANCEL,
        ),
    )


async def on_name(talk: Talk, old_id: str, text: str) -> Reply:
    """Find who takes over by a name."""
    old = await _old(talk, old_id)
    part = await part_of(talk, talk.person)
    found = [
        one
        for one in await talk.work.people.named(text)
        if one.id != old.id and _is_in_part(part, one)
    ][:MOST]
    key = "replace.which" if found else "people.error.unknown_person"
    return Reply(
        text=(say(key),),
        choices=(
            *[
                Choice(say("replace.by", name=one.name), f"replace.now:{old.id}:{one.id}")
                for one in found
            ],
            CANCEL,
        ),
    )


async def on_now(talk: Talk, old_id: str, new_id: str) -> Reply:
    """Give role, duties and every open question to the new coach, in one transaction."""
    old = await _old(talk, old_id)
    new = await talk.work.people.get(new_id)
    if not _is_in_part(await part_of(talk, talk.person), new):
        raise UnknownPerson
    moved = await give_all(talk, old, new, by=talk.person)
    return Reply(
        text=(say("replace.done", old=old.first_name, new=new.first_name), *_moved(moved)),
    )


async def on_spread(talk: Talk, old_id: str) -> Reply:
    """Nobody takes over yet: each question goes to who is next."""
    old = await _old(talk, old_id)
    moved = await let_go(talk, old)
    return Reply(
        text=(say("replace.no_longer", old=old.first_name), *_moved(moved)),
    )


def _moved(count: int) -> tuple[Say, ...]:
    return (say("replace.moved", count=count),) if count else ()


def _may(talk: Talk) -> bool:
    return talk.person.role in KEEPERS


def _is_in_part(part: frozenset[str] | None, person: Person) -> bool:
    return part is None or person.department in part


async def _is_theirs(talk: Talk, person: Person) -> bool:
    """Say whether somebody helps in the speaker's part of the organisation."""
    if not _is_in_part(await part_of(talk, talk.person), person):
        return False
    return person.role.helps or bool(await talk.work.people.duties_of(person.id))


async def _old(talk: Talk, person_id: str) -> Person:
    if not _may(talk):
        raise UnknownPerson
    person = await talk.work.people.get(person_id)
    if not (await _is_theirs(talk, person) and may_change(talk.person, person)):
        raise UnknownPerson
    return person
