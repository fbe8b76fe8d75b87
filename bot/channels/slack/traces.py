"""Finds out whether a message was posted after all: each carries the id of its letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.channels.slack.incoming import Json, object_in, text_in
from bot.channels.slack.places import Place
from bot.channels.slack.web_api import Undone, WebApi, undone
from scheduler.delivery.model import Result

EVENT = "coach_delivery"
PAGE = 100
MOST_PAGES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Traces:
    """Looks messages up in a chat's history."""

    api: WebApi

    async def of(self, letter: str, place: Place, *, since: datetime) -> list[str]:
        """Return the messages that brought a letter, by their ids and in order.

        Args:
            letter: the letter's id.
            place: where it went.
            since: how far back to look.

        Raises:
            Undone: Slack does not tell now; nothing may be sent before it does.
        """
        method = "conversations.replies" if place.thread else "conversations.history"
        thread = {"ts": place.thread} if place.thread else {}
        found: dict[int, str] = {}
        cursor = ""
        for _ in range(MOST_PAGES):
            try:
                said = await self.api.ask(
                    method,
                    channel=place.channel,
                    oldest=f"{since.timestamp():.6f}",
                    limit=PAGE,
                    include_all_metadata=True,
                    cursor=cursor or None,
                    **thread,
                )
            except Undone as error:
                if error.outcome.result is Result.UNCLEAR:
                    # Asking leaves nothing behind: it is clear that nothing was sent by it.
                    raise undone(Result.NOT_SENT, error.outcome.why) from None
                raise
            listed = said.get("messages")
            for message in listed if isinstance(listed, list) else ():
                number = _part_of(letter, message)
                if number is not None:
                    found[number] = text_in(message, "ts")
            cursor = text_in(object_in(said, "response_metadata"), "next_cursor")
            if not cursor:
                break
        whole = []
        for number in range(len(found)):
            if number not in found:
                break
            whole.append(found[number])
        return whole


def metadata(letter: str, number: int) -> Mapping[str, object]:
    """Return what a message carries unseen: its letter, and which part of it this is."""
    return {"event_type": EVENT, "event_payload": {"delivery_id": letter, "part": number}}


def _part_of(letter: str, message: object) -> int | None:
    if not isinstance(message, dict):
        return None
    carried: Json = object_in(message, "metadata")
    payload = object_in(carried, "event_payload")
    if carried.get("event_type") != EVENT or payload.get("delivery_id") != letter:
        return None
    number = payload.get("part")
    return number if isinstance(number, int) else 0
