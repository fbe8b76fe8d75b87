"""Takes due letters from the outbox and gives them to their couriers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from knowledge.clock import Clock
from scheduler.delivery.model import (
    LEASE,
    SENDER_LOST,
    Fate,
    Letter,
    Outcome,
    Result,
    Step,
    after,
    after_lost_lease,
)
from scheduler.delivery.ports import Courier, Outbox

BATCH = 10
"""How many letters one round claims; also the most that can be left unclear by a kill."""


class DeliveryWork(Protocol):
    """One transaction over the outbox; leaving it without commit undoes it."""

    @property
    def letters(self) -> Outbox:
        """The outbox, as this transaction sees it."""
        ...

    async def commit(self) -> None:
        """Make the changes last."""
        ...


Work = TypeVar("Work", bound=DeliveryWork)

Settled = Callable[[Work, Letter, Fate], Awaitable[None]]
"""Called in the transaction in which a letter's fate is written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery(Generic[Work]):
    """One sender; any number may run at the same time, in any number of processes.

    Attributes:
        work: opens a transaction that writes.
        reading: opens one that reads, so that looking for work holds nobody up.
        couriers: by channel.
        channel_for: says where a person is written to, for letters that name no channel.
        sender: this process's name, as in its leases.
        is_gone: whether a sender of that name is known to be dead; False when nobody knows.
        settled: told what has become of each letter, in the same transaction.
        pause: called at named points, see docs/reference/failpoints.md.
        stops: whether the process is about to end; what is claimed and not begun is given back.
    """

    work: Callable[[], AbstractAsyncContextManager[Work]]
    reading: Callable[[], AbstractAsyncContextManager[Work]]
    couriers: Mapping[str, Courier]
    channel_for: Callable[[str], Awaitable[str]]
    clock: Clock
    sender: str
    is_gone: Callable[[str], bool]
    settled: Settled[Work]
    pause: Callable[[str], None]
    stops: Callable[[], bool] = lambda: False

    async def once(self) -> int:
        """Claim what is due, send it, and write down what became of it; return how many."""
        now = self.clock.now()
        async with self.reading() as work:
            if not await work.letters.any_due(now=now):
                return 0
        async with self.work() as work:
            claimed = await work.letters.claim(
                by=self.sender, now=now, until=now + LEASE, limit=BATCH
            )
            await work.commit()
        for number, letter in enumerate(claimed):
            if self.stops():
                await self._give_back(claimed[number:])
                return number
            self.pause("letter-claimed")
            outcome = await self._sent(letter)
            self.pause("letter-sent")
            await self._settle(letter, outcome)
        return len(claimed)

    async def all_due(self) -> None:
        """Go on until nothing is due."""
        while await self.once():
            pass

    async def recover(self) -> int:
        """Decide about letters whose sender died; return how many there were."""
        now = self.clock.now()
        async with self.work() as work:
            lost = await work.letters.lost(now=now, is_gone=self.is_gone)
            for letter in lost:
                outcome = Outcome(result=Result.UNCLEAR, why=SENDER_LOST)
                step = after_lost_lease(letter, now=now)
                if await work.letters.settle(letter, step, outcome):
                    await self.settled(work, letter, step.fate)
            await work.commit()
        return len(lost)

    async def _give_back(self, letters: Sequence[Letter]) -> None:
        """Let others send what we claimed and have not begun."""
        outcome = Outcome(result=Result.NOT_SENT, why="stopped")
        async with self.work() as work:
            for letter in letters:
                step = Step(fate=Fate.WAITING, due=letter.due)
                if await work.letters.settle(letter, step, outcome):
                    await self.settled(work, letter, step.fate)
            await work.commit()

    async def _sent(self, letter: Letter) -> Outcome:
        try:
            channel = letter.channel or await self.channel_for(letter.recipient)
            courier = self.couriers.get(channel)
            if courier is None:
                return Outcome(result=Result.REFUSED, why="no such channel")
            return await courier.send(letter)
        except Exception as error:  # noqa: BLE001 - a courier's fault must not stop the others
            return Outcome(result=Result.UNCLEAR, why=type(error).__name__)

    async def _settle(self, letter: Letter, outcome: Outcome) -> None:
        async with self.work() as work:
            step = after(outcome, letter, now=self.clock.now())
            if await work.letters.settle(letter, step, outcome):
                await self.settled(work, letter, step.fate)
            await work.commit()
