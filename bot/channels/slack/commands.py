"""`/coach …`: asked anywhere, and answered so that only the asker sees it."""

from bot.cards.model import Reply
from bot.channels.slack.at_hand import AtHand, event_of
from bot.channels.slack.incoming import Json, Origin, origin_of_command, text_in, words_of
from bot.channels.slack.places import aside_in
from bot.channels.slack.workspace import CHANNEL
from bot.texts.catalogue import say
from knowledge.errors import Explained

HELP = "hjälp"
"""What `/coach` alone asks for."""


async def given(hand: AtHand, body: Json) -> None:
    """Store what was asked; its answer goes where it was asked, for the asker alone."""
    origin = origin_of_command(body)
    person, _ = await hand.acquainted(Origin(team=origin.team, user=origin.user))
    event = event_of("command", text_in(body, "trigger_id"), origin.user, origin.channel)
    hand.asides.keep(event[:16], text_in(body, "response_url"), now=hand.clock.now())
    place = aside_in(origin.channel, event[:16])
    text = words_of(text_in(body, "text"), bot=hand.bot) or HELP
    try:
        await hand.reception.words(event, person.id, CHANNEL, text, where=place)
    except Explained as error:
        async with hand.work() as work:
            told = Reply(text=(say(error.key, **error.details),))
            await hand.post(work, told, reason=f"door:{event}", to=person.id, at=place.at)
            await work.commit()
        hand.wake()
