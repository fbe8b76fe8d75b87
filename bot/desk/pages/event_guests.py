"""Who comes to an event: the list for who arranges it, ticked by hand and taken away as a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiohttp import web

from bot.conversations.correspondence import Correspondence
from bot.conversations.events.letters import offer_seats
from bot.desk.event_visit import address, by_answer, theirs
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.people.model import Person
from knowledge.tables.writing import delimited
from scheduler.events.model import Answer, EventOver, Guest, State

ANSWERS = {
    Answer.COMING: "events.list.coming",
    Answer.OFFERED: "events.list.offered",
    Answer.WAITING: "events.list.waiting",
    Answer.MAYBE: "events.list.maybe",
    Answer.INTERESTED: "events.list.interested",
    Answer.NOT_COMING: "events.list.not_coming",
}
"""What each answer is called beside a name; who has not answered is in no list."""

AT_ONCE = 500
"""So many people are looked up at once."""

IN_ORDER = tuple(ANSWERS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Somebody in the list.

    Attributes:
        person: their id.
        name: what they are called.
        department: where they work, or "".
        said: their answer, in words.
        needs: what they need, in their own words.
        was_there: whether they were ticked; None when nobody has said.
        may_tick: whether they are among those who can have been there.
    """

    person: str
    name: str
    department: str
    said: Say
    needs: str
    was_there: bool | None
    may_tick: bool


async def listed(letters: Correspondence, guests: Sequence[Guest]) -> Sequence[Listed]:
    """Return those who have answered, those who come first and the queue in its order."""
    found = []
    everybody = [one for kind in IN_ORDER for one in by_answer(list(guests), kind)]
    await letters.tree()  # Once, instead of a department for each of them.
    people: dict[str, Person] = {}
    for first in range(0, len(everybody), AT_ONCE):
        some = [one.person for one in everybody[first : first + AT_ONCE]]
        people |= {one.id: one for one in await letters.work.people.some(some)}
    for guest in everybody:
        if guest.person not in people:
            continue
        person = people[guest.person]
        found.append(
            Listed(
                person=person.id,
                name=person.name,
                department=await letters.place(person.department),
                said=say(ANSWERS[guest.answer]),
                needs=guest.needs,
                was_there=guest.was_there,
                may_tick=guest.answer is Answer.COMING,
            )
        )
    return found


async def export(visit: Visit) -> web.StreamResponse:
    """Give the list as CSV: name, department, answer, needs, whether they were there."""
    texts = visit.texts
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        event = await theirs(visit, letters)
        rows = await listed(letters, await work.events.guests(event.id))
    head = [
        texts.word(one)
        for one in (
            say("events.column.name"),
            say("events.column.department"),
            say("events.column.answer"),
            say("events.column.needs"),
            say("events.column.was_there"),
        )
    ]
    there = {
        True: texts.word(say("events.there.yes")),
        False: texts.word(say("events.there.no")),
        None: "",
    }
    body = delimited(
        [
            head,
            *(
                [one.name, one.department, texts.word(one.said), one.needs, there[one.was_there]]
                for one in rows
            ),
        ]
    )
    return web.Response(
        body=body,
        headers={
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": 'attachment; filename="guests.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


async def tick(visit: Visit) -> web.StreamResponse:
    """Keep who was there, as the organiser ticked them; it is asked of nobody else."""
    there = set(visit.form.get("there", "").split())
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        event = await theirs(visit, letters, locked=True)
        if event.state is State.CANCELLED:
            raise EventOver
        for guest in await work.events.guests(event.id):
            if guest.answer is Answer.COMING:
                ticked = replace(guest, was_there=guest.person in there)
                await work.events.keep(ticked, at=visit.now)
        if event.takes_answers(visit.now):
            await offer_seats(letters, event)
        await work.audit.write(visit.deed("event.ticked", f"event:{event.id}"), at=visit.now)
        await work.commit()
    return to(address(event), done="ticked_guests")
