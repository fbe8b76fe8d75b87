"""For a channel that must answer at once, in place: a form that comes back with what was wrong.

A dialog on Teams and a modal on Slack stay open until the service answers. Their channel says
beforehand which event it waits for, and gets the reply instead of a message, if it is a form again.
"""

import asyncio
from dataclasses import dataclass, field

from bot.cards.model import Reply
from bot.conversations.turn import Filled, Turn

Replies = tuple[Reply, ...]
Expected = asyncio.Future[Replies]


@dataclass(frozen=True, slots=True)
class InPlace:
    """The events of this process that somebody waits for; another process's are answered anew."""

    _expected: dict[tuple[str, str], Expected] = field(default_factory=dict)

    def expect(self, channel: str, event: str) -> Expected:
        """Wait for the reply to an event; to be called before the event is stored.

        Returns:
            What becomes the form to show in place, or () when the replies come as messages.
        """
        found = asyncio.get_running_loop().create_future()
        self._expected[channel, event] = found
        found.add_done_callback(lambda _done: self._expected.pop((channel, event), None))
        return found

    def is_for(self, turn: Turn, replies: Replies) -> bool:
        """Say whether somebody waits for these replies, and can show them where they are."""
        if (turn.channel, turn.event) not in self._expected or not isinstance(turn.said, Filled):
            return False
        return any(reply.form is not None or reply.inline is not None for reply in replies)

    def give(self, turn: Turn, replies: Replies) -> None:
        """Give the replies to whoever waits for the event, once they are certain."""
        found = self._expected.get((turn.channel, turn.event))
        if found is not None and not found.done():
            found.set_result(replies)
