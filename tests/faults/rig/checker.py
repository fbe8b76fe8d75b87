"""What must be true after every run, asked of the database and of the platforms' ledgers.

The invariants are I1 to I12 of the reliability report, section 1.2; those of edits (I7) and of
cancelled letters (I8) have runs of their own.
"""

import asyncio
import contextlib
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy

from bot.channels.teams.at_hand import event_of
from bot.conversations.turn import Turn, Words
from scheduler.delivery.model import Fate
from scheduler.delivery.storage.tables import LETTERS
from tests.fakes.slack.server import SECRET as SLACK_SECRET
from tests.fakes.slack.server import TOKEN
from tests.fakes.teams.roster import SECRET as TEAMS_SECRET
from tests.faults.rig.callers import Sent
from tests.faults.rig.house import House
from tests.faults.rig.outcome import Broken

LOOK_AGAIN = 0.5
LONGEST_LAG = 0.25
"""Seconds that a loop may be held up."""

IMPATIENT = 8.0
"""Seconds in which nothing came after which what waits for a next try need wait no longer."""

HANDLED = "handled"
MOVING = (Fate.WAITING, Fate.SENDING)


@dataclass(kw_only=True)
class Watch:
    """What is looked at again and again while a run lasts.

    Attributes:
        post: the post whose sums are looked at, or "".
        recipients: how many it goes to.
        polls: how often its sums were looked at.
        wrong_sums: how often they were not the number of recipients.
        is_alone: whether the machine is busy with nothing else, so that a late loop is our fault.
        longest_lag: the longest a replica's loop was held up, those that were frozen not counted.
        longest_work: the longest it was by the replica's own work.
        longest_pause: the longest time in which no message came though some waited.
    """

    house: House
    post: str = ""
    recipients: int = 0
    polls: int = 0
    wrong_sums: int = 0
    is_alone: bool = False
    longest_lag: float = 0.0
    longest_work: float = 0.0
    longest_pause: float = 0.0
    sums: dict[Fate, int] = field(default_factory=dict)

    async def look_on(self) -> None:
        """Look at the loops until cancelled."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            await self._look_at_loops()

    async def until_quiet(self, seconds: float) -> bool:
        """Look until nothing waits any more; say whether that came in time."""
        until = time.monotonic() + seconds
        last, came = time.monotonic(), 0
        while time.monotonic() < until:
            await asyncio.sleep(LOOK_AGAIN)
            now, number = time.monotonic(), self.house.taken
            if number > came or self.house.weather.is_storm:
                last, came = now, number
            elif came:
                self.longest_pause = max(self.longest_pause, now - last)
            if now - last > IMPATIENT and not self.house.weather.is_storm:
                await self._hurry()
            await self._look_at_loops()
            if await self._is_quiet():
                return True
        return False

    async def _look_at_loops(self) -> None:
        for one in self.house.replicas:
            frozen, (lag, work) = one.freezes, await one.lag()
            if not frozen:
                self.longest_lag = max(self.longest_lag, lag)
                self.longest_work = max(self.longest_work, work)

    async def _hurry(self) -> None:
        """Let letters that wait minutes for their next try be due: time passes quicker here.

        Whoever was unlucky several times, cut off and killed, is left alone for up to ten minutes.
        """
        soon = self.house.service.clock.now() + timedelta(seconds=IMPATIENT)
        with contextlib.suppress(Exception):
            async with asyncio.timeout(5), self.house.service.engine.begin() as connection:
                await connection.execute(
                    sqlalchemy.update(LETTERS)
                    .where(LETTERS.c.fate == Fate.WAITING.value, LETTERS.c.due > soon)
                    .values(due=self.house.service.clock.now())
                )

    async def _is_quiet(self) -> bool:
        service = self.house.service
        try:
            async with asyncio.timeout(5), service.reading() as work:
                letters = await work.letters.sums()
                waiting = await work.inbox.waiting(limit=1)
                if self.post:
                    found = await work.mailings.sums(self.post)
                    self.polls += 1
                    self.wrong_sums += sum(found.values()) != self.recipients
                    self.sums = dict(found)
        except Exception:  # noqa: BLE001 - the database was taken away
            return False
        return not waiting and not any(letters[one] for one in MOVING)


async def messages_kept(house: House, sent: Iterable[Sent]) -> list[Broken]:
    """I1: everything acknowledged has a row in the inbox, and I2: it has been handled."""
    broken = []
    for one in sent:
        state = await state_of(house, one)
        if one.acked and state is None:
            broken.append(Broken("I1", f"{one.channel} {one.number} of {one.person} is lost"))
        elif state not in {None, HANDLED}:
            broken.append(Broken("I2", f"{one.channel} {one.number} is {state}"))
    return broken


async def state_of(house: House, sent: Sent) -> str | None:
    """Return what has become of a message in the inbox; None when it is not there."""
    event = event_of("message", sent.place, sent.number)
    turn = Turn(event=event, person=sent.person, channel=sent.channel, said=Words(""))
    async with house.service.reading() as work:
        return await work.inbox.state_of(turn)


async def rows_whole(house: House) -> list[Broken]:
    """I3: a cause writes once to a person; I9: nothing is being sent any more; I11: all whole."""
    broken = [Broken("I11", one) for one in await house.database.faults_in(house.service.engine)]
    async with house.service.engine.connect() as connection:
        doubled = await connection.execute(
            sqlalchemy.text("SELECT once FROM letters GROUP BY once HAVING count(*) > 1")
        )
        broken += [Broken("I3", f"letter {row[0]}") for row in doubled]
        left = await connection.execute(
            sqlalchemy.text("SELECT id, fate FROM letters WHERE fate IN ('waiting', 'sending')")
        )
        broken += [Broken("I9", f"letter {row.id} is {row.fate}") for row in left]
        unnamed = await connection.execute(
            sqlalchemy.text(
                "SELECT id FROM letters WHERE fate = 'delivered' AND platform_id IS NULL"
            )
        )
        broken += [Broken("R8", f"letter {row.id} is delivered without an id") for row in unnamed]
    return broken


def logs_silent(house: House, canaries: Iterable[str]) -> list[Broken]:
    """I10: no replica has written a word of anybody's, or a secret."""
    forbidden = [*canaries, TEAMS_SECRET, SLACK_SECRET, TOKEN]
    pattern = re.compile("|".join(re.escape(one) for one in forbidden))
    broken = []
    for one in house.replicas:
        for number, line in enumerate(one.log.read_text("utf-8", "replace").splitlines(), 1):
            if pattern.search(line):
                broken.append(Broken("I10", f"replica {one.number}, line {number} of its log"))
    return broken


def loops_turned(watch: Watch) -> list[Broken]:
    """I12: no replica's loop was held up for longer than it may.

    On a machine that is busy all are, and then only what the replica did itself counts.
    """
    own = watch.house.own_lag
    if watch.longest_work > LONGEST_LAG:
        return [Broken("I12", f"{watch.longest_work:.2f} s of its own work")]
    if watch.is_alone and watch.longest_lag > LONGEST_LAG + own:
        return [Broken("I12", f"{watch.longest_lag:.2f} s, and the rig's own {own:.2f} s")]
    return []


def turning(watch: Watch) -> str:
    """Return how long loops were held up, in words."""
    return (
        f"loops held {watch.longest_lag * 1000:.0f} ms at most, "
        f"{watch.longest_work * 1000:.0f} by themselves"
    )


def sums_right(watch: Watch) -> list[Broken]:
    """I6: recipients were the sum of all fates whenever one looked."""
    if not watch.wrong_sums:
        return []
    return [Broken("I6", f"{watch.wrong_sums} of {watch.polls} sums were wrong")]


def first(broken: Sequence[Broken]) -> str:
    """Return the first thing that is broken, in words; "" when nothing is."""
    return f"{broken[0].what}: {broken[0].where}" if broken else ""
