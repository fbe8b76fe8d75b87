"""Draws a meeting: what its page, its plain view and the form of a new one show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.conversations.correspondence import Correspondence
from bot.conversations.group.membership import members, membership_of, open_actions
from bot.conversations.group.words import ANSWERED, task, when
from bot.desk import meeting_form
from bot.desk.draw import page
from bot.desk.group_visit import part_name, people_of
from bot.desk.visit import Visit
from bot.texts.catalogue import Say, say
from knowledge.coach_group.model import Action, Coming, Meeting, Origin, State
from knowledge.people.model import UnknownPerson

STATES = {
    State.PLANNED: "group.state.planned",
    State.HELD: "group.state.held",
    State.CANCELLED: "group.state.cancelled",
}
ORIGINS = {
    Origin.ACTION: "group.origin.action",
    Origin.GAP: "group.origin.gap",
    Origin.TIPS: "group.origin.tips",
    Origin.PLAN: "group.origin.plan",
    Origin.OWN: "group.origin.own",
}
LENGTHS = (30, 45, 60, 90, 120)


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """An action as a page shows it.

    Attributes:
        action: the action.
        text: what is to be done, and until when.
        who: whose it is, in words; "" when it is nobody's.
        mine: whether it is the visitor's.
        late: whether its day has passed and it is not done.
    """

    action: Action
    text: Say
    who: str
    mine: bool
    late: bool


async def tasks(visit: Visit, letters: Correspondence, actions: Sequence[Action]) -> Sequence[Task]:
    """Return actions as a page shows them."""
    names = await names_of(letters, {one.owner for one in actions})
    return [
        Task(
            action=one,
            text=task(one),
            who=names.get(one.owner, one.who),
            mine=one.owner == visit.me.id,
            late=one.is_open and one.due is not None and one.due < visit.today,
        )
        for one in actions
    ]


async def names_of(letters: Correspondence, people: Collection[str]) -> Mapping[str, str]:
    """Return the names of those of these people who are known."""
    found = {}
    for one in people:
        try:
            found[one] = (await letters.work.people.get(one)).name
        except UnknownPerson:
            continue
    return found


async def drawn(
    visit: Visit,
    letters: Correspondence,
    meeting: Meeting,
    *,
    values: Mapping[str, str] | None = None,
    wrong: Mapping[str, Say] | None = None,
    both: bool = False,
    status: int = 200,
) -> web.Response:
    """Draw a meeting's page.

    Args:
        visit: whose.
        letters: the transaction.
        meeting: as it is kept.
        values: what somebody has written, in place of what is kept.
        wrong: what cannot be kept, by field.
        both: whether somebody else has changed it meanwhile, so that what is kept is shown, too.
        status: of the answer.
    """
    edits = (await membership_of(letters, visit.me)).edits(meeting.department)
    agreed = await letters.work.group.agreed_at(meeting.id)
    guests = {one.person: one for one in await letters.work.group.guests(meeting.id)}
    mine = guests.get(visit.me.id)
    carried = [
        one for one in await open_actions(letters, meeting.department) if one.meeting != meeting.id
    ]
    names = await names_of(letters, {one.owner for one in agreed})
    shown = meeting_form.values_of(meeting, agreed, names, visit.desk.zone) | dict(values or {})
    office = await letters.office(meeting.department)
    return page(
        visit,
        "meeting.html",
        status=status,
        meeting=meeting,
        head=when(letters, meeting),
        part=part_name(await letters.tree(), meeting.department),
        state=_state(meeting),
        sent=say("group.sent_on", day=letters.day(meeting.notes_sent).isoformat())
        if meeting.notes_sent
        else say("group.not_sent"),
        edits=edits and meeting.state is not State.CANCELLED,
        shows_notes=meeting.notes_sent is not None,
        may_answer=meeting.is_to_come(visit.now) and not meeting.is_draft,
        answered=say(ANSWERED[mine.coming]) if mine and mine.coming in ANSWERED else None,
        is_over=meeting.state is not State.PLANNED,
        has_begun=meeting.starts <= visit.now,
        values=shown,
        wrong=wrong or {},
        both=both,
        points=[
            {"number": number, "origin": say(ORIGINS[_origin(shown, number)])}
            for number in range(len(shown))
            if f"point-{number}" in shown
        ],
        agreed=await tasks(visit, letters, agreed),
        my_tasks={one.id for one in (*agreed, *carried) if one.owner == visit.me.id},
        carried=await tasks(visit, letters, carried),
        people=[one.name for one in await people_of(letters, meeting.department)] if edits else [],
        guests=await _guests(letters, meeting) if edits else {},
        to_invite=await _to_invite(letters, meeting) if edits else [],
        outside=meeting.state is State.PLANNED and not office.is_open(meeting.starts),
        lengths=LENGTHS,
    )


async def drawn_plain(visit: Visit, letters: Correspondence, meeting: Meeting) -> web.Response:
    """Draw agenda and minutes with nothing beside them."""
    edits = (await membership_of(letters, visit.me)).edits(meeting.department)
    return page(
        visit,
        "meeting_plain.html",
        shows_notes=edits or meeting.notes_sent is not None,
        meeting=meeting,
        head=when(letters, meeting),
        part=part_name(await letters.tree(), meeting.department),
        agreed=await tasks(visit, letters, await letters.work.group.agreed_at(meeting.id)),
    )


def new_form(
    visit: Visit,
    values: Mapping[str, str],
    wrong: Mapping[str, Say],
    *,
    parts: Mapping[str, Say],
) -> web.Response:
    """Draw the form of a new meeting."""
    return page(
        visit,
        "meeting_new.html",
        status=422 if wrong else 200,
        values=values,
        wrong=wrong,
        parts=parts,
        lengths=LENGTHS,
    )


def _state(meeting: Meeting) -> Say:
    if meeting.state is State.PLANNED and meeting.is_draft:
        return say("group.state.draft")
    return say(STATES[meeting.state])


def _origin(values: Mapping[str, str], number: int) -> Origin:
    said = values.get(f"origin-{number}", "")
    return Origin(said) if said in set(Origin) else Origin.OWN


async def _guests(letters: Correspondence, meeting: Meeting) -> Mapping[str, Sequence[str]]:
    """Return the names of who is invited, by what they have answered."""
    guests = await letters.work.group.guests(meeting.id)
    names = await names_of(letters, {one.person for one in guests})
    return {
        coming.value: sorted(
            names[one.person] for one in guests if one.coming is coming and one.person in names
        )
        for coming in Coming
    }


async def _to_invite(letters: Correspondence, meeting: Meeting) -> Sequence[Mapping[str, object]]:
    """Return who would get an invitation now, and whether they are away on that day."""
    invited = {one.person for one in await letters.work.group.guests(meeting.id)}
    found = [one for one in await members(letters, meeting.department) if one.id not in invited]
    day = letters.day(meeting.starts)
    away = await letters.work.people.absences([one.id for one in found], on=day)
    return [{"name": one.name, "away": one.id in away} for one in found]
