"""What is done to replicas and databases while they work."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.runtime.failpoints import NAMES
from tests.faults.rig.house import House

LONGEST_TO_FAILPOINT = 20.0
"""Seconds that a replica gets to come to its fail point; where nothing happens it never does."""

STORM = 4.0
JUMPS = (-600.0, 600.0, -3_600.0, 3_600.0, -86_400.0, 86_400.0)
"""By how many seconds a clock is wrong all at once: what R15 of the reliability report names."""

EVERY_FIFTH = 5


@dataclass(kw_only=True)
class Nemesis:
    """Harms a house, one deed at a time.

    Attributes:
        failpoints: where a replica may end by itself.
        frozen_for: between how many seconds a replica stands still.
        cut_for: between how many seconds a replica is cut off.
        done: how often each deed was done.
        frozen: from when to when each freeze lasted, by replica, as the loop's clock has it.
    """

    house: House
    failpoints: tuple[str, ...] = NAMES
    frozen_for: tuple[float, float] = (5.0, 8.0)
    cut_for: tuple[float, float] = (5.0, 8.0)
    done: dict[str, int] = field(default_factory=dict)

    @property
    def deeds(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        """Everything it can do, by name."""
        return {
            "kill": self.kill,
            "failpoint": self.failpoint,
            "freeze": self.freeze,
            "restart": self.restart,
            "cut": self.cut,
            "jump": self.jump,
            "storm": self.storm,
        }

    async def do(self, deed: str) -> None:
        """Do something, and count it."""
        self.done[deed] = self.done.get(deed, 0) + 1
        await self.deeds[deed]()

    async def kill(self) -> None:
        """Kill a replica, and start it again."""
        one = self.house.chance.choice([*self.house.replicas])
        one.kill()
        one.begin()

    async def failpoint(self) -> None:
        """Start a replica that ends by itself at one of the named points, and then a whole one."""
        one = self.house.chance.choice([*self.house.replicas])
        one.kill()
        one.begin(self.house.chance.choice(self.failpoints))
        await one.ended_by_itself(LONGEST_TO_FAILPOINT)
        one.kill()
        one.begin()

    async def freeze(self) -> None:
        """Let a replica stand still for a while, and wake up with what it had in hand."""
        one = self.house.chance.choice([*self.house.replicas])
        if not one.runs:
            return
        one.freeze()
        try:
            await asyncio.sleep(self.house.chance.uniform(*self.frozen_for))
        finally:
            one.thaw()

    async def restart(self) -> None:
        """Stop the database as a power cut would; it comes back."""
        await self.house.database.stopped_hard()

    async def cut(self) -> None:
        """Let nothing between a replica and the database through for a while."""
        one = self.house.chance.choice([*self.house.replicas])
        self.house.database.cut_off(one.number)
        try:
            await asyncio.sleep(self.house.chance.uniform(*self.cut_for))
        finally:
            self.house.database.joined_again(one.number)

    async def jump(self) -> None:
        """Put a replica's clock far forward or back, and right again after a while."""
        one = self.house.chance.choice([*self.house.replicas])
        one.clock.move(self.house.chance.choice(JUMPS))
        try:
            await asyncio.sleep(self.house.chance.uniform(2.0, 5.0))
        finally:
            one.clock.move(0.0)

    async def storm(self) -> None:
        """Let the platforms refuse much of everything for a while."""
        loop = asyncio.get_running_loop()
        self.house.weather.storm_until = loop.time() + STORM
