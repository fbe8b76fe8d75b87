"""How fast Slack is written to: a message a second in each channel, and a limit for the whole."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

BETWEEN = timedelta(seconds=1)
"""Between two messages in one channel."""

BURST = 3
"""Messages that may follow at once in a channel that was quiet; Slack allows short bursts."""

MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 240
"""Messages in the whole workspace."""


@dataclass(kw_only=True, slots=True)
class Pace:
    """What was sent lately, by one process."""

    _free_at: dict[str, datetime] = field(default_factory=dict)
    _sent: deque[datetime] = field(default_factory=deque)

    def wait(self, channel: str, *, now: datetime) -> timedelta:
        """Return how long to wait before writing to a channel; zero takes the place at once.

        Args:
            channel: the channel's id.
            now: the current time.
        """
        while self._sent and self._sent[0] <= now - MINUTE:
            self._sent.popleft()
        if len(self._sent) >= MOST_A_MINUTE:
            return self._sent[0] + MINUTE - now
        free_at = self._free_at.get(channel, now - BETWEEN * BURST)
        if free_at > now:
            return free_at - now
        self._free_at = {one: at for one, at in self._free_at.items() if at > now - MINUTE}
        self._free_at[channel] = max(free_at, now - BETWEEN * (BURST - 1)) + BETWEEN
        self._sent.append(now)
        return timedelta(0)
