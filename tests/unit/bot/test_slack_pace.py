"""How fast Slack is written to."""

from datetime import timedelta

from bot.channels.slack.pace import BURST, MOST_A_MINUTE, Pace
from tests.fakes.clock import SUNDAY

SECOND = timedelta(seconds=1)


def test_a_quiet_channel_takes_a_few_at_once_and_then_one_a_second() -> None:
    """Slack allows short bursts."""
    pace = Pace()

    waits = [pace.wait("C1", now=SUNDAY) for _ in range(BURST + 1)]

    assert waits == [timedelta(0)] * BURST + [SECOND]
    assert pace.wait("C1", now=SUNDAY + SECOND) == timedelta(0)


def test_channels_do_not_wait_for_each_other() -> None:
    """Each has a pace of its own."""
    pace = Pace()
    for _ in range(BURST):
        pace.wait("C1", now=SUNDAY)

    assert pace.wait("C1", now=SUNDAY) > timedelta(0)
    assert pace.wait("C2", now=SUNDAY) == timedelta(0)


def test_the_workspace_has_a_limit_of_its_own() -> None:
    """However many channels there are, no more than so many a minute."""
    pace = Pace()

    waits = [pace.wait(f"C{one}", now=SUNDAY) for one in range(MOST_A_MINUTE + 1)]

    assert waits[:-1] == [timedelta(0)] * MOST_A_MINUTE
    assert waits[-1] == timedelta(minutes=1)
    assert pace.wait("C9", now=SUNDAY + timedelta(minutes=1)) == timedelta(0)
