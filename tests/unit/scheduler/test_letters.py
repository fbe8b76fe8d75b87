"""What becomes of a letter after a try."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.delivery.model import (
    PATIENCE,
    Fate,
    Kind,
    Letter,
    Outcome,
    Result,
    Step,
    after,
    after_lost_lease,
)
from tests.fakes.clock import SUNDAY

PROPERTY = settings(deadline=None, derandomize=True, max_examples=200)

ONCE, LEAST = Kind.AT_MOST_ONCE, Kind.AT_LEAST_ONCE
LAST_TRY = len(PATIENCE) + 1

DELIVERED = Step(fate=Fate.DELIVERED)
BLOCKED = Step(fate=Fate.BLOCKED)
FAILED = Step(fate=Fate.FAILED)
UNKNOWN = Step(fate=Fate.UNKNOWN)


def waiting(**span: float) -> Step:
    """Return the step of a letter that is due again after a while."""
    return Step(fate=Fate.WAITING, due=SUNDAY + timedelta(**span))


def a_letter(kind: Kind, tries: int) -> Letter:
    """Return a letter that has been claimed so many times."""
    return Letter(
        id="l1",
        kind=kind,
        reason="why",
        recipient="ann",
        channel=None,
        content="{}",
        due=SUNDAY - timedelta(days=1),
        tries=tries,
        lease="me/1",
    )


@pytest.mark.parametrize(
    ("kind", "result", "tries", "step"),
    [
        (ONCE, Result.ARRIVED, 1, DELIVERED),
        (LEAST, Result.ARRIVED, 1, DELIVERED),
        (LEAST, Result.ARRIVED, LAST_TRY, DELIVERED),
        (ONCE, Result.REFUSED, 1, BLOCKED),
        (LEAST, Result.REFUSED, 1, BLOCKED),
        (ONCE, Result.TOO_LARGE, 1, FAILED),
        (LEAST, Result.TOO_LARGE, 1, FAILED),
        (ONCE, Result.UNCLEAR, 1, UNKNOWN),
        (ONCE, Result.UNCLEAR, LAST_TRY, UNKNOWN),
        (LEAST, Result.UNCLEAR, 1, waiting(seconds=5)),
        (LEAST, Result.UNCLEAR, 2, waiting(seconds=30)),
        (LEAST, Result.UNCLEAR, 3, waiting(minutes=2)),
        (LEAST, Result.UNCLEAR, 4, waiting(minutes=10)),
        (LEAST, Result.UNCLEAR, LAST_TRY, FAILED),
        (ONCE, Result.NOT_SENT, 1, waiting(seconds=5)),
        (ONCE, Result.NOT_SENT, 4, waiting(minutes=10)),
        (ONCE, Result.NOT_SENT, LAST_TRY, FAILED),
        (LEAST, Result.NOT_SENT, 1, waiting(seconds=5)),
        (LEAST, Result.NOT_SENT, 4, waiting(minutes=10)),
        (LEAST, Result.NOT_SENT, LAST_TRY, FAILED),
    ],
)
def test_a_try_decides_the_fate(kind: Kind, result: Result, tries: int, step: Step) -> None:
    """Class, result and number of tries give one step, and patience has an end."""
    assert after(Outcome(result=result), a_letter(kind, tries), now=SUNDAY) == step


@pytest.mark.parametrize("kind", [ONCE, LEAST])
@pytest.mark.parametrize("tries", [1, LAST_TRY])
def test_a_platform_that_asks_for_time_gets_it(kind: Kind, tries: int) -> None:
    """A wait the platform names is kept, and costs none of the letter's patience."""
    outcome = Outcome(result=Result.NOT_SENT, again_in=timedelta(minutes=7))

    assert after(outcome, a_letter(kind, tries), now=SUNDAY) == waiting(minutes=7)


@pytest.mark.parametrize(
    ("kind", "tries", "step"),
    [
        (ONCE, 1, UNKNOWN),
        (ONCE, LAST_TRY, UNKNOWN),
        (LEAST, 1, waiting()),
        (LEAST, len(PATIENCE), waiting()),
        (LEAST, LAST_TRY, FAILED),
    ],
)
def test_a_lost_sender_is_no_fault_of_the_platform(kind: Kind, tries: int, step: Step) -> None:
    """What must arrive goes again at once; what must not be doubled is left unknown."""
    assert after_lost_lease(a_letter(kind, tries), now=SUNDAY) == step


OUTCOMES = st.builds(
    Outcome,
    result=st.sampled_from(Result),
    again_in=st.none() | st.timedeltas(timedelta(0), timedelta(days=1)),
)
LETTERS = st.builds(a_letter, st.sampled_from(Kind), st.integers(1, 50))


@PROPERTY
@given(outcome=OUTCOMES, letter=LETTERS)
def test_a_letter_that_waits_has_a_day_and_no_other_has(outcome: Outcome, letter: Letter) -> None:
    """Every try ends in a fate; a due time stands there exactly when there is a next try."""
    for step in (after(outcome, letter, now=SUNDAY), after_lost_lease(letter, now=SUNDAY)):
        assert step.fate not in {Fate.SENDING, Fate.CANCELLED}
        assert (step.due is not None) is (step.fate is Fate.WAITING)
        assert step.due is None or step.due >= SUNDAY


@PROPERTY
@given(letter=st.builds(a_letter, st.just(ONCE), st.integers(1, 50)))
def test_what_must_not_be_doubled_is_never_sent_after_doubt(letter: Letter) -> None:
    """Tips and invitations whose fate nobody knows stay where they are."""
    assert after(Outcome(result=Result.UNCLEAR), letter, now=SUNDAY) == UNKNOWN
    assert after_lost_lease(letter, now=SUNDAY) == UNKNOWN
