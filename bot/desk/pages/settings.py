"""How the service is set up, for whoever answers for it: read here, changed where it runs."""

from aiohttp import web

from bot.desk.draw import page
from bot.desk.pages.monday import SECRETS
from bot.desk.visit import Visit
from bot.texts.catalogue import say

RENEW = {
    "oidc": "desk.secret.renew.oidc",
    "teams": "desk.secret.renew.teams",
    "slack": "desk.secret.renew.slack",
    "certificate": "desk.secret.renew.certificate",
}
"""What to do before each secret expires."""


async def show(visit: Visit) -> web.StreamResponse:
    """Show what is set: no secret, and nothing of anybody."""
    about = visit.desk.about
    return page(
        visit,
        "settings.html",
        about=about,
        home=visit.desk.home,
        zone=str(visit.desk.zone),
        expiring=[
            {"name": name, "day": day, "opens": say(SECRETS[name]), "renew": say(RENEW[name])}
            for name, day in sorted(about.expiring.items(), key=lambda one: one[1])
        ],
    )
