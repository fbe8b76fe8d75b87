"""Socket Mode: Slack is called, and needs no address of ours."""

import asyncio
import logging
from dataclasses import dataclass, field

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp

from knowledge.way_out import STRAIGHT, WayOut

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between two tries to reach Slack, ever longer."""

SECONDS_TO_CONNECT = 15.0

LOG = structlog.get_logger()


@dataclass(kw_only=True)
class Socket:
    """One connection to Slack, opened again whenever it breaks."""

    app: AsyncApp
    app_token: str = field(repr=False)
    pauses: tuple[float, ...] = PAUSES
    way: WayOut = STRAIGHT
    _handler: AsyncSocketModeHandler | None = None
    _task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Connect, in the background."""
        self._task = asyncio.get_running_loop().create_task(self._stay_connected())

    async def stop(self) -> None:
        """Disconnect."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
            self._task = None
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]
            self._handler = None

    async def _stay_connected(self) -> None:
        """Connect until it succeeds; from then on Slack's own client renews the connection."""
        tries = 0
        while True:
            handler = AsyncSocketModeHandler(
                self.app,
                self.app_token,
                logger=logging.getLogger("slack_sdk.socket"),
                proxy=self.way.proxy,
            )
            self._handler = handler
            try:
                async with asyncio.timeout(SECONDS_TO_CONNECT):
                    await handler.connect_async()  # type: ignore[no-untyped-call]
            except Exception as error:  # noqa: BLE001 - whatever it is, it may be over in a while
                LOG.warning("slack-socket-failed", error=type(error).__name__, tries=tries + 1)
                await handler.close_async()  # type: ignore[no-untyped-call]
                self._handler = None
            else:
                LOG.info("slack-socket-open")
                return
            pause = self.pauses[min(tries, len(self.pauses) - 1)]
            tries += 1
            await asyncio.sleep(pause)
