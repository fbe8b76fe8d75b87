"""One meeting: its agenda, who comes, the minutes and what was agreed; read or edited."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from aiohttp import web

from bot.conversations.correspondence import Correspondence
from bot.conversations.group import invitations
from bot.conversations.group.membership import membership_of
from bot.desk import meeting_form
from bot.desk.draw import message
from bot.desk.group_visit import (
    HERE,
    MEETINGS,
    or_not_found,
    parts_to_choose,
    people_of,
)
from bot.desk.pages import meeting_view
from bot.desk.pages.agenda import with_what_there_is
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.coach_group import agenda
from knowledge.coach_group.model import (
    Action,
    Coming,
    Meeting,
    MeetingOver,
    State,
    UnknownAction,
    UnknownMeeting,
)

AGAIN = timedelta(weeks=4)
"""How long after a meeting the next one is proposed."""

FIRST = timedelta(weeks=2)
USUAL_HOUR, USUAL_LENGTH = time(10), 60

DEEDS = {
    "invite": "invited", "cancel": "cancelled", "held": "held", "send": "notes_sent",
    "done": "ticked", "undone": "unticked",
}  # fmt: skip
"""What a press beside saving is called, in the audit and in what the page then says."""


@or_not_found
async def show(visit: Visit) -> web.StreamResponse:
    """Show a meeting: to edit for who coordinates the group, to read for its members."""
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        meeting = await work.group.get(visit.part("id"))
        (await membership_of(letters, visit.me)).refuse_unless_seen(meeting)
        return await meeting_view.drawn(visit, letters, meeting)


@or_not_found
async def plain(visit: Visit) -> web.StreamResponse:
    """Show agenda and minutes with nothing beside them, to print or to paste."""
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        meeting = await work.group.get(visit.part("id"))
        (await membership_of(letters, visit.me)).refuse_unless_seen(meeting)
        return await meeting_view.drawn_plain(visit, letters, meeting)


async def new(visit: Visit) -> web.StreamResponse:
    """Show a form with a time and a place proposed, as the last meeting was."""
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        proposal = await _proposal(visit, letters, visit.me.department)
        values = meeting_form.values_of(proposal, (), {}, visit.desk.zone)
        values["department"] = visit.me.department or ""
        return await _form(visit, letters, values, {})


async def begin(visit: Visit) -> web.StreamResponse:
    """Keep a new meeting, with its agenda made of what there is; nobody is told yet."""
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        member = await membership_of(letters, visit.me)
        department = visit.form.get("department", visit.me.department or "") or None
        blank = await _proposal(visit, letters, department)
        # Whatever was proposed, a time that has been is refused.
        found = meeting_form.read(
            replace(blank, starts=visit.now),
            (),
            {"day": "", **visit.form},
            people=(),
            zone=visit.desk.zone,
            now=visit.now,
        )
        if not member.edits(department):
            found.wrong["department"] = say("desk.wrong.choice")
        if found.wrong:
            values = meeting_form.values_of(blank, (), {}, visit.desk.zone)
            values |= {"department": "", **visit.form}
            return await _form(visit, letters, values, found.wrong)
        meeting = replace(found.meeting, revision=0)
        meeting = replace(meeting, agenda=await with_what_there_is(visit, work, meeting))
        kept = await work.group.add(meeting)
        await work.audit.write(visit.deed("meeting.planned", _object(kept)), at=visit.now)
        await work.commit()
    return to(address(kept), done="planned")


@or_not_found
async def save(visit: Visit) -> web.StreamResponse:
    """Keep all that is on the page, and then do what was pressed."""
    do, _, about = visit.form.get("do", "").partition(":")
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        before = await work.group.get(visit.part("id"))
        if not (await membership_of(letters, visit.me)).edits(before.department):
            raise UnknownMeeting
        if before.state is State.CANCELLED:
            raise MeetingOver
        found = meeting_form.read(
            before,
            await work.group.agreed_at(before.id),
            visit.form,
            people=await people_of(letters, before.department),
            zone=visit.desk.zone,
            now=visit.now,
        )
        if found.wrong:
            return await meeting_view.drawn(
                visit, letters, before, values=visit.form, wrong=found.wrong, status=422
            )
        if visit.form.get("version") != str(before.version):
            values = {**visit.form, "version": str(before.version)}
            return await meeting_view.drawn(
                visit, letters, before, values=values, both=True, status=409
            )
        after = await _pressed(visit, work, found.meeting, do, about)
        kept = await work.group.put(after) if after != before else before
        await _keep_actions(work, found)
        await _tick(visit, letters, kept, do, about)
        count = await _tell(letters, before, kept, do)
        deed = visit.deed(f"meeting.{DEEDS.get(do, 'saved')}", _object(kept), letters=count)
        await work.audit.write(deed, at=visit.now)
        await work.commit()
    visit.desk.wake()
    return _back(kept, do, about)


@or_not_found
async def answer(visit: Visit) -> web.StreamResponse:
    """Keep whether the visitor comes, as the two buttons in the chat do."""
    said = visit.form.get("coming", "")
    if said not in {Coming.YES, Coming.NO}:
        return message(visit, say("desk.wrong.choice"), status=422)
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        meeting = await work.group.get(visit.part("id"))
        (await membership_of(letters, visit.me)).refuse_unless_seen(meeting)
        if meeting.is_draft or not meeting.is_to_come(visit.now):
            raise MeetingOver
        await work.group.answer(meeting.id, visit.me.id, Coming(said), at=visit.now)
        await work.commit()
    return to(address(meeting), done="saved")


def address(meeting: Meeting) -> str:
    """Return where a meeting is."""
    return f"{MEETINGS}/{meeting.id}"


async def _pressed(visit: Visit, work: DeskWork, meeting: Meeting, do: str, about: str) -> Meeting:
    """Return a meeting after what was pressed."""
    if do in MOVES and about.isdecimal():
        return replace(meeting, agenda=MOVES[do](meeting.agenda, int(about)))
    if do == "fill":
        return replace(meeting, agenda=await with_what_there_is(visit, work, meeting))
    return LIFE[do](meeting, visit.now) if do in LIFE else meeting


def _invited(meeting: Meeting, now: datetime) -> Meeting:
    meeting.refuse_if_over()
    return replace(meeting, invited=meeting.invited or now)


def _sent(meeting: Meeting, now: datetime) -> Meeting:
    if meeting.state is not State.HELD:
        raise MeetingOver
    return replace(meeting, notes_sent=now)


MOVES = {"up": agenda.raised, "down": agenda.lowered, "remove": agenda.without}
"""What is done with one point of the agenda."""

LIFE: Mapping[str, Callable[[Meeting, datetime], Meeting]] = {
    "invite": _invited,
    "cancel": lambda meeting, _: meeting.cancelled(),
    "held": lambda meeting, _: meeting.held(),
    "send": _sent,
}
"""What is done with the whole meeting."""


async def _keep_actions(work: DeskWork, found: meeting_form.Read) -> None:
    kept = {one.id: one for one in await work.group.agreed_at(found.meeting.id)}
    for one in found.actions:
        if one != kept.get(one.id):
            await work.group.put_action(one)
    if found.new is not None:
        await work.group.add_action(found.new)


async def _tick(
    visit: Visit, letters: Correspondence, meeting: Meeting, do: str, about: str
) -> None:
    if do not in {"done", "undone", "drop"}:
        return
    shelf = letters.work.group
    action = await own_action(letters, meeting.department, about)
    if do == "done":
        await shelf.tick(action.id, on=visit.today)
    elif do == "undone":
        await shelf.untick(action.id)
    elif action.meeting == meeting.id:
        await shelf.remove_action(action.id)


async def own_action(letters: Correspondence, department: str | None, action_id: str) -> Action:
    """Return an action of a group, or raise UnknownAction."""
    action = await letters.work.group.action(action_id)
    if (await letters.work.group.get(action.meeting)).department != department:
        raise UnknownAction
    return action


async def _tell(letters: Correspondence, before: Meeting, kept: Meeting, do: str) -> int:
    """Write the letters that follow from a press; return how many were written anew."""
    if do == "cancel":
        if before.invited is not None:
            await invitations.tell_of_cancelling(letters, kept)
        return 0
    if before.invited is not None and kept.revision != before.revision:
        await invitations.tell_of_change(letters, before, kept)
    if do == "invite":
        return await invitations.invite(letters, kept)
    return await invitations.send_notes(letters, kept) if do == "send" else 0


def _back(meeting: Meeting, do: str, about: str) -> web.HTTPSeeOther:
    """Return to the page, where one was on it."""
    place = ""
    if do in {"up", "down"} and about.isdecimal():
        place = f"#point-{max(int(about) + (1 if do == 'down' else -1), 0)}"
    elif do in {"done", "undone", "drop", "action"}:
        place = "#actions"
    return web.HTTPSeeOther(f"{address(meeting)}?done={DEEDS.get(do, 'saved')}{place}")


async def _proposal(visit: Visit, letters: Correspondence, department: str | None) -> Meeting:
    """Return a meeting like the last one, four weeks after it, when the office is open."""
    ours = [one for one in await letters.work.group.meetings() if one.department == department]
    last = ours[-1] if ours else None
    local = last.starts.astimezone(visit.desk.zone) if last else None
    hour = local.time() if local else USUAL_HOUR
    day = local.date() + AGAIN if local else visit.today + FIRST
    office = await letters.office(department)
    wanted = datetime.combine(max(day, visit.today + timedelta(days=1)), hour, visit.desk.zone)
    for _ in range(30):
        if office.is_open(wanted):
            break
        wanted += timedelta(days=1)
    return Meeting(
        id=secrets.token_hex(16),
        department=department,
        starts=wanted,
        lasts=last.lasts if last else USUAL_LENGTH,
        place=last.place if last else "",
        link=last.link if last else "",
    )


async def _form(
    visit: Visit, letters: Correspondence, values: Mapping[str, str], wrong: Mapping[str, Say]
) -> web.Response:
    member = await membership_of(letters, visit.me)
    return meeting_view.new_form(
        visit, values, wrong, parts=parts_to_choose(member, visit.me.department)
    )


def _object(meeting: Meeting) -> str:
    return f"meeting:{meeting.id}"


__all__ = ["HERE", "address", "begin", "new", "own_action", "plain", "save", "show"]
