"""Letters to a coach group: invitations, what has changed, what is off, and the minutes.

Nobody gets two letters for one cause, and whoever has not had the invitation yet gets one letter
with what holds now instead of two.
"""

import hashlib
import secrets
from collections.abc import Sequence

from bot.cards.codec import to_json
from bot.cards.model import Quote, Reply
from bot.conversations.correspondence import Correspondence
from bot.conversations.group.membership import members
from bot.conversations.group.words import shown, task_of, when
from bot.texts.catalogue import DEFAULT, say
from knowledge.coach_group.model import Guest, Meeting
from knowledge.people.model import Person, UnknownPerson
from scheduler.delivery.model import Kind, Letter

LONGEST_NOTES = 3_000
"""Characters of minutes that a letter brings; the rest is read on the desk."""


async def invite(letters: Correspondence, meeting: Meeting) -> int:
    """Invite every member who has not been invited; return how many that were."""
    count = 0
    for person in await members(letters, meeting.department):
        if await letters.work.group.invite(meeting.id, person.id, at=letters.now):
            count += await _post(
                letters, person, _invitation(letters, meeting, person), reason=_invited(meeting)
            )
    return count


async def tell_of_change(letters: Correspondence, before: Meeting, meeting: Meeting) -> None:
    """Tell everybody who is invited of another time or place, once for each revision.

    At another time everybody is asked anew; at another place their answers hold.
    """
    anew = meeting.starts != before.starts
    if anew:
        await letters.work.group.forget_answers(meeting.id)
    for person in await _guests(letters, meeting):
        changed = shown(
            letters,
            meeting,
            head=say("group.changed", when=when(letters, meeting)),
            after=(say("group.answer_anew"),) if anew else (),
            language=person.language or DEFAULT,
        )
        if not await _reworded(letters, meeting, person, changed):
            await _post(letters, person, changed, reason=_changed(meeting, meeting.revision))


async def tell_of_cancelling(letters: Correspondence, meeting: Meeting) -> None:
    """Tell everybody who knows of a meeting that it is off."""
    off = Reply(text=(say("group.cancelled", when=when(letters, meeting)),))
    for person in await _guests(letters, meeting):
        if await _stopped(letters, person, _invited(meeting)):
            continue
        for revision in range(1, meeting.revision + 1):
            await _stopped(letters, person, _changed(meeting, revision))
        await _post(letters, person, off, reason=f"meeting:{meeting.id}:cancelled")


async def remind(letters: Correspondence, meeting: Meeting, guest: Guest) -> None:
    """Remind somebody of tomorrow's meeting, unless it would come too late."""
    try:
        person = await letters.work.people.get(guest.person)
    except UnknownPerson:
        return
    due = (await letters.office(person.department)).opens(letters.now)
    if person.left is not None or due >= meeting.starts:
        return
    reply = shown(letters, meeting, head=say("group.reminder", when=when(letters, meeting)))
    await _post(
        letters, person, reply, reason=f"meeting:{meeting.id}:reminder:{meeting.starts.isoformat()}"
    )


async def send_notes(letters: Correspondence, meeting: Meeting) -> int:
    """Send the minutes to the group; the same minutes never twice. Return to how many."""
    tasks = [await task_of(letters, one) for one in await letters.work.group.agreed_at(meeting.id)]
    notes = meeting.notes
    cut = len(notes) > LONGEST_NOTES
    reply = Reply(
        text=(say("group.notes_of", day=letters.day(meeting.starts).isoformat()),),
        quotes=(
            Quote(
                say("group.notes"),
                f"{notes[:LONGEST_NOTES].rsplit(maxsplit=1)[0]} …" if cut else notes,
            ),
        )
        if notes
        else (),
        after=(say("group.on_the_desk"),),
        steps=tuple(tasks),
    )
    same = hashlib.sha256(to_json(reply).encode()).hexdigest()[:16]
    known = {one.id: one for one in await members(letters, meeting.department)}
    known |= {one.id: one for one in await _guests(letters, meeting)}
    return sum(
        [
            await _post(letters, person, reply, reason=f"meeting:{meeting.id}:notes:{same}")
            for person in known.values()
        ]
    )


async def _guests(letters: Correspondence, meeting: Meeting) -> Sequence[Person]:
    """Return who is invited and still works here."""
    found = []
    for guest in await letters.work.group.guests(meeting.id):
        try:
            person = await letters.work.people.get(guest.person)
        except UnknownPerson:
            continue
        if person.left is None:
            found.append(person)
    return found


def _invitation(letters: Correspondence, meeting: Meeting, person: Person) -> Reply:
    return shown(
        letters,
        meeting,
        head=say("group.invitation", when=when(letters, meeting)),
        language=person.language or DEFAULT,
    )


async def _reworded(
    letters: Correspondence, meeting: Meeting, person: Person, changed: Reply
) -> bool:
    """Let a letter of before that still waits say what holds now; say whether there was one."""
    invitation = await _letter(
        letters, person, _invitation(letters, meeting, person), reason=_invited(meeting)
    )
    if await letters.work.letters.replace(invitation):
        return True
    for revision in range(1, meeting.revision):
        letter = await _letter(letters, person, changed, reason=_changed(meeting, revision))
        if await letters.work.letters.replace(letter):
            return True
    return False


async def _stopped(letters: Correspondence, person: Person, reason: str) -> bool:
    letter = await _letter(letters, person, Reply(text=()), reason=reason)
    return await letters.work.letters.cancel(letter)


async def _post(letters: Correspondence, person: Person, reply: Reply, *, reason: str) -> bool:
    return await letters.work.letters.post(await _letter(letters, person, reply, reason=reason))


async def _letter(letters: Correspondence, person: Person, reply: Reply, *, reason: str) -> Letter:
    """Write a letter that comes in the person's working hours, or at once if they are here."""
    opens = (await letters.office(person.department)).opens(letters.now)
    return Letter(
        id=secrets.token_hex(16),
        kind=Kind.AT_LEAST_ONCE,
        reason=reason,
        recipient=person.id,
        channel=None,
        content=to_json(reply),
        due=letters.now if letters.here(person.id) else opens,
    )


def _invited(meeting: Meeting) -> str:
    return f"meeting:{meeting.id}:invited"


def _changed(meeting: Meeting, revision: int) -> str:
    return f"meeting:{meeting.id}:changed:{revision}"
