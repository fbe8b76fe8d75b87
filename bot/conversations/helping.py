"""Who helps where: somebody begins, somebody stops, and what they held goes on."""

from dataclasses import replace

from bot.cards.model import Choice, Reply, Weight
from bot.conversations.correspondence import Correspondence
from bot.conversations.moving import move_all
from bot.texts.catalogue import say
from knowledge.escalations.model import Deed
from knowledge.people.model import Duty, Person, Role


async def give_all(letters: Correspondence, old: Person, new: Person, *, by: Person) -> int:
    """Give role, duties and every open question of one who helps to another.

    Args:
        letters: in whose transaction.
        old: who helps no more.
        new: who takes over.
        by: who says so, and is named to the new one.

    Returns:
        How many questions were moved.
    """
    duties = list(await letters.work.people.duties_of(old.id))
    if old.department:
        at_home = Duty.STANDIN if old.role is Role.STANDIN else Duty.COACH
        duties.insert(0, (old.department, at_home))
    await _take_role(letters, old)
    for department, duty in duties:
        await give_duty(letters, new.id, department, duty)
    await ask_to_confirm(letters, new, by=by)
    return await move_all(letters, old.id, deed=Deed.REPLACED, to=new)


async def let_go(letters: Correspondence, old: Person) -> int:
    """Let somebody help no more; each open question goes to who is next. Return how many."""
    await _take_role(letters, old)
    return await move_all(letters, old.id, deed=Deed.REPLACED)


async def give_duty(letters: Correspondence, person_id: str, department: str, duty: Duty) -> None:
    """Let somebody help in a department: by role where they work, by a duty elsewhere."""
    new = await letters.work.people.get(person_id)
    at_home = new.department == department
    if at_home and new.role in {Role.STAFF, Role.STANDIN}:
        await letters.work.people.put(replace(new, role=Role(duty.value)))
    elif not (at_home and new.role is Role.COACH):
        await letters.work.people.add_duty(new.id, department, duty)


async def ask_to_confirm(letters: Correspondence, new: Person, *, by: Person) -> None:
    """Ask a new helper whether questions reach them, unless they have said so."""
    profile = await letters.work.people.profile(new.id)
    if profile.sees:
        return
    await letters.note(
        new.id,
        Reply(
            text=(say("coach.welcome", name=by.first_name), say("coach.do_you_see")),
            choices=(Choice(say("choice.sees"), "coach.sees", Weight.MAIN),),
        ),
        reason=f"welcome:{new.id}:{letters.now.isoformat()}",
    )


async def _take_role(letters: Correspondence, old: Person) -> None:
    await letters.work.people.remove_duties(old.id)
    await letters.work.people.put(replace(old, role=Role.STAFF))
