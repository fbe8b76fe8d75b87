"""Gives a picture to whoever knows its name, which nobody can guess."""

from aiohttp import web

from bot.desk.visit import Visit
from knowledge.pictures.model import NAME

HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    # Chat programs show it inside their own pages.
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""A picture never changes under its name."""


async def show(visit: Visit) -> web.StreamResponse:
    """Show a picture."""
    name = visit.part("name")
    if NAME.fullmatch(name) is None:
        raise web.HTTPNotFound(text="There is no such picture.\n")
    async with visit.desk.reading() as work:
        found = await work.pictures.get(name)
    if found is None:
        raise web.HTTPNotFound(text="There is no such picture.\n")
    return web.Response(body=found.data, content_type=found.media_type, headers=HEADERS)
