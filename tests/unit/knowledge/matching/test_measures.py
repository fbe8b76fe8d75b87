"""The measures, on outcomes made by hand."""

from collections.abc import Sequence

import pytest

from knowledge.matching.evaluation.files import Question
from knowledge.matching.evaluation.measures import NAMES, Outcome, auroc, table


def an_outcome(
    expect: str,
    verdict: str,
    ranked: str,
    offered: str = "",
    *,
    probability: float = 0.5,
    language: str = "sv",
) -> Outcome:
    """Return an outcome; ids are single letters."""
    question = Question(id="q", language=language, query="?", expect=tuple(expect))
    return Outcome(
        question=question,
        verdict=verdict,
        route="other" if verdict == "boundary" else None,
        ranked=list(ranked),
        offered=list(offered),
        probability=probability,
        ms=1.0,
        own_ms=1.0,
    )


def row_of(outcomes: Sequence[Outcome], language: str = "all") -> dict[str, float | None]:
    """Return one row of the table."""
    return table(outcomes)[language]


EIGHT = [
    an_outcome("a", "answered", "abc", "a", probability=0.9),
    an_outcome("ab", "answered", "bca", "b", probability=0.8),
    an_outcome("a", "answered", "bac", "b", probability=0.7),
    an_outcome("a", "unsure", "bca", "bca", probability=0.6),
    an_outcome("a", "unsure", "bcda", "bc", probability=0.4),
    an_outcome("a", "unanswered", "abc", probability=0.3),
    an_outcome("a", "boundary", "abc", probability=0.9),
    an_outcome("a", "unanswered", "", probability=0.0),
]
"""One after the other: direct, direct with its second choice, wrong, helped, misled, shy, caught,
and nothing found.
"""
NONE = [
    an_outcome("", "answered", "abc", "a", probability=0.9),
    an_outcome("", "unsure", "abc", "ab", probability=0.3),
    an_outcome("", "unanswered", "abc", probability=0.1),
    an_outcome("", "boundary", "abc", probability=0.1),
]


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("questions", 12),
        ("top1", 4 / 8),
        ("top3", 6 / 8),
        ("helped", 3 / 8),
        ("direct", 2 / 8),
        ("wrong", 1 / 8),
        ("false", 1 / 4),
        ("offered", 1 / 4),
        ("boundary", 1 / 8),
    ],
)
def test_each_measure_is_the_share_it_says(name: str, share: float) -> None:
    """Counted by hand."""
    assert row_of([*EIGHT, *NONE])[name] == pytest.approx(share)


def test_measures_are_taken_by_language_and_in_all() -> None:
    """In the order the languages come."""
    danish = an_outcome("a", "answered", "a", "a", language="da")
    found = table([danish, *EIGHT])

    assert list(found) == ["da", "sv", "all"]
    assert found["da"]["direct"] == 1
    assert found["all"]["direct"] == pytest.approx(3 / 9)
    assert all(set(row) == set(NAMES) for row in found.values())


def test_what_cannot_be_measured_is_none() -> None:
    """Without questions of a kind there is no share of them."""
    with_answer, without = row_of(EIGHT), row_of(NONE)

    assert (with_answer["false"], with_answer["offered"]) == (None, None)
    assert [without[name] for name in ("top1", "top3", "helped", "direct", "wrong")] == [None] * 5
    assert without["auroc"] is None
    assert table([])["all"]["questions"] == 0


def test_auroc_is_the_share_of_pairs_in_their_right_order() -> None:
    """Two right ones (.8, .4) beside three others (.6, .4, .1): 4.5 of 6 pairs, a tie half."""
    outcomes = [
        an_outcome("a", "answered", "a", probability=0.8),
        an_outcome("a", "answered", "a", probability=0.4),
        an_outcome("a", "answered", "b", probability=0.6),
        an_outcome("", "answered", "a", probability=0.4),
        an_outcome("a", "unanswered", "", probability=0.1),
    ]

    assert auroc(outcomes) == pytest.approx((3 + 1.5) / 6)


@pytest.mark.parametrize(
    ("right", "other", "expected"),
    [
        ([0.9, 0.8], [0.1], 1.0),
        ([0.1], [0.9, 0.8], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.5], [], None),
        ([], [0.5], None),
    ],
)
def test_auroc_at_its_ends(right: list[float], other: list[float], expected: float | None) -> None:
    """Told apart wholly, the wrong way round, not at all, and with nothing to compare."""
    outcomes = [an_outcome("a", "answered", "a", probability=one) for one in right]
    outcomes += [an_outcome("a", "answered", "b", probability=one) for one in other]

    assert auroc(outcomes) == expected
