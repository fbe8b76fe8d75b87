"""Every shelf of the coach group keeps these promises."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.runtime.work import SqlWorks
from knowledge.coach_group.model import (
    Action,
    Coming,
    Guest,
    Meeting,
    MeetingChanged,
    Origin,
    Point,
    State,
    UnknownAction,
    UnknownMeeting,
)
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

DAY = timedelta(days=1)
MEETING = Meeting(
    id="m1",
    department="law",
    starts=SUNDAY + 3 * DAY,
    lasts=60,
    place="Öresund",
    link="https://meet.example/x",
    agenda=(
        Point(text="Frågor", origin=Origin.GAP, source="gap:1"),
        Point(text="Anns punkt"),
    ),
    invited=SUNDAY,
)
ACTION = Action(id="a1", meeting="m1", what="Boka rum, Ann", owner="ann", due=date(2026, 12, 1))


async def test_a_meeting_comes_back_as_it_was(work: SqlWorks) -> None:
    """With its agenda in order; one that is not there is unknown."""
    async with work() as one:
        kept = await one.group.add(MEETING)
        earlier = await one.group.add(replace(MEETING, id="m0", starts=SUNDAY))
        await one.commit()
    async with work() as one:
        assert kept == replace(MEETING, version=1)
        assert await one.group.get("m1") == kept
        assert await one.group.meetings() == [earlier, kept]
        with pytest.raises(UnknownMeeting):
            await one.group.get("m2")


async def test_of_two_changes_the_second_is_told(work: SqlWorks) -> None:
    """A change needs the version it has read; one of nothing is unknown."""
    async with work() as one:
        kept = await one.group.add(MEETING)
        after = await one.group.put(replace(kept, state=State.HELD, notes="Vi sågs."))
        assert (
            await one.group.get("m1")
            == after
            == replace(kept, state=State.HELD, notes="Vi sågs.", version=2)
        )
        with pytest.raises(MeetingChanged):
            await one.group.put(kept)
        with pytest.raises(UnknownMeeting):
            await one.group.put(replace(kept, id="m2"))


async def test_a_meeting_is_reminded_of_once_for_each_time(work: SqlWorks) -> None:
    """Not a draft, a sample or one that is off; another time is reminded of anew."""
    soon = {"now": SUNDAY, "until": SUNDAY + 4 * DAY}
    async with work() as one:
        kept = await one.group.add(MEETING)
        await one.group.add(replace(MEETING, id="draft", invited=None))
        await one.group.add(replace(MEETING, id="sample", sample=True))
        await one.group.add(replace(MEETING, id="off", state=State.CANCELLED))
        await one.group.add(replace(MEETING, id="late", starts=SUNDAY + 5 * DAY))
        assert await one.group.to_remind(**soon) == [kept]
        assert await one.group.mark_reminded("m1") is True
        assert await one.group.mark_reminded("m1") is False
        assert await one.group.to_remind(**soon) == []
        after = await one.group.put(replace(kept, starts=SUNDAY + 2 * DAY))
        assert await one.group.to_remind(**soon) == [after]


async def test_whoever_is_invited_is_asked_and_answers(work: SqlWorks) -> None:
    """Inviting twice is once, the last word holds, and another time asks everybody anew."""
    async with work() as one:
        kept = await one.group.add(MEETING)
        assert await one.group.invite("m1", "bo", at=SUNDAY) is True
        assert await one.group.invite("m1", "bo", at=SUNDAY + DAY) is False
        await one.group.answer("m1", "ann", Coming.NO, at=SUNDAY)
        await one.group.answer("m1", "ann", Coming.YES, at=SUNDAY + DAY)
        ann = Guest(person="ann", since=SUNDAY, coming=Coming.YES)
        assert await one.group.guests("m1") == [ann, Guest(person="bo", since=SUNDAY)]
        assert await one.group.invitations_of("ann") == [(kept, ann)]
        await one.group.forget_answers("m1")
        assert {guest.coming for guest in await one.group.guests("m1")} == {Coming.UNKNOWN}


async def test_an_action_is_open_until_it_is_done(work: SqlWorks) -> None:
    """Those that are due first stand first; changing what it is says nothing about being done."""
    other = Action(id="a2", meeting="m1", what="Fråga IT", who="alla")
    async with work() as one:
        await one.group.add_action(other)
        await one.group.add_action(ACTION)
        assert await one.group.open_actions() == await one.group.agreed_at("m1") == [ACTION, other]
        assert await one.group.tick("a1", on=SUNDAY.date()) is True
        assert await one.group.tick("a1", on=SUNDAY.date()) is False
        await one.group.put_action(replace(ACTION, what="Boka Öresund"))
        done = replace(ACTION, what="Boka Öresund", done=SUNDAY.date())
        assert await one.group.action("a1") == done
        assert await one.group.actions_of("ann") == [done]
        assert await one.group.open_actions() == [other]
        assert await one.group.untick("a1") is True
        assert await one.group.untick("a1") is False
        await one.group.remove_action("a1")
        await one.group.remove_action("a1")
        for deed in (one.group.action("a1"), one.group.put_action(ACTION)):
            with pytest.raises(UnknownAction):
                await deed


async def test_a_person_goes_and_what_was_agreed_stays(work: SqlWorks) -> None:
    """Neither guest nor owner any more; words about them are put through a change."""
    async with work() as one:
        kept = await one.group.add(replace(MEETING, notes="Ann kom."))
        await one.group.add_action(ACTION)
        await one.group.answer("m1", "ann", Coming.YES, at=SUNDAY)
        assert await one.group.forget_person("ann") == 2
        assert await one.group.guests("m1") == []
        assert await one.group.reword(lambda text: text.replace("Ann", "…")) == 3
        assert await one.group.get("m1") == replace(
            kept, notes="… kom.", agenda=(kept.agenda[0], Point(text="…s punkt"))
        )
        assert await one.group.action("a1") == replace(ACTION, owner="", what="Boka rum, …")
        assert await one.group.reword(lambda text: text) == 0


async def test_old_meetings_go_with_all_that_is_theirs(work: SqlWorks) -> None:
    """Who was invited goes sooner than what was agreed."""
    later = MEETING.starts + DAY
    async with work() as one:
        await one.group.add(MEETING)
        await one.group.add_action(ACTION)
        await one.group.invite("m1", "ann", at=SUNDAY)
        assert await one.group.forget_guests(before=MEETING.starts) == 0
        assert await one.group.forget_guests(before=later) == 1
        assert await one.group.forget_old(before=MEETING.starts) == 0
        assert await one.group.forget_old(before=later) == 1
        assert await one.group.open_actions() == []
        assert await one.group.meetings() == []
