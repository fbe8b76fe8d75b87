"""A courier whose letters arrive when they are told to."""

import asyncio

from scheduler.delivery.model import Letter, Outcome, Result


class SlowCourier:
    """Keeps letters on their way until they are let down.

    Attributes:
        begun: ids of letters, in the order in which they left.
        most: how many were on their way at once, at most.
    """

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.most = 0
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._changed = asyncio.Event()

    async def send(self, letter: Letter) -> Outcome:
        """Let the letter wait until it is let down."""
        self.begun.append(letter.id)
        waiting = self._waiting[letter.id] = asyncio.get_running_loop().create_future()
        self.most = max(self.most, len(self._waiting))
        self._changed.set()
        await waiting
        return Outcome(result=Result.ARRIVED, platform_id=letter.id)

    def let_down(self, *letters: str) -> None:
        """Let some letters arrive, or all."""
        for one in letters or (*self._waiting,):
            self._waiting.pop(one).set_result(None)

    async def until_begun(self, number: int) -> None:
        """Wait until so many letters have left."""
        while len(self.begun) < number:
            self._changed.clear()
            await asyncio.wait_for(self._changed.wait(), 5)
