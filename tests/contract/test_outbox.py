"""Every outbox keeps these promises."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.keys import KeySeal
from bot.runtime.work import SqlWork, SqlWorks, works
from scheduler.delivery.deliver import Delivery
from scheduler.delivery.model import LEASE, Fate, Kind, Letter, Outcome, Result, Step
from tests.fakes.clock import SUNDAY, StandingClock
from tests.fakes.courier import FakeCourier

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

NEVER = frozenset[str]()


def a_letter(
    letter_id: str = "l1", *, kind: Kind = Kind.AT_LEAST_ONCE, to: str = "ann", reason: str = ""
) -> Letter:
    """Return a letter that is due."""
    return Letter(
        id=letter_id,
        kind=kind,
        reason=reason or letter_id,
        recipient=to,
        channel="paper",
        content='{"say":"hej ☕"}',
        due=SUNDAY,
    )


def delivery(
    work: SqlWorks, courier: FakeCourier, clock: StandingClock, *, dead: frozenset[str] = NEVER
) -> Delivery[SqlWork]:
    """Return a sender with one courier; the dead are senders known to be gone."""
    return Delivery(
        work=work,
        reading=work,
        couriers={"paper": courier},
        channel_for=on_paper,
        clock=clock,
        sender="me",
        is_gone=lambda name: name in dead,
        settled=nothing_more,
        pause=lambda _name: None,
    )


async def on_paper(_person_id: str) -> str:
    """Write to everybody on paper."""
    return "paper"


async def nothing_more(_work: SqlWork, _letter: Letter, _fate: Fate) -> None:
    """Do nothing upon what has become of a letter."""


async def post(work: SqlWorks, *letters: Letter) -> list[bool]:
    """Post letters in one transaction."""
    async with work() as one:
        posted = [await one.letters.post(letter) for letter in letters]
        await one.commit()
    return posted


async def fates(work: SqlWorks) -> dict[Fate, int]:
    """Count the letters by fate, without the zeros."""
    async with work() as one:
        return {fate: count for fate, count in (await one.letters.sums()).items() if count}


async def test_a_letter_is_delivered_once_and_then_emptied(
    work: SqlWorks, clock: StandingClock
) -> None:
    """The courier gets what was posted; afterwards nobody is waiting."""
    courier = FakeCourier()
    await post(work, a_letter())

    await delivery(work, courier, clock).all_due()
    await delivery(work, courier, clock).all_due()

    assert [(letter.recipient, letter.content) for letter in courier.ledger] == [
        ("ann", '{"say":"hej ☕"}')
    ]
    assert await fates(work) == {Fate.DELIVERED: 1}


async def test_the_same_cause_writes_to_the_same_person_once(work: SqlWorks) -> None:
    """Kind, reason and recipient are unique together; another recipient is another letter."""
    assert await post(
        work,
        a_letter("l1", reason="new:1"),
        a_letter("l2", reason="new:1"),
        a_letter("l3", reason="new:1", to="bo"),
    ) == [True, False, True]


async def test_many_senders_deliver_each_letter_once(work: SqlWorks, clock: StandingClock) -> None:
    """Four senders at once share 40 letters and double none."""
    courier = FakeCourier()
    await post(work, *(a_letter(f"l{number}") for number in range(40)))

    await asyncio.gather(*(delivery(work, courier, clock).all_due() for _ in range(4)))

    assert sorted(letter.id for letter in courier.ledger) == sorted(f"l{n}" for n in range(40))


async def test_a_letter_waits_until_it_is_due(work: SqlWorks, clock: StandingClock) -> None:
    """Nothing goes out early."""
    courier = FakeCourier()
    clock.pass_by(-timedelta(minutes=1))
    await post(work, a_letter())
    await delivery(work, courier, clock).all_due()

    assert courier.ledger == []


async def test_retry_after_is_obeyed_to_the_second(work: SqlWorks, clock: StandingClock) -> None:
    """What the platform asks for is what it gets."""
    courier = FakeCourier([Outcome(result=Result.NOT_SENT, again_in=timedelta(seconds=30))])
    sender = delivery(work, courier, clock)
    await post(work, a_letter(kind=Kind.AT_MOST_ONCE))
    await sender.all_due()
    clock.pass_by(timedelta(seconds=29))
    await sender.all_due()
    early = len(courier.ledger)
    clock.pass_by(timedelta(seconds=1))
    await sender.all_due()

    assert (early, len(courier.ledger)) == (1, 2)


@pytest.mark.parametrize(
    ("kind", "fate"), [(Kind.AT_MOST_ONCE, Fate.UNKNOWN), (Kind.AT_LEAST_ONCE, Fate.WAITING)]
)
async def test_an_unclear_outcome_means_what_the_class_says(
    work: SqlWorks, clock: StandingClock, kind: Kind, fate: Fate
) -> None:
    """A tip is rather lost than doubled, an answer rather doubled than lost."""
    await post(work, a_letter(kind=kind))

    await delivery(work, FakeCourier([TimeoutError()]), clock).once()

    assert await fates(work) == {fate: 1}


@pytest.mark.parametrize(
    ("result", "fate"),
    [(Result.REFUSED, Fate.BLOCKED), (Result.TOO_LARGE, Fate.FAILED)],
)
async def test_a_final_no_is_kept_for_a_person(
    work: SqlWorks, clock: StandingClock, result: Result, fate: Fate
) -> None:
    """It is not tried again, and it is not forgotten."""
    courier = FakeCourier([Outcome(result=result, why="no")])
    await post(work, a_letter())
    await delivery(work, courier, clock).all_due()
    clock.pass_by(timedelta(days=1))
    await delivery(work, courier, clock).all_due()

    assert len(courier.ledger) == 1
    assert await fates(work) == {fate: 1}


async def test_an_answer_is_given_up_after_five_tries(work: SqlWorks, clock: StandingClock) -> None:
    """Not hammered for ever; it ends where a person sees it."""
    courier = FakeCourier([TimeoutError() for _ in range(9)])
    await post(work, a_letter())
    for _ in range(9):
        await delivery(work, courier, clock).all_due()
        clock.pass_by(timedelta(hours=1))

    assert len(courier.ledger) == 5
    assert await fates(work) == {Fate.FAILED: 1}


@pytest.mark.parametrize(
    ("kind", "fate"), [(Kind.AT_MOST_ONCE, Fate.UNKNOWN), (Kind.AT_LEAST_ONCE, Fate.WAITING)]
)
@pytest.mark.parametrize("how", ["lease ran out", "sender is gone"])
async def test_a_letter_whose_sender_died_is_decided_about(
    work: SqlWorks, clock: StandingClock, kind: Kind, fate: Fate, how: str
) -> None:
    """By its class: at once when the sender is known to be dead, else when the lease is over."""
    await post(work, a_letter(kind=kind))
    async with work() as one:
        await one.letters.claim(by="other", now=SUNDAY, until=SUNDAY + LEASE, limit=1)
        await one.commit()
    living = delivery(work, FakeCourier(), clock)
    early = await living.recover()
    if how == "lease ran out":
        clock.pass_by(LEASE + timedelta(seconds=1))
        found = await living.recover()
    else:
        found = await delivery(work, FakeCourier(), clock, dead=frozenset({"other"})).recover()

    assert (early, found) == (0, 1)
    assert await fates(work) == {fate: 1}


async def test_a_sender_that_wakes_up_late_changes_nothing(
    work: SqlWorks, clock: StandingClock
) -> None:
    """Its lease is no longer the letter's; the newer outcome stands."""
    await post(work, a_letter())
    async with work() as one:
        (frozen,) = await one.letters.claim(by="x", now=SUNDAY, until=SUNDAY, limit=1)
        await one.commit()
    clock.pass_by(timedelta(seconds=1))
    sender = delivery(work, FakeCourier(), clock)
    await sender.recover()
    await sender.all_due()
    async with work() as one:
        written = await one.letters.settle(
            frozen, Step(fate=Fate.FAILED), Outcome(result=Result.UNCLEAR)
        )
        await one.commit()

    assert not written
    assert await fates(work) == {Fate.DELIVERED: 1}


async def test_waiting_for_counts_one_persons_letters(work: SqlWorks) -> None:
    """Sealed recipients are still told apart."""
    await post(work, a_letter("l1"), a_letter("l2"), a_letter("l3", to="bo"))
    async with work() as one:
        assert await one.letters.waiting_for("ann", now=SUNDAY) == 2


async def test_old_letters_are_emptied_and_a_tip_is_still_not_sent_twice(
    work: SqlWorks, clock: StandingClock
) -> None:
    """An answer goes whole; a tip keeps its mark; what still waits is left alone."""
    tip = a_letter("tip", kind=Kind.AT_MOST_ONCE, reason="2026-W47")
    await post(work, a_letter("answer"), tip)
    await delivery(work, FakeCourier(), clock).all_due()
    await post(work, a_letter("waits"))
    async with work() as one:
        count = await one.letters.forget_old(before=SUNDAY + timedelta(days=1))
        again = await one.letters.post(tip)
        await one.commit()

    assert (count, again) == (1, False)
    assert await fates(work) == {Fate.DELIVERED: 1, Fate.WAITING: 1}


async def test_a_letter_that_cannot_be_opened_is_set_aside(
    work: SqlWorks, engine: AsyncEngine, clock: StandingClock
) -> None:
    """Sealed with another key, it ends where a person sees it; the others are brought."""
    courier = FakeCourier()
    await post(works(engine, KeySeal(bytes(reversed(range(32))))), a_letter("foreign"))
    await post(work, a_letter("ours"))
    await delivery(work, courier, clock).all_due()

    assert [letter.id for letter in courier.ledger] == ["ours"]
    assert await fates(work) == {Fate.DELIVERED: 1, Fate.FAILED: 1}


async def test_what_still_waits_can_be_rewritten_and_cancelled(work: SqlWorks) -> None:
    """A bundle grows until it leaves; what is on its way is left alone."""
    later = SUNDAY + timedelta(hours=4)
    bundle = replace(a_letter("l1", reason="bundle"), due=later)
    await post(work, bundle, a_letter("l2", reason="gone"))
    courier = FakeCourier()
    await delivery(work, courier, StandingClock()).once()
    async with work() as one:
        grown = await one.letters.replace(replace(bundle, content="two", about="question:a,b"))
        late = await one.letters.replace(a_letter("l2", reason="gone"))
        await one.commit()
    await delivery(work, courier, StandingClock(later)).once()
    async with work() as one:
        cancelled = await one.letters.cancel(bundle)

    assert (grown, late, cancelled) == (True, False, False)
    assert [(letter.content, letter.about) for letter in courier.ledger[1:]] == [
        ("two", "question:a,b")
    ]


async def test_a_cancelled_letter_never_leaves(work: SqlWorks) -> None:
    """And is emptied at once."""
    await post(work, a_letter())
    async with work() as one:
        assert await one.letters.cancel(a_letter())
        await one.commit()
    courier = FakeCourier()

    assert await delivery(work, courier, StandingClock()).once() == 0
    async with work() as one:
        assert (await one.letters.sums())[Fate.CANCELLED] == 1


async def test_whoever_looks_gets_what_waits_for_them_at_once(work: SqlWorks) -> None:
    """Letters to others keep their hour."""
    later = SUNDAY + timedelta(hours=20)
    await post(
        work,
        replace(a_letter("l1"), due=later),
        replace(a_letter("l2", to="bo"), due=later),
    )
    async with work() as one:
        waits = await one.letters.any_later(now=SUNDAY)
        hastened = await one.letters.hasten("ann", now=SUNDAY)
        await one.commit()
    courier = FakeCourier()
    await delivery(work, courier, StandingClock()).all_due()

    assert (waits, hastened) == (True, 1)
    assert [letter.recipient for letter in courier.ledger] == ["ann"]


async def test_what_could_not_be_brought_is_tried_again_when_its_reader_is_back(
    work: SqlWorks,
) -> None:
    """The letter is kept whole until then."""
    await post(work, a_letter())
    courier = FakeCourier([Outcome(result=Result.REFUSED)])
    await delivery(work, courier, StandingClock()).all_due()
    async with work() as one:
        kept = await one.letters.of_person("ann")
        revived = [await one.letters.revive(who, now=SUNDAY) for who in ("bo", "ann")]
        await one.commit()
    await delivery(work, courier, StandingClock()).all_due()

    assert (kept, revived) == (1, [0, 1])
    assert [letter.content for letter in courier.ledger] == ['{"say":"hej ☕"}'] * 2


async def test_a_forgotten_persons_letters_are_removed(work: SqlWorks) -> None:
    """Waiting, refused or given up: none is left."""
    await post(work, a_letter("l1"), a_letter("l2"), a_letter("l3", to="bo"))
    async with work() as one:
        assert await one.letters.forget("ann") == 2
        assert await one.letters.of_person("ann") == 0
        assert await one.letters.of_person("bo") == 1


async def test_what_became_of_a_letter_is_told_in_the_same_transaction(work: SqlWorks) -> None:
    """With what it brought; if telling fails, the letter is not settled either."""
    told: list[tuple[str, Fate]] = []

    async def tell(_work: SqlWork, letter: Letter, fate: Fate) -> None:
        told.append((letter.about, fate))
        if len(told) == 1:
            message = "the listener fails once"
            raise RuntimeError(message)

    await post(work, replace(a_letter(), about="line:7"))
    courier = FakeCourier()
    sender = replace(delivery(work, courier, StandingClock()), settled=tell)
    with pytest.raises(RuntimeError, match="fails once"):
        await sender.once()
    async with work() as one:
        sums = await one.letters.sums()
    late = replace(sender, clock=StandingClock(SUNDAY + LEASE * 2))
    await late.recover()

    assert sums[Fate.SENDING] == 1
    assert told == [("line:7", Fate.DELIVERED), ("line:7", Fate.WAITING)]


async def test_what_is_claimed_and_not_begun_is_given_back(work: SqlWorks) -> None:
    """A process that is told to stop finishes the letter in its hands; others send the rest."""
    clock, courier = StandingClock(), FakeCourier()
    async with work() as one:
        for number in range(3):
            await one.letters.post(a_letter(f"l{number}"))
        await one.commit()
    leaving = replace(delivery(work, courier, clock), stops=lambda: bool(courier.ledger))

    sent = await leaving.once()
    async with work() as one:
        between = await one.letters.sums()
    rest = await delivery(work, courier, clock).once()

    assert (sent, rest) == (1, 2)
    assert (between[Fate.WAITING], between.get(Fate.SENDING, 0)) == (2, 0)
    assert sorted(letter.id for letter in courier.ledger) == ["l0", "l1", "l2"]
