"""A post goes on where somebody died, stops when somebody says so, and leaves late on a word."""

from dataclasses import replace

import pytest

from bot.conversations.counting import post
from bot.conversations.weekly.deciding import again, release, stop
from bot.runtime.failpoints import OF_POSTS
from bot.runtime.wiring import Service
from knowledge.figures.model import Family
from scheduler.delivery.model import Fate, Outcome, Result, Step
from scheduler.weekly.model import THINK, NoTip, NotYet, Occasion, OwnWork, State, TooLate
from tests.contract.test_weekly_shelf import OCCASION
from tests.dialogues.stage import Stage
from tests.dialogues.test_counting import counted
from tests.dialogues.test_weekly import chosen, occasions, reached, scheduled
from tests.fakes.claiming import claimed


class Killed(BaseException):
    """The process ends here; nothing that was not committed is kept."""


async def killed_at(service: Service, name: str) -> None:
    """Let another replica begin what is due, and die at a point."""

    def pause(here: str) -> None:
        if here == name:
            raise Killed

    with pytest.raises(Killed):
        await replace(service.weekly_clock, pause=pause).once()


async def people(service: Service) -> int:
    """Count those who get a tip."""
    async with service.reading() as work:
        return sum(one.left is None for one in await work.people.everyone())


@pytest.mark.parametrize("failpoint", OF_POSTS)
async def test_whoever_dies_leaves_the_rest_to_another(met: Stage, failpoint: str) -> None:
    """Killed while letters are made: nothing leaves before all are there, and nobody gets two."""
    await scheduled(met.service)
    occasion = await chosen(met)
    await met.until("2026-11-24 09:04")
    clock = met.service.clock
    clock.at = occasion.due  # type: ignore[attr-defined]
    for _ in range(2):
        if (await occasions(met.service))[0].state is State.PLANNED or failpoint != OF_POSTS[0]:
            await killed_at(met.service, failpoint)
    await met.service.delivery.all_due()
    assert await reached(met.service, occasion) == {}
    await met.until("2026-11-24 09:11")
    assert await reached(met.service, occasion) == {Fate.DELIVERED: await people(met.service)}


async def test_two_replicas_at_once_make_one_post(met: Stage) -> None:
    """Both look, both would; each person gets one letter."""
    await scheduled(met.service)
    await met.until("2026-11-23 12:00")
    other = replace(met.service.weekly_clock)
    assert await other.once() == 0
    await met.until("2026-11-24 09:10")
    await other.once()
    (occasion,) = await occasions(met.service)
    assert await reached(met.service, occasion) == {Fate.DELIVERED: await people(met.service)}


async def late(met: Stage) -> Occasion:
    """Return a post whose hour nobody kept."""
    await scheduled(met.service)
    await met.until("2026-11-25 10:00")
    (occasion,) = await occasions(met.service)
    assert occasion.state is State.LATE
    return occasion


async def test_a_late_post_leaves_on_a_humans_word(met: Stage) -> None:
    """Then it is sent at once, and says how late it is."""
    occasion = await late(met)
    async with met.service.work() as work:
        letters = met.service.letters(work)
        schedule = await work.weekly.schedule(occasion.schedule)
        with pytest.raises(NoTip):
            await release(letters, replace(occasion, tip=""), schedule)
        await release(letters, await work.weekly.locked(occasion.id), schedule)
        with pytest.raises(TooLate):
            await release(letters, await work.weekly.locked(occasion.id), schedule)
        await work.commit()
    await met.until("2026-11-25 10:01")
    assert len(await met.read("elias")) > 1


async def test_letters_made_before_an_outage_leave_on_a_humans_word(met: Stage) -> None:
    """Those that were made are sent, and made no second time."""
    await scheduled(met.service)
    await chosen(met)
    await met.until("2026-11-24 09:06")
    met.service.clock.at = (await occasions(met.service))[0].due.replace(hour=22)  # type: ignore[attr-defined]
    await met.service.weekly_clock.once()
    await met.until("2026-11-25 10:00")
    assert await met.read("elias") == []
    async with met.service.work() as work:
        (occasion,) = await work.weekly.occasions(states=[State.LATE])
        schedule = await work.weekly.schedule(occasion.schedule)
        await release(met.service.letters(work), occasion, schedule)
        await work.commit()
    await met.until("2026-11-25 10:01")
    assert len(await met.read("elias")) > 1
    (occasion,) = await occasions(met.service)
    assert await reached(met.service, occasion) == {Fate.DELIVERED: await people(met.service)}


async def test_a_stopped_post_leaves_no_more(met: Stage) -> None:
    """What was made is cancelled, and the sum is still everybody; it cannot be stopped twice."""
    await scheduled(met.service)
    occasion = await chosen(met)
    await met.until("2026-11-24 09:06")
    async with met.service.work() as work:
        letters = met.service.letters(work)
        stopped = await stop(letters, await work.weekly.locked(occasion.id))
        with pytest.raises(TooLate):
            await stop(letters, await work.weekly.locked(occasion.id))
        await work.commit()
    assert stopped == await people(met.service)
    await met.until("2026-11-24 09:10")
    assert await met.read("elias") == []
    assert await reached(met.service, occasion) == {Fate.CANCELLED: stopped}


async def test_what_is_unclear_may_be_sent_again(met: Stage) -> None:
    """Never by the service itself: somebody says so."""
    await scheduled(met.service)
    occasion = await chosen(met)
    await met.until("2026-11-24 09:06")
    async with met.service.work() as work:
        now = occasion.due
        (one,) = await claimed(work.letters, by="gone", now=now, until=now, limit=1)
        lost = Outcome(result=Result.UNCLEAR, why="timeout")
        await work.letters.settle(one, Step(fate=Fate.UNKNOWN), lost)
        await post(met.service.letters(work), one, Fate.UNKNOWN)
        await work.commit()
    await met.until("2026-11-24 09:10")
    assert (await reached(met.service, occasion))[Fate.UNKNOWN] == 1
    await met.until("2026-11-24 09:12")
    async with met.service.work() as work:
        letters = met.service.letters(work)
        assert await again(letters, await work.weekly.locked(occasion.id)) == 1
        assert await again(letters, await work.weekly.locked(occasion.id)) == 0
        await work.commit()
    await met.until("2026-11-24 09:13")
    everybody = await people(met.service)
    assert await reached(met.service, occasion) == {Fate.DELIVERED: everybody}
    found = await counted(met, Family.POSTS)
    assert sum(found.values()) == everybody
    assert not [times for (_, what), times in found.items() if what == "lost" and times]


async def test_a_late_post_to_many_needs_a_second_person_after_a_change(met: Stage) -> None:
    """Who has just changed it does not send it alone; ten minutes later they may."""
    occasion = await late(met)
    now = met.service.clock.now()
    async with met.service.work() as work:
        letters = met.service.letters(work)
        schedule = await work.weekly.schedule(occasion.schedule)
        changed = replace(occasion, size=201).chosen("teams-dela-skarm", by="inger", at=now)
        with pytest.raises(NotYet):
            await release(letters, changed, schedule)
        assert not replace(changed, changed_by="").may_leave(now)
        assert changed.may_leave(now + THINK)
        await release(letters, changed.approved(by="mats"), schedule)
        await work.commit()
    await met.until("2026-11-25 10:01")
    assert len(await met.read("elias")) > 1


def test_nobody_approves_their_own_change() -> None:
    """A second person is another person."""
    with pytest.raises(OwnWork):
        OCCASION.approved(by="inger")
    assert OCCASION.approved(by="mats").approved_by == "mats"
