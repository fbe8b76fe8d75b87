"""What every page about events begins with: whose they are, and what else there is to know."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversations.correspondence import Correspondence
from bot.conversations.part import part_of
from bot.desk.visit import Visit
from scheduler.events.model import Answer, Event, Guest, UnknownEvent

HERE = "/desk/events"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An event in a list.

    Attributes:
        coming: how many hold a seat.
        interested: how many want to know when there is a day.
        waiting: how many stand in the queue.
        edits: whether the visitor may change it.
    """

    event: Event
    coming: int
    interested: int
    waiting: int
    edits: bool


async def may_edit(visit: Visit, letters: Correspondence, event: Event) -> bool:
    """Say whether the visitor arranges an event, or coordinates the part it is of."""
    if event.organiser == visit.me.id:
        return True
    if not visit.coordinates:
        return False
    part = await part_of(letters, visit.me)
    return part is None or event.department in part


async def theirs(visit: Visit, letters: Correspondence, *, locked: bool = False) -> Event:
    """Return the event of the address, for who may change it.

    Raises:
        UnknownEvent: there is none, or it is somebody else's; the two look the same.
    """
    shelf = letters.work.events
    event = await shelf.get(visit.part("id"))
    if not await may_edit(visit, letters, event):
        raise UnknownEvent
    return await shelf.locked(event.id) if locked else event


async def row_of(
    visit: Visit, letters: Correspondence, event: Event, counts: Mapping[Answer, int]
) -> Row:
    """Return an event with what its list shows of it: how many have each answer."""
    return Row(
        event=event,
        coming=sum(count for answer, count in counts.items() if answer.holds_a_seat),
        interested=counts.get(Answer.INTERESTED, 0),
        waiting=counts.get(Answer.WAITING, 0),
        edits=await may_edit(visit, letters, event),
    )


def address(event: Event) -> str:
    """Return where an event is."""
    return f"{HERE}/{event.id}"


def by_answer(guests: list[Guest], answer: Answer) -> list[Guest]:
    """Return those with an answer, the queue in its order."""
    found = [one for one in guests if one.answer is answer]
    return sorted(found, key=lambda one: one.place)
