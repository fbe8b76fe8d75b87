"""Every shelf of the weekly tip, and every outbox of posts, keeps these promises."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.runtime.work import SqlWorks
from knowledge.people.model import Role
from scheduler.calendar.coming import OnDayOff, Pause
from scheduler.calendar.rhythm import Rhythm
from scheduler.delivery.model import Fate, Kind, Letter, Outcome, Result, Step
from scheduler.events.model import Audience
from scheduler.weekly.model import (
    Occasion,
    Schedule,
    State,
    UnknownOccasion,
    UnknownSchedule,
    Wish,
)
from tests.fakes.claiming import claimed
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

SCHEDULE = Schedule(
    id="s1",
    name="Veckans tips",
    rhythm=Rhythm.read("tisdagar 09:10"),
    zone="Europe/Stockholm",
    audience=Audience(departments=("law",), roles=(Role.STAFF,)),
    channels=("teams", "slack"),
    language="sv",
    on_day_off=OnDayOff.NEXT,
    first=date(2026, 1, 1),
    last=date(2027, 1, 1),
    pauses=(Pause(first=date(2026, 7, 1), last=date(2026, 8, 15)),),
    department="law",
    since=SUNDAY,
)
OCCASION = Occasion(
    id="o1",
    schedule="s1",
    key="2026-W48",
    week="2026-W48",
    planned=date(2026, 11, 24),
    due=datetime(2026, 11, 24, 8, 10, tzinfo=UTC),
    because="Påskdagen",
    tip="t1",
    why="season",
    size=3,
    changed=SUNDAY,
    changed_by="inger",
)


def a_letter(to: str, *, week: str = "2026-W48", post: str = "o1") -> Letter:
    """Return a letter of a post."""
    return Letter(
        id=f"{post}-{to}-{week}",
        kind=Kind.AT_MOST_ONCE,
        reason=f"tip:{week}",
        recipient=to,
        channel=None,
        content='{"say":"hej ☕"}',
        due=SUNDAY,
        about=f"post:{post}",
        post=post,
    )


async def test_a_schedule_is_kept_whole_and_changed(work: SqlWorks) -> None:
    """All of it comes back; a change takes its place; removed it is unknown."""
    async with work() as one:
        await one.weekly.put_schedule(SCHEDULE)
        assert await one.weekly.schedule("s1") == SCHEDULE
        changed = replace(SCHEDULE, name="Tips", pauses=(), first=None, on=False)
        await one.weekly.put_schedule(changed)
        assert await one.weekly.schedules() == [changed]
        await one.weekly.add(OCCASION)
        await one.weekly.remove_schedule("s1")
        assert await one.weekly.of("s1") == []
        with pytest.raises(UnknownSchedule):
            await one.weekly.schedule("s1")


async def test_an_occasion_is_made_once(work: SqlWorks) -> None:
    """Another replica that prepares the same week finds that it is there."""
    async with work() as one:
        assert await one.weekly.add(OCCASION)
        assert not await one.weekly.add(replace(OCCASION, id="o2"))
        assert await one.weekly.add(replace(OCCASION, id="o3", key="2026-W49"))
        assert await one.weekly.locked("o1") == OCCASION
        await one.weekly.put(replace(OCCASION, state=State.SENT, late=3))
        found = await one.weekly.occasions(since=SUNDAY, states=[State.SENT])
        assert [(each.id, each.late) for each in found] == [("o1", 3)]
        await one.weekly.remove("o1")
        with pytest.raises(UnknownOccasion):
            await one.weekly.occasion("o1")


async def test_an_audience_is_frozen_in_parts_and_taken_once(work: SqlWorks) -> None:
    """Five hundred at a time, each part once; nobody reads in the table whom it goes to."""
    people = [f"p{number}" for number in range(1_001)]
    async with work() as one:
        await one.weekly.freeze("o1", people)
        await one.commit()
    parts = []
    for _ in range(4):
        async with work() as one:
            parts.append(await one.weekly.next_part("o1"))
            await one.commit()
    assert [len(part) for part in parts] == [500, 500, 1, 0]
    assert [person for part in parts for person in part] == people


async def test_a_part_that_was_not_committed_is_there_for_another(work: SqlWorks) -> None:
    """Who is killed while making letters loses none of them."""
    async with work() as one:
        await one.weekly.freeze("o1", ["ann"])
        await one.commit()
    async with work() as one:
        assert await one.weekly.next_part("o1") == ["ann"]
    async with work() as one:
        assert await one.weekly.next_part("o1") == ["ann"]


async def test_a_wish_is_kept_changed_and_taken_back(work: SqlWorks) -> None:
    """One row a person, and none for who wishes nothing; another account's wish comes along."""
    wish = Wish(person="ann", until=date(2027, 3, 12), weekday=3, quiet="mån 16:00-08:00")
    async with work() as one:
        assert await one.weekly.wish("ann") == Wish(person="ann")
        await one.weekly.put_wish(wish)
        assert await one.weekly.wishes() == {"ann": wish}
        await one.weekly.hand_over(of="ann", to="bo")
        assert await one.weekly.wishes() == {"bo": replace(wish, person="bo")}
        await one.weekly.put_wish(Wish(person="bo"))
        assert await one.weekly.wishes() == {}


async def test_a_person_is_forgotten_wherever_they_are(work: SqlWorks) -> None:
    """In wishes, in audiences that wait, and in who chose or approved."""
    async with work() as one:
        await one.weekly.put_wish(Wish(person="inger", stopped=True))
        await one.weekly.add(replace(OCCASION, chosen_by="inger", approved_by="inger"))
        await one.weekly.freeze("o1", ["ann", "inger"])
        await one.weekly.forget("inger")
        assert await one.weekly.wishes() == {}
        kept = await one.weekly.occasion("o1")
        assert (kept.chosen_by, kept.changed_by, kept.approved_by) == ("", "", "")
        assert await one.weekly.next_part("o1") == ["ann"]


async def test_tips_are_known_by_the_week_they_were_used(work: SqlWorks) -> None:
    """What was skipped was not used; what is long over is forgotten at its time."""
    async with work() as one:
        await one.weekly.add(replace(OCCASION, state=State.SENT))
        skipped = replace(OCCASION, id="o2", key="2026-W49", tip="t2", state=State.SKIPPED)
        await one.weekly.add(skipped)
        assert await one.weekly.tips_used(since=date(2026, 6, 1)) == [("t1", "2026-W48")]
        assert await one.weekly.tips_used(since=date(2026, 12, 1)) == []
        assert await one.weekly.forget_old(before=OCCASION.due + timedelta(days=1)) == 2


async def test_a_person_gets_one_letter_a_week_whatever_the_post(work: SqlWorks) -> None:
    """Filling twice, or by another schedule, gives nobody a second one."""
    async with work() as one:
        assert await one.mailings.fill([a_letter("ann"), a_letter("bo")]) == 2
        assert await one.mailings.fill([a_letter("ann"), a_letter("bo")]) == 0
        assert await one.mailings.fill([a_letter("ann", post="o2"), a_letter("eva")]) == 1
        assert (await one.mailings.sums("o1"))[Fate.WAITING] == 3
        assert (await one.mailings.sums("o2"))[Fate.WAITING] == 0


async def test_a_post_leaves_when_it_is_let_go_and_answers_go_before(work: SqlWorks) -> None:
    """Until then nothing of it is due; an answer that came later goes first."""
    answer = replace(a_letter("ann", post=""), reason="answer", kind=Kind.AT_LEAST_ONCE)
    until = SUNDAY + timedelta(minutes=1)
    async with work() as one:
        await one.mailings.fill([a_letter("ann"), a_letter("bo")])
        assert not await one.letters.any_due(now=SUNDAY)
        assert not await claimed(one.letters, by="me", now=SUNDAY, until=until, limit=9)
        await one.mailings.let_go("o1")
        await one.mailings.let_go("o1")
        await one.letters.post(answer)
        leased = await claimed(one.letters, by="me", now=SUNDAY, until=until, limit=2)
        assert [letter.post for letter in leased] == ["", "o1"]
        assert await one.mailings.oldest_waiting("o1", now=SUNDAY) == SUNDAY
        await one.mailings.hold("o1")
        assert not await one.letters.any_due(now=SUNDAY)


async def test_a_stopped_post_adds_up(work: SqlWorks) -> None:
    """What has left stays as it is, what has not never does; the sum is still everybody."""
    until = SUNDAY + timedelta(minutes=1)
    async with work() as one:
        await one.mailings.fill([a_letter("ann"), a_letter("bo"), a_letter("eva")])
        await one.mailings.let_go("o1")
        (sent,) = await claimed(one.letters, by="me", now=SUNDAY, until=until, limit=1)
        assert await one.mailings.stop("o1") == 2
        arrived = Outcome(result=Result.ARRIVED, platform_id="1")
        await one.letters.settle(sent, Step(fate=Fate.DELIVERED), arrived)
        sums = await one.mailings.sums("o1")
        assert (sums[Fate.DELIVERED], sums[Fate.CANCELLED], sum(sums.values())) == (1, 2, 3)


async def test_those_not_reached_are_named_and_may_be_tried_again(work: SqlWorks) -> None:
    """Unknown may be sent once more, one or all; blocked is told with its reason."""
    until = SUNDAY + timedelta(minutes=1)
    async with work() as one:
        await one.mailings.fill([a_letter("ann"), a_letter("bo"), a_letter("eva")])
        await one.mailings.let_go("o1")
        leased = await claimed(one.letters, by="me", now=SUNDAY, until=until, limit=3)
        for letter, fate in zip(leased, (Fate.UNKNOWN, Fate.UNKNOWN, Fate.BLOCKED), strict=True):
            lost = Outcome(result=Result.UNCLEAR, why="timeout")
            await one.letters.settle(letter, Step(fate=fate), lost)
        named = await one.mailings.unreached("o1")
        assert [(each.recipient, each.fate, each.why) for each in named] == [
            ("ann", Fate.UNKNOWN, "timeout"),
            ("bo", Fate.UNKNOWN, "timeout"),
            ("eva", Fate.BLOCKED, "timeout"),
        ]
        assert await one.mailings.again("o1", now=SUNDAY, letter=leased[0].id) == 1
        assert await one.mailings.again("o1", now=SUNDAY) == 1
        assert (await one.mailings.sums("o1"))[Fate.WAITING] == 2
