"""How fast letters may leave."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

import hypothesis.strategies as st
from hypothesis import given

from scheduler.delivery.limits import DEFAULTS, Gate, Limit, Scope
from tests.fakes.clock import SUNDAY

LIMITS = st.builds(
    lambda most, seconds, share: Limit(
        channel="teams",
        scope=Scope.WHOLE,
        most=most,
        within=timedelta(seconds=seconds),
        at_once=max(1, int(most * share)),
    ),
    st.integers(1, 60),
    st.integers(1, 60),
    st.floats(0, 1),
)
GAPS = st.lists(st.integers(0, 3_000), min_size=1, max_size=120)
"""Milliseconds between two letters that somebody would like to send."""


def let_out(limit: Limit, wanted: Sequence[datetime]) -> list[datetime]:
    """Return when letters left that wanted to at these times and did not wait."""
    gate = Gate(now=SUNDAY, limits={"teams": [limit]}, held={}, arrivals={})
    left = []
    for moment in wanted:
        gate.now = moment
        if gate.whole_free_at("teams") is None:
            gate.let_out("teams", "")
            left.append(moment)
    return left


@given(LIMITS, GAPS)
def test_no_stretch_of_time_ever_has_more_than_its_limit(limit: Limit, gaps: list[int]) -> None:
    """Whatever is asked for: a stretch open at its end holds at most the limit."""
    wanted, moment = [], SUNDAY
    for gap in gaps:
        moment += timedelta(milliseconds=gap)
        wanted.append(moment)

    left = let_out(limit, wanted)

    for number, first in enumerate(left):
        end = bisect_right(left, first + limit.within - timedelta(microseconds=1))
        assert end - number <= limit.most


@given(LIMITS)
def test_as_much_leaves_at_once_as_may_and_then_one_after_the_other(limit: Limit) -> None:
    """A quiet platform takes `at_once` in one moment; the next when it says that it is free."""
    gate = Gate(now=SUNDAY, limits={"teams": [limit]}, held={}, arrivals={})
    for _ in range(limit.at_once):
        assert gate.whole_free_at("teams") is None
        gate.let_out("teams", "")
    free = gate.whole_free_at("teams")
    assert free == SUNDAY + limit.between

    gate.now = free
    assert gate.whole_free_at("teams") is None


def test_who_is_asked_to_wait_waits_for_all() -> None:
    """A platform that was held takes nothing until then, and something then."""
    until = SUNDAY + timedelta(seconds=30)
    gate = Gate(now=SUNDAY, limits={"teams": []}, held={"teams": until}, arrivals={})
    assert gate.whole_free_at("teams") == until

    gate.now = until
    assert gate.whole_free_at("teams") is None


def test_a_conversation_has_its_own_limit_and_its_neighbour_another() -> None:
    """Two in one conversation; its third waits, and the neighbour's first does not."""
    limit = Limit(
        channel="slack", scope=Scope.PLACE, most=2, within=timedelta(seconds=1), at_once=2
    )
    gate = Gate(now=SUNDAY, limits={"slack": [limit]}, held={}, arrivals={})
    gate.let_out("slack", "a")
    gate.let_out("slack", "a")

    assert gate.place_free_at("slack", "a") is not None
    assert gate.place_free_at("slack", "b") is None
    assert gate.whole_free_at("slack") is None


def test_the_limits_of_the_platforms_allow_what_they_say() -> None:
    """For as long as many wait, 25 a second leave for Teams and close to four for Slack."""
    rates = {
        one.channel: timedelta(seconds=1) / one.between
        for one in DEFAULTS
        if one.scope is Scope.WHOLE
    }
    assert rates["teams"] == 25
    assert 3.8 < rates["slack"] <= 4


def test_what_a_wrong_clock_wrote_holds_nobody_up() -> None:
    """An arrival, and a hold, a day ahead: the next letter leaves, and paces are as ever."""
    limit = Limit(
        channel="teams", scope=Scope.WHOLE, most=2, within=timedelta(seconds=1), at_once=1
    )
    tomorrow = SUNDAY + timedelta(days=1)
    gate = Gate(
        now=SUNDAY,
        limits={"teams": [limit]},
        held={"teams": tomorrow},
        arrivals={("teams", limit.name): tomorrow},
    )

    assert gate.whole_free_at("teams") is None
    gate.let_out("teams", "")
    assert gate.whole_free_at("teams") == SUNDAY + limit.between
