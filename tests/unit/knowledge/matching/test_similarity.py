"""How alike two wordings are in spelling and order."""

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st

from knowledge.matching.similarity import likeness, likenesses, nearest

PROPERTY = hypothesis.settings(deadline=None, derandomize=True, max_examples=100)
WORDING = st.text(alphabet="abcåäö ", max_size=30)


def test_the_same_wording_is_wholly_alike() -> None:
    """Another order is less so, and another thing hardly at all."""
    same = likeness("del skärm möt", "del skärm möt")
    turned = likeness("del skärm möt", "möt skärm del")
    other = likeness("del skärm möt", "boka bil")

    assert same == 1
    assert same > turned > other


@pytest.mark.parametrize(("one", "other"), [("", ""), ("", "del"), ("del", "")])
def test_nothing_is_like_nothing(one: str, other: str) -> None:
    """Two empty wordings have nothing in common."""
    assert likeness(one, other) == 0
    assert not likenesses(one, [other])[0].any()


def test_without_wordings_there_is_nothing_to_compare() -> None:
    """Two empty arrays."""
    order, inside = likenesses("del skärm", [])

    assert order.shape == inside.shape == (0,)


@PROPERTY
@hypothesis.given(asked=WORDING, wordings=st.lists(WORDING, min_size=1, max_size=5))
def test_many_at_once_are_compared_as_one_by_one(asked: str, wordings: list[str]) -> None:
    """And all of it lies between 0 and 1."""
    order, inside = likenesses(asked, wordings)

    assert order == pytest.approx([likeness(asked, one) for one in wordings], abs=1e-6)
    for found in (order, inside):
        assert found.dtype == np.float32
        assert ((found >= 0) & (found <= 1)).all()


def test_a_wording_inside_a_longer_one_is_seen() -> None:
    """All its words are there."""
    order, inside = likenesses("del skärm", ["del skärm möt team kolleg", "boka bil idag"])

    assert inside[0] == 1
    assert inside[0] > inside[1]
    assert order[0] < 1


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("signartur", ["signatur", "signal"], "signatur"),
        ("skrver", ["skriver", "skriva"], "skriver"),
        ("giraff", ["skärm", "möte"], None),
        ("giraff", [], None),
        ("", ["skärm"], None),
    ],
)
def test_a_slip_is_the_nearest_word_or_none(word: str, known: list[str], found: str | None) -> None:
    """Far from everything is no slip."""
    assert nearest(word, known) == found
