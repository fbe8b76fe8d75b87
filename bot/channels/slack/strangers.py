"""A kind line to whoever cannot be answered: guests, other organisations, an old button."""

from dataclasses import dataclass, field
from datetime import date

import structlog

from bot.channels.slack.incoming import Json, Origin, object_in, text_in
from bot.channels.slack.web_api import Undone, WebApi
from bot.texts.catalogue import DEFAULT, catalogue, say
from knowledge.clock import Clock

LOG = structlog.get_logger()


@dataclass(kw_only=True)
class Strangers:
    """Says why nothing more is said; to the same person once a day."""

    api: WebApi
    clock: Clock
    _told: dict[str, date] = field(default_factory=dict)

    async def refuse(self, body: Json) -> None:
        """Tell whoever may not use the bot that it cannot help them."""
        event = object_in(body, "event")
        user = text_in(event, "user") or text_in(object_in(body, "user"), "id")
        user = user or text_in(body, "user_id")
        channel = text_in(event, "channel") or text_in(object_in(body, "channel"), "id")
        channel = channel or text_in(body, "channel_id")
        today = self.clock.now().date()
        self._told = {one: day for one, day in self._told.items() if day == today}
        if not user or not channel or user in self._told or event.get("bot_id"):
            return
        self._told[user] = today
        await self._whisper(channel, user, catalogue(DEFAULT).word(say("slack.not_for_guests")))

    async def old_choice(self, origin: Origin, words: str) -> None:
        """Tell somebody that what they pressed is not offered any more."""
        await self._whisper(origin.channel or origin.user, origin.user, words)

    async def _whisper(self, channel: str, user: str, words: str) -> None:
        try:
            await self.api.ask_soon(
                "chat.postEphemeral", channel=channel, user=user, text=words, link_names=False
            )
        except Undone as found:
            LOG.info("slack-stranger-not-told", why=found.outcome.why)
