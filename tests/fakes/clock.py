"""A clock that stands still until it is told to move."""

from datetime import UTC, datetime, timedelta

SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class StandingClock:
    """Tells the time it was given."""

    def __init__(self, at: datetime = SUNDAY) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the time."""
        return self.at

    def pass_by(self, span: timedelta) -> None:
        """Let time pass."""
        self.at += span
