"""Takes due letters from the outbox and gives them to their couriers, several at once."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

import structlog

from knowledge.clock import Clock
from scheduler.delivery.flight import MOST, TRIES, Flight, Landed, Sending
from scheduler.delivery.limits import Limit
from scheduler.delivery.model import (
    LEASE,
    SENDER_LOST,
    Fate,
    Letter,
    Outcome,
    Result,
    after,
    after_lost_lease,
)
from scheduler.delivery.ports import Courier, Outbox, Paces

LOOKED_AT = 3 * MOST
"""How many letters are looked at for those that may leave: some wait for their conversation."""

KNOWN_FOR = timedelta(minutes=1)
"""How long a sender goes by the limits it has read."""

LOG = structlog.get_logger()


class DeliveryWork(Protocol):
    """One transaction over the outbox; leaving it without commit undoes it."""

    @property
    def letters(self) -> Outbox:
        """The outbox, as this transaction sees it."""
        ...

    @property
    def paces(self) -> Paces:
        """How fast letters may leave, as this transaction sees it."""
        ...

    async def commit(self) -> None:
        """Make the changes last."""
        ...


Work = TypeVar("Work", bound=DeliveryWork)

Settled = Callable[[Work, Letter, Fate], Awaitable[None]]
"""Called in the transaction in which a letter's fate is written."""

ChannelsFor = Callable[[Work, Collection[str]], Awaitable[Mapping[str, str]]]
"""Says where people are written to, by person id."""


@dataclass(kw_only=True, slots=True)
class _Known:
    """The limits, as they were read."""

    limits: Mapping[str, Sequence[Limit]] = field(default_factory=dict)
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery(Generic[Work]):
    """One sender; any number may run at the same time, in any number of processes.

    Attributes:
        work: opens a transaction that writes.
        reading: opens one that reads, so that looking for work holds nobody up.
        couriers: by channel.
        channels_for: says where people are written to, for letters that name no channel.
        sender: this process's name, as in its leases.
        is_gone: whether a sender of that name is known to be dead; False when nobody knows.
        settled: told what has become of each letter, in the same transaction.
        pause: called at named points, see docs/reference/failpoints.md.
        wake: called when a letter has come back.
    """

    work: Callable[[], AbstractAsyncContextManager[Work]]
    reading: Callable[[], AbstractAsyncContextManager[Work]]
    couriers: Mapping[str, Courier]
    channels_for: ChannelsFor[Work]
    clock: Clock
    sender: str
    is_gone: Callable[[str], bool]
    settled: Settled[Work]
    pause: Callable[[str], None]
    wake: Callable[[], None] = lambda: None
    flight: Flight = field(default_factory=Flight)
    _known: _Known = field(default_factory=_Known)

    async def once(self, *, sure: bool = False) -> int:
        """Write down what has come back, and let leave what is due and may.

        Args:
            sure: whether to claim without having looked whether there is anything to claim.

        Returns:
            How many letters have left.
        """
        flight = self.flight
        if not flight.landed:
            if flight.free <= 0:
                return 0
            if not sure:
                async with self.reading() as work:
                    if not await work.letters.any_due(now=self.clock.now()):
                        return 0
        leaving = await self._settled_and_claimed()
        for one in leaving:
            self.pause("letter-claimed")
            flight.go(one, self._sent(one))
        return len(leaving)

    async def all_due(self) -> None:
        """Go on until nothing that is due may leave, and everything has come back."""
        while await self.once() or self.flight or self.flight.landed:
            await self.flight.one_down()

    async def finish(self, seconds: float) -> None:
        """Let nothing more leave, and write down what comes back within a time."""
        until = self.clock.now() + timedelta(seconds=seconds)
        while (left := (until - self.clock.now()).total_seconds()) > 0 and self.flight:
            await self.flight.one_down(left)
        if self.flight.landed:
            await self._settled_and_claimed(claim=False)

    def rests_for(self) -> float | None:
        """Return in how many seconds a platform that takes nothing now takes letters again."""
        now = self.clock.now()
        first = min(self.flight.closed_at(now).values(), default=None)
        return None if first is None else (first - now).total_seconds()

    async def recover(self) -> int:
        """Decide about letters whose sender died; return how many there were."""
        now = self.clock.now()
        async with self.reading() as work:
            if not await work.letters.lost(now=now, is_gone=self.is_gone):
                return 0
        async with self.work() as work:
            lost = await work.letters.lost(now=now, is_gone=self.is_gone)
            for letter in lost:
                outcome = Outcome(result=Result.UNCLEAR, why=SENDER_LOST)
                step = after_lost_lease(letter, now=now)
                if await work.letters.settle(letter, step, outcome):
                    await self.settled(work, letter, step.fate)
            await work.commit()
        return len(lost)

    async def _sent(self, sending: Sending) -> Outcome:
        try:
            courier = self.couriers.get(sending.channel or "")
            if courier is None:
                return Outcome(result=Result.REFUSED, why="no such channel")
            if sending.until is not None and self.clock.now() >= sending.until:
                # This process stood still since it claimed the letter; it may be another's now.
                return Outcome(result=Result.NOT_SENT, why="too late")
            outcome = await courier.send(sending.letter)
        except Exception as error:  # noqa: BLE001 - a courier's fault must not stop the others
            outcome = Outcome(result=Result.UNCLEAR, why=type(error).__name__)
        self.pause("letter-sent")
        self.wake()
        return outcome

    async def _settled_and_claimed(self, *, claim: bool = True) -> Sequence[Sending]:
        """Write down what has come back, and claim what may leave, in one transaction."""
        flight = self.flight
        if any(one.failures for one in flight.landed):
            await self._settled_one_by_one()
        landed = [one for one in flight.landed if not one.failures]
        try:
            flight.settling = len(landed)
            async with self.work() as work:
                for one in landed:
                    await self._settle(work, one)
                leaving = await self._claim(work) if claim else ()
                await work.commit()
        except Exception:
            for one in landed:
                one.failures = 1
            raise
        else:
            for one in landed:
                one.written = True
            return leaving
        finally:
            flight.settling = 0
            flight.forget_written()

    async def _settled_one_by_one(self) -> None:
        """Let what cannot be written down hold up nothing else; in the end its lease runs out."""
        failed: list[tuple[Landed, str]] = []
        for one in [one for one in self.flight.landed if one.failures]:
            try:
                async with self.work() as work:
                    await self._settle(work, one)
                    await work.commit()
                one.written = True
            except Exception as error:  # noqa: BLE001 - whatever it is, the others are written
                failed.append((one, type(error).__name__))
        if failed:
            # Where the database does not answer at all, it is no letter's fault.
            async with self.reading() as work:
                await work.letters.any_due(now=self.clock.now())
        for one, what in failed:
            one.failures += 1
            if one.failures > TRIES:
                one.written = True
                LOG.error("letter-not-settled", error=what)
        self.flight.forget_written()

    async def _settle(self, work: Work, one: Landed) -> None:
        letter, outcome, now = one.sending.letter, one.outcome, self.clock.now()
        if outcome.all_wait and outcome.again_in is not None and one.sending.channel:
            until = now + outcome.again_in
            await work.paces.hold(one.sending.channel, until=until)
            self.flight.close(one.sending.channel, until)
        if outcome.keep is not None:
            await outcome.keep(work)
        step = after(outcome, letter, now=now)
        if await work.letters.settle(letter, step, outcome):
            await self.settled(work, letter, step.fate)

    async def _claim(self, work: Work) -> Sequence[Sending]:
        """Claim letters that are due and may leave, answers before posts."""
        now, flight = self.clock.now(), self.flight
        if flight.free <= 0:
            return ()
        letters = await work.letters.candidates(
            now=now,
            own=LOOKED_AT,
            of_posts=LOOKED_AT if flight.free_for_posts > 0 else 0,
            without=flight.closed_at(now),
        )
        if not letters:
            return ()
        looked = await self._on_their_ways(work, letters)
        leaving, waiting, kept_back = await self._let_out(work, looked, now=now)
        until = now + LEASE
        leased = await work.letters.lease(
            [one.letter for one in leaving], by=self.sender, until=until
        )
        if kept_back:
            await work.letters.keep_back(kept_back)
        ways = {
            one.letter.id: one.channel
            for one in waiting
            if one.channel and not (one.letter.channel or one.letter.way)
        }
        if ways:
            await work.letters.go_by(ways)
        return [
            Sending(letter=letter, channel=one.channel, place=one.place, until=until)
            for letter, one in zip(leased, leaving, strict=True)
        ]

    async def _on_their_ways(self, work: Work, letters: Sequence[Letter]) -> Sequence[Sending]:
        """Find the platform and the conversation of each letter."""
        asked = {one.recipient for one in letters if not (one.channel or one.way)}
        found = await self.channels_for(work, asked) if asked else {}
        sendings = []
        for one in letters:
            channel = one.channel or one.way or found.get(one.recipient)
            place = work.paces.place(one, channel or "")
            sendings.append(Sending(letter=one, channel=channel, place=place))
        return sendings

    async def _let_out(
        self, work: Work, looked: Sequence[Sending], *, now: datetime
    ) -> tuple[list[Sending], list[Sending], dict[str, datetime]]:
        """Return who leaves, whose platform takes nothing now, and who waits for their turn."""
        limits = await self._limits(work, now)
        limited = [one for one in looked if limits.get(one.channel or "")]
        gate = await work.paces.gate(
            {one.channel or "" for one in limited},
            {one.place for one in limited},
            limits,
            now=now,
        )
        leaving: list[Sending] = []
        waiting: list[Sending] = []
        kept_back: dict[str, datetime] = {}
        busy = self.flight.places
        free, free_for_posts = self.flight.free, self.flight.free_for_posts
        for one in looked:
            # One at a time in each conversation: what was said first comes first.
            if one.place in busy or free <= 0 or (one.letter.post and free_for_posts <= 0):
                continue
            channel = one.channel or ""
            closed = gate.whole_free_at(channel)
            if closed is not None:
                self.flight.close(channel, closed)
                waiting.append(one)
                continue
            busy.add(one.place)
            # A message that changes in place is none of those that a conversation is spared.
            place = "" if one.letter.instead_of else one.place
            turn = gate.place_free_at(channel, place) if place else None
            if turn is not None:
                kept_back[one.letter.id] = turn
                continue
            gate.let_out(channel, place)
            leaving.append(one)
            free -= 1
            free_for_posts -= bool(one.letter.post)
        await work.paces.keep(gate)
        return leaving, waiting, kept_back

    async def _limits(self, work: Work, now: datetime) -> Mapping[str, Sequence[Limit]]:
        known = self._known
        if known.until is None or not now <= known.until <= now + KNOWN_FOR:
            known.limits = await work.paces.limits()
            known.until = now + KNOWN_FOR
        return known.limits
