"""The limits that Teams keeps: what comes too fast is refused, and was the sender's own fault.

Source: learn.microsoft.com, "Optimize your bot with rate limiting in Teams".
"""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

IN_A_CONVERSATION = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
IN_THE_TENANT = ((30, 1.0),)
"""So many messages, in so many seconds."""


@dataclass(kw_only=True)
class Windows:
    """What has come lately, and whether one more is too much.

    Attributes:
        now: seconds that only go forward.
        each: the limits of a conversation.
        whole: the limits of all together.
        refused: how many were too much.
    """

    now: Callable[[], float]
    each: tuple[tuple[int, float], ...] = IN_A_CONVERSATION
    whole: tuple[tuple[int, float], ...] = IN_THE_TENANT
    refused: int = 0
    _came: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def takes(self, conversation: str) -> bool:
        """Say whether a message may come now, and count it if so."""
        now = self.now()
        if self._is_full(conversation, self.each, now) or self._is_full("", self.whole, now):
            self.refused += 1
            return False
        self._came[conversation].append(now)
        self._came[""].append(now)
        return True

    def _is_full(self, key: str, limits: tuple[tuple[int, float], ...], now: float) -> bool:
        came = self._came[key]
        longest = max(seconds for _, seconds in limits)
        while came and came[0] <= now - longest:
            came.popleft()
        return any(sum(one > now - seconds for one in came) >= most for most, seconds in limits)
