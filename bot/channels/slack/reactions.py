"""A coach's 📖 on an answer in a thread: a proposal for a tip, which a coordinator reads first."""

from bot.channels.slack.at_hand import AtHand, event_of
from bot.channels.slack.incoming import Json, Origin, id_in, object_in, text_in, words_of
from bot.channels.slack.meeting import NobodyKnows
from bot.channels.slack.web_api import Undone
from bot.channels.slack.workspace import CHANNEL
from scheduler.delivery.model import Result

BOOK = frozenset({"book", "open_book"})
LEARN = "learn.thread"
QUESTION, ANSWER = "question", "answer"


async def added(hand: AtHand, body: Json, event: Json) -> None:
    """Take a 📖 as a wish to make a tip of the message; any other reaction has no effect."""
    item = object_in(event, "item")
    if text_in(event, "reaction") not in BOOK or item.get("type") != "message":
        return
    team, user = id_in(body, "team_id"), id_in(event, "user")
    channel, stamp = id_in(item, "channel"), id_in(item, "ts")
    person, _ = await hand.acquainted(Origin(team=team, user=user))
    thread = await _thread(hand, channel, stamp)
    answer = next((one for one in thread if one.get("ts") == stamp), None)
    if answer is None or thread[0] is answer:
        return
    values = {
        QUESTION: words_of(text_in(thread[0], "text"), bot=hand.bot),
        ANSWER: words_of(text_in(answer, "text"), bot=hand.bot),
    }
    event_id = event_of("book", channel, stamp, person.id)
    await hand.reception.form(event_id, person.id, CHANNEL, LEARN, values, "📖")


async def _thread(hand: AtHand, channel: str, stamp: str) -> list[Json]:
    """Return the messages of a thread, the first first; nothing where the bot may not read.

    Raises:
        NobodyKnows: Slack does not tell now, and shall send the reaction once more.
    """
    try:
        said = await hand.api.ask_soon(
            "conversations.replies", channel=channel, ts=stamp, limit=100
        )
        found = _messages(said)
        root = text_in(found[0], "thread_ts") if found else ""
        if root and root != text_in(found[0], "ts"):
            said = await hand.api.ask_soon(
                "conversations.replies", channel=channel, ts=root, limit=100
            )
            found = _messages(said)
    except Undone as found:
        if found.outcome.result is Result.REFUSED:
            return []
        raise NobodyKnows from None
    return found


def _messages(said: Json) -> list[Json]:
    listed = said.get("messages")
    return [one for one in (listed if isinstance(listed, list) else ()) if isinstance(one, dict)]
