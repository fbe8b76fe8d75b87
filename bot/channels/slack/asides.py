"""Where an answer can go that only one person sees: Slack's own address for half an hour."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

KEPT = timedelta(minutes=29)
MOST_ANSWERS = 5
"""So many times Slack takes an answer to one command."""


@dataclass(kw_only=True, slots=True)
class _Aside:
    url: str
    until: datetime
    left: int = MOST_ANSWERS


@dataclass(kw_only=True, slots=True)
class Asides:
    """The addresses this process was given; they are kept nowhere else."""

    _known: dict[str, _Aside] = field(default_factory=dict)

    def keep(self, aside: str, url: str, *, now: datetime) -> None:
        """Keep an address under the aside's id."""
        self._known = {one: kept for one, kept in self._known.items() if kept.until > now}
        self._known[aside] = _Aside(url=url, until=now + KEPT)

    def take(self, aside: str, *, now: datetime) -> str:
        """Return the address for one answer; "" when Slack would take no more."""
        found = self._known.get(aside)
        if found is None or found.until <= now or not found.left:
            return ""
        found.left -= 1
        return found.url
