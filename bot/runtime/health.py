"""Answers whether the process is alive, whether it can do its work, and what it has counted."""

import hmac
import ipaddress
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.channels.webchat.guard import FORWARDED
from bot.runtime.metrics.exposition import CONTENT_TYPE

IsReady = Callable[[], Awaitable[bool]]
Counted = Callable[[], Awaitable[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """What watches the service from outside may ask.

    Attributes:
        is_ready: whether the database answers and the service is not about to stop.
        counted: the measures, as Prometheus reads them.
        token: what whoever asks for the measures from another machine must show; "" for nobody.
    """

    is_ready: IsReady
    counted: Counted
    token: str = ""

    def routes(self) -> list[web.RouteDef]:
        """Return /healthz (the event loop turns), /readyz (work is done) and /metrics."""
        return [
            web.get("/healthz", self._healthz),
            web.get("/readyz", self._readyz),
            web.get("/metrics", self._metrics),
        ]

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, _request: web.Request) -> web.Response:
        if await self.is_ready():
            return web.Response(text="ready\n")
        return web.Response(text="not ready\n", status=503)

    async def _metrics(self, request: web.Request) -> web.Response:
        if not (_is_near(request) or self._has_token(request)):
            raise web.HTTPForbidden(
                text="The measures are for this machine, or for COACH_METRICS_TOKEN."
            )
        page = await self.counted()
        return web.Response(body=page.encode(), headers={"Content-Type": CONTENT_TYPE})

    def _has_token(self, request: web.Request) -> bool:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return bool(self.token) and hmac.compare_digest(shown.encode(), self.token.encode())


def _is_near(request: web.Request) -> bool:
    """Whether it is asked on this machine, and not by way of a proxy."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
