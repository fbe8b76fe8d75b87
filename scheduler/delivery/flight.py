"""What one sender has on its way, what has come back, and who takes nothing for a while."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from scheduler.delivery.model import Letter, Outcome

MOST = 10
"""How many letters one sender has on their way; also the most that a kill can leave unclear."""

MOST_OF_POSTS = 8
"""How many of them may be letters of posts, so that an answer finds a place beside a slow post."""

TRIES = 3
"""How often it is tried to write down what became of a letter, before its lease must run out."""

GATHERING = timedelta(milliseconds=40)
"""How much longer than it asks a platform is left alone, so that a few letters leave together."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """A letter on its way.

    Attributes:
        channel: the platform; None when there is none.
        place: the conversation, as `Paces.place` names it.
        until: when the lease runs out; somebody else may have the letter then.
    """

    letter: Letter
    channel: str | None
    place: str
    until: datetime | None = None


@dataclass(kw_only=True, slots=True)
class Landed:
    """A letter that has come back, with what its courier reports.

    Attributes:
        failures: how often that could not be written down while the database answered.
        written: whether it has been written down, or given up.
    """

    sending: Sending
    outcome: Outcome
    failures: int = 0
    written: bool = False


@dataclass(kw_only=True)
class Flight:
    """One sender's letters between claim and outcome; lost with the process, as leases tell.

    Attributes:
        landed: what has come back and is not written down yet.
        settling: how many of `landed` are being written down at this moment.
        closed: platforms that take nothing now, and until when, as far as this sender knows.
    """

    landed: list[Landed] = field(default_factory=list)
    settling: int = 0
    closed: dict[str, datetime] = field(default_factory=dict)
    _on_the_way: dict[asyncio.Task[None], Sending] = field(default_factory=dict)

    def __len__(self) -> int:
        """Count what is on its way."""
        return len(self._on_the_way)

    @property
    def free(self) -> int:
        """How many more letters may leave once those that are being written down are."""
        return MOST - len(self) - len(self.landed) + self.settling

    @property
    def free_for_posts(self) -> int:
        """How many more letters of posts may leave."""
        of_posts = sum(bool(one.letter.post) for one in self._on_the_way.values())
        return min(self.free, MOST_OF_POSTS - of_posts)

    @property
    def places(self) -> set[str]:
        """The conversations that something is on its way to."""
        return {one.place for one in self._on_the_way.values()}

    def go(self, sending: Sending, deed: Coroutine[Any, Any, Outcome]) -> None:
        """Let a letter leave; what comes back is in `landed`."""
        task = asyncio.get_running_loop().create_task(self._land(sending, deed))
        self._on_the_way[task] = sending
        task.add_done_callback(lambda done: self._on_the_way.pop(done, None))

    async def _land(self, sending: Sending, deed: Coroutine[Any, Any, Outcome]) -> None:
        outcome = await deed
        self.landed.append(Landed(sending=sending, outcome=outcome))

    async def one_down(self, seconds: float | None = None) -> None:
        """Wait until at least one letter has come back; at once when none is on its way."""
        if self._on_the_way:
            await asyncio.wait(
                [*self._on_the_way], timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )

    def forget_written(self) -> None:
        """Let go of what has been written down."""
        self.landed = [one for one in self.landed if not one.written]

    def close(self, channel: str, until: datetime) -> None:
        """Note that a platform takes nothing until a time."""
        self.closed[channel] = max(self.closed.get(channel, until), until + GATHERING)

    def closed_at(self, now: datetime) -> Mapping[str, datetime]:
        """Return the platforms that take nothing now."""
        self.closed = {one: until for one, until in self.closed.items() if until > now}
        return self.closed
