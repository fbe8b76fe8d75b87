"""Builds the Slack channel from the settings, or leaves it out where there are none."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.slack.asides import Asides
from bot.channels.slack.at_hand import AtHand
from bot.channels.slack.courier import SlackCourier
from bot.channels.slack.draw import Drawing
from bot.channels.slack.groups import Groups
from bot.channels.slack.home import Home, Overview
from bot.channels.slack.introduction import Introduction
from bot.channels.slack.listeners import Listeners
from bot.channels.slack.meeting import Meeting
from bot.channels.slack.receive import SlackDoor
from bot.channels.slack.socket import Socket
from bot.channels.slack.strangers import Strangers
from bot.channels.slack.web_api import WebApi
from bot.channels.slack.workspace import API_URL, Workspace
from bot.conversations.reception import Reception
from bot.runtime.settings import Settings
from bot.runtime.teams import Parts


@dataclass(kw_only=True)
class Slack:
    """The Slack channel of one process."""

    workspace: Workspace
    hand: AtHand
    home: Home
    courier: SlackCourier
    introduction: Introduction
    door: SlackDoor
    _socket: Socket | None = None

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the channel's routes."""
        return self.door.routes()

    def start(self) -> None:
        """Learn who the bot is, and open the socket where there is a token for one."""
        self.introduction.start()
        if self.workspace.app_token:
            self._socket = Socket(
                app=self.door.app, app_token=self.workspace.app_token, way=self.workspace.way
            )
            self._socket.start()

    async def stop(self) -> None:
        """Close what is open."""
        if self._socket is not None:
            await self._socket.stop()
        await self.introduction.stop()
        await self.home.stop()
        await self.hand.api.stop()


def slack_of(
    settings: Settings, parts: Parts, reception: Reception, overview: Overview
) -> Slack | None:
    """Return the Slack channel; None where it is not configured.

    Args:
        settings: the installation's settings.
        parts: what every channel is built on.
        reception: where what people say goes.
        overview: what stands on somebody's App Home, by person and channel.
    """
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        return None
    workspace = Workspace(
        token=token,
        teams=settings.workspaces,
        secret=settings.slack_signing_secret.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
        guests=settings.slack_guests,
        department_field=settings.slack_department_field,
        department_groups=settings.slack_groups,
        api_url=settings.slack_api_url or API_URL,
        way=settings.way_out,
    )
    api, asides = WebApi(workspace=workspace), Asides()
    drawing = Drawing(seal=parts.seal, public_url=settings.public_url)
    hand = AtHand(
        work=parts.work,
        reading=parts.reading,
        reception=reception,
        in_place=parts.in_place,
        clock=parts.clock,
        seal=parts.seal,
        api=api,
        workspace=workspace,
        drawing=drawing,
        meeting=Meeting(
            api=api,
            workspace=workspace,
            groups=Groups(api=api, clock=parts.clock, departments=workspace.department_groups),
        ),
        asides=asides,
        wake=parts.wake,
    )
    home = Home(hand=hand, overview=overview)
    strangers = Strangers(api=api, clock=parts.clock)
    listeners = Listeners(hand=hand, home=home, strangers=strangers)
    return Slack(
        workspace=workspace,
        hand=hand,
        home=home,
        door=SlackDoor(app=listeners.app(), secret=workspace.secret, clock=parts.clock),
        introduction=Introduction(hand=hand),
        courier=SlackCourier(
            work=parts.work,
            reading=parts.reading,
            api=api,
            drawing=drawing,
            asides=asides,
            meeting=hand.meeting,
            clock=parts.clock,
            arrived=home.refresh,
        ),
    )
