"""A library that several municipalities share, and what each of them makes of it."""

from dataclasses import replace

import pytest

from tests.unit.tips.exchange.library import PLAIN, plan_of, written
from tips.exchange import formats, sharing
from tips.exchange.plan import Plan
from tips.model import Advice, Tip

THEIRS = replace(PLAIN, source="nordic")
NEWER = replace(THEIRS, advice=Advice(answer="Öppna den grå luckan."))


def issued(*tips: Tip, suffix: str = ".jsonl") -> bytes:
    """Return the file that the shared library gives out."""
    return written(*tips, suffix=suffix)


def after(data: bytes, *tips: Tip) -> Plan:
    """Return what the shared file would do here."""
    return plan_of(data, "nordic.jsonl", *tips)


@pytest.fixture
def taken() -> Tip:
    """A tip as it is kept once it has been taken from the shared library."""
    return replace(after(issued(THEIRS)).added[0].tip, version=3)


def test_a_tip_remembers_what_it_was_when_it_was_taken(taken: Tip) -> None:
    """The library's name, and the fingerprint of what it said."""
    assert (taken.source, taken.source_version) == ("nordic", THEIRS.substance)
    assert after(issued(THEIRS), taken).unchanged == 1


def test_what_nobody_edited_here_follows_the_shared_one(taken: Tip) -> None:
    """The new answer is taken; what is local stays as it is."""
    here = replace(
        taken, local="Plan 3", audience=("hr",), caretaker="p-1", phrasings=("skrivarn är tom",)
    )
    change = after(issued(replace(NEWER, phrasings=("byta toner",), local="Fråga IT")), here)
    found = change.changed[0].after

    assert found == replace(
        here,
        advice=NEWER.advice,
        phrasings=("skrivarn är tom", "byta toner"),
        source_version=NEWER.substance,
    )


def test_what_is_edited_here_stays_and_is_flagged(taken: Tip) -> None:
    """Once: the same file a second time says it again and writes nothing."""
    ours = replace(taken, title="Byt toner i Gula huset")
    first = after(issued(NEWER), ours)
    flagged = first.flagged[0].after
    second = after(issued(NEWER), flagged)

    assert flagged == replace(ours, source_ahead=NEWER.substance)
    assert first.overridden == (ours,)
    assert first.changed == ()
    assert (second.overridden, second.flagged) == ((flagged,), ())


def test_an_edit_here_is_left_alone_while_the_shared_one_is_as_it_was(taken: Tip) -> None:
    """There is nothing to tell."""
    ours = replace(taken, title="Byt toner i Gula huset")
    plan = after(issued(THEIRS), ours)

    assert (plan.unchanged, plan.overridden) == (1, ())


def test_whoever_keeps_theirs_is_not_told_again(taken: Tip) -> None:
    """Until the shared one changes once more."""
    flagged = after(issued(NEWER), replace(taken, title="Vår titel")).flagged[0].after
    ours = sharing.kept_as_ours(flagged)
    newest = replace(NEWER, longer="Mer")

    assert ours.source_ahead == ""
    assert after(issued(NEWER), ours).unchanged == 1
    assert len(after(issued(newest), ours).flagged) == 1


def test_whoever_makes_it_the_same_follows_again(taken: Tip) -> None:
    """What was edited into what the shared one says is no longer an edit."""
    same = replace(taken, advice=NEWER.advice, source_ahead=NEWER.substance)
    found = after(issued(NEWER), same).changed[0].after

    assert found == replace(same, source_version=NEWER.substance, source_ahead="")


def test_a_tip_that_came_with_the_service_is_nobodys_own() -> None:
    """It follows the shared library from the first day; one that was edited here does not."""
    untouched = replace(PLAIN, version=1)
    edited = replace(PLAIN, version=2)
    followed = after(issued(NEWER), untouched).changed[0].after
    flagged = after(issued(NEWER), edited).flagged[0].after

    assert followed.advice == NEWER.advice
    assert (flagged.advice, flagged.source_version) == (PLAIN.advice, sharing.NEVER)


@pytest.mark.parametrize("suffix", formats.WRITTEN)
def test_a_copy_of_everything_is_not_the_shared_library(taken: Tip, suffix: str) -> None:
    """An edited tip that is written and read again here stays edited, flag and all."""
    ours = replace(taken, title="Vår titel", source_ahead="fedcba9876543210")
    never = replace(PLAIN, id="egen", source="nordic", source_version=sharing.NEVER)
    data = written(ours, never, suffix=suffix)

    assert plan_of(data, f"a{suffix}", ours, never).unchanged == 2
    assert [one.tip.title for one in plan_of(data, f"a{suffix}").added] == [
        "Vår titel",
        "Byt toner",
    ]
