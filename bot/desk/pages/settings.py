"""How the service is set up, for whoever answers for it: read here, changed where it runs."""

from aiohttp import web

from bot.desk.draw import page
from bot.desk.visit import Visit


async def show(visit: Visit) -> web.StreamResponse:
    """Show what is set: no secret, and nothing of anybody."""
    about = visit.desk.about
    return page(
        visit,
        "settings.html",
        about=about,
        home=visit.desk.home,
        zone=str(visit.desk.zone),
        expiring=sorted(about.expiring.items(), key=lambda one: one[1]),
    )
