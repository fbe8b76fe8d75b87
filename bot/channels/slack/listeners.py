"""Hands what Bolt brings, from HTTP or the socket, to who answers it; stored, then acknowledged."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.async_app import AsyncAck
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack import changes, commands, messages, reactions, windows
from bot.channels.slack.at_hand import AtHand
from bot.channels.slack.home import ASK, Home, is_of_home
from bot.channels.slack.incoming import Json, Malformed, origin_of_interaction, team_of, text_in
from bot.channels.slack.meeting import NobodyKnows, NotForThem
from bot.channels.slack.presses import Forged, NoCard
from bot.channels.slack.strangers import Strangers
from bot.channels.slack.taps import tapped
from bot.channels.slack.web_api import SECONDS
from bot.channels.slack.workspace import Workspace

ANYTHING = re.compile(".*")

ASK_ABOUT, ASK_ANYWHERE = "ask_about", "ask"
"""The shortcut on a message, and the one that stands everywhere; the manifest names them too."""

LOG = structlog.get_logger()

OnEvent = Callable[[AtHand, Json, Json], Awaitable[None]]

EVENTS: Mapping[str, OnEvent] = {
    "message": messages.written,
    "app_mention": messages.written,
    "reaction_added": reactions.added,
    "user_change": changes.person_changed,
    "member_joined_channel": changes.came,
    "channel_left": changes.went,
    "group_left": changes.went,
    "channel_archive": changes.went,
    "group_archive": changes.went,
    "channel_deleted": changes.went,
    "group_deleted": changes.went,
    "assistant_thread_started": changes.pane_opened,
}
"""What is answered; everything else is acknowledged all the same, lest it come again."""

STATUS: Mapping[type[Exception], int] = {
    BoltUnhandledRequestError: 200,
    Forged: 200,
    NoCard: 200,
    NotForThem: 200,
    Malformed: 400,
    NobodyKnows: 503,
}
"""What a request is answered with that could not be taken: 200 says that it need not come again,
and 503 that it must. Whatever else goes wrong is ours, and 503 too."""


class ForeignTeam(Exception):
    """It comes from a workspace that may not use the bot."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listeners:
    """Who answers what.

    Attributes:
        hand: what they need.
        home: App Home.
        strangers: a kind line for those who cannot be answered.
    """

    hand: AtHand
    home: Home
    strangers: Strangers

    def app(self) -> AsyncApp:
        """Return Bolt's app, which calls the listeners."""
        workspace = self.hand.workspace

        async def authorized() -> AuthorizeResult:
            """Say who the bot is, without asking Slack while it waits for an answer."""
            return AuthorizeResult(
                enterprise_id=None,
                team_id=workspace.teams[0],
                bot_token=workspace.token,
                bot_user_id=self.hand.bot or None,
            )

        app = AsyncApp(
            logger=logging.getLogger("slack_bolt"),
            client=_client(workspace),
            # Our door has checked what came over HTTP, with Slack's own verifier.
            request_verification_enabled=False,
            authorize=authorized,
            # Bolt's other way acknowledges before anything is stored.
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            ssl_check_enabled=False,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        app.middleware(self._only_our_teams)
        app.error(self._answered)
        app.event(ANYTHING)(self.on_event)
        app.action(ANYTHING)(self.on_action)
        app.view(ANYTHING)(self.on_view)
        app.command(ANYTHING)(self.on_command)
        app.message_shortcut(ASK_ABOUT)(self.on_message_shortcut)
        app.global_shortcut(ASK_ANYWHERE)(self.on_shortcut)
        return app

    async def on_event(self, body: Json, event: Json, ack: AsyncAck) -> None:
        """Take an event."""
        kind = text_in(event, "type")
        if kind == "app_home_opened":
            await self.home.opened(body, event)
        elif kind in EVENTS:
            await EVENTS[kind](self.hand, body, event)
        await ack()

    async def on_action(self, body: Json, action: Json, ack: AsyncAck) -> None:
        """Take a press on a button."""
        if text_in(action, "action_id") == ASK:
            await windows.question(self.hand, body)
        elif is_of_home(body):
            await self.home.pressed(body, action)
        else:
            await tapped(self.hand, body, action)
        await ack()

    async def on_view(self, body: Json, ack: AsyncAck) -> None:
        """Take what was filled in in a window."""
        await ack(**await windows.sent(self.hand, body))

    async def on_command(self, body: Json, ack: AsyncAck) -> None:
        """Take a command that begins with a slash."""
        await commands.given(self.hand, body)
        await ack()

    async def on_message_shortcut(self, body: Json, ack: AsyncAck) -> None:
        """Take the shortcut on a message."""
        await windows.about_message(self.hand, body)
        await ack()

    async def on_shortcut(self, body: Json, ack: AsyncAck) -> None:
        """Take the shortcut that stands everywhere."""
        await windows.question(self.hand, body)
        await ack()

    async def _only_our_teams(
        self,
        body: Json,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt calls it so
    ) -> BoltResponse:
        if team_of(body) not in self.hand.workspace.teams:
            raise ForeignTeam
        return await next()

    async def _answered(self, error: Exception, body: Json) -> BoltResponse:
        """Answer what could not be taken, so that Slack sends again exactly what it must."""
        if isinstance(error, ForeignTeam):
            LOG.warning("slack-foreign-team")
            return BoltResponse(status=403, body="")
        if isinstance(error, NoCard):
            await self.strangers.old_choice(origin_of_interaction(body), error.words)
        elif isinstance(error, NotForThem):
            await self.strangers.refuse(body)
        elif type(error) not in STATUS:
            LOG.error("slack-request-failed", error=type(error).__name__)
        return BoltResponse(status=STATUS.get(type(error), 503), body="")


def _client(workspace: Workspace) -> AsyncWebClient:
    """Return what Bolt opens a socket with; nothing else is asked through it."""
    return AsyncWebClient(
        token=workspace.token,
        base_url=workspace.api_url,
        timeout=SECONDS,
        retry_handlers=[],
        proxy=workspace.way.proxy,
        ssl=workspace.way.trust,
        logger=logging.getLogger("slack_sdk"),
    )
