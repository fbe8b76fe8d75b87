"""Every inbox keeps these promises."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversations.turn import Filled, Pressed, Said, Turn, Words
from bot.runtime.keys import KeySeal
from bot.runtime.work import SqlWorks, works
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


def a_turn(event: str = "ev1", *, person: str = "ann", said: Said | None = None) -> Turn:
    """Return something somebody said."""
    return Turn(event=event, person=person, channel="webchat", said=said or Words("hej ☕"))


async def store(work: SqlWorks, *turns: Turn) -> list[bool]:
    """Store turns, each in a transaction of its own."""
    stored = []
    for turn in turns:
        async with work() as one:
            stored.append(await one.inbox.store(turn, at=SUNDAY))
            await one.commit()
    return stored


async def test_a_turn_comes_back_as_it_was_said(work: SqlWorks) -> None:
    """Words, presses and forms alike."""
    turns = [
        a_turn("a", said=Words("hej ☕", masked=1)),
        a_turn("b", person="bo", said=Pressed("ask.helped:1")),
        a_turn("c", person="cia", said=Filled("learn.send:1", {"title": "Å"}, masked=2)),
    ]
    await store(work, *turns)
    async with work() as one:
        assert [turn for _, turn in await one.inbox.waiting()] == turns


async def test_the_same_event_is_stored_once(work: SqlWorks) -> None:
    """A redelivery stops here, also after the first has been handled."""
    first = await store(work, a_turn())
    async with work() as one:
        ((number, _),) = await one.inbox.waiting()
        await one.inbox.close(number)
        await one.commit()
    second = await store(work, a_turn())
    async with work() as one:
        waiting = await one.inbox.waiting()

    assert (first, second, waiting) == ([True], [False], [])


async def test_many_deliveries_at_once_leave_one_row(work: SqlWorks) -> None:
    """Twenty copies of one event in parallel: one is stored, the others do nothing."""

    async def deliver() -> bool:
        try:
            return (await store(work, a_turn()))[0]
        except Exception:  # noqa: BLE001 - the loser of a race may be refused by the database
            return False

    stored = await asyncio.gather(*(deliver() for _ in range(20)))
    async with work() as one:
        waiting = await one.inbox.waiting()

    assert sum(stored) == 1
    assert len(waiting) == 1


async def test_a_persons_messages_are_handled_in_order(work: SqlWorks) -> None:
    """Only the first of each person is offered; the next when that is done."""
    await store(work, a_turn("1"), a_turn("2"), a_turn("3", person="bo"))
    async with work() as one:
        first = [turn.event for _, turn in await one.inbox.waiting()]
        ((number, _), _bo) = await one.inbox.waiting()
        await one.inbox.close(number)
        then = [turn.event for _, turn in await one.inbox.waiting()]

    assert (first, then) == (["1", "3"], ["2", "3"])


async def test_a_handled_row_is_taken_by_nobody(work: SqlWorks) -> None:
    """Whoever comes second finds nothing to do."""
    await store(work, a_turn())
    async with work() as one:
        ((number, turn),) = await one.inbox.waiting()
        held = await one.inbox.take(number)
        await one.inbox.close(number)
        again = await one.inbox.take(number)
        state = await one.inbox.state_of(turn)

    assert (held, again, state) == (0, None, "handled")


async def test_event_keys_are_forgotten_in_time_but_waiting_rows_never(work: SqlWorks) -> None:
    """Seven days are enough for any redelivery; a question that waits is not housekeeping."""
    await store(work, a_turn("1"), a_turn("2", person="bo"))
    async with work() as one:
        ((number, _), _bo) = await one.inbox.waiting()
        await one.inbox.close(number)
        removed = await one.inbox.forget_old(before=SUNDAY + timedelta(days=8))
        left = await one.inbox.waiting()

    assert removed == 1
    assert [turn.event for _, turn in left] == ["2"]


async def test_a_row_that_cannot_be_opened_stops_nobody_else(
    work: SqlWorks, engine: AsyncEngine
) -> None:
    """Sealed with another key, it stays for a person; the others are handled."""
    await store(work, a_turn("1"), a_turn("2", person="bo"))
    stranger = works(engine, KeySeal(bytes(reversed(range(32)))))
    await store(stranger, a_turn("3", person="cia"))
    async with work() as one:
        assert [turn.event for _, turn in await one.inbox.waiting()] == ["1", "2"]
