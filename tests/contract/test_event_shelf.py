"""Every shelf of events keeps these promises."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.runtime.work import SqlWorks
from knowledge.people.model import Role
from scheduler.events import seats
from scheduler.events.feeds import Feed
from scheduler.events.model import (
    Access,
    Answer,
    Audience,
    Event,
    EventChanged,
    Guest,
    Purpose,
    State,
    UnknownEvent,
)
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

DAY = timedelta(days=1)
EVENT = Event(
    id="e1",
    title="Prova",
    about="Vi provar.",
    purpose=Purpose.TRY,
    host="Ann",
    organiser="ann",
    department="law",
    starts=SUNDAY + 7 * DAY,
    lasts=45,
    place="Plan 2",
    link="https://meet.example/x",
    level="För alla",
    language="fi",
    access=(Access.LOOP, Access.STEP_FREE),
    access_note="Ring på",
    seats=1,
    answer_by=SUNDAY + 5 * DAY,
    audience=Audience(departments=("law",), roles=(Role.STAFF,)),
    series="Torsdagar",
    state=State.OPEN,
    revision=2,
    invited=SUNDAY,
    question="Vad tog du med dig?",
)


async def test_an_event_comes_back_as_it_was(work: SqlWorks) -> None:
    """With all its fields; one that is not there is unknown."""
    async with work() as one:
        kept = await one.events.add(EVENT)
        await one.commit()
    async with work() as one:
        assert kept == replace(EVENT, version=1)
        assert await one.events.get("e1") == kept
        assert await one.events.locked("e1") == kept
        with pytest.raises(UnknownEvent):
            await one.events.get("e2")


async def test_of_two_changes_the_second_is_told(work: SqlWorks) -> None:
    """A change needs the version it has read."""
    async with work() as one:
        kept = await one.events.add(EVENT)
        after = await one.events.put(replace(kept, title="Annat"))
        with pytest.raises(EventChanged):
            await one.events.put(replace(kept, title="Tredje"))
        assert await one.events.get("e1") == after


async def test_what_is_to_come_is_in_order(work: SqlWorks) -> None:
    """The next first, those without a time last; neither drafts nor what is over."""
    async with work() as one:
        for event in (
            EVENT,
            replace(EVENT, id="e2", starts=SUNDAY + DAY),
            replace(EVENT, id="e3", starts=None, answer_by=None),
            replace(EVENT, id="e4", state=State.DRAFT),
            replace(EVENT, id="e5", starts=SUNDAY - DAY),
        ):
            await one.events.add(event)

        assert [event.id for event in await one.events.to_come(now=SUNDAY)] == ["e2", "e1", "e3"]
        assert len(await one.events.all()) == 5


async def test_an_answer_is_kept_in_place_of_the_one_before(work: SqlWorks) -> None:
    """One a person; who was never asked is as one who is invited; an answer is not asked again."""
    coming = Guest(event="e1", person="bo", answer=Answer.COMING, needs="tolk", follow=True)
    async with work() as one:
        await one.events.add(EVENT)
        assert await one.events.guest("e1", "bo") == Guest(event="e1", person="bo")
        assert await one.events.invite("e1", "ann", at=SUNDAY)
        assert not await one.events.invite("e1", "ann", at=SUNDAY)
        await one.events.keep(replace(coming, answer=Answer.MAYBE), at=SUNDAY)
        await one.events.keep(coming, at=SUNDAY)
        assert not await one.events.invite("e1", "bo", at=SUNDAY)

        assert await one.events.guest("e1", "bo") == coming
        assert {guest.person for guest in await one.events.guests("e1")} == {"ann", "bo"}
        assert await one.events.answers_of("bo") == [coming]
        assert await one.events.answered("e1") == [coming]
        counted = await one.events.counted("e1")
        assert counted == await one.events.counted()
        assert {answer: count for answer, count in counted["e1"].items() if count} == {
            Answer.INVITED: 1,
            Answer.COMING: 1,
        }
        assert await one.events.counted("e2") == {}


async def test_the_last_seat_goes_to_one_however_many_press_at_once(work: SqlWorks) -> None:
    """Whoever holds the lock decides alone; everybody else stands in the queue, in order."""
    async with work() as one:
        await one.events.add(EVENT)
        await one.commit()

    async def press(person: str) -> None:
        async with work() as one:
            event = await one.events.locked("e1")
            guest = await one.events.guest("e1", person)
            after = seats.taken(event, guest, await one.events.guests("e1"))
            await one.events.keep(after, at=SUNDAY)
            await one.commit()

    await asyncio.gather(*(press(f"p{number}") for number in range(60)))

    async with work() as one:
        guests = await one.events.guests("e1")
    assert sum(guest.answer is Answer.COMING for guest in guests) == 1
    assert sorted(guest.place for guest in guests) == list(range(60))


async def test_offers_and_follow_ups_are_found_when_they_are_due(work: SqlWorks) -> None:
    """An offer that has run out; letters 1, 3 and 8 weeks after the end to who wants them."""
    held = replace(EVENT, state=State.HELD, starts=SUNDAY, answer_by=None)
    async with work() as one:
        await one.events.add(held)
        offered = Guest(event="e1", person="ann", answer=Answer.OFFERED, offered_until=SUNDAY + DAY)
        await one.events.keep(offered, at=SUNDAY)
        await one.events.keep(Guest(event="e1", person="bo", follow=True), at=SUNDAY)

        assert await one.events.offered(until=SUNDAY) == []
        assert await one.events.offered(until=SUNDAY + DAY) == ["e1"]
        week = timedelta(weeks=1)
        end = held.ends
        assert end is not None
        assert await one.events.to_follow(now=end + 6 * DAY) == []
        ((event, guest),) = await one.events.to_follow(now=end + week)
        assert (event.id, guest.person) == ("e1", "bo")
        await one.events.keep(replace(guest, followed=1), at=SUNDAY)
        assert await one.events.to_follow(now=end + 2 * week) == []
        assert len(await one.events.to_follow(now=end + 3 * week)) == 1
        await one.events.keep(replace(guest, followed=3), at=SUNDAY)
        assert await one.events.to_follow(now=end + 9 * week) == []


async def test_a_time_is_reminded_of_once(work: SqlWorks) -> None:
    """By one of several replicas; another time is reminded of anew."""
    async with work() as one:
        kept = await one.events.add(EVENT)
        window = {"now": SUNDAY, "until": SUNDAY + 14 * DAY}
        assert await one.events.to_remind(**window) == [kept]
        assert await one.events.mark_reminded(kept)
        assert not await one.events.mark_reminded(kept)
        assert await one.events.to_remind(**window) == []
        moved = await one.events.put(replace(kept, starts=SUNDAY + 8 * DAY))
        assert await one.events.to_remind(**window) == [moved]


async def test_an_own_letter_goes_to_everybody_and_then_no_more(work: SqlWorks) -> None:
    """Until it is written down that all have got it."""
    async with work() as one:
        own = await one.events.add(replace(EVENT, own_letter=True))
        await one.events.add(replace(EVENT, id="e2"))
        assert await one.events.to_invite(now=SUNDAY) == [own]
        await one.events.mark_invited("e1")
        assert await one.events.to_invite(now=SUNDAY) == []


async def test_who_is_invited_by_a_letter_of_its_own_in_a_week(work: SqlWorks) -> None:
    """Those of the events that have one, from one time until another, among some people or all."""
    since, until = SUNDAY, SUNDAY + 7 * DAY
    async with work() as one:
        await one.events.add(replace(EVENT, own_letter=True))
        await one.events.add(replace(EVENT, id="e2"))
        assert await one.events.invited_at("e1", "ann") is None
        for event, person, day in (("e1", "ann", 0), ("e1", "bo", 7), ("e2", "cy", 0)):
            await one.events.invite(event, person, at=SUNDAY + day * DAY)
        assert await one.events.invited_at("e1", "bo") == SUNDAY + 7 * DAY
        for among, found in ((None, {"ann"}), (["ann", "bo"], {"ann"}), (["bo"], set[str]())):
            assert found == await one.events.invited_by_letter(
                since=since, until=until, among=among
            )


async def test_feeds_are_kept_and_their_events_found(work: SqlWorks) -> None:
    """The address comes back whole; removed it is gone."""
    feed = Feed(id="f1", name="Biblioteket", address="https://example.org/x.ics", opens=True)
    async with work() as one:
        await one.events.put_feed(feed)
        await one.events.put_feed(replace(feed, read=SUNDAY))
        kept = await one.events.add(replace(EVENT, feed="f1"))
        await one.events.add(replace(EVENT, id="e2"))

        assert await one.events.feeds() == [replace(feed, read=SUNDAY)]
        assert await one.events.of_feed("f1") == [kept]
        await one.events.remove_feed("f1")
        assert await one.events.feeds() == []


async def test_a_person_is_handed_over_and_forgotten(work: SqlWorks) -> None:
    """Where both have answered the other's answer holds; forgotten nothing tells of them."""
    async with work() as one:
        await one.events.add(EVENT)
        await one.events.add(replace(EVENT, id="e2"))
        for event, person in (("e1", "ann"), ("e2", "ann"), ("e1", "bo")):
            answer = Answer.COMING if person == "bo" else Answer.MAYBE
            await one.events.keep(Guest(event=event, person=person, answer=answer), at=SUNDAY)
        await one.events.hand_over(of="ann", to="bo")
        assert await one.events.answers_of("ann") == []
        assert [guest.answer for guest in await one.events.answers_of("bo")] == [
            Answer.COMING,
            Answer.MAYBE,
        ]
        assert await one.events.reword(lambda text: text.replace("Ann", "…")) == 2
        await one.events.forget_person("ann")
        await one.events.forget_person("bo")
        assert (await one.events.get("e1")).organiser == ""
        assert (await one.events.get("e1")).host == "…"
        assert await one.events.guests("e1") == []


async def test_old_events_and_answers_go(work: SqlWorks) -> None:
    """Answers before events; whoever wants to hear of it for eight weeks is known as long."""
    async with work() as one:
        await one.events.add(replace(EVENT, starts=SUNDAY, answer_by=None))
        for person, follow in (("ann", False), ("bo", True)):
            await one.events.keep(Guest(event="e1", person=person, follow=follow), at=SUNDAY)
        later = SUNDAY + DAY
        assert await one.events.forget_guests(before=SUNDAY) == 0
        assert await one.events.forget_guests(before=later) == 1
        await one.events.keep(Guest(event="e1", person="bo", follow=True, followed=3), at=SUNDAY)
        assert await one.events.forget_guests(before=later) == 1
        assert await one.events.forget_old(before=later) == 1
        await one.events.add(EVENT)
        await one.events.remove("e1")
        assert await one.events.all() == []
