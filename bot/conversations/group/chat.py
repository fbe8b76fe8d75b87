"""*Coachgruppen* in the chat: the next meeting, the answer to it, and what I have promised."""

from dataclasses import replace

from bot.cards.model import Choice, Reply
from bot.conversations.group.membership import membership_of
from bot.conversations.group.words import ANSWERED, calendar_file, choices, code, shown, task, when
from bot.conversations.lists import short
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say
from knowledge.coach_group.model import Action, Coming, Meeting, State, UnknownAction


async def on_group(talk: Talk) -> Reply:
    """Show the next meeting and the speaker's own actions, to those who belong to a group."""
    member = await membership_of(talk, talk.person)
    if not (member.everything or member.part or member.helped):
        return Reply(text=(say("group.what_it_is"),), choices=await talk.door())
    to_come = [
        one
        for one in await talk.work.group.meetings()
        if one.is_to_come(talk.now) and not one.is_draft and member.sees(one)
    ]
    mine = await _open(talk)
    head = say("group.your_tasks", count=len(mine)) if mine else say("group.no_tasks")
    tasks = (head, *(task(one) for one in mine))
    if not to_come:
        return Reply(
            text=(say("group.no_meeting"), *tasks, say("group.on_the_desk")), choices=_ticks(mine)
        )
    meeting = to_come[0]
    guests = {one.person: one.coming for one in await talk.work.group.guests(meeting.id)}
    answered = guests.get(talk.person.id, Coming.UNKNOWN)
    told = (say(ANSWERED[answered]),) if answered in ANSWERED else ()
    found = shown(
        talk,
        meeting,
        head=say("group.next", when=when(talk, meeting)),
        after=(*told, *tasks, say("group.on_the_desk")),
    )
    return replace(found, choices=(*found.choices, *_ticks(mine)))


async def on_coming(talk: Talk, meeting_id: str, time: str) -> Reply:
    """Keep that the speaker comes, and give the meeting for their calendar."""
    meeting = await _meeting(talk, meeting_id)
    stale = _stale(talk, meeting, time)
    if stale:
        return stale
    await talk.work.group.answer(meeting.id, talk.person.id, Coming.YES, at=talk.now)
    return Reply(
        text=(say("group.thanks_yes", when=when(talk, meeting)),),
        files=(calendar_file(talk, meeting, talk.language),),
        choices=choices(meeting)[1:],
    )


async def on_not_coming(talk: Talk, meeting_id: str, time: str) -> Reply:
    """Keep that the speaker does not come; no reason is asked for."""
    meeting = await _meeting(talk, meeting_id)
    stale = _stale(talk, meeting, time)
    if stale:
        return stale
    await talk.work.group.answer(meeting.id, talk.person.id, Coming.NO, at=talk.now)
    return Reply(text=(say("group.thanks_no"),), choices=choices(meeting)[:1])


async def on_done(talk: Talk, action_id: str) -> Reply:
    """Keep that one of the speaker's own actions is done."""
    action = await talk.work.group.action(action_id)
    if action.owner != talk.person.id:
        raise UnknownAction
    await talk.work.group.tick(action.id, on=talk.today)
    left = await _open(talk)
    text: tuple[Say, ...] = (say("group.ticked", what=action.what),)
    return Reply(
        text=(*text, say("group.tasks_left", count=len(left))) if left else text,
        choices=_ticks(left),
    )


async def _open(talk: Talk) -> list[Action]:
    found = await talk.work.group.actions_of(talk.person.id)
    return [one for one in found if one.is_open]


def _ticks(actions: list[Action]) -> tuple[Choice, ...]:
    return tuple(
        Choice(say("group.tick", what=short(one.what)), f"group.done:{one.id}") for one in actions
    )


async def _meeting(talk: Talk, meeting_id: str) -> Meeting:
    """Return a meeting that the speaker is invited to, or belongs to.

    Raises:
        UnknownMeeting: there is none, or it is not for the speaker.
    """
    meeting = await talk.work.group.get(meeting_id)
    invited = {one.person for one in await talk.work.group.guests(meeting.id)}
    if talk.person.id not in invited:
        (await membership_of(talk, talk.person)).refuse_unless_seen(meeting)
    return meeting


def _stale(talk: Talk, meeting: Meeting, time: str) -> Reply | None:
    """Return what is said instead when the button is of before: off, over, or at another time."""
    if meeting.state is State.CANCELLED:
        return Reply(text=(say("group.cancelled", when=when(talk, meeting)),))
    if not meeting.is_to_come(talk.now):
        return Reply(text=(say("group.was", when=when(talk, meeting)),))
    if time != code(meeting):
        head = say("group.changed", when=when(talk, meeting))
        return shown(talk, meeting, head=head, after=(say("group.answer_anew"),))
    return None
