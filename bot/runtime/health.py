"""Answers whether the process is alive, and whether it can do its work."""

from collections.abc import Awaitable, Callable

from aiohttp import web

IsReady = Callable[[], Awaitable[bool]]


def routes(is_ready: IsReady) -> list[web.RouteDef]:
    """Return /healthz (the event loop turns) and /readyz (the database answers)."""

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_request: web.Request) -> web.Response:
        if await is_ready():
            return web.Response(text="ready\n")
        return web.Response(text="not ready\n", status=503)

    return [web.get("/healthz", healthz), web.get("/readyz", readyz)]
