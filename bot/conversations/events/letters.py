"""Letters about events: invitations, what has changed, what is off, seats, and afterwards.

Nobody gets two letters for one cause, and whoever has not had the invitation yet gets one letter
with what holds now instead of two. Cards that lie in people's chats are changed in place.
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.cards.codec import to_json
from bot.cards.model import Choice, Reply, Weight
from bot.conversations.correspondence import Correspondence
from bot.conversations.events.words import about, card, when
from bot.conversations.posted_cards import change
from bot.conversations.unasked import Weeks
from bot.texts.catalogue import DEFAULT, Say, plain, say
from knowledge.people.model import Person, UnknownPerson
from scheduler.delivery.model import Kind, Letter
from scheduler.events import seats
from scheduler.events.model import FOLLOW_UPS, Answer, Event, Guest

AFTERWARDS = {
    "inspire": "events.after.inspire",
    "deepen": "events.after.deepen",
    "try": "events.after.try",
    "decide": "events.after.decide",
}
"""What somebody is asked some weeks later, by what the event was for."""


async def invite(letters: Correspondence, event: Event, people: Sequence[Person]) -> int:
    """Invite those who have not been invited and have not answered; return how many.

    Each in a week in which they get no weekly tip and no other invitation, where there is time.
    """
    count = 0
    weeks = Weeks(letters=letters, people=[one.id for one in people])
    for person in people:
        at = await weeks.hour_for(event, person)
        if await letters.work.events.invite(event.id, person.id, at=at):
            count += await _post(
                letters,
                person,
                await shown(letters, event, person, head=say("events.invitation")),
                reason=_invited(event),
                kind=Kind.AT_MOST_ONCE,
                due=at,
            )
    return count


async def shown(
    letters: Correspondence,
    event: Event,
    person: Person,
    *,
    head: Say | None = None,
    guests: Sequence[Guest] | None = None,
) -> Reply:
    """Show an event as it is for one person now."""
    if guests is None and event.seats is not None:
        guests = await letters.work.events.guests(event.id)
    guest = await letters.work.events.guest(event.id, person.id)
    return card(
        letters,
        event,
        guest,
        head=head,
        left=seats.free(event, guests or ()),
        queue=len(seats.waiting(guests or ())),
        language=(person.language or DEFAULT) if guest.answer is Answer.COMING else None,
    )


async def tell_of_time(letters: Correspondence, event: Event) -> int:
    """Tell those who were interested that there is a time now; they are invited first."""
    count = 0
    for guest, person in await _guests(letters, event):
        if guest.answer is Answer.INTERESTED:
            await letters.work.events.keep(replace(guest, answer=Answer.INVITED), at=letters.now)
            reply = await shown(letters, event, person, head=say("events.has_time"))
            count += await _post(letters, person, reply, reason=f"event:{event.id}:time")
    return count


async def tell_of_change(letters: Correspondence, event: Event) -> int:
    """Tell those who have answered of another time or place, once a revision; return how many.

    An invitation that waits says what holds now; one that lies in a chat is changed there.
    """
    count = 0
    for guest, person in await _guests(letters, event):
        if not guest.answer.wants_to_know:
            continue
        changed = await shown(letters, event, person, head=say("events.changed"))
        if await _reworded(letters, event, person, changed):
            continue
        if guest.answer is not Answer.INVITED:
            count += await _post(
                letters, person, changed, reason=f"event:{event.id}:changed:{event.revision}"
            )
    await _change_cards(letters, event)
    return count


async def tell_of_cancelling(letters: Correspondence, event: Event) -> int:
    """Tell everybody who knows of an event, and has not declined, that it is off; once."""
    count = 0
    for guest, person in await _guests(letters, event):
        if await _stopped(letters, person, _invited(event)):
            continue
        for revision in range(1, event.revision):
            await _stopped(letters, person, f"event:{event.id}:changed:{revision}")
        if not guest.answer.wants_to_know:
            continue
        off = card(
            letters,
            event,
            guest,
            head=say("events.cancelled"),
            language=(person.language or DEFAULT) if guest.answer is Answer.COMING else None,
        )
        count += await _post(letters, person, off, reason=f"event:{event.id}:cancelled")
    await _change_cards(letters, event, head=say("events.cancelled"))
    return count


async def offer_seats(letters: Correspondence, event: Event) -> int:
    """Offer what has become free to the first in the queue; return how many were asked.

    The event is locked by whoever calls.
    """
    guests = await letters.work.events.guests(event.id)
    count = 0
    for first in seats.next_in_line(event, guests):
        person = await _known(letters, first.person)
        if person is None:
            continue
        guest = seats.offered(event, first, at=await _due(letters, person))
        if guest is None or guest.offered_until is None:
            continue
        await letters.work.events.keep(guest, at=letters.now)
        until = guest.offered_until.astimezone(letters.pace.zone)
        head = say("events.seat_free", day=until.date().isoformat(), hour=f"{until:%H.%M}")
        reply = await shown(letters, event, person, head=head)
        reason = f"event:{event.id}:seat:{guest.offered_until.isoformat()}"
        count += await _post(letters, person, reply, reason=reason)
    return count


async def tell_of_lost_offer(letters: Correspondence, event: Event, guest: Guest) -> None:
    """Tell somebody kindly that the seat went on, since nobody answered."""
    person = await _known(letters, guest.person)
    if person is not None:
        reply = await shown(letters, event, person, head=say("events.seat_went_on"))
        await _post(
            letters, person, reply, reason=f"event:{event.id}:lost:{letters.now.isoformat()}"
        )


async def remind(letters: Correspondence, event: Event) -> int:
    """Remind those who come, and those who hold an offer, of tomorrow; return how many."""
    count = 0
    for guest, person in await _guests(letters, event):
        due = await _due(letters, person)
        if guest.answer is Answer.COMING and event.starts is not None and due < event.starts:
            head = say("events.reminder", when=when(letters, event))
            reply = await shown(letters, event, person, head=head)
            reason = f"event:{event.id}:reminder:{event.starts.isoformat()}"
            count += await _post(letters, person, reply, reason=reason)
    return count


async def send_points(letters: Correspondence, event: Event) -> int:
    """Send what was taken home to those who were signed up or asked for it; return how many."""
    lines = tuple(plain(line) for line in event.points.splitlines() if line.strip())
    count = 0
    for guest, person in await _guests(letters, event):
        came = guest.answer is Answer.COMING and guest.was_there is not False
        if not (guest.answer is Answer.COMING or guest.points):
            continue
        choices = [Choice(say("events.choice.follow"), f"event.follow:{event.id}", Weight.MAIN)]
        if event.question and came:
            choices.append(Choice(say("events.choice.answer"), f"event.reply:{event.id}"))
        reply = Reply(
            text=(
                say("events.points_came" if came else "events.points_missed", title=event.title),
            ),
            steps=lines,
            after=(plain(event.question),) if event.question and came else (),
            choices=tuple(choices),
        )
        count += await _post(letters, person, reply, reason=f"event:{event.id}:points")
    return count


async def follow_up(letters: Correspondence, event: Event, guest: Guest) -> bool:
    """Ask somebody who said yes to it how it goes, some weeks later; say whether it was written."""
    person = await _known(letters, guest.person)
    number = guest.followed + 1
    await letters.work.events.keep(replace(guest, followed=number), at=letters.now)
    if person is None:
        return False
    stop = Choice(say("events.choice.unfollow"), f"event.unfollow:{event.id}", Weight.QUIET)
    reply = Reply(
        text=(
            say("events.follow_up", title=event.title, count=FOLLOW_UPS[guest.followed]),
            say(AFTERWARDS[event.purpose]),
        ),
        choices=(stop,) if number < len(FOLLOW_UPS) else (),
    )
    return await _post(letters, person, reply, reason=f"event:{event.id}:follow:{number}")


async def tell_organiser(letters: Correspondence, event: Event, reply: Reply, *, why: str) -> None:
    """Tell the organiser something, in their working hours."""
    if event.organiser:
        await letters.note(event.organiser, reply, reason=f"event:{event.id}:{why}")


async def _change_cards(letters: Correspondence, event: Event, *, head: Say | None = None) -> None:
    """Let every card about an event that lies in a chat say what holds now."""
    for post in await letters.work.posts.about(about(event)):
        person = await _known(letters, post.person)
        guest = await letters.work.events.guest(event.id, post.person)
        says = (
            await shown(letters, event, person, head=head)
            if person is not None
            else card(letters, event, guest, head=head)
        )
        await change(letters, post, says, since=f"{event.state}:{event.revision}")


async def _guests(letters: Correspondence, event: Event) -> Sequence[tuple[Guest, Person]]:
    """Return everybody who is asked or has answered, and still works here."""
    found = []
    for guest in await letters.work.events.guests(event.id):
        person = await _known(letters, guest.person)
        if person is not None:
            found.append((guest, person))
    return found


async def _known(letters: Correspondence, person_id: str) -> Person | None:
    try:
        person = await letters.work.people.get(person_id)
    except UnknownPerson:
        return None
    return person if person.left is None else None


async def _reworded(letters: Correspondence, event: Event, person: Person, changed: Reply) -> bool:
    """Let a letter of before that still waits say what holds now; say whether there was one."""
    reasons = [_invited(event)]
    reasons += [f"event:{event.id}:changed:{one}" for one in range(1, event.revision)]
    for reason in reasons:
        kind = Kind.AT_MOST_ONCE if reason == _invited(event) else Kind.AT_LEAST_ONCE
        letter = await _letter(letters, person, changed, event, reason=reason, kind=kind)
        if reason == _invited(event):
            at = await letters.work.events.invited_at(event.id, person.id)
            letter = replace(letter, due=max(letter.due, at or letter.due))
        if await letters.work.letters.replace(letter):
            return True
    return False


async def _stopped(letters: Correspondence, person: Person, reason: str) -> bool:
    kind = Kind.AT_MOST_ONCE if reason.endswith(":invited") else Kind.AT_LEAST_ONCE
    letter = await _letter(letters, person, Reply(text=()), None, reason=reason, kind=kind)
    return await letters.work.letters.cancel(letter)


async def _post(
    letters: Correspondence,
    person: Person,
    reply: Reply,
    *,
    reason: str,
    kind: Kind = Kind.AT_LEAST_ONCE,
    due: datetime | None = None,
) -> bool:
    event_id = reason.split(":")[1]
    letter = await _letter(letters, person, reply, event_id, reason=reason, kind=kind)
    letter = letter if due is None else replace(letter, due=due)
    return await letters.work.letters.post(letter)


async def _letter(
    letters: Correspondence,
    person: Person,
    reply: Reply,
    event: Event | str | None,
    *,
    reason: str,
    kind: Kind,
) -> Letter:
    """Write a letter that comes in the person's working hours, or at once if they are here."""
    event_id = event.id if isinstance(event, Event) else event
    return Letter(
        id=secrets.token_hex(16),
        kind=kind,
        reason=reason,
        recipient=person.id,
        channel=None,
        content=to_json(reply),
        due=await _due(letters, person),
        about=f"event:{event_id}" if event_id else "",
    )


async def _due(letters: Correspondence, person: Person) -> datetime:
    if letters.here(person.id):
        return letters.now
    return (await letters.office(person.department)).opens(letters.now)


def _invited(event: Event) -> str:
    return f"event:{event.id}:invited"
