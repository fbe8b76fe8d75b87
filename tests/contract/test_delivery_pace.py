"""Several letters leave at once, as fast as their platform allows, and never out of turn."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.runtime.work import SqlWork, SqlWorks
from scheduler.delivery.deliver import Delivery
from scheduler.delivery.flight import MOST, MOST_OF_POSTS, TRIES
from scheduler.delivery.limits import DEFAULTS, Limit, Scope
from scheduler.delivery.model import LEASE, Fate, Kind, Letter, Outcome, Result
from scheduler.delivery.ports import Courier
from tests.contract.test_outbox import a_letter, delivery, fates, nothing_more, post
from tests.fakes.clock import SUNDAY, StandingClock
from tests.fakes.courier import FakeCourier
from tests.fakes.slow_courier import SlowCourier

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

A_SECOND = timedelta(seconds=1)


def sender(
    work: SqlWorks,
    clock: StandingClock,
    settled: Callable[[SqlWork, Letter, Fate], Awaitable[None]] = nothing_more,
    **couriers: Courier,
) -> Delivery[SqlWork]:
    """Return a sender with couriers of its own, and no memory of others."""
    plain = delivery(work, FakeCourier(), clock)
    return replace(plain, couriers=couriers, settled=settled)


def letters(number: int, *, of_post: str = "", channel: str = "paper") -> Sequence[Letter]:
    """Return letters to as many people."""
    return [
        replace(a_letter(f"{of_post or 'l'}{one}", to=f"p{one}"), post=of_post, channel=channel)
        for one in range(number)
    ]


async def limit(work: SqlWorks, *limits: Limit) -> None:
    """Let these limits hold."""
    async with work() as one:
        await one.paces.limit(*limits)
        await one.commit()


def whole(most: int, at_once: int, *, channel: str = "paper") -> Limit:
    """Return a limit a second for a whole platform."""
    return Limit(channel=channel, scope=Scope.WHOLE, most=most, within=A_SECOND, at_once=at_once)


async def test_a_new_database_has_the_limits_of_the_platforms(work: SqlWorks) -> None:
    """Nobody has to know them; they are rows that can be changed."""
    async with work() as one:
        found = await one.paces.limits()
    assert {limit for limits in found.values() for limit in limits} == set(DEFAULTS)


async def test_ten_letters_are_on_their_way_at_most(work: SqlWorks, clock: StandingClock) -> None:
    """A slow platform is not written to one by one; nor does a kill leave more than ten unclear."""
    slow = SlowCourier()
    one = sender(work, clock, paper=slow)
    await post(work, *letters(25))

    assert await one.once() == MOST
    assert await one.once() == 0
    await slow.until_begun(MOST)
    slow.let_down()
    rest = asyncio.create_task(one.all_due())
    for number in (20, 25):
        await slow.until_begun(number)
        slow.let_down()
    await rest

    assert slow.most == MOST
    assert await fates(work) == {Fate.DELIVERED: 25}


async def test_an_answer_finds_a_place_beside_a_slow_post(
    work: SqlWorks, clock: StandingClock
) -> None:
    """Letters of posts may take eight of the ten places."""
    slow = SlowCourier()
    one = sender(work, clock, paper=slow)
    async with work() as this:
        await this.mailings.fill(letters(20, of_post="tip"))
        await this.mailings.let_go("tip")
        await this.commit()
    assert await one.once() == MOST_OF_POSTS

    await post(work, a_letter("answer"))
    assert await one.once() == 1
    await slow.until_begun(MOST_OF_POSTS + 1)
    assert slow.begun[-1] == "answer"
    slow.let_down()


async def test_one_that_hangs_holds_up_nobody_else(work: SqlWorks, clock: StandingClock) -> None:
    """The others arrive while it is on its way."""
    slow = SlowCourier()
    one = sender(work, clock, paper=slow)
    await post(work, *letters(3))
    assert await one.once() == 3
    await slow.until_begun(3)
    slow.let_down("l1", "l2")
    await one.flight.one_down()
    await one.once()

    assert await fates(work) == {Fate.DELIVERED: 2, Fate.SENDING: 1}
    slow.let_down()
    await one.all_due()
    assert await fates(work) == {Fate.DELIVERED: 3}


async def test_what_was_said_first_to_somebody_comes_first(
    work: SqlWorks, clock: StandingClock
) -> None:
    """Only one letter at a time is on its way to each conversation."""
    slow = SlowCourier()
    one = sender(work, clock, paper=slow)
    await post(work, a_letter("first"), a_letter("second"), a_letter("else", to="bo"))

    assert await one.once() == 2
    await slow.until_begun(2)
    assert slow.begun == ["first", "else"]
    slow.let_down("first")
    await one.flight.one_down()
    assert await one.once() == 1
    await slow.until_begun(3)
    assert slow.begun[-1] == "second"
    slow.let_down()


async def test_a_platform_gets_no_more_than_its_limit_from_all_together(
    work: SqlWorks, clock: StandingClock
) -> None:
    """Two senders share three letters at once; a third that starts anew knows of them."""
    await limit(work, whole(13, 3))
    courier = FakeCourier()
    await post(work, *letters(12))
    pair = [sender(work, clock, paper=courier) for _ in range(2)]
    await asyncio.gather(*(one.all_due() for one in pair))
    assert len(courier.ledger) == 3

    await sender(work, clock, paper=courier).all_due()
    assert len(courier.ledger) == 3
    clock.pass_by(timedelta(milliseconds=500))
    await sender(work, clock, paper=courier).all_due()
    assert len(courier.ledger) == 6


async def test_a_full_platform_holds_up_no_other(work: SqlWorks, clock: StandingClock) -> None:
    """Letters for it are left where they are, also those of which nobody had said where they go."""
    await limit(work, whole(2, 1, channel="pigeon"))
    paper, pigeon = FakeCourier(), FakeCourier()

    async def by_pigeon(_work: SqlWork, people: object) -> Mapping[str, str]:
        return dict.fromkeys(people, "pigeon")  # type: ignore[call-overload, no-any-return]

    one = replace(sender(work, clock, paper=paper, pigeon=pigeon), channels_for=by_pigeon)
    unsaid = [replace(letter, channel=None) for letter in letters(60)]
    await post(work, *unsaid, replace(a_letter("late"), channel="paper"))
    for _ in range(4):
        await one.all_due()

    assert len(pigeon.ledger) == 1
    assert [letter.id for letter in paper.ledger] == ["late"]


async def test_a_conversation_gets_no_more_than_its_limit(
    work: SqlWorks, clock: StandingClock
) -> None:
    """Its second letter waits a second; other conversations do not."""
    await limit(
        work,
        Limit(channel="paper", scope=Scope.PLACE, most=1, within=A_SECOND, at_once=1),
    )
    courier = FakeCourier()
    await post(work, a_letter("a1"), a_letter("a2"), a_letter("b1", to="bo"))
    await sender(work, clock, paper=courier).all_due()
    assert [one.id for one in courier.ledger] == ["a1", "b1"]

    clock.pass_by(A_SECOND)
    await sender(work, clock, paper=courier).all_due()
    assert [one.id for one in courier.ledger] == ["a1", "b1", "a2"]


async def test_whoever_is_told_to_wait_waits_to_the_second_and_after_a_restart(
    work: SqlWorks, clock: StandingClock
) -> None:
    """Nothing at all leaves for the platform before; then everything does."""
    await limit(work, whole(1_000, 1_000))
    wait = timedelta(seconds=30)
    storm = Outcome(result=Result.NOT_SENT, again_in=wait, all_wait=True)
    courier = FakeCourier([storm])
    await post(work, a_letter("l0"))
    await sender(work, clock, paper=courier).all_due()
    await post(work, *(replace(one, id=f"x{one.id}", reason=one.id) for one in letters(3)))

    clock.pass_by(wait - timedelta(milliseconds=1))
    await sender(work, clock, paper=courier).all_due()
    assert len(courier.ledger) == 1

    clock.pass_by(timedelta(milliseconds=1))
    await sender(work, clock, paper=courier).all_due()
    assert len(courier.ledger) == 5
    assert await fates(work) == {Fate.DELIVERED: 4}


async def test_what_the_courier_must_remember_is_kept_with_the_fate(
    work: SqlWorks, clock: StandingClock
) -> None:
    """In one transaction: never a delivered letter of which nobody knows where it stands."""

    async def keep(this: SqlWork) -> None:
        await this.accounts.add("paper", "kept", "ann")

    async def broken(_work: SqlWork, _letter: Letter, _fate: Fate) -> None:
        raise ZeroDivisionError

    arrived = Outcome(result=Result.ARRIVED, platform_id="1", keep=keep)
    await post(work, a_letter("l1"))
    one = sender(work, clock, broken, paper=FakeCourier([arrived]))
    await one.once()
    await one.flight.one_down()
    with pytest.raises(ZeroDivisionError):
        await one.once()
    async with work() as this:
        assert await this.accounts.of("ann") == []

    await replace(one, settled=nothing_more).all_due()
    async with work() as this:
        assert await this.accounts.of("ann") == [("paper", "kept")]


async def test_one_that_cannot_be_written_down_holds_up_no_other(
    work: SqlWorks, clock: StandingClock
) -> None:
    """The others are; it is given up after a few tries, and its lease decides."""

    async def broken(_work: SqlWork, letter: Letter, _fate: Fate) -> None:
        if letter.id == "l1":
            raise ZeroDivisionError

    one = sender(work, clock, broken, paper=FakeCourier())
    await post(work, *letters(3))
    await one.once()
    while one.flight:
        await one.flight.one_down()
    with pytest.raises(ZeroDivisionError):
        await one.once()
    for _ in range(TRIES + 1):
        await one.once()

    assert await fates(work) == {Fate.DELIVERED: 2, Fate.SENDING: 1}
    assert one.flight.landed == []


async def test_the_end_waits_for_what_is_on_its_way_and_starts_nothing(
    work: SqlWorks, clock: StandingClock
) -> None:
    """What arrives in the time that is left is written down; the rest stays where it is."""
    slow = SlowCourier()
    one = sender(work, clock, paper=slow)
    await post(work, *letters(MOST + 2))
    await one.once()
    await slow.until_begun(MOST)

    ending = asyncio.create_task(one.finish(5))
    slow.let_down()
    await ending

    assert await fates(work) == {Fate.DELIVERED: MOST, Fate.WAITING: 2}


async def test_old_paces_are_forgotten_and_what_holds_is_not(
    work: SqlWorks, clock: StandingClock
) -> None:
    """A conversation's pace is gone soon after; nobody can tell later who was written to."""
    place = Limit(channel="paper", scope=Scope.PLACE, most=1, within=A_SECOND, at_once=1)
    await limit(work, place)
    await post(work, a_letter("l1", kind=Kind.AT_MOST_ONCE))
    await sender(work, clock, paper=FakeCourier()).all_due()
    async with work() as one:
        assert await one.paces.forget_old(now=SUNDAY) == 0
        assert await one.paces.forget_old(now=SUNDAY + timedelta(minutes=1)) == 1


async def test_whoever_stood_still_past_the_lease_lets_nothing_leave(
    work: SqlWorks, clock: StandingClock
) -> None:
    """Claimed, then frozen for a minute: the letter is another's by now, and leaves once."""
    slow = SlowCourier()
    frozen = replace(
        sender(work, clock, paper=slow), sender="frozen", pause=lambda _name: clock.pass_by(LEASE)
    )
    await post(work, *letters(1))

    await frozen.once()
    await frozen.flight.one_down()
    clock.pass_by(A_SECOND)
    other = sender(work, clock, paper=FakeCourier())
    await other.recover()
    await other.all_due()
    await frozen.once()

    assert slow.begun == []
    assert (await fates(work)).keys() <= {Fate.DELIVERED, Fate.WAITING}
