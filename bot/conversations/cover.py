"""The coordinator's report: where nobody helps, and who helps more than was agreed."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.cards.model import Choice, Reply
from bot.conversations.correspondence import Correspondence
from bot.conversations.part import in_part
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say
from knowledge.people.cover import Cover, cover, uncoached
from knowledge.people.model import Department, Duty, Person, Role


async def on_cover(talk: Talk) -> Reply:
    """Say what is missing in the speaker's part; nothing is ranked, and no asker is in it."""
    if talk.person.role not in {Role.COORDINATOR, Role.ADMINISTRATOR}:
        return Reply(text=(say("cover.only_coordinators"),), choices=await talk.door())
    found = await reported(talk, talk.person)
    lines = _lines(found)
    if not lines:
        return Reply(text=(say("cover.all_well"),))
    return Reply(
        text=(say("cover.head"),),
        steps=tuple(lines),
        note=say("cover.reckoned", minutes=talk.pace.minutes),
        choices=tuple(
            Choice(say("cover.remind", name=one.name), f"cover.remind:{one.id}")
            for one in found.unconfirmed[:5]
        ),
    )


async def on_remind(talk: Talk, person_id: str) -> Reply:
    """Ask a helper once more whether questions reach them."""
    if talk.person.role not in {Role.COORDINATOR, Role.ADMINISTRATOR}:
        return Reply(text=(say("cover.only_coordinators"),), choices=await talk.door())
    person = await talk.work.people.get(person_id)
    await confirm_again(talk, person)
    return Reply(text=(say("cover.reminded", name=person.first_name),))


async def confirm_again(letters: Correspondence, person: Person) -> None:
    """Ask a helper whether questions reach them, once a day at most."""
    await letters.note(
        person.id,
        Reply(
            text=(say("coach.added"), say("coach.do_you_see")),
            choices=(Choice(say("choice.sees"), "coach.sees"),),
        ),
        reason=f"confirm:{person.id}:{letters.today.isoformat()}",
    )


async def reported(letters: Correspondence, person: Person) -> Cover:
    """Report on the part of the organisation that somebody coordinates, this month."""
    people, tree = letters.work.people, await letters.tree()
    departments = [one.id for one in tree.all()]
    helpers = await people.helpers_in(departments)
    ids = {one.id for _, _, one in helpers}
    month = datetime(letters.today.year, letters.today.month, 1, tzinfo=UTC)
    return cover(
        tree=tree,
        part=await in_part(letters, person),
        sizes=await people.sizes(),
        helpers=helpers,
        profiles=await people.profiles(ids),
        answered=await letters.work.escalations.answered_since(ids, month),
        minutes=letters.pace.minutes,
    )


async def without_coach(letters: Correspondence, person: Person) -> Sequence[Department]:
    """Return the departments somebody coordinates where people work and no coach answers."""
    people, tree = letters.work.people, await letters.tree()
    return uncoached(
        tree,
        part=await in_part(letters, person),
        sizes=await people.sizes(),
        coached=await people.departments_with(Duty.COACH),
    )


def _lines(found: Cover) -> list[Say]:
    lines = [say("cover.without_coach", department=one.name) for one in found.without_coach]
    lines += [say("cover.without_standin", department=one.name) for one in found.without_standin]
    lines += [say("cover.unconfirmed", name=one.name) for one in found.unconfirmed]
    lines += [
        say("cover.over_hours", name=one.person.name, count=one.found, agreed=one.agreed)
        for one in found.over_hours
    ]
    lines += [
        say("cover.too_many", name=one.person.name, count=one.found) for one in found.too_many
    ]
    return lines
