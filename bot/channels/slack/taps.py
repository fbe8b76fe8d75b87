"""What a press on a message of ours leads to: stored, a window, or shown to all."""

import asyncio

import structlog

from bot.channels.slack import buttons, windows
from bot.channels.slack.at_hand import AtHand
from bot.channels.slack.incoming import Json, origin_of_interaction, text_in
from bot.channels.slack.places import is_aside
from bot.channels.slack.presses import card_of, pressed, shared
from bot.channels.slack.web_api import PATIENCE, Undone

LOG = structlog.get_logger()


async def tapped(hand: AtHand, body: Json, action: Json) -> None:
    """Take a press on a button.

    Raises:
        Forged, NoCard, NobodyKnows, NotForThem: as `card_of`.
    """
    card = await card_of(hand, origin_of_interaction(body), action.get("value"))
    url = text_in(body, "response_url")
    if card.button.number == buttons.SHARE:
        await shared(hand, card)
        await _over(hand, url, {"delete_original": True})
    elif card.form is not None:
        await windows.opened(hand, card, text_in(body, "trigger_id"))
    else:
        stays = await pressed(hand, card)
        if is_aside(card.post.at):
            drawn = hand.drawing.messages(stays, card.post.letter, card.language)
            await _over(hand, url, {"replace_original": True, **drawn[-1]})


async def _over(hand: AtHand, url: str, body: Json) -> None:
    """Put something in the place of what only one person sees; if it fails, it stays."""
    if not url:
        return
    try:
        async with asyncio.timeout(PATIENCE):
            await hand.api.respond(url, body)
    except (Undone, TimeoutError) as found:
        LOG.info("slack-aside-not-changed", error=type(found).__name__)
