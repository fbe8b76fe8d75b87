"""Told to stop, a process says so first, finishes what is in its hands, and holds nobody up."""

import asyncio
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.runtime import serve
from bot.runtime.serve import Running, application
from bot.runtime.wiring import Service
from scheduler.delivery.model import Fate, Kind, Letter, Outcome, Result
from tests.fakes.clock import SUNDAY


class SlowCourier:
    """Brings a letter when it is let; says when it has begun."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.let = asyncio.Event()

    async def send(self, letter: Letter) -> Outcome:
        """Wait, then say that the letter arrived."""
        self.begun.set()
        await self.let.wait()
        return Outcome(result=Result.ARRIVED, platform_id=letter.id)


async def with_letters(service: Service, courier: SlowCourier, count: int) -> Running:
    """Return a process that has so many letters to send, all by one slow courier."""
    async with service.work() as work:
        for number in range(count):
            await work.letters.post(
                Letter(
                    id=f"slow-{number}",
                    kind=Kind.AT_MOST_ONCE,
                    reason=f"slow-{number}",
                    recipient="elias",
                    channel="webchat",
                    content="{}",
                    due=SUNDAY,
                )
            )
        await work.commit()

    async def nothing_more(*_what: object) -> None:
        """Do nothing upon what becomes of a letter."""

    slow = replace(service.delivery, couriers={"webchat": courier}, settled=nothing_more)
    return Running(service=replace(service, delivery=slow))


async def sums(service: Service) -> dict[Fate, int]:
    """Return how many letters are in which state."""
    async with service.reading() as work:
        return dict(await work.letters.sums())


async def test_it_says_no_while_it_finishes_and_gives_back_what_it_has_not_begun(
    service: Service,
) -> None:
    """Readiness goes first; the letter in hand arrives; the others wait for whoever comes next."""
    courier = SlowCourier()
    running = await with_letters(service, courier, 5)
    async with TestClient(TestServer(application(running))) as client:
        async with asyncio.timeout(20):
            await courier.begun.wait()
        stopping = asyncio.create_task(running.stop())
        await asyncio.sleep(0)
        ready, alive = await client.get("/readyz"), await client.get("/healthz")
        in_the_middle = stopping.done()
        courier.let.set()
        async with asyncio.timeout(20):
            await stopping
        found = await sums(service)

    assert (ready.status, alive.status, in_the_middle) == (503, 200, False)
    assert (found[Fate.DELIVERED], found[Fate.WAITING]) == (1, 4)
    assert found.get(Fate.SENDING, 0) == 0


async def test_a_platform_that_never_answers_holds_no_stop_up(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The send is left, and the next start decides about it: nobody knows whether it arrived."""
    monkeypatch.setattr(serve, "LONGEST_FINISH", 0.2)
    courier = SlowCourier()
    running = await with_letters(service, courier, 1)
    runner = web.AppRunner(application(running))
    await runner.setup()
    async with asyncio.timeout(20):
        await courier.begun.wait()
        await runner.cleanup()
    left = await sums(service)
    await replace(service.delivery, is_gone=lambda _sender: True).recover()
    after = await sums(service)

    assert (left[Fate.SENDING], after[Fate.UNKNOWN]) == (1, 1)


async def test_nothing_is_sent_while_sending_is_paused(service: Service) -> None:
    """After a restore letters wait until somebody has looked, and leave when they are let."""
    courier = SlowCourier()
    courier.let.set()
    running = await with_letters(service, courier, 1)
    async with service.work() as work:
        await work.installation.pause("2026-11-22T08:00:00+00:00")
        await work.commit()
    async with TestClient(TestServer(application(running))) as client:
        page = await (await client.get("/metrics")).text()
        paused = await sums(service)
        async with service.work() as work:
            await work.installation.resume()
            await work.commit()
        async with asyncio.timeout(20):
            await courier.begun.wait()
    after = await sums(service)

    assert "coach_sending_paused 1\n" in page
    assert (paused[Fate.WAITING], after[Fate.DELIVERED]) == (1, 1)
