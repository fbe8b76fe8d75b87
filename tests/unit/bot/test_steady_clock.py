"""The time a process goes by: jumps of the machine's clock do not get in, and replicas agree."""

from datetime import timedelta

from bot.runtime.steady_clock import BELIEVED_AFTER, SteadyClock
from tests.fakes.clock import SUNDAY, StandingClock

A_SECOND, A_DAY = timedelta(seconds=1), timedelta(days=1)


class Machine:
    """A machine with a clock on the wall, and one that only grows."""

    def __init__(self) -> None:
        self.wall = StandingClock()
        self.elapsed = timedelta(hours=3)
        self.clock = SteadyClock(self.wall, elapsed=lambda: self.elapsed)

    def passes(self, span: timedelta) -> None:
        """Let time pass on both."""
        self.wall.pass_by(span)
        self.elapsed += span


def test_time_passes_as_on_the_wall() -> None:
    """Also where the wall drifts a little, which is followed."""
    machine = Machine()
    machine.passes(A_DAY)
    machine.wall.pass_by(A_SECOND)

    assert machine.clock.now() == SUNDAY + A_DAY + A_SECOND


def test_a_jump_that_does_not_last_is_not_noticed() -> None:
    """A day ahead for half a minute, and right again: time went on as ever."""
    machine = Machine()
    for jump in (A_DAY, -A_DAY):
        before = machine.clock.now()
        machine.wall.pass_by(jump)
        machine.passes(A_SECOND * 30)
        assert machine.clock.now() == before + A_SECOND * 30
        machine.wall.pass_by(-jump)
        assert machine.clock.now() == before + A_SECOND * 30


def test_a_jump_that_lasts_is_the_time() -> None:
    """The machine has learnt what time it is: after a minute it is believed."""
    machine = Machine()
    machine.wall.pass_by(A_DAY)
    assert machine.clock.now() == SUNDAY
    machine.passes(BELIEVED_AFTER)

    assert machine.clock.now() == SUNDAY + A_DAY + BELIEVED_AFTER


def test_what_others_agree_on_goes_before_the_wall() -> None:
    """They looked in the middle of a trip that took a second; the wall is not asked any more."""
    machine = Machine()
    machine.clock.agree(SUNDAY - A_DAY, took=A_SECOND)
    assert machine.clock.now() == SUNDAY - A_DAY + A_SECOND / 2

    machine.wall.pass_by(A_DAY)
    machine.passes(BELIEVED_AFTER * 2)
    machine.clock.now()
    machine.passes(BELIEVED_AFTER)

    assert machine.clock.now() == SUNDAY - A_DAY + A_SECOND / 2 + BELIEVED_AFTER * 3


def test_an_answer_that_took_long_says_nothing_of_the_time() -> None:
    """Nobody knows when on the way the others looked at their clock."""
    machine = Machine()
    machine.clock.agree(SUNDAY - A_DAY, took=A_SECOND * 3)

    assert machine.clock.now() == SUNDAY
