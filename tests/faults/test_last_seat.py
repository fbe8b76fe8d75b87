"""Five hundred press at the same moment, and there is one seat."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.runtime.wiring import Service, build
from knowledge.people.model import Person
from scheduler.events.model import Answer, Event, Purpose, State
from tests.conftest import settings_in
from tests.fakes.clock import StandingClock

PRESSES = 500
REPLICAS = 2


@pytest.fixture
async def replicas(home: Path, clock: StandingClock) -> AsyncIterator[list[Service]]:
    """Two services on one database."""
    found = [build(settings_in(home, embedder="none"), clock=clock) for _ in range(REPLICAS)]
    yield found
    for one in found:
        await one.close()


async def test_the_last_seat_goes_to_one_person(
    replicas: list[Service], clock: StandingClock
) -> None:
    """One gets it, all the others stand in the queue, each in a place of their own."""
    event = Event(
        id=secrets.token_hex(16),
        title="Prova skrivaren",
        about="Vi skriver ut åt båda håll.",
        purpose=Purpose.TRY,
        organiser="inger",
        host="Inger Samordnarprov",
        starts=clock.now() + timedelta(days=9),
        place="Plan 2",
        seats=1,
        state=State.OPEN,
        invited=clock.now(),
    )
    service = replicas[0]
    async with service.work() as work:
        await work.events.add(event)
        for number in range(PRESSES):
            await work.people.put(
                Person(id=f"p{number}", name=f"Person {number}", department="juridik")
            )
        await work.commit()
    for number in range(PRESSES):
        await service.reception.press(
            f"press-{number}", f"p{number}", "webchat", f"event.yes:{event.id}:0", "Jag kommer"
        )

    await asyncio.gather(*(one.handling.all_waiting() for one in replicas))

    async with service.reading() as work:
        guests = await work.events.guests(event.id)
        summed = Counter(one.answer for one in guests)
    assert summed == {Answer.COMING: 1, Answer.WAITING: PRESSES - 1}
    places = {one.place for one in guests if one.answer is Answer.WAITING}
    assert len(places) == PRESSES - 1
