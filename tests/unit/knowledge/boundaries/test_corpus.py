"""The figures the boundaries reach on a corpus of messages, so that no change makes them worse."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from knowledge.boundaries.catch import Route, caught
from knowledge.boundaries.routes import DANGER

CORPUS = Path(__file__).parent / "corpus.txt"
REACHED = {
    Route.EMERGENCY: 1.0,
    Route.CRISIS: 0.95,
    Route.INCIDENT: 0.95,
    Route.PERSONAL_DATA: 0.95,
    Route.SURVEILLANCE: 0.9,
    Route.HR_PAY: 0.95,
    Route.CITIZEN_CASE: 0.9,
    Route.SECRECY: 0.88,
    Route.OTHER: 0.9,
}
"""How many of its messages each route catches at least, as a part of one."""
FALSE_ALARMS = 0.01


@cache
def verdicts() -> tuple[tuple[str, str, str | None], ...]:
    """Return every message with the route it should have and the one it gets."""
    lines = [line.split(" ", 2) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return tuple(
        (text, route, found.route.value if (found := caught(text)) else None)
        for route, _, text in lines
    )


@pytest.mark.parametrize("route", sorted(DANGER))
def test_every_danger_is_heard(route: Route) -> None:
    """Of emergency and crisis none is missed; both are told what to call."""
    missed = [text for text, right, got in verdicts() if right == route and got not in DANGER]

    assert missed == []


@pytest.mark.parametrize("route", list(Route))
def test_a_route_catches_what_it_caught(route: Route) -> None:
    """Each matter goes its own way as often as it did, or more often."""
    counts = Counter(got == route for _, right, got in verdicts() if right == route)

    assert counts[True] / counts.total() >= REACHED[route]


def test_everyday_messages_are_let_through() -> None:
    """What only borrows the words of danger is for the library."""
    counts = Counter(got is not None for _, right, got in verdicts() if right == "none")

    assert counts[True] / counts.total() <= FALSE_ALARMS
