"""Asks Slack who the bot itself is, so that it knows its own name and its own messages."""

import asyncio
from dataclasses import dataclass

import structlog

from bot.channels.slack.at_hand import AtHand
from bot.channels.slack.incoming import text_in
from bot.channels.slack.web_api import Undone

PAUSES = (1.0, 5.0, 30.0, 60.0)
"""Seconds between two tries, ever longer."""

LOG = structlog.get_logger()


@dataclass(kw_only=True)
class Introduction:
    """Who the bot is in its workspace, asked until Slack tells; its sending waits for nothing."""

    hand: AtHand
    pauses: tuple[float, ...] = PAUSES
    _task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Ask, in the background."""
        self._task = asyncio.get_running_loop().create_task(self.made())

    async def stop(self) -> None:
        """Ask no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
            self._task = None

    async def made(self) -> None:
        """Learn the bot's own id; a workspace that is not among the named ones is told of."""
        tries = 0
        while True:
            try:
                said = await self.hand.api.ask("auth.test")
            except Undone as found:
                LOG.warning("slack-does-not-know-us", why=found.outcome.why)
                await asyncio.sleep(self.pauses[min(tries, len(self.pauses) - 1)])
                tries += 1
                continue
            self.hand.bot = text_in(said, "user_id")
            team = text_in(said, "team_id")
            if team not in self.hand.workspace.teams:
                LOG.error("slack-team-not-named", team=team)
            return
