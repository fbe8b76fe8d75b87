"""The desk's address while there is no desk: coordinators read and publish tips in the chat."""

from aiohttp import web

WORDS = "The desk is not open. Coordinators read and publish tips in the chat.\n"


def routes() -> list[web.RouteDef]:
    """Return the desk's one route."""

    async def closed(_request: web.Request) -> web.Response:
        return web.Response(text=WORDS, status=503)

    return [web.get("/desk/", closed)]
