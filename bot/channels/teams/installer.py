"""Puts the bot into the Teams of somebody who never wrote to it, where Graph lets it."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

import aiohttp
import structlog
from yarl import URL

from bot.channels.teams import asking
from bot.channels.teams.access_tokens import GRAPH, AccessTokens, NoToken

CREATED, THERE = 201, 409
LOG = structlog.get_logger()


class Installed(StrEnum):
    """What came of it."""

    YES = "yes"
    """It is there, or was before; Teams will tell where one can write."""

    NO = "no"
    """There is no such person, or the organisation has not given the permission."""

    LATER = "later"
    """Nobody knows; trying again does no harm."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Installer:
    """Installs the organisation's own app for one person at a time.

    It needs the application permission TeamsAppInstallation.ReadWriteSelfForUser.All, and no other.

    Attributes:
        tokens: the bot's own tokens.
        graph_url: Microsoft Graph.
        app: the app's id in the organisation's catalogue, or "": then nothing is installed.
    """

    tokens: AccessTokens
    graph_url: str
    app: str

    async def install(self, email: str) -> Installed:
        """Install the app for whoever has a work address."""
        if not self.app or not email:
            return Installed.NO
        home = self.graph_url.rstrip("/")
        place = f"{home}/v1.0/users/{quote(email, safe='')}/teamwork/installedApps"
        body = {"teamsApp@odata.bind": f"{home}/v1.0/appCatalogs/teamsApps/{self.app}"}
        try:
            headers = {"Authorization": f"Bearer {await self.tokens.token(GRAPH)}"}
            async with (
                asking.session(self.tokens.registration.way) as session,
                session.post(
                    URL(place, encoded=True), json=body, headers=headers, allow_redirects=False
                ) as answer,
            ):
                status = answer.status
        except (NoToken, aiohttp.ClientError, OSError, TimeoutError):
            return Installed.LATER
        if status in {CREATED, THERE}:
            return Installed.YES
        if status in {400, 401, 403, 404}:
            LOG.info("teams-not-installed", status=status)
            return Installed.NO
        return Installed.LATER
